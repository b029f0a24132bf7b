"""``cmtool map``: what a header of a table stands for, settled for good in ``branch.toml``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cmtool.files.lock import locked
from cmtool.files.settled import settle_header
from cmtool.files.workspace import Workspace
from cmtool.intake.spelling import folded
from cmtool.intake.vocabulary import own_claim
from cmtool.model.table import Table
from cmtool.model.tables import TABLES, table_named
from cmtool.model.text import Phrase, did_you_mean, phrase


class NotKnown(Exception):
    """A table or a canonical header that cmtool does not know, or a header that it knows as another column."""

    def __init__(self, words: Phrase) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, slots=True)
class Settled:
    """A header, the table it stands in, the canonical header it stands for, and the one noted before, if any."""

    table: Table
    header: str
    meant: str
    before: str = ""


def settle(workspace: Workspace, table: str, header: str, meant: str) -> Settled:
    """Settle a header; with the workspace locked. Raises NotKnown, and what ``files`` raises."""
    found = understood(table, header, meant)
    _refuse_known(found)
    with locked(workspace.root):
        before = settle_header(workspace.branch_file, found.table, found.header, found.meant)
    return replace(found, before=before)


def _refuse_known(found: Settled) -> None:
    """A header that is the canonical one of another column, or one of its known names, would take that column away."""
    own = own_claim(found.table, found.header)
    column = found.table.columns[own.field].header if own else found.meant
    if column != found.meant:
        raise NotKnown(
            phrase(
                "{table}的“{header}”本来就是“{column}”这一列，不能再当作“{meant}”；没有写入",
                table=found.table.name,
                header=found.header,
                column=column,
                meant=found.meant,
            )
        )


def understood(table: str, header: str, meant: str) -> Settled:
    """The table by any of its names, the column by its canonical header or English id."""
    known = table_named(table)
    if known is None:
        names = [one.name for one in TABLES.values()]
        raise NotKnown(phrase("没有“{table}”这张表{hint}", table=table, hint=did_you_mean(table, names)))
    field = {folded(name): field for name, field in known.fields.items()}.get(folded(meant))
    if field is None:
        headers = [column.header for column in known.columns.values()]
        hint = did_you_mean(meant, headers)
        raise NotKnown(phrase("{table}没有“{meant}”这一列{hint}", table=known.name, meant=meant, hint=hint))
    if not header.strip():
        raise NotKnown(phrase("请写明表里的表头"))
    return Settled(known, header.strip(), known.columns[field].header)
