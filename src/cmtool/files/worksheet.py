"""The workbook library's worksheet, quicker where a report has hundreds of thousands of cells."""

from __future__ import annotations

from copy import copy
from math import isfinite
from typing import Any

from xlsxwriter.url import Url
from xlsxwriter.worksheet import CellNumberTuple, CellStringTuple, Worksheet

from cmtool.model.grid import letters

_SHORT = 16_000  # characters; two UTF-16 units each are within what a cell holds


class ReportSheet(Worksheet):  # type: ignore[misc] # the library ships no types
    """Inner loops of the library without their general cases; the file is the same to the byte, as a test holds.

    A list of 25,000 problems takes a fifth less time to write, a month's reports a tenth.
    """

    def __init__(self) -> None:
        super().__init__()
        self._addresses: dict[str, Url] = {}

    def write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:
        """A short text within the rows and columns already used is put into the table at once."""
        if (
            self.dim_rowmax is None
            or not self.dim_rowmin <= row <= self.dim_rowmax
            or not self.dim_colmin <= col <= self.dim_colmax
            or len(string) > _SHORT
        ):
            return int(self._write_string(row, col, string, cell_format))
        self.table[row][col] = CellStringTuple(self.str_table._get_shared_string_index(string), cell_format)
        return 0

    def write_number(self, row: int, col: int, number: float, cell_format: Any = None) -> int:
        """A number within the rows and columns already used, likewise."""
        if (
            self.dim_rowmax is None
            or not self.dim_rowmin <= row <= self.dim_rowmax
            or not self.dim_colmin <= col <= self.dim_colmax
            or not isfinite(number)
        ):
            return int(self._write_number(row, col, number, cell_format))
        self.table[row][col] = CellNumberTuple(number, cell_format)
        return 0

    def write_link(self, row: int, col: int, target: str) -> int:
        """A link beside the cell's own value. Those into one file differ by their anchor: its address is made once."""
        self.ignore_write_string = True
        try:
            return int(self._write_url(row, col, self._url(target)))
        finally:
            self.ignore_write_string = False

    def _url(self, target: str) -> Url:
        if target.startswith("internal:"):
            return Url(target)
        address, mark, anchor = target.partition("#")
        if address not in self._addresses:
            self._addresses[address] = Url(address)
        url = copy(self._addresses[address])
        url._anchor = anchor.replace("/", "\\")
        url._text += mark + url._anchor
        return url

    def _write_cell(self, row: int, column: int, cell: Any) -> None:
        """A text, a number or a blank with a format is spelled out at once, for nothing in it needs escaping."""
        if not cell.format:
            super()._write_cell(row, column, cell)
            return
        kind = cell.__class__.__name__
        start = f'<c r="{letters(column + 1)}{row + 1}" s="{cell.format._get_xf_index()}"'
        if kind == "String":
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        elif kind == "Number":
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
        elif kind == "Blank":
            self.fh.write(f"{start}/>")
        else:
            super()._write_cell(row, column, cell)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """A formula of a cell uses no function younger than Excel 2007: thirty searches for those are spared."""
        if expand_future_functions or not formula.startswith("="):
            return str(super()._prepare_formula(formula, expand_future_functions))
        return formula.removeprefix("=")
