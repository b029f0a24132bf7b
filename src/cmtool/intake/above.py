"""What the lines above a header say: the unit of the money, the day of the data, the period of the targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cmtool.intake.dates import day_of, period_of
from cmtool.intake.spelling import compact, folded
from cmtool.model.grid import GridRow, address
from cmtool.model.month import Period

_UNIT = re.compile(r"(?<!编制)(?<!填报)(?<!制表)单位:?(?:人民币)?(元|千元|万元|亿元)")
_DAY = re.compile(
    r"(数据日期|余额日期|统计日期|报表日期|截止日期|截至日期):?([0-9]{4}[-./年]?[0-9]{1,2}[-./月]?[0-9]{1,2}日?)"
)
_MARK: Final = r"(?:考核期间|考核期|期间):?"
_PERIODS: Final = (
    re.compile(_MARK + r"([0-9]{4}[-0-9qh年月第一二三四上下半季度]*)"),
    re.compile(r"([0-9]{4}年(?:第?[1-4一二三四]季度?|[上下]半年|[0-9]{1,2}月(?![0-9]{1,2}日)|度))"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A word found above the header, with its cell."""

    word: str
    cell: str


def units_above(rows: Sequence[GridRow]) -> list[Said]:
    """Each unit that a line 单位：万元 names, once for each different one; 编制单位 is not a unit."""
    found: dict[str, Said] = {}
    for text, cell in _texts(rows):
        for unit in _UNIT.findall(folded(text)):
            found.setdefault(unit, Said(unit, cell))
    return list(found.values())


def day_above(rows: Sequence[GridRow]) -> tuple[str, Said, date] | None:
    """The 数据日期 (label, as written, day) above the header, when there is one that can be read."""
    for text, cell in _texts(rows):
        found = _DAY.search(compact(text))
        if found:
            day = day_of(found[2])
            if isinstance(day, date):
                return found[1], Said(found[2], cell), day
    return None


def periods_above(rows: Sequence[GridRow]) -> list[tuple[Period, Said]]:
    """The different periods that titles above the header name: 2024年6月目标任务表, 期间：2024-Q2."""
    found: dict[Period, Said] = {}
    for text, cell in _texts(rows):
        said = folded(text)
        for pattern in _PERIODS:
            hits = pattern.findall(said)
            for hit in hits:
                period = period_of(hit)
                if isinstance(period, Period):
                    found.setdefault(period, Said(hit, cell))
            if hits:
                break
    return list(found.items())


def _texts(rows: Sequence[GridRow]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for cell in row.cells:
            if cell.kind == "text" and cell.written:
                yield cell.written, address(cell.column, row.number)
