"""``cmtool map``: what a header of a table stands for, settled for good in ``branch.toml``."""

from __future__ import annotations

from dataclasses import dataclass

from cmtool.files.lock import locked
from cmtool.files.settled import settle_header
from cmtool.files.workspace import Workspace
from cmtool.intake.spelling import folded
from cmtool.model.table import Table
from cmtool.model.tables import TABLES, table_named
from cmtool.model.text import Phrase, did_you_mean, phrase


class NotKnown(Exception):
    """A table or a canonical header that cmtool does not know."""

    def __init__(self, words: Phrase) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, slots=True)
class Settled:
    """A header, the table it stands in, and the canonical header it stands for."""

    table: Table
    header: str
    meant: str


def settle(workspace: Workspace, table: str, header: str, meant: str) -> Settled:
    """Settle a header; with the workspace locked. Raises NotKnown, and what ``files`` raises."""
    found = understood(table, header, meant)
    with locked(workspace.root):
        settle_header(workspace.branch_file, found.table, found.header, found.meant)
    return found


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
