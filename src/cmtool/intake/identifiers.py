"""Reading identifiers (工号, 借据号, 账号 …): text to the last character, numbers only when their display is sure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cmtool.intake import appearance, codes
from cmtool.intake.numerals import exact
from cmtool.intake.reading import Fault, Noted, fault
from cmtool.intake.spelling import has_bidi, may_be_hollow, plain, untouched
from cmtool.model.grid import Cell
from cmtool.model.text import phrase

_SPOILED = re.compile(  # 1.10101E+17, 1.10101E17, 123.0
    r"[0-9]+\.[0-9]*|[0-9](?:\.[0-9]+)?E\+[0-9]+|[0-9]\.[0-9]+E[0-9]+", re.IGNORECASE
)
_PROSE = re.compile(r"[:,;。、!?]|[\t-\r]|^=")

_SPOILING = re.compile("[.+=]")  # there is one in whatever is spoiled or a formula


def are_ids(texts: Sequence[str], together: str) -> bool:
    """Whether ``read_id`` surely takes each of the texts as it stands; ``together`` are the texts joined."""
    if together.isascii() and together.isalnum():
        return True
    odd = _SPOILING.search(together) or _PROSE.search(together) or may_be_hollow(together)
    odd = odd or has_bidi(together)
    return not odd and untouched(texts, together)


def read_id(cell: Cell) -> str | Noted | Fault:
    """The identifier. A number of 16 or more digits, a fraction, a date or 1.1E+17 is never one."""
    if cell.kind == "number":
        return _from_number(cell)
    if has_bidi(cell.written):
        return fault(codes.BIDI)
    text = plain(cell.written)
    if _SPOILED.fullmatch(text):
        return fault(codes.ID_UNSURE, {"why": phrase("已被表格软件改写")})
    return fault(codes.ID_UNREADABLE) if _PROSE.search(text) else text


def _from_number(cell: Cell) -> Noted | Fault:
    if appearance.is_date(cell.format):
        return fault(codes.WRONG_KIND, {"kind": phrase("日期"), "wanted": phrase("编号")})
    value = exact(cell.written)
    if value is None or value.denominator != 1 or value < 0:
        return fault(codes.ID_UNSURE, {"why": phrase("不是整数")})
    digits = str(value.numerator)
    if len(digits) > appearance.EXACT_DIGITS:
        return fault(codes.ID_UNSURE, {"why": phrase("超过 15 位，末几位已被表格软件改成 0")})
    text = appearance.as_displayed(digits, cell.format)
    if text is None:
        return fault(codes.ID_UNSURE, {"why": phrase("显示格式不能确定")})
    return Noted(text, codes.ID_AS_NUMBER)
