"""A value as people read it, by its unit."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.money import fixed, plain

RATE_LIMIT = 2
"""A rate written as more than 200 % was meant as so many per cent: 98 for 98%."""


def shown(value: Fraction, unit: str) -> str:
    """``元`` with thousands and fen, ``%`` as a percentage, points with two decimals, other units as they are."""
    match unit:
        case "元" | "万元" | "元·天":
            return fixed(value, 2, True)
        case "%":
            return fixed(value * 100, 2) + "%"
        case "‰":
            return fixed(value * 1000, 2) + "‰"
        case "分":
            return fixed(value, 2)
        case _:
            text = plain(value)
            return fixed(value, 4) if "/" in text else text
