"""Exact numbers of many rows: nothing overflows, nothing is rounded."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from cmtool.model.expression import Comparison
from cmtool.rules.amounts import (
    Amounts,
    added,
    compared,
    constant,
    extreme,
    of_fractions,
    product,
    quotient,
    total,
)


def exact(amounts: Amounts) -> list[Fraction]:
    return [Fraction(number) / amounts.scale for number in amounts.numbers.tolist()]


def whole(*numbers: int, scale: int = 1) -> Amounts:
    return Amounts(np.array(numbers, dtype=np.int64), scale)


def test_many_fractions_add_up_exactly() -> None:
    """1 + 1/2 + 1/3 + 1/2 = 7/3; nothing adds up to 0."""
    assert added([Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(1, 2)]) == Fraction(7, 3)
    assert added([]) == 0


def test_scales_meet_at_their_common_multiple() -> None:
    """0.25 + 1/3 = 7/12; 0.25 − 1/3 = −1/12; the larger is 1/3."""
    left, right = whole(25, scale=100), whole(1, scale=3)
    assert exact(total(left, right)) == [Fraction(7, 12)]
    assert exact(total(left, right, -1)) == [Fraction(-1, 12)]
    assert exact(extreme(left, right, largest=True)) == [Fraction(1, 3)]
    assert exact(extreme(left, right, largest=False)) == [Fraction(1, 4)]


def test_what_passes_64_bits_becomes_pythons_own_integer() -> None:
    big = 2**61
    assert exact(product(whole(big), whole(big))) == [Fraction(big * big)]
    assert exact(total(whole(big), whole(big))) == [Fraction(2 * big)]
    assert exact(constant(Fraction(10**30), 2)) == [Fraction(10**30)] * 2


def test_a_row_is_divided_exactly_by_its_own_or_a_common_divisor() -> None:
    """10 ÷ 4, 10 ÷ −3; a common −4 keeps whole numbers."""
    assert exact(quotient(whole(10, 10), whole(4, -3))) == [Fraction(5, 2), Fraction(-10, 3)]
    common = quotient(whole(10, 7), whole(-4, -4, scale=2))
    assert exact(common) == [Fraction(-5), Fraction(-7, 2)]
    assert common.numbers.dtype == np.int64


def test_fractions_without_a_small_common_denominator_stay_fractions() -> None:
    values = [Fraction(1, prime) for prime in (10007, 10009, 10037)]
    assert exact(of_fractions(values)) == values


@pytest.mark.parametrize(
    ("comparison", "bound", "passing"),
    [
        ("ge", "2", [False, True, True]),
        ("ge", "2.5", [False, False, True]),
        ("gt", "2", [False, False, True]),
        ("gt", "1.5", [False, True, True]),
        ("le", "2", [True, True, False]),
        ("le", "2.5", [True, True, False]),
        ("lt", "2", [True, False, False]),
        ("lt", "2.5", [True, True, False]),
        ("eq", "2", [False, True, False]),
        ("eq", "2.5", [False, False, False]),
    ],
)
@pytest.mark.parametrize("kind", [np.int64, object])
def test_a_bound_between_whole_numbers_is_no_rounding(
    comparison: Comparison, bound: str, passing: list[bool], kind: type
) -> None:
    numbers: NDArray[Any] = np.array([1, 2, 3], dtype=kind)
    assert compared(numbers, comparison, Fraction(bound)).tolist() == passing
