"""How a number format shows a number: as a date, a percentage, a fraction, with so many digits."""

from __future__ import annotations

import re
from functools import lru_cache

_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_HIDDEN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|[_*].')  # literals, colours, escapes, padding
_DIGITS = re.compile(r'(?:"([^"]*)")?(0+)')
_CONDITION = re.compile(r"\[[<>=]")
_WORD = re.compile(r"[十百千万亿美港欧日]*[万亿元]|千(?!克)|[%‰$€£]|USD|HKD|EUR|JPY", re.IGNORECASE)
_BRACKET = re.compile(r"\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]")  # [$¥-804] shows ¥, [Red] nothing
_SCALED = re.compile(r'[0#?],+(?![0#?,])|[!\\]\.|"\."')  # 0.0, shows thousands; 0!.0000 moves the point
GENERAL_DIGITS = 11  # General shows longer whole numbers as 1.1E+11
EXACT_DIGITS = 15  # a spreadsheet keeps no more


@lru_cache(maxsize=1024)
def _tokens(code: str) -> str:
    return _HIDDEN.sub("", _ELAPSED.sub(r"\1", code.split(";")[0])).lower()


def is_general(code: str) -> bool:
    return code in ("", "@") or code.lower() == "general"


def is_date(code: str) -> bool:
    """Whether the format shows a day, or a month of a year; a time of day alone is not a date."""
    if is_general(code):
        return False
    tokens = _tokens(code)
    return any(mark in tokens for mark in "yd") or (
        "m" in tokens and not any(mark in tokens for mark in "hs")
    )


def shows_day(code: str) -> bool:
    return is_date(code) and "d" in _tokens(code)


def is_percent(code: str) -> bool:
    return "%" in _tokens(code)


def is_fraction(code: str) -> bool:
    return "/" in _tokens(code) and not is_date(code)


@lru_cache(maxsize=1024)
def shown_unit(code: str) -> str:
    """The 元, 万, ‰ or $ that the format writes beside a number without scaling it (0.00"万元"); ``""`` for none.

    A % that the format reckons with is none of them.
    """
    for section in code.split(";")[:3]:
        shown = _BRACKET.sub(r"\1", section)
        unit = None if "%" in _tokens(section) else _WORD.search(shown)
        if unit and not _SCALED.search(section):
            return unit[0]
    return ""


@lru_cache(maxsize=1024)
def is_scaled(code: str) -> bool:
    """Whether the format shows a number as thousands, or with its point moved: 40000 as 4.0."""
    return any(_SCALED.search(section) for section in code.split(";")[:3])


@lru_cache(maxsize=1024)
def as_displayed(digits: str, code: str) -> str | None:
    """A whole number as its cell shows it, leading zeros rebuilt; None when the format leaves it unsure."""
    if is_general(code):
        return digits if len(digits) <= GENERAL_DIGITS else None
    if _CONDITION.search(code):
        return None  # which of its sections shows the number, only a spreadsheet knows
    bare = re.sub(r"[_*].|\[[^\]]*\]|\\(?=[-_. ])", "", code.split(";")[0]).strip()
    found = _DIGITS.fullmatch(bare)
    if found is None or len(digits) > EXACT_DIGITS:
        return None
    return (found[1] or "") + digits.zfill(len(found[2]))
