"""Amounts: whole fen, exact, in the unit that the column says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool.intake import codes
from cmtool.intake.money import read_money
from cmtool.intake.reading import Fault
from cmtool.model.money import fixed
from cmtool.model.problem import Code
from grids import Mark, Value, n, one


@pytest.mark.parametrize(
    ("value", "unit", "fen"),
    [
        (n("1234.5"), "元", 123450),
        (n("0.30000000000000004"), "元", 30),
        (n("-0.01"), "元", -1),
        (n("1.23456E2"), "万元", 123456000),
        ("1,234.50", "元", 123450),
        ("￥1,234.50元", "元", 123450),
        ("（1,234.50）", "元", -123450),
        ("12.345678", "万元", 12345678),
        ("3.5万", "万元", 3500000),
        (n("2.5"), "千元", 250000),
        (0, "元", 0),
    ],
)
def test_amounts_in_fen(value: Value, unit: str, fen: int) -> None:
    assert read_money(one(value), unit) == fen


@pytest.mark.parametrize(
    ("value", "unit", "kind"),
    [
        (n("12.345"), "元", codes.MONEY_TOO_FINE),
        ("12.345", "元", codes.MONEY_TOO_FINE),
        ("12.3456789", "万元", codes.MONEY_TOO_FINE),
        ("0.30000000000000004", "元", codes.MONEY_TOO_FINE),
        ("一千元", "元", codes.MONEY_UNREADABLE),
        ("50%", "元", codes.MONEY_UNREADABLE),
        ("1.5E7", "元", codes.MONEY_UNREADABLE),
        (n("1E300"), "元", codes.MONEY_UNREADABLE),
        ("3.5万元", "元", codes.MIXED_UNIT),
        ("35000元", "万元", codes.MIXED_UNIT),
        (n("45473", "yyyy-mm-dd"), "元", codes.WRONG_KIND),
        (n("0.5", "0%"), "元", codes.WRONG_KIND),
    ],
)
def test_what_is_no_amount(value: Value, unit: str, kind: Code) -> None:
    """Nothing is rounded to the fen, and a unit in the cell must be the column's."""
    fault = read_money(one(value), unit)
    assert isinstance(fault, Fault)
    assert fault.kind is kind


FEN = st.integers(-(10**14), 10**14)


@settings(deadline=None)
@given(FEN, st.sampled_from(["plain", "thousands", "full", "yen", "yuan", "number", "brackets"]))
def test_every_spelling_of_an_amount_reads_back(fen: int, spelling: str) -> None:
    """An amount written in any accepted way is the same whole fen again."""
    assert read_money(one(_written(fen, spelling)), "元") == fen


def _written(fen: int, spelling: str) -> Value:
    value = Fraction(fen, 100)
    text, grouped = fixed(value), fixed(value, thousands=True)
    match spelling:
        case "number":
            return Mark("number", text)
        case "thousands":
            return grouped
        case "full":
            return text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789.-"})
        case "yen":
            return f"￥{grouped}"
        case "yuan":
            return f" {text} 元"
        case "brackets":
            return f"({grouped.removeprefix('-')})" if fen < 0 else grouped
        case _:
            return text


@pytest.mark.parametrize("format", ['0.00"万元"', "0.00万", '#,##0"亿"', '0.0"千元"'])
def test_a_unit_that_only_the_format_writes_is_a_mixed_unit(format: str) -> None:
    """3 shown as 3.00万元 in a column of yuan; nobody can say which is meant."""
    fault = read_money(one(n("3", format)), "元")
    assert isinstance(fault, Fault)
    assert fault.kind is codes.MIXED_UNIT


def test_a_format_that_scales_or_agrees_changes_nothing() -> None:
    """30000 yuan shown as 3.0万 by moving the point; 3 shown as 3万元 in a column of 万元."""
    assert read_money(one(n("30000", '0!.0,"万"')), "元") == 3_000_000
    assert read_money(one(n("3", '0"万元"')), "万元") == 3_000_000


@pytest.mark.parametrize("written", ["1E5000", "9" * 5000, "-1E-5000", "1E999999999999"])
def test_a_number_beyond_all_measure_is_unreadable(written: str) -> None:
    for value in (n(written), written):
        fault = read_money(one(value), "元")
        assert isinstance(fault, Fault)
        assert fault.kind is codes.MONEY_UNREADABLE
