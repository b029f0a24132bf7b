"""What may have become of a header that is missing: another name for it, or a mapping that took it away."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.intake.header import Headed, Match
from cmtool.intake.vocabulary import SETTLED, own_claim
from cmtool.model.text import NOTHING, Phrase, phrase


def remembering(found: Match, missing: str, word: str) -> Phrase:
    """How to tell cmtool: the line of ``branch.toml`` that gave the header to another column, or the ready command.

    ``missing`` is a canonical header, or several of which one would do (甲/乙); ``word`` the unread header that may be
    meant, or ``""``.
    """
    for headed, field in _taken_away(found, missing):
        line = f'"{headed.text}" = "{found.table.columns[field].header}"'
        return phrase(
            "；branch.toml 的 [columns.{table}] 里写着 {line}，这个表头因此归了别的列，如果不对，请删去这一行",
            table=found.table.name,
            line=line,
        )
    if word:
        header = word if word.isalnum() else f'"{word}"'
        command = f"cmtool map {found.table.name} {header} {missing.split('/')[0]}"
        return phrase("：{command}", command=command)
    return NOTHING


def _taken_away(found: Match, missing: str) -> Iterator[tuple[Headed, str]]:
    """Columns that the branch settled, with their field, whose own header is the missing one."""
    for field, headed in found.fields.items():
        own = own_claim(found.table, headed.text) if headed.rank == SETTLED else None
        if own and own.field != field and found.table.columns[own.field].header in missing.split("/"):
            yield headed, field
