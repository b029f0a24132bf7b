"""Reading days and periods: a closed list of spellings, nothing guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from cmtool.intake import appearance, codes
from cmtool.intake.numerals import exact
from cmtool.intake.reading import Fault, Noted, fault
from cmtool.intake.spelling import compact, plain
from cmtool.model.grid import Cell
from cmtool.model.month import Period

OPEN_END: Final = date(9999, 12, 31)
_YEARS: Final = (1900, 2100)
_TIME = re.compile(
    r"(?P<day>.*?)(?:(?:\s+|T|(?<=日))(?P<hour>[0-9]{1,2}):(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?)?"
)
_DAYS: Final = (
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
    re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]"),
)
_EPOCH_1900: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_FIRST_SURE_SERIAL: Final = 61  # 1900-03-01: before it a spreadsheet counts a day that never was
_LIKELY: Final = (date(1950, 1, 1), date(2099, 12, 31))  # bare serials outside are other numbers
_WORDS: Final = str.maketrans("一二三四", "1234")
_APART = re.compile(r"[0-9]\s+[0-9]")  # 2024-1-1 5 is not 2024-1-15


def read_date(cell: Cell, epoch_1904: bool) -> date | Noted | Fault:
    """The day a cell says; a time of day beside it is left off. 9999-12-31 comes back as it is."""
    if cell.kind == "number":
        return _serial(cell, epoch_1904)
    found = _TIME.fullmatch(plain(cell.written))
    if found is None or (found["hour"] and int(found["hour"]) > 23):
        return fault(codes.DATE_UNREADABLE)
    return day_of(found["day"])


def day_of(text: str) -> date | Fault:
    """20240630, 2024-06-30, 2024.6.30, 2024/6/30 or 2024年6月30日; years of four digits only."""
    if _APART.search(plain(text)):
        return fault(codes.DATE_UNREADABLE)
    text = compact(text)
    for pattern in _DAYS:
        if found := pattern.fullmatch(text):
            year, month, day = (int(part) for part in found.groups() if part.isdigit())
            return _day(year, month, day)
    return fault(codes.DATE_UNREADABLE)


def _day(year: int, month: int, day: int) -> date | Fault:
    if (year, month, day) == (9999, 12, 31):
        return OPEN_END
    try:
        found = date(year, month, day)
    except ValueError:
        return fault(codes.DATE_IMPOSSIBLE)
    return found if _YEARS[0] <= year <= _YEARS[1] else fault(codes.DATE_IMPOSSIBLE)


def _serial(cell: Cell, epoch_1904: bool) -> date | Noted | Fault:
    value = exact(cell.written)
    if value is None:
        return fault(codes.SERIAL_UNSURE)
    if appearance.is_date(cell.format):
        return _counted(value, epoch_1904) or fault(codes.SERIAL_UNSURE)
    if value.denominator != 1 or not (appearance.is_general(cell.format) or cell.format == "0"):
        return fault(codes.SERIAL_UNSURE)
    digits = str(value.numerator)
    if len(digits) == 8:
        return day_of(digits)
    day = _counted(value, epoch_1904)
    if day is None or not _LIKELY[0] <= day <= _LIKELY[1]:
        return fault(codes.SERIAL_UNSURE)
    return Noted(day, codes.SERIAL_AS_DATE)


def _counted(value: Fraction, epoch_1904: bool) -> date | None:
    """The day of a serial number, counted from the workbook's epoch; None where it is none for sure."""
    days = int(value)
    if value < (1 if epoch_1904 else _FIRST_SURE_SERIAL):
        return None
    try:
        day = (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(days)
    except OverflowError:
        return None
    return day if day == OPEN_END or day.year <= _YEARS[1] else None


def read_period(cell: Cell, epoch_1904: bool) -> Period | Fault:
    """2024-06 and its spellings, 2024-Q2, 2024年第二季度, 2024-H1, 2024年上半年, 2024; a cell that shows only year and month."""
    if cell.kind == "number":
        value = exact(cell.written)
        if value is None:
            return fault(codes.PERIOD_UNREADABLE)
        if appearance.is_date(cell.format):
            day = None if appearance.shows_day(cell.format) else _counted(value, epoch_1904)
            return period_of(f"{day:%Y-%m}") if day else fault(codes.PERIOD_UNREADABLE)
        if value.denominator != 1:
            return fault(codes.PERIOD_UNREADABLE)
        return period_of(str(value.numerator))
    return period_of(cell.written)


def period_of(text: str) -> Period | Fault:
    if _APART.search(plain(text)):
        return fault(codes.PERIOD_UNREADABLE)
    said = (
        compact(text).translate(_WORDS).replace("年度", "年").replace("上半年", "H1").replace("下半年", "H2")
    )
    said = re.sub(r"年(?=H[12])", "-", said)
    try:
        return Period.parse(said)
    except ValueError:
        return fault(codes.PERIOD_UNREADABLE)
