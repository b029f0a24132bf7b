"""Workbooks made by dice for the reader's two ways: clean ledgers, and ledgers in which everything odd occurs."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import openpyxl
import xlsxwriter

_FORMATS: Final = (
    "yyyy-mm-dd",
    "0.00",
    "#,##0.00",
    "0.00%",
    "000000",
    "@",
    'yyyy"年"m"月"',
    "m/d/yy h:mm",
    "0!.0000,",
)
_PLAIN: Final = ("张三", "王 五", "𠮷野", " 首尾 ", "_x", "无", "-", "计", "a'b", "“引”", "")
_NAMES: Final = (*_PLAIN, "A&B <公司>", "二\n行", "_x000D_")
_BUILT_IN: Final = (14, 17, 22, 27, 31, 36, 49, 50, 58, 9, 10)

Writer = Callable[[random.Random, bool], bytes]


def ledger(dice: random.Random, odd: bool) -> bytes:
    """By XlsxWriter, with shared or inline strings; ``odd`` puts in formulas, errors, merged and hidden cells."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"constant_memory": dice.random() < 0.4, "date_1904": dice.random() < 0.1}
    )
    looks: list[Any] = [None, *(book.add_format({"num_format": code}) for code in (*_FORMATS, *_BUILT_IN))]
    for number in range(dice.randrange(1, 4)):
        sheet = book.add_worksheet(f"表{number}")
        columns = [_column(dice, looks, odd) for _ in range(dice.randrange(1, 18))]
        first, left = dice.choice((0, 0, 2, 7)), dice.choice((0, 0, 1, 30))
        gaps = dice.choice((0.0, 0.0, 0.05, 0.5))
        if odd:
            sheet.set_column(left, left + dice.randrange(2), None, None, {"hidden": dice.random() < 0.5})
        for row in range(first, first + dice.randrange(30, 130)):
            if odd and dice.random() < 0.05:
                sheet.set_row(row, dice.choice((0, 20, None)), None, {"hidden": dice.random() < 0.3})
            for column, put in enumerate(columns, left):
                if dice.random() >= gaps:
                    put(sheet, row, column)
                elif dice.random() < 0.5:
                    sheet.write_blank(row, column, None, dice.choice(looks[1:]))
            if odd and dice.random() < 0.08:
                _odd(dice, sheet, row, left + len(columns), looks)
        if odd and dice.random() < 0.7:
            sheet.merge_range(first + 31, left + 20, first + 31 + dice.randrange(3), left + 22, "并")
        if odd and dice.random() < 0.3:
            sheet.merge_range(first + 5, left + 20, first + 9, left + 20, 7)
    book.close()
    return stream.getvalue()


def _column(dice: random.Random, looks: list[Any], odd: bool) -> Callable[[Any, int, int], None]:
    look = dice.choice(looks)
    names = _NAMES if odd else _PLAIN
    numbers = (0, -0.0, 1e-7, 0.1 + 0.2, 123456789012345678, *((1.5e300,) if odd else ()))
    match dice.randrange(6):
        case 0:
            return lambda sheet, row, column: sheet.write_string(
                row, column, f"{dice.randrange(10**12):012d}", look
            )
        case 1:
            return lambda sheet, row, column: sheet.write_string(row, column, dice.choice(names), look)
        case 2:
            return lambda sheet, row, column: sheet.write_number(
                row, column, dice.randrange(-(10**9), 10**9) / 100, look
            )
        case 3:
            day = datetime(2024, 1, 1)
            return lambda sheet, row, column: sheet.write_datetime(
                row, column, day + timedelta(dice.randrange(400)), look or looks[1]
            )
        case 4:
            return lambda sheet, row, column: sheet.write_number(row, column, dice.choice(numbers), look)
        case _:
            return lambda sheet, row, column: sheet.write_number(
                row, column, dice.randrange(9), dice.choice(looks[:2])
            )


def _odd(dice: random.Random, sheet: Any, row: int, column: int, looks: list[Any]) -> None:
    match dice.randrange(5):
        case 0:
            sheet.write_formula(
                row, column, "=SUM(A1:A9)", dice.choice(looks), dice.choice((3.5, "字", "#N/A", "", True))
            )
        case 1:
            sheet.write_boolean(row, column, dice.random() < 0.5)
        case 2:
            sheet.write_formula(row, column, "=1/0", None, "#DIV/0!")
        case 3:
            sheet.write_string(row, column + dice.randrange(200), "远")
        case _:
            sheet.write_formula(row, column, "='[别的.xlsx]表'!A1", None, 7)


def by_openpyxl(dice: random.Random, odd: bool) -> bytes:
    """By openpyxl, which writes neither spans nor cached values."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in range(1, dice.randrange(40, 120)):
        sheet.cell(row, 1, f"J{row:05d}")
        sheet.cell(row, 2, dice.choice(_NAMES))
        sheet.cell(row, 3, dice.randrange(10**8) / 100).number_format = "0.00"
        sheet.cell(row, 4, datetime(2024, 6, dice.randrange(1, 31)))
        if odd and dice.random() < 0.1:
            sheet.cell(row, 5, dice.choice((True, "=A1", "=1/0", 3)))
    if odd:
        sheet.merge_cells("A50:A53")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
