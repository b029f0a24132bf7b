"""Reading words: names, free text, choices from a list, yes and no, shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Final

from cmtool.intake import appearance, codes
from cmtool.intake.dates import read_date
from cmtool.intake.numerals import exact, spoken
from cmtool.intake.reading import Fault, fault
from cmtool.intake.spelling import compact, folded, has_bidi, may_be_hollow, trimmed, untouched
from cmtool.model.grid import Cell
from cmtool.model.money import plain
from cmtool.model.text import NOTHING, Phrase, phrase

_YES: Final = frozenset({"是", "√", "✓", "✔", "y", "yes", "有", "对", "true", "1"})
_NO: Final = frozenset({"否", "×", "✗", "✘", "x", "n", "no", "没有", "错", "false", "0"})
_ENDINGS: Final = ("类", "贷款")
_LONGEST: Final = 80  # characters of one number of a share
_LARGEST: Final = 1000  # denominators that a repeating decimal is taken to stand for


def near(word: str, known: list[str]) -> Phrase:
    """ "Did you mean": the known word closest to this one, or nothing."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return phrase("（是否想写“{word}”？）", word=close[0]) if close else NOTHING


def are_words(texts: Sequence[str], together: str) -> bool:
    """Whether ``read_text`` surely takes each of the texts as it stands; ``together`` are the texts joined."""
    return not may_be_hollow(together) and not has_bidi(together) and untouched(texts, together)


def read_name(cell: Cell, epoch_1904: bool) -> str | Fault:
    """A name; a number cell is none: the columns are out of step, or somebody is called 360 and should be text."""
    if cell.kind == "number":
        return fault(
            codes.WRONG_KIND,
            {"kind": phrase("数字"), "wanted": phrase("名称（名称真是数字的，请设为文本格式）")},
        )
    return read_text(cell, epoch_1904)


def read_text(cell: Cell, epoch_1904: bool) -> str | Fault:
    """Free text or a name, with its rare characters; a number as its cell shows it where that is plain."""
    if cell.kind == "number":
        return _number_as_text(cell, epoch_1904)
    return fault(codes.BIDI) if has_bidi(cell.written) else trimmed(cell.written)


def _number_as_text(cell: Cell, epoch_1904: bool) -> str | Fault:
    if appearance.is_date(cell.format):
        day = read_date(cell, epoch_1904)
        return day.isoformat() if isinstance(day, date) else fault(codes.SERIAL_UNSURE)
    value = exact(cell.written)
    if value is None:
        return cell.written
    if appearance.is_percent(cell.format):
        return f"{plain(value * 100)}%"
    digits = plain(value)
    if not digits.isdigit():
        return digits
    if len(digits) > appearance.EXACT_DIGITS:
        return fault(codes.ID_UNSURE, {"why": phrase("超过 15 位，末几位已被表格软件改成 0")})
    return appearance.as_displayed(digits, cell.format) or digits


def read_choice(cell: Cell, choices: tuple[str, ...]) -> str | Fault:
    """One of the choices, in any width or script, with or without 类 at its end (正常类)."""
    known = {folded(choice): choice for choice in choices}
    said = folded(cell.written)
    for word in (said, *(said.removesuffix(ending) for ending in _ENDINGS)):
        if word in known:
            return known[word]
    hint = near(said, list(choices))
    proposal = str(dict(hint.values).get("word", "")) if hint else ""
    return fault(codes.NOT_A_CHOICE, {"allowed": "、".join(choices), "near": hint}, proposal)


def read_flag(cell: Cell) -> bool | Fault:
    """是 or 否, √ or ×, or a logical value."""
    if cell.kind == "bool":
        return cell.written == "1"
    said = folded(cell.written)
    if said in _YES:
        return True
    return False if said in _NO else fault(codes.FLAG_UNREADABLE)


def read_share(cell: Cell, scale: str) -> Fraction | Fault:
    """A share as an exact fraction: 1/3, 50%, 0.5; 50 only where the header says %.

    A third that a spreadsheet computed (0.333333333333333) or shows as 1/3 is the fraction, not its decimals.
    """
    if cell.kind == "number":
        if appearance.is_date(cell.format):
            return fault(
                codes.WRONG_KIND,
                {"kind": phrase("日期"), "wanted": phrase("份额（请先设为文本格式再写 1/3）")},
            )
        value = exact(cell.written)
        if value is None:
            return fault(codes.SHARE_UNREADABLE)
        value = _repeating(value, cell)
        return value if appearance.is_percent(cell.format) else _scaled(value, scale)
    over, line, under = compact(cell.written).partition("/")
    if max(len(over), len(under)) > _LONGEST:
        return fault(codes.SHARE_UNREADABLE)
    if line:
        sure = over.isascii() and over.isdigit() and under.isascii() and under.isdigit() and int(under) > 0
        return Fraction(int(over), int(under)) if sure else fault(codes.SHARE_UNREADABLE)
    found = spoken(cell.written)
    if found is None or found.unit not in ("", "%"):
        return fault(codes.SHARE_UNREADABLE)
    return found.value / 100 if found.unit == "%" else _scaled(found.value, scale)


def _scaled(value: Fraction, scale: str) -> Fraction | Fault:
    """A bare number: per cent where the header says so; more than the whole where it does not is likely 50 for 50%."""
    if scale == "%":
        return value / 100
    if value <= 1:
        return value
    return fault(codes.SHARE_SCALE, proposal=f"{plain(value)}%" if value <= 100 else "")


def _repeating(value: Fraction, cell: Cell) -> Fraction:
    if not appearance.is_fraction(cell.format) and value.denominator < 10**14:
        return value
    simple = value.limit_denominator(_LARGEST)
    return simple if abs(simple - value) < Fraction(1, 10**14) else value
