"""A part of somebody's sheets as a workbook of its own: the same cells in the same columns, each by its kind and format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from cmtool.model.grid import Cell, GridRow

_OPTIONS = {
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "in_memory": True,
}


def part_of(sheets: Mapping[str, Sequence[GridRow]], *, created: date, epoch_1904: bool = False) -> bytes:
    """The rows of each sheet written one below the other; formulas become their values, an error stays one."""
    stream = BytesIO()
    book: Any = xlsxwriter.Workbook(stream, {**_OPTIONS, "date_1904": epoch_1904})
    book.set_properties({"author": "cmtool", "created": datetime(created.year, created.month, created.day)})
    formats: dict[str, Any] = {}
    for name, rows in sheets.items():
        worksheet = book.add_worksheet(name[:31] or None)
        for place, row in enumerate(rows):
            for cell in row.cells:
                drawing = None
                if cell.format:
                    drawing = formats.setdefault(cell.format, None) or book.add_format(
                        {"num_format": cell.format}
                    )
                    formats[cell.format] = drawing
                _put(worksheet, place, cell, drawing)
    book.close()
    return stream.getvalue()


def _put(worksheet: Any, row: int, cell: Cell, drawing: Any) -> None:
    column = cell.column - 1
    match cell.kind:
        case "number":
            worksheet.write_number(row, column, float(cell.written), drawing)
        case "bool":
            worksheet.write_boolean(row, column, cell.written == "1", drawing)
        case "error":
            worksheet.write_formula(row, column, f"={cell.written}", drawing, cell.written)
        case _ if cell.written:
            worksheet.write_string(row, column, cell.written, drawing)
