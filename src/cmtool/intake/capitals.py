"""Reading amounts in Chinese capital numerals (大写), as they stand on vouchers: 壹仟贰佰元整."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from cmtool.intake.spelling import compact
from cmtool.model.money import capitals

_SPELLINGS: Final = str.maketrans("貳弍參叄陸萬億圓圆〇正", "贰贰叁叁陆万亿元元零整")
_DIGITS: Final = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES: Final = {"拾": 10, "佰": 100, "仟": 1000}
_SECTION: Final = r"[零壹贰叁肆伍陆柒捌玖拾佰仟]*"
_SCALES: Final = (("yi", 10**8), ("wan", 10**4), ("one", 1))
_AMOUNT = re.compile(
    rf"(?:人民币)?:?(?P<sign>负)?(?:(?:(?P<yi>{_SECTION})亿)?(?:(?P<wan>{_SECTION})万)?(?P<one>{_SECTION})元)?"
    r"零?(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?整?"
)


def in_capitals(text: str) -> Fraction | None:
    """Yuan of an amount in capital numerals, None for anything else.

    Only what writing the amount out again gives back (零 and 整 apart) is taken: 拾元 for 壹拾元 is, 壹佰贰元伍 is not.
    """
    said = compact(text).translate(_SPELLINGS)
    found = _AMOUNT.fullmatch(said)
    if found is None or not any(found[name] for name in ("one", "jiao", "fen", "wan", "yi")):
        return None
    whole = sum(_section(found[name] or "") * scale for name, scale in _SCALES)
    cents = _DIGITS[found["jiao"] or "零"] * 10 + _DIGITS[found["fen"] or "零"]
    value = Fraction(whole * 100 + cents, 100) * (-1 if found["sign"] else 1)
    return value if _bare(capitals(value)) == _bare(said) else None


def _section(text: str) -> int:
    """The number below 10,000 that four places say; a digit before no place is the ones."""
    total = digit = 0
    for sign in text:
        if sign in _PLACES:
            total += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def _bare(said: str) -> str:
    """What two ways of writing one amount have in common."""
    said = said.removeprefix("人民币").lstrip(":").translate(str.maketrans("", "", "零整"))
    return re.sub(r"(?<![壹贰叁肆伍陆柒捌玖])拾", "壹拾", said).removeprefix("元")
