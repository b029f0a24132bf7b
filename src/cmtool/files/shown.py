"""The number format of a cell of which only the value and the shown text are known, as in ODS files and web pages."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

UNKNOWN_CODE: Final = "?"  # a number format of which only is known that it does not show the plain digits
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_WORDS = re.compile(r"[^\W\d_]+|[%‰$€£]")
_UNIT = re.compile(r"[千万亿元‰]")
_SCALED: Final = "0.0,"  # shows less than it holds


def number_format(value: str, shown: str) -> str:
    """A format that tells of a number what its shown text tells: zeros in front, a percentage, the unit written beside
    it, or that it is shown scaled (40000 as 4.0).
    """
    text = shown.strip()
    if text.isascii() and text.isdecimal() and Fraction(value) == int(text):
        return "0" * len(text) if text.startswith("0") and len(text) > 1 else "0"
    if text == value:
        return ""
    figures, words = _FIGURE.findall(text), "".join(_WORDS.findall(_FIGURE.sub(" ", text)))
    if len(figures) != 1:
        return f'{_SCALED}"{words}"' if _UNIT.search(words) else UNKNOWN_CODE
    held = abs(Fraction(value))
    if "%" in words and _shows(figures[0], held * 100):
        return "0.00%"
    if not _shows(figures[0], held):
        return f'{_SCALED}"{words}"'
    return f'0.00"{words}"' if words else UNKNOWN_CODE


def _shows(figure: str, value: Fraction) -> bool:
    """Whether a figure is the value, rounded to the decimals that the figure has."""
    decimals = len(figure.partition(".")[2])
    apart = abs(Fraction(figure.replace(",", "")) - value)
    return apart <= Fraction(f"0.51e-{decimals}")
