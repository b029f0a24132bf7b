"""Numbers exactly as they are written, in a number cell or as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction

from cmtool.intake.spelling import compact, plain

_SHEET = Context(prec=15)  # significant digits that a spreadsheet shows and keeps
_MOST = 40  # powers of ten beyond which a number is none that a branch has
_LONGEST = 80  # characters of a number written as text
_TEXT = re.compile(
    r"(?P<open>\()?(?P<mark>¥|RMB|CNY|人民币)?(?P<sign>[+-])?(?(mark)|(?P<late>¥|RMB|CNY|人民币)?)"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<rest>[0-9]+))?(?P<trail>-)?"
    r"(?P<unit>元|千元|万元|亿元|万|亿|%|‰)?(?P<close>\))?(?P<after>%)?",
    re.IGNORECASE,
)


_APART = re.compile(  # 12 34 may be two numbers; 500 and 300 on two lines, or far apart, surely are
    r"[0-9.,]\s+(?![0-9]{3}(?![0-9]))[0-9.,]|[0-9]{4}\s+[0-9]|[0-9.,](?:\s{2,}|[^\S \u2007\u2009\u202f])[0-9.,]|\.[0-9]*\s+[0-9]"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number written as text: its value as written, and the unit that stands with it."""

    value: Fraction
    unit: str = ""


def exact(written: str) -> Fraction | None:
    """The value of a number cell; noise beyond 15 significant digits (0.30000000000000004) is taken off."""
    value = decimal(written)
    return None if value is None else Fraction(value)


def decimal(written: str) -> Decimal | None:
    """As ``exact``, as a Decimal of at most 15 significant digits."""
    try:
        value = Decimal(written)
    except InvalidOperation:
        return None
    if not value.is_finite() or (value and abs(value.adjusted()) > _MOST):
        return None
    return value if len(written) <= _SHEET.prec else _SHEET.plus(value)


def spoken(text: str) -> Spoken | None:
    """A number in text: 1234.50, 1,234.50, ￥1,234.50, 1234.5元, (1,234.50), -5, 5-, 50%; None for anything else.

    Thousands are grouped in threes or not at all, by commas or blanks; brackets and a minus on either side mean
    negative.
    """
    if _APART.search(plain(text)):
        return None
    text = compact(text)
    found = _TEXT.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    signs = [mark for mark in (found["open"], found["sign"], found["trail"]) if mark]
    units = [unit for unit in (found["unit"], found["after"]) if unit]
    if len(signs) > 1 or len(units) > 1:
        return None
    rest = found["rest"] or ""
    value = Fraction(int(found["whole"].replace(",", "") + rest), 10 ** len(rest))
    return Spoken(-value if signs and signs[0] != "+" else value, units[0] if units else "")
