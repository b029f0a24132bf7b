"""Amounts in capital numerals: read exactly, or not at all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.intake.capitals import in_capitals
from cmtool.intake.money import read_money
from cmtool.model.money import capitals
from grids import one


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("壹仟贰佰元整", "1200"),
        ("人民币壹万零伍拾元叁角整", "10050.30"),
        ("人民币：壹佰元正", "100"),
        ("拾元整", "10"),
        ("叁角伍分", "0.35"),
        ("零元整", "0"),
        ("壹亿元", "100000000"),
        ("负伍元整", "-5"),
        ("壹拾贰萬叁仟肆佰伍拾陸圓柒角捌分", "123456.78"),
        ("壹佰零贰元零伍分", "102.05"),
    ],
)
def test_capital_numerals(text: str, yuan: str) -> None:
    """With or without 人民币, 整 or 正, in simplified or traditional characters."""
    assert in_capitals(text) == Fraction(yuan)


@pytest.mark.parametrize(
    "text",
    ["元", "整", "", "万元", "壹仟", "一千元", "壹佰贰元伍", "壹佰壹佰元", "壹拾佰元", "壹贰元", "伍元拾角"],
)
def test_what_is_no_amount_in_capitals(text: str) -> None:
    """Nothing is guessed: no unit, everyday numerals, places out of order."""
    assert in_capitals(text) is None


@given(st.integers(min_value=-(10**14) + 1, max_value=10**14 - 1))
def test_what_cmtool_prints_in_capitals_reads_back(fen: int) -> None:
    """Below 万亿, which no branch has."""
    assert in_capitals(capitals(Fraction(fen, 100))) == Fraction(fen, 100)


def test_capitals_say_yuan_whatever_the_column_says() -> None:
    """壹仟贰佰元 is 1,200 yuan under 万元 too."""
    assert read_money(one("壹仟贰佰元整"), "元") == 120_000
    assert read_money(one("壹仟贰佰元整"), "万元") == 120_000
