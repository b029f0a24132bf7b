"""Reading numbers without a unit, counts, and rates whose scale the header or the cell itself must say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from cmtool.intake import appearance, codes
from cmtool.intake.numerals import exact, spoken
from cmtool.intake.reading import Fault, fault
from cmtool.model.grid import Cell
from cmtool.model.text import phrase

_RATES: Final = {"%": Fraction(1, 100), "‰": Fraction(1, 1000)}
_AMOUNTS: Final = _RATES | {
    "元": Fraction(1),
    "千元": Fraction(1000),
    "万": Fraction(10_000),
    "万元": Fraction(10_000),
    "亿": Fraction(10**8),
    "亿元": Fraction(10**8),
}
_LARGEST: Final = 10**15
_BARE: Final[Mapping[str, Fraction]] = {}


def read_number(cell: Cell, factor: Fraction = Fraction(1)) -> Fraction | Fault:
    """An exact number; 98% is 0.98, 50万元 is 500,000. ``factor`` is what the header makes of a bare number."""
    return _number(cell, factor, _AMOUNTS)


def read_count(cell: Cell) -> int | Fault:
    value = _number(cell, Fraction(1), _BARE)
    if isinstance(value, Fault):
        return value
    if abs(value) >= _LARGEST:
        return fault(codes.NUMBER_UNREADABLE)
    return value.numerator if value.denominator == 1 else fault(codes.NOT_WHOLE)


def read_rate(cell: Cell, scale: str) -> Fraction | Fault:
    """A rate as a fraction: 5.6 under a % header, 5.6%, or 0.056 shown as a percentage are 0.056.

    ``scale`` is the ``%`` or ``‰`` of the header, ``""`` when it says none: then the cell must say it.
    """
    if not scale and not _says_scale(cell):
        return fault(codes.RATE_UNIT)
    return _number(cell, _RATES.get(scale, Fraction(1)), _RATES)


def read_annual_rate(cell: Cell, scale: str) -> Fraction | Fault:
    """As ``read_rate``; a ‰ that only the cell says is a monthly rate in the wrong column."""
    if scale != "‰" and _own_unit(cell) == "‰":
        return fault(codes.MIXED_UNIT, {"unit": "‰", "column_unit": "%"})
    return read_rate(cell, scale)


def _own_unit(cell: Cell) -> str:
    """The unit that a cell says itself, ``""`` for none."""
    if cell.kind == "number":
        return appearance.shown_unit(cell.format)
    found = spoken(cell.written)
    return found.unit if found else ""


def _says_scale(cell: Cell) -> bool:
    if cell.kind == "number":
        return appearance.is_percent(cell.format) or _own_unit(cell) in _RATES
    found = spoken(cell.written)
    return found is None or found.unit != ""


def _number(cell: Cell, factor: Fraction, units: Mapping[str, Fraction]) -> Fraction | Fault:
    if cell.kind == "number":
        if appearance.is_date(cell.format):
            return fault(codes.WRONG_KIND, {"kind": phrase("日期"), "wanted": phrase("数字")})
        value = exact(cell.written)
        if value is None:
            return fault(codes.NUMBER_UNREADABLE)
        if appearance.is_percent(cell.format):
            return value
        if factor > 1 and appearance.is_scaled(cell.format):
            column_unit = next(unit for unit, times in _AMOUNTS.items() if times == factor)
            return fault(codes.MIXED_UNIT, {"unit": "元", "column_unit": column_unit})
        unit = appearance.shown_unit(cell.format)
        return value * units.get(unit, factor) if unit in ("", *units) else fault(codes.NUMBER_UNREADABLE)
    found = spoken(cell.written)
    if found is None or (found.unit and found.unit not in units):
        return fault(codes.NUMBER_UNREADABLE)
    return found.value * (units[found.unit] if found.unit else factor)
