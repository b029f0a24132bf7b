"""From a column's kind to the reader of its cells, with what every kind has in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cmtool.intake import codes, dates, identifiers, money, numbers, words
from cmtool.intake.reading import Fault, Noted, fault
from cmtool.intake.spelling import BLANKS, has_bidi, is_ditto, is_error, plain
from cmtool.model.grid import Cell
from cmtool.model.table import Column
from cmtool.model.text import phrase

Reader = Callable[[Cell], object]
_AMOUNTS: Final = frozenset({"money", "number", "count"})
_OTHER_BOOK = re.compile(r"'[^']*\[[^\]]+\][^']*'!|\[[^\]]+\]\w*!|'file:[^']*'#")
_KINDS: Final = {
    "money": phrase("金额"),
    "number": phrase("数字"),
    "count": phrase("整数"),
    "percent": phrase("利率"),
    "permille": phrase("利率"),
    "date": phrase("日期"),
    "period": phrase("期间"),
    "share": phrase("份额"),
    "id": phrase("编号"),
}
_KEPT = 20_000  # different cells remembered for one column


@dataclass(frozen=True, slots=True)
class Manner:
    """How a column's cells are to be read: its kind and choices, and the unit its header or table says."""

    column: Column
    unit: str = "元"  # of money
    factor: Fraction = Fraction(1)  # of bare numbers
    scale: str = ""  # % or ‰ of rates and shares
    epoch_1904: bool = False


def reader(manner: Manner) -> Reader:
    """A function from a cell to its value, None when it is blank, a Noted value, or a Fault."""
    read = _of_kind(manner)
    kind = manner.column.kind
    known: dict[tuple[str, str, str], object] = {}

    def fresh(cell: Cell) -> object:
        if cell.kind == "text":
            said = plain(cell.written)
            if said in BLANKS:
                return None
            if unfit := _unfit(cell, said):
                return unfit
        if cell.kind == "bool" and kind != "flag":
            return fault(
                codes.WRONG_KIND, {"kind": phrase("逻辑值"), "wanted": _KINDS.get(kind, phrase("文字"))}
            )
        if cell.kind == "date" and kind not in ("date", "text", "name"):
            return fault(
                codes.WRONG_KIND, {"kind": phrase("日期"), "wanted": _KINDS.get(kind, phrase("文字"))}
            )
        return read(cell)

    def remembered(cell: Cell) -> object:
        sign = (cell.written, cell.kind, cell.format)
        if sign in known:
            return known[sign]
        value = fresh(cell)
        if len(known) < _KEPT:
            known[sign] = value
        return value

    def whole(cell: Cell) -> object:
        if kind == "id" and cell.written.isascii() and cell.written.isalnum() and _is_plain_text(cell):
            return cell.written
        if cell.kind == "error":
            return fault(codes.ERROR_CELL)
        if cell.uncached:
            return fault(codes.UNCACHED)
        if cell.merged and not cell.written:
            return fault(codes.UNDER_BLOCK)
        value = remembered(cell)
        if value is None or not (cell.merged or cell.formula):
            return value
        return _considered(cell, value, kind)

    return whole


def _unfit(cell: Cell, said: str) -> Fault | None:
    """What no text may be, whatever the column: an error value, a stand-in for another cell, text that runs backwards."""
    if is_error(said):
        return fault(codes.ERROR_CELL)
    if is_ditto(said):
        return fault(
            codes.WRONG_KIND, {"kind": phrase("省略的写法"), "wanted": phrase("完整的内容，每一格都写全")}
        )
    return fault(codes.BIDI) if has_bidi(cell.written) else None


def _is_plain_text(cell: Cell) -> bool:
    return cell.kind == "text" and not cell.merged and not cell.formula


def _considered(cell: Cell, value: object, kind: str) -> object:
    """A value whose cell is merged or computed: the same amount in many rows is a fault, the rest a note."""
    if isinstance(value, Fault):
        return value
    if cell.merged:
        return fault(codes.MERGED_AMOUNT) if kind in _AMOUNTS else Noted(_bare(value), codes.MERGED)
    if cell.formula and _OTHER_BOOK.search(cell.formula):
        return Noted(_bare(value), codes.OTHER_WORKBOOK)
    return value


def _bare(value: object) -> object:
    return value.value if isinstance(value, Noted) else value


def _of_kind(manner: Manner) -> Reader:
    column = manner.column
    match column.kind:
        case "id":
            return identifiers.read_id
        case "name":
            return lambda cell: words.read_name(cell, manner.epoch_1904)
        case "text":
            return lambda cell: words.read_text(cell, manner.epoch_1904)
        case "money":
            return lambda cell: money.read_money(cell, manner.unit)
        case "number":
            return lambda cell: numbers.read_number(cell, manner.factor)
        case "count":
            return numbers.read_count
        case "percent":
            return lambda cell: numbers.read_annual_rate(cell, manner.scale)
        case "permille":
            return lambda cell: numbers.read_rate(cell, manner.scale)
        case "date":
            return lambda cell: _ended(dates.read_date(cell, manner.epoch_1904), column.open_ended)
        case "period":
            return lambda cell: dates.read_period(cell, manner.epoch_1904)
        case "share":
            return lambda cell: words.read_share(cell, manner.scale)
        case "choice":
            return lambda cell: words.read_choice(cell, column.choices)
        case "flag":
            return words.read_flag


def _ended(value: object, open_ended: bool) -> object:
    """9999-12-31 is no end where an end may be open, and no day anywhere else."""
    if value == dates.OPEN_END:
        return None if open_ended else fault(codes.DATE_IMPOSSIBLE)
    return value
