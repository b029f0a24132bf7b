"""A sheet as it was found: rows of cells, each with its address, what is written in it, and how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

CellKind = Literal["text", "number", "bool", "error", "date"]


class Cell(NamedTuple):
    """One non-empty cell. (A named tuple: ledgers have millions, and a frozen dataclass takes 7 times as long to make.)

    ``column`` counts from 1. ``written`` is the text, or the number exactly as the file spells it (``"0.1"``,
    ``"45473"``), ``"1"``/``"0"`` of a bool, the error (``"#REF!"``), or an ISO date (kind ``date``, only from
    cells typed as ISO dates). ``format`` is the number format code (``"0.00%"``, ``"yyyy-mm-dd"``; ``""`` is
    General; built-in Chinese date formats are spelled out). ``formula`` is the formula or None; a formula
    without a cached value has kind ``text``, written ``""`` and ``uncached`` True.
    """

    column: int
    kind: CellKind
    written: str
    format: str = ""
    formula: str | None = None
    uncached: bool = False
    hidden: bool = False
    merged: bool = (
        False  # in a merged range; the value is its top-left cell's, "" under a block of rows and columns
    )


class GridRow(NamedTuple):
    """One row that has at least one cell; ``number`` counts from 1 as the sheet shows it."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


class StripColumn(NamedTuple):
    """Cells of one column, kind and format in neighbouring rows; ``written`` is ``""`` where the row has no such cell."""

    column: int
    kind: CellKind
    format: str
    hidden: bool
    written: Sequence[str]


@dataclass(frozen=True, slots=True)
class Strip:
    """Neighbouring rows of plain cells, by columns: no formula, error or merged cell in them.

    A column stands in it once for each kind and format that its cells have. ``hidden`` tells of each row whether it
    is; empty where none is.
    """

    numbers: Sequence[int]
    columns: tuple[StripColumn, ...]  # ascending
    hidden: Sequence[bool] = ()

    def rows(self) -> Iterator[GridRow]:
        """The same rows one by one, those without a cell left out."""
        for place in range(len(self.numbers)):
            if row := self.row(place):
                yield row

    def row(self, place: int) -> GridRow | None:
        """The row at a position; None when it has no cell."""
        cells = tuple(
            Cell(one.column, one.kind, text, one.format, None, False, one.hidden)
            for one in self.columns
            if (text := one.written[place])
        )
        hidden = bool(self.hidden) and self.hidden[place]
        return GridRow(self.numbers[place], cells, hidden) if cells else None

    def cut(self, start: int, stop: int) -> Strip:
        """Some of its rows, by position."""
        columns = (one._replace(written=one.written[start:stop]) for one in self.columns)
        return Strip(self.numbers[start:stop], tuple(columns), self.hidden[start:stop])


@dataclass(frozen=True, slots=True)
class Stream:
    """The rows of a sheet as its reader gives them, some of them in strips; walking it gives them one by one."""

    parts: Iterable[GridRow | Strip]

    def __iter__(self) -> Iterator[GridRow]:
        return single(self.parts)


def single(parts: Iterable[GridRow | Strip]) -> Iterator[GridRow]:
    """The rows one by one, strips taken apart."""
    for part in parts:
        if isinstance(part, Strip):
            yield from part.rows()
        else:
            yield part


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of one file. ``rows`` is a stream and can be walked once; ``epoch_1904`` tells its dates' epoch.

    A CSV file is a grid whose sheet is ``""`` and whose cells are all text.
    """

    file: str  # relative to the workspace, with forward slashes
    sheet: str
    rows: Iterable[GridRow]
    epoch_1904: bool = False
    hidden: bool = False

    @property
    def parts(self) -> Iterable[GridRow | Strip]:
        """The rows, in strips where the reader gives them so; it walks the same stream as ``rows``."""
        return self.rows.parts if isinstance(self.rows, Stream) else self.rows


@cache
def letters(column: int) -> str:
    """Column 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(column: int, row: int) -> str:
    """``(6, 318)`` is F318."""
    return f"{letters(column)}{row}"
