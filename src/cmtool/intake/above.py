"""What the lines above a header say: the unit of the money, the day of the data, the period of the targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from cmtool.intake.dates import day_of, period_of, read_date
from cmtool.intake.reading import Noted
from cmtool.intake.spelling import compact, folded
from cmtool.model.grid import Cell, GridRow, address
from cmtool.model.month import Period

_MAKERS: Final = (
    "编制",
    "填报",
    "制表",
    "报送",
    "上报",
    "工作",
    "所属",
    "主管",
    "管理",
    "考核",
    "开户",
    "各",
    "本",
    "机关",
)
_NO_UNITS = re.compile(
    r":?(?:名称|负责|代码|编号|编码|地址|公章|盖章|性质|类型|类别|职工|存款|贷款|领导|[户人个]:)"
)
_PLACE = re.compile(r"[社行部处局所]|中心|公司|网点")
_WORD: Final = r"(?P<unit>千元|万元|亿元|元|万|亿)(?![元万千亿])"
_COUNTS: Final = r"(?:[户笔个人天%‰]+[、,/;和及])*"
_AT_START = re.compile(r"[:;(\-—=为是]*(?:人民币)?[:(]*" + _COUNTS + _WORD)
_NEXT = re.compile(r"[、,/;和及(]" + _COUNTS + _WORD)
_MONEYED = re.compile(r"[:(]|[百十千万亿美港欧日]*元")
_BRACKETED = re.compile(
    r"(?:.*\(|(?:人民币|金额):?\(?|)(?:人民币|金额)?:?"
    + _COUNTS
    + r"(?P<unit>[百十千万亿美港欧日]*元|[百千]?[万亿])(?:[、,;和及][户笔个人天%‰]+)*\)?"
)
_STATED = re.compile(
    r"[以为按用](?:人民币)?(?P<unit>千元|万元|亿元|元)(?:为单位|计|列|表示|反映|填|[,.。;、)]|$)"
)  # 金额以万元计, 本表余额均为万元。
_FOREIGN = re.compile(r"币种:?(?!.*(?:人民币|rmb|cny|本币)).*(?:[美港欧日]元|英镑|外币|usd|hkd|eur|jpy|gbp)")
_MENTIONED = re.compile(r"(?<![0-9一二三四五六七八九十百千万亿两几数每/])(?P<unit>千元|万元|亿元)(?=$|[^\w])")
_IN_NAME = re.compile(r"(?<![0-9一二三四五六七八九十百千万两几数])(千元|万元|亿元)")
_LONG: Final = {"万": "万元", "亿": "亿元"}
_WIDEST: Final = 1 << 20
_MONEY: Final = frozenset({"元", "千元", "万元", "亿元"})
_DAY = re.compile(
    r"(数据日期|余额日期|统计日期|报表日期|截止日期|截至日期):?([0-9]{4}[-./年]?[0-9]{1,2}[-./月]?[0-9]{1,2}日?)"
)
_DAY_LABEL = re.compile(r"(数据日期|余额日期|统计日期|报表日期|截止日期|截至日期):?")
_MARK: Final = r"(?:考核期间|考核期|期间):?"
_PERIODS: Final = (
    re.compile(_MARK + r"([0-9]{4}[-0-9qh年月第一二三四上下半季度]*)"),
    re.compile(r"([0-9]{4}年(?:第?[1-4一二三四]季度?|[上下]半年|[0-9]{1,2}月(?![0-9]{1,2}日)|度))"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A word found above the header, with its cell; it speaks of the columns from ``first`` to ``last``."""

    word: str
    cell: str
    first: int = 1
    last: int = _WIDEST

    @property
    def of_all(self) -> bool:
        return (self.first, self.last) == (1, _WIDEST)

    def covers(self, column: int) -> bool:
        return self.first <= column <= self.last


