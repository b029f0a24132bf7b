"""A sheet put together cell by cell, for formats that are not read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cmtool.files.codes import UNDER_MERGE
from cmtool.files.tally import Tally
from cmtool.files.xlsx.merges import HiddenValue, Merges
from cmtool.model.grid import Cell, Grid, GridRow, address
from cmtool.model.problem import Problem, Where, problem


@dataclass(slots=True)
class Draft:
    """One sheet while it is put together; rows and columns count from 1."""

    sheet: str
    tally: Tally  # of its workbook
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[str] = field(default_factory=list)  # A1:B2
    hidden: bool = False

    def put(self, row: int, cell: Cell) -> None:
        """Add a cell to a row; its columns may come in any order."""
        self.tally.count(self.sheet)
        self.rows.setdefault(row, []).append(cell)

    def merge(self, row: int, column: int, down: int, across: int) -> None:
        """Take note of a merged range of ``down`` rows and ``across`` columns."""
        if (down, across) != (1, 1):
            last = address(column + across - 1, row + down - 1)
            self.merges.append(f"{address(column, row)}:{last}")

    def grid(self, file: str, problems: list[Problem], *, epoch_1904: bool = False) -> Grid:
        """The finished sheet, merged values carried; values under a merged range join ``problems``."""

        def hidden_value(column: int, row: int) -> None:
            problems.append(problem(UNDER_MERGE, Where(file, self.sheet, address(column, row))))

        return Grid(file, self.sheet, tuple(self._rows(hidden_value)), epoch_1904, self.hidden)

    def _rows(self, hidden_value: HiddenValue) -> Iterator[GridRow]:
        merges = Merges(self.merges, self.sheet, hidden_value)
        hidden = frozenset(self.hidden_columns)
        for number in sorted(self.rows):
            cells = sorted(
                (cell._replace(hidden=cell.hidden or cell.column in hidden) for cell in self.rows[number]),
                key=lambda cell: cell.column,
            )
            if merges:
                cells = merges.carried(number, cells, hidden)
            yield GridRow(number, tuple(cells), number in self.hidden_rows)
