"""A sheet written from top to bottom, as on paper: titles, captions, rows, signature lines, page breaks."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from cmtool.model.grid import address, letters
from cmtool.model.workbook import Entry, Look, NumberLook, Sheet, Value, quoted

PORTRAIT, LANDSCAPE = (523.0, 737.0), (770.0, 490.0)  # points of an A4 page within its margins
_PIXELS = 20  # of a row that nobody gave a height
_LINE, _AIR, _ROW = 13.5, 3.0, 18.0  # points: a line of text, the air around a row's lines, the least row


class Spot(NamedTuple):
    """One cell of one sheet."""

    sheet: Sheet
    row: int
    column: int

    @property
    def cell(self) -> str:
        """``H7``."""
        return address(self.column, self.row)

    @property
    def entry(self) -> Entry:
        return self.sheet.cells[self.row, self.column]

    def give(self, formula: str) -> None:
        """Set the cell's formula; it keeps its computed value."""
        self.sheet.cells[self.row, self.column] = self.entry._replace(formula=formula)

    def seen_from(self, sheet: Sheet) -> str:
        """The address as a formula on a sheet writes it."""
        return self.cell if sheet is self.sheet else f"{quoted(self.sheet.name)}!{self.cell}"


class Paper:
    """A sheet with columns of given widths (in digits); ``row`` is the row being written."""

    def __init__(self, name: str, widths: Sequence[float]) -> None:
        self.sheet = Sheet(name, widths=dict(enumerate(widths, 1)))
        self.row = 1
        self.columns = len(widths)
        self._starts: list[int] = []

    def widen(self, widths: Sequence[float]) -> None:
        """Give the columns other widths."""
        self.sheet.widths = dict(enumerate(widths, 1))

    def put(
        self,
        column: int,
        value: Value,
        look: Look = "text",
        number: NumberLook = "",
        *,
        wide: int = 1,
        tall: int = 1,
        align: Literal["", "left", "center", "right"] = "",
        link: str = "",
    ) -> Spot:
        """Write a cell of this row; it may span columns to the right and rows below."""
        entry = Entry(value, "", look, number, link, "", (tall, wide), align)
        self.sheet.cells[self.row, column] = entry
        return Spot(self.sheet, self.row, column)

    def lay(self, entries: Iterable[Entry | None]) -> None:
        """Write a whole row from its first cell on, None under a merged cell, and go to the next one."""
        for column, entry in enumerate(entries, 1):
            if entry is not None:
                self.sheet.cells[self.row, column] = entry
        self.step()

    def step(self, rows: int = 1) -> None:
        """Go to the next row."""
        self.row += rows

    def title(self, text: str, *lines: str) -> None:
        """The heading, and lines of small print under it."""
        self.put(1, text, "title", wide=self.columns)
        self.step()
        for line in lines:
            self.put(1, line, "subtitle", wide=self.columns, align="center")
            self.step()

    def caption(self, text: str) -> None:
        """The heading of a part."""
        self.put(1, text, "header", wide=self.columns, align="left")
        self.step()

    def heads(self, labels: Sequence[str], look: Look = "header") -> int:
        """A row of column headings; returns its number."""
        for column, label in enumerate(labels, 1):
            self.put(column, label, look)
        self.step()
        return self.row - 1

    def fill(self, look: Look = "text", first: int = 1, last: int = 0) -> None:
        """Draw the row's empty cells too, so that its frame is closed."""
        covered: set[int] = set()
        for start in range(1, self.columns + 1):
            entry = self.sheet.cells.get((self.row, start))
            if entry is not None:
                covered.update(range(start, start + entry.span[1]))
        for column in range(first, (last or self.columns) + 1):
            if column not in covered:
                self.put(column, None, look)

    def remark(self, text: str) -> None:
        """A line of small print over the whole width."""
        self.put(1, text, "note", wide=self.columns)
        self.step()

    def signatures(self, lines: Sequence[str]) -> None:
        """Signature lines side by side, a row below what went before."""
        self.step()
        share = self.columns // len(lines)
        for number, line in enumerate(lines):
            wide = share if number < len(lines) - 1 else self.columns - share * number
            self.put(1 + number * share, line, "sign", wide=wide)
        self.step()

    def start_block(self) -> None:
        """From this row to the next block's start nothing should be torn apart by a page break."""
        self._starts.append(self.row)

    def picture(self, pixels: int) -> int:
        """Leave rows free for a picture so many pixels high, a block of its own; returns the row where it begins."""
        self.start_block()
        first = self.row
        self.step(math.ceil(pixels / _PIXELS) + 1)
        return first

    def breaks(self, page: tuple[float, float], repeated: float = 30.0) -> tuple[int, ...]:
        """Page breaks before blocks, as many blocks to a page as fit when the sheet is scaled to the page's width.

        What stands above the first block stays with it. None at all when some block is taller than a page: the pages
        then break where they are full. Heights are estimated; the writer measures and shrinks a page that would not
        quite fit. ``repeated`` are the points that repeated heading rows take.
        """
        room = page[1] * max(1.0, self.points_across() / page[0]) - repeated
        heights = self._heights()

        def points_down(first: int, end: int) -> float:
            return sum(heights[first - 1 : end - 1])

        found: list[int] = []
        starts = [1, *self._starts[1:]]
        for start, end in zip(starts, [*starts[1:], self.row], strict=True):
            if points_down(found[-1] if found else 1, end) <= room:
                continue
            if start == 1 or points_down(start, end) > room:
                return ()
            found.append(start)
        return tuple(found)

    def points_across(self) -> float:
        """The width of all columns."""
        return sum(7 * width + 5 for width in self.sheet.widths.values()) * 0.75

    def points_down(self) -> float:
        """About the height of all rows, by the lines their texts take."""
        return sum(self._heights())

    def _heights(self) -> list[float]:
        """About the height of each row."""
        lines = [1] * (self.row - 1)
        widths = self.sheet.widths
        for (row, column), entry in self.sheet.cells.items():
            if row < self.row and isinstance(entry.value, str) and entry.span[0] == 1:
                room = sum(widths.get(c, 9) for c in range(column, column + entry.span[1]))
                lines[row - 1] = max(lines[row - 1], line_count(entry.value, room))
        given = self.sheet.heights
        return [max(given.get(row, _ROW), _LINE * count + _AIR) for row, count in enumerate(lines, 1)]


@lru_cache(maxsize=1 << 14)
def line_count(text: str, room: float) -> int:
    """About how many lines a text takes where a line holds ``room`` half-width characters."""
    return sum(max(1, math.ceil(text_width(line) / max(room, 2))) for line in text.split("\n"))


@lru_cache(maxsize=1 << 14)
def text_width(text: str) -> int:
    """In half-width characters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def span_of(first: Spot, last: Spot) -> str:
    """``H5:H11``, two cells of one sheet as a range on that sheet."""
    return f"{first.cell}:{last.cell}"


def absolute(column: int, first: int, last: int) -> str:
    """``$H$5:$H$11``."""
    return f"${letters(column)}${first}:${letters(column)}${last}"