def units_above(rows: Sequence[GridRow]) -> list[Said]:
    """Each unit that a line 单位：万元, 单位：│万元 or （万元） names, once for each; 编制单位 is not a unit.

    贷款情况（万元） beside other headings speaks of the columns below it only.
    """
    found: dict[tuple[str, int, int], Said] = {}
    for unit, said in _units(rows):
        if unit:
            found.setdefault((unit, said.first, said.last), replace(said, word=unit))
    return list(found.values())


def unit_unclear(rows: Sequence[GridRow]) -> Said | None:
    """The first text that speaks of a unit of money and names none that is known: 单位：百万元, （美元）."""
    return next((said for unit, said in _units(rows) if not unit), None)


def _units(rows: Sequence[GridRow]) -> Iterator[tuple[str, Said]]:
    """Unit (``""`` when it cannot be told) and the text that names it."""
    for row in rows:
        runs = [list(run) for _, run in groupby(_words(row), key=lambda cell: folded(cell.written))]
        for place, run in enumerate(runs):
            text = folded(run[0].written)
            following = folded(runs[place + 1][0].written) if place + 1 < len(runs) else ""
            where = address(run[0].column, row.number)
            for unit in units_in(text, following):
                if "单位" in text or len(runs) == 1:
                    yield unit, Said(run[0].written, where)
                else:
                    last = runs[place + 1][0].column - 1 if place + 1 < len(runs) else _WIDEST
                    yield unit, Said(run[0].written, where, run[0].column, max(last, run[-1].column))


def _words(row: GridRow) -> list[Cell]:
    return [cell for cell in row.cells if cell.kind == "text" and cell.written.strip()]


def unit_mentioned(rows: Sequence[GridRow]) -> tuple[str, Said] | None:
    """The 千元, 万元 or 亿元 that a text names otherwise, and the text: 贷款台账-万元. 50万元 is an amount, no unit."""
    for row in rows:
        for cell in _words(row):
            if found := _MENTIONED.search(folded(cell.written)):
                return found["unit"], Said(cell.written, address(cell.column, row.number))
    return None


def unit_in_name(name: str) -> str:
    """The 千元, 万元 or 亿元 in the name of a sheet or file, ``""`` for none; 50万元以上 is an amount, no unit."""
    found = _IN_NAME.search(folded(name))
    return found[1] if found else ""


def units_in(text: str, following: str = "") -> list[str]:
    """Units that a folded text names, ``""`` for one that cannot be told; ``following`` is the next cell's text."""
    if "单位" not in text:
        found = _BRACKETED.fullmatch(text)
        unit = _LONG.get(found["unit"], found["unit"]) if found else ""
        if found:
            return [unit] if unit in _MONEY else [""]
        if _FOREIGN.match(text + following):
            return [""]
        return [one["unit"] for one in _STATED.finditer(text)]
    units: list[str] = []
    before, *parts = text.split("单位")
    for part in parts:
        if not before.endswith(_MAKERS) and not _NO_UNITS.match(part):
            units += _after_label(part + (following if part.strip(":(") == "" else ""))
        before = part
    return units or [one["unit"] for one in _STATED.finditer(text)]


def _after_label(said: str) -> list[str]:
    found = _AT_START.match(said)
    units = []
    while found:
        units.append(_LONG.get(found["unit"], found["unit"]))
        found = _NEXT.match(said, found.end())
    if units:
        return units
    return [""] if _MONEYED.match(said) and not _PLACE.search(said) else []


def day_above(rows: Sequence[GridRow], epoch_1904: bool = False) -> tuple[str, Said, date] | None:
    """The 数据日期 (label, as written, day) above the header, in one cell or two, when it can be read."""
    for row in rows:
        for label_cell, value in pairwise(row.cells):
            if label := _DAY_LABEL.fullmatch(compact(label_cell.written)):
                read = read_date(value, epoch_1904)
                day = read.value if isinstance(read, Noted) else read
                if isinstance(day, date):
                    return label[1], Said(day.isoformat(), address(value.column, row.number)), day
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
