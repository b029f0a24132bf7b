"""What the parser of one sheet works on and leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cmtool.files.codes import BAD_ORDER, DAMAGED, OVER_LIMIT
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.merges import Merges
from cmtool.files.xlsx.references import LAST_COLUMN, LAST_ROW
from cmtool.model.grid import Cell, GridRow, Strip
from cmtool.model.text import phrase

MOST_CELLS = 32_000_000  # with a value, on one sheet: 30 columns in every row that a sheet can have

_YES = ("1", "true")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the cells of a workbook refer to: its shared strings, and its number formats by ``s`` attribute.

    ``unreckoned``: a 0 beside a formula may stand for a result that no program has calculated yet.
    """

    strings: Sequence[str]
    formats: Mapping[str | None, str]
    unreckoned: bool = False


@dataclass(slots=True)
class Page:
    """One sheet while it is read."""

    sheet: str
    part: str
    shelf: Shelf
    merges: Merges
    rows: list[GridRow] = field(default_factory=list)  # finished, not yet handed on
    merged: list[str] = field(default_factory=list)  # ranges as the parser met them
    hidden_columns: frozenset[int] = frozenset()
    row: int = 0
    row_hidden: bool = False
    cells: int = 0

    def open_row(self, attributes: Mapping[str, str]) -> None:
        """Go to a row: its ``r``, else the one after the last. Rows go downwards only."""
        number = self.row + 1
        if (given := attributes.get("r")) is not None:
            number = int(given) if given.isdecimal() and len(given) < 8 else 0
            if str(number) != given:
                raise self.damaged()
        if not 1 <= number <= LAST_ROW:
            raise self.damaged()
        if number <= self.row:
            raise Refusal(BAD_ORDER, self.sheet, f"A{number}")
        self.row = number
        self.row_hidden = attributes.get("hidden") in _YES or attributes.get("ht") == "0"

    def close_row(self, cells: list[Cell]) -> None:
        """Hand on the row if it holds a value."""
        if self.merges:
            cells = self.merges.carried(self.row, cells, self.hidden_columns)
        if cells:
            self.rows.append(GridRow(self.row, tuple(cells), self.row_hidden))
            self._count(len(cells))

    def pass_rows(self, strip: Strip) -> None:
        """Go past rows that were read without the parser."""
        self.row = strip.numbers[-1]
        self._count(sum(_filled(one.written) for one in strip.columns))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MOST_CELLS:
            raise Refusal(OVER_LIMIT, self.sheet, what=phrase("有内容的单元格"), limit=MOST_CELLS)

    def set_column(self, attributes: Mapping[str, str]) -> None:
        """Take note of a ``<col>`` that hides its columns."""
        if attributes.get("hidden") not in _YES and attributes.get("width") != "0":
            return
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isdecimal() and last.isdecimal() and len(first + last) <= 10):
            raise self.damaged()
        if not 1 <= int(first) <= int(last) <= LAST_COLUMN:
            raise self.damaged()
        self.hidden_columns |= frozenset(range(int(first), int(last) + 1))

    def damaged(self) -> Refusal:
        return Refusal(DAMAGED, self.sheet, part=self.part, reason=phrase("结构不合规"))


def _filled(written: Sequence[str]) -> int:
    return len(written) if all(written) else sum(map(bool, written))
