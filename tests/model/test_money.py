"""Rounding, splitting and writing money."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.model.money import capitals, fixed, half_up, parts, plain


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("0.125", "0.13"),
        ("-0.125", "-0.13"),
        ("2.675", "2.68"),
        ("1.005", "1.01"),
        ("0.1249999", "0.12"),
        ("-60", "-60"),
    ],
)
def test_ties_go_away_from_zero(value: str, rounded: str) -> None:
    assert half_up(Fraction(value), 2) == Fraction(rounded)


def test_a_third_is_no_tie() -> None:
    assert half_up(Fraction(2, 3), 2) == Fraction("0.67")
    assert half_up(Fraction(5221933, 30) * Fraction("0.0125") * 12, 2) == Fraction("26109.67")


def test_fixed_text() -> None:
    assert fixed(Fraction("1234567.891"), 2, True) == "1,234,567.89"
    assert fixed(Fraction("-0.004")) == "0.00"
    assert fixed(Fraction("-0.005")) == "-0.01"
    assert fixed(Fraction(7), 0) == "7"


def test_plain_text_is_the_shortest_exact_decimal() -> None:
    assert [plain(Fraction(text)) for text in ("0.8", "20", "1/3", "-2.5", "0.0125", "100")] == [
        "0.8",
        "20",
        "1/3",
        "-2.5",
        "0.0125",
        "100",
    ]


def test_parts_of_a_printed_amount_the_last_takes_the_rest() -> None:
    assert parts(Fraction(100), [Fraction(1, 3)] * 3) == tuple(
        Fraction(x) for x in ("33.33", "33.33", "33.34")
    )
    assert parts(Fraction("0.01"), [Fraction(1, 2)] * 2) == (Fraction("0.01"), Fraction(0))


@given(
    st.fractions(-(10**6), 10**6), st.lists(st.fractions(0, 5, max_denominator=50), min_size=1, max_size=6)
)
def test_parts_add_up_to_the_printed_amount(amount: Fraction, shares: list[Fraction]) -> None:
    if sum(shares) > 0:
        assert sum(parts(amount, shares)) == half_up(amount, 2)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("4572.40", "肆仟伍佰柒拾贰元肆角整"),
        ("3039.58", "叁仟零叁拾玖元伍角捌分"),
        ("6214.43", "陆仟贰佰壹拾肆元肆角叁分"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1.05", "壹元零伍分"),
        ("10", "壹拾元整"),
        ("1000", "壹仟元整"),
        ("1001", "壹仟零壹元整"),
        ("10000", "壹万元整"),
        ("100010", "壹拾万零壹拾元整"),
        ("10000000", "壹仟万元整"),
        ("100000001", "壹亿零壹元整"),
        ("1000100010", "壹拾亿零壹拾万零壹拾元整"),
        ("-60", "负陆拾元整"),
        ("20304.5", "贰万零叁佰零肆元伍角整"),
        ("120000", "壹拾贰万元整"),
        ("105000", "壹拾万零伍仟元整"),
    ],
)
def test_capitals(amount: str, words: str) -> None:
    assert capitals(Fraction(amount)) == words
