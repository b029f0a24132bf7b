"""The month's data, checked and typed: one frame for each table, every row knowing where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmtool.model.decision import Decision
from cmtool.model.grid import letters
from cmtool.model.month import Month
from cmtool.model.problem import Where
from cmtool.model.table import Kind
from cmtool.model.tables import TABLES
from cmtool.model.text import Phrase

_DTYPES: dict[Kind, str] = {"money": "Int64", "count": "Int64", "date": "datetime64[s]"}
ORIGIN = ("source", "line")  # columns every frame has beside its fields
BLANK: Final = int(np.iinfo(np.int64).min)  # of a packed whole number or day: numpy's NaT


@dataclass(frozen=True, slots=True)
class Source:
    """One sheet that gave rows to one table.

    ``columns`` maps a field to its column number in the sheet. ``path`` is relative to the workspace.
    ``read`` + ``skipped`` + ``rejected`` are all rows below the header. ``unread`` are headers of columns that nobody
    reads, ``headless`` the numbers of columns with values but without a header, which nobody reads either. ``hidden``
    tells of the sheet itself, ``hidden_rows`` and ``hidden_columns`` how many of those that were read. ``total_fen`` are the sheet's own 合计 figures by field, where given, in fen.
    """

    table: str
    path: str
    sheet: str
    digest: str  # sha256 of the file, hex
    columns: Mapping[str, int]
    read: int = 0
    skipped: int = 0  # totals, notes, repeated headers, rows that hold nothing the table reads
    rejected: int = 0
    unread: tuple[str, ...] = ()
    headless: tuple[int, ...] = ()
    hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    total_fen: Mapping[str, int] = field(default_factory=dict)

    def where(self, line: int, field: str = "") -> Where:
        """The cell of a field in a row, or the row's first cell."""
        column = self.columns.get(field) or min(self.columns.values(), default=1)
        return Where(self.path, self.sheet, f"{letters(column)}{line}")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A sheet of which nothing was read, and why."""

    path: str
    sheet: str
    reason: Phrase
    digest: str = ""  # sha256 of the file, hex


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that did not hold and is in no frame (未计入 under a trial).

    ``amounts`` are its readable money cells by field, in fen.
    """

    table: str
    where: Where
    key: str  # the row's key as read, masked where it is an account
    amounts: Mapping[str, int]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """What a table's money must add up to, in fen: the sheets' own 合计, or the 总账; ``where`` is its cell."""

    table: str
    field: str
    amount: int
    where: Where


@dataclass(frozen=True)
class Book:
    """All rows of a month. Frames are frozen by convention: nobody writes to one.

    Each frame has the table's fields as columns: money and counts are nullable ``Int64`` (money in fen), dates
    ``datetime64[s]`` (NaT when blank), everything else ``object`` (blank text is ``""``, other blanks None);
    and ``source`` (position in ``sources``) and ``line`` (row number in its sheet). The index is 0, 1, 2 …
    in reading order.
    """

    month: Month
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    controls: tuple[Control, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    decisions: tuple[Decision, ...] = ()  # of grade reviews, oldest first

    def __getitem__(self, table: str) -> pd.DataFrame:
        """The table's frame; an empty one when it has not come."""
        found = self.tables.get(table)
        return frame(table, ()) if found is None else found

    def __contains__(self, table: object) -> bool:
        return table in self.tables

    def has(self, table: str, column: str) -> bool:
        """Whether some sheet gave this column of the table."""
        return any(source.table == table and column in source.columns for source in self.sources)

    def place(self, table: str) -> Where:
        """The first sheet that gave rows of the table; the table's name where none did."""
        found = next((source for source in self.sources if source.table == table), None)
        return Where(TABLES[table].name) if found is None else Where(found.path, found.sheet)

    def where(self, table: str, row: int, column: str = "") -> Where:
        """The cell a value of the frame came from; ``row`` is its index."""
        sources, lines = self._origins[table]
        return self.sources[int(sources[row])].where(int(lines[row]), column)

    @cached_property
    def _origins(self) -> Mapping[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
        """Each table's sources and line numbers by row."""
        return {
            name: (frame["source"].to_numpy(), frame["line"].to_numpy())
            for name, frame in self.tables.items()
        }


def frame(table: str, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """A frame of a table from converted rows: field values in the row model's order, then source and line."""
    known = TABLES[table]
    names = [*known.columns, *ORIGIN]
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(names)
    data: dict[str, Any] = {}
    for name, values in zip(names, columns, strict=True):
        dtype = "int64" if name in ORIGIN else _DTYPES.get(known.kind(name), "object")
        data[name] = pd.Series(list(values), dtype=dtype)
    return pd.DataFrame(data)


def is_whole(kind: Kind) -> bool:
    """Whether a column of this kind is packed as int64: fen, a count, or days since 1970-01-01."""
    return kind in _DTYPES


def packed(kind: Kind, values: Sequence[Any]) -> npt.NDArray[Any]:
    """Converted values of one column as an array: int64 with ``BLANK`` where the kind is whole, else objects."""
    if kind == "date":
        return np.array(values, dtype="datetime64[D]").view(np.int64)
    if kind in _DTYPES:
        return np.array([BLANK if value is None else value for value in values], dtype=np.int64)
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def framed(table: str, columns: Mapping[str, npt.NDArray[Any]]) -> pd.DataFrame:
    """A frame of a table from packed columns, source and line among them."""
    known = TABLES[table]
    data: dict[str, Any] = {}
    for name in (*known.columns, *ORIGIN):
        values = columns[name]
        if name in ORIGIN:
            data[name] = pd.Series(values, dtype="int64")
        elif known.kind(name) == "date":
            data[name] = pd.Series(values.view("datetime64[D]").astype("datetime64[s]"))
        elif is_whole(known.kind(name)):
            blank = values == BLANK
            data[name] = pd.Series(pd.arrays.IntegerArray(np.where(blank, 1, values), blank))
        else:
            data[name] = pd.Series(values, dtype="object")
    return pd.DataFrame(data, copy=False)
