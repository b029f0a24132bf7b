"""Titles, sheet names and file names that speak of another month: last month's file, with its title or with its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cmtool.intake.spelling import folded
from cmtool.model.grid import GridRow, address
from cmtool.model.month import Month

_TO: Final = "[-—–~至到]"  # what begins here ends in a later month
_MONTH: Final = rf"(?P<year>20[0-9]{{2}})年(?P<month>[0-9]{{1,2}})月(?![0-9]{{1,2}}日|{_TO})"
_LABELLED: Final = r"(?:月份|期间|年月|数据日期):?(?P<year>20[0-9]{2})[-./年]?(?P<month>[0-9]{1,2})(?![0-9])"
_DAY: Final = (
    r"(?<![0-9])(?P<year>20[0-9]{2})[-./年]?(?P<month>[0-9]{1,2})[-./月]?[0-9]{1,2}"
    rf"(?![0-9月]|日?{_TO})"
)
_OF_MONTHS: Final = (re.compile(_MONTH), re.compile(_LABELLED))
_OF_DAYS: Final = re.compile(_DAY)
_IN_NAME: Final = re.compile(
    r"(?<![0-9])(?P<year>20[0-9]{2})[-_./年]?(?P<month>1[0-2]|0?[1-9])(?:[-_./月]?[0-3]?[0-9])?(?![0-9])"
)
_SHEET: Final = re.compile(r"(?P<month>1[0-2]|[1-9])月份?")
_CITING: Final = re.compile(r"文件|办法|规定|通知|修订|印发|细则")  # 根据2023年12月5日文件 is about no data
_LONGEST: Final = 80  # characters of a title; what is longer is prose


def other_month(above: Sequence[GridRow], sheet: str, file: str, month: Month) -> tuple[str, str] | None:
    """What speaks of another month, and its cell (``""`` for a name); None where something speaks of this one.

    A day is of another month only when it is before this one's first: what is later may be the day of printing.
    """
    others: list[tuple[str, str]] = []
    for text, cell in _titles(above):
        months = [one for pattern in _OF_MONTHS for one in _months(pattern, folded(text))]
        days = [one for one in _months(_OF_DAYS, folded(text)) if one <= month]
        if month in months or month in days:
            return None
        if months or days:
            others.append((text, cell))
    if others:
        return others[0]
    stem = file.rpartition("/")[2].rpartition(".")[0]
    return next(((name, "") for name in (sheet, stem) if _names_another(folded(name), month)), None)


def _titles(rows: Sequence[GridRow]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for cell in row.cells:
            if cell.kind == "text" and len(cell.written) <= _LONGEST and not _CITING.search(cell.written):
                yield cell.written, address(cell.column, row.number)


def _months(pattern: re.Pattern[str], text: str) -> Iterator[Month]:
    for found in pattern.finditer(text):
        if 1 <= int(found["month"]) <= 12:
            yield Month(int(found["year"]), int(found["month"]))


def _names_another(name: str, month: Month) -> bool:
    if found := _SHEET.fullmatch(name):
        return int(found["month"]) != month.number
    months = list(_months(_IN_NAME, name))
    return bool(months) and all(one < month for one in months)
