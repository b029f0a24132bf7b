"""Exact numbers of many rows at once: whole numbers over one scale, fractions only where rows divide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cmtool.model.expression import Comparison, compare
from cmtool.rules.lookup import Flags, Ints

_SAFE = 2**62
_COMMON = 10**9
"""Up to which common denominator fractions are kept as whole numbers."""


@dataclass(frozen=True)
class Amounts:
    """One exact number for each row: ``numbers`` ÷ ``scale``.

    ``numbers`` are int64, or Python's integers where those may overflow, or fractions.
    """

    numbers: NDArray[Any]
    scale: int

    def __len__(self) -> int:
        return len(self.numbers)

    def take(self, at: Ints) -> Amounts:
        return Amounts(self.numbers[at], self.scale)

    def to_scale(self, scale: int) -> NDArray[Any]:
        """The numbers over another scale, a multiple of the own one."""
        return _times(self.numbers, scale // self.scale)


def constant(value: Fraction, count: int) -> Amounts:
    return Amounts(_array([value.numerator] * count), value.denominator)


def of_fractions(values: Sequence[Fraction]) -> Amounts:
    """Fractions over their common denominator, where it is small."""
    scale = 1
    for denominator in {value.denominator for value in values}:
        scale = lcm(scale, denominator)
        if scale > _COMMON:
            return Amounts(np.array([*values, None], dtype=object)[:-1], 1)
    return Amounts(_array([value.numerator * (scale // value.denominator) for value in values]), scale)


def product(left: Amounts, right: Amounts) -> Amounts:
    return Amounts(_times(left.numbers, right.numbers), left.scale * right.scale)


def total(left: Amounts, right: Amounts, sign: int = 1) -> Amounts:
    """Left plus (or minus) right."""
    scale = lcm(left.scale, right.scale)
    first, second = left.to_scale(scale), right.to_scale(scale)
    if _largest(first) + _largest(second) >= _SAFE:
        first, second = first.astype(object), second.astype(object)
    return Amounts(first + second if sign > 0 else first - second, scale)


def added(values: Sequence[Fraction]) -> Fraction:
    """The sum of many fractions, those of one denominator first and then in pairs: denominators grow late."""
    alike: defaultdict[int, int] = defaultdict(int)
    for value in values:
        alike[value.denominator] += value.numerator
    parts = [Fraction(numerator, denominator) for denominator, numerator in alike.items()]
    while len(parts) > 1:
        pairs = [left + right for left, right in zip(parts[::2], parts[1::2], strict=False)]
        parts = pairs + parts[len(pairs) * 2 :]
    return parts[0] if parts else Fraction(0)


def quotient(left: Amounts, right: Amounts) -> Amounts:
    """Left ÷ right; no number of ``right`` is zero."""
    if (
        len(right)
        and (right.numbers == right.numbers[0]).all()
        and not isinstance(right.numbers[0], Fraction)
    ):
        divisor = int(right.numbers[0])
        sign = 1 if divisor > 0 else -1
        return Amounts(_times(left.numbers, sign * right.scale), left.scale * abs(divisor))
    pairs = zip(left.numbers.tolist(), right.numbers.tolist(), strict=True)
    return of_fractions([Fraction(a) / Fraction(b) * Fraction(right.scale, left.scale) for a, b in pairs])


def extreme(left: Amounts, right: Amounts, *, largest: bool) -> Amounts:
    scale = lcm(left.scale, right.scale)
    choose = np.maximum if largest else np.minimum
    return Amounts(choose(left.to_scale(scale), right.to_scale(scale)), scale)


def compared(numbers: NDArray[Any], comparison: Comparison, bound: Fraction) -> Flags:
    """Which numbers stand so to an exact bound."""
    if numbers.dtype == object:
        return np.array([compare(Fraction(one), comparison, bound) for one in numbers], dtype=np.bool_)
    found: Flags
    match comparison:
        case "ge":
            found = numbers >= ceil(bound)
        case "gt":
            found = numbers > floor(bound)
        case "le":
            found = numbers <= floor(bound)
        case "lt":
            found = numbers < ceil(bound)
        case "eq":
            found = (numbers == floor(bound)) & (bound.denominator == 1)
    return found


def assembled(count: int, parts: Sequence[tuple[Ints, Amounts]]) -> Amounts:
    """Amounts of some rows each, put in their places; a row that is in no part counts nothing."""
    scale = lcm(*(part.scale for _, part in parts))
    numbers = np.zeros(count, dtype=np.int64)
    for at, part in parts:
        scaled = part.to_scale(scale)
        if scaled.dtype == object and numbers.dtype != object:
            numbers = numbers.astype(object)
        numbers[at] = scaled
    return Amounts(numbers, scale)


def _times(numbers: NDArray[Any], factor: NDArray[Any] | int) -> NDArray[Any]:
    if isinstance(factor, int):
        if factor == 1:
            return numbers
        factor = _array([factor])
    if _largest(numbers) * _largest(factor) >= _SAFE:
        numbers, factor = numbers.astype(object), factor.astype(object)
    found: NDArray[Any] = numbers * factor
    return found


def _largest(numbers: NDArray[Any]) -> int:
    """The size of the largest number; fractions never overflow."""
    if not len(numbers):
        return 0
    return 0 if numbers.dtype == object else max(abs(int(numbers.max())), abs(int(numbers.min())))


def _array(numbers: list[int]) -> NDArray[Any]:
    fits = all(-_SAFE < number < _SAFE for number in numbers)
    return np.array(numbers, dtype=np.int64 if fits else object)
