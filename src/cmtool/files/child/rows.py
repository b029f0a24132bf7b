"""Reads a workbook with calamine from standard input and writes its rows to standard output.

Each line is JSON: a text is the name of the sheet that begins, ``[row, [[column, value], …]]`` a row with a value; a
date or time is null.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

from cmtool.files.child.limits import limit


def lines(data: bytes) -> Iterator[object]:
    """The workbook's worksheets, very hidden ones included, each with its rows."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        yield about.name
        sheet = book.get_sheet_by_index(index)
        left = sheet.start[1] + 1 if sheet.start else 1  # rows come from the top, columns from the first used
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = [[left + place, _plain(value)] for place, value in enumerate(row) if value != ""]
            if cells:
                yield [number, cells]


def _plain(value: Any) -> str | float | bool | None:
    return value if isinstance(value, (str, bool, int, float)) else None


def main() -> None:
    limit()
    with open(sys.stdout.fileno(), "w", encoding="ascii", closefd=False) as target:
        for line in lines(sys.stdin.buffer.read()):
            target.write(json.dumps(line) + "\n")
