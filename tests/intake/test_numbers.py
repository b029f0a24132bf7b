"""Numbers without a unit, counts, and rates whose scale must be said."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmtool.intake import codes
from cmtool.intake.numbers import read_count, read_number, read_rate
from cmtool.intake.reading import Fault
from cmtool.model.problem import Code
from grids import Value, n, one


def test_plain_numbers() -> None:
    assert read_number(one(n("-2.5"))) == Fraction(-5, 2)
    assert read_number(one("1,000")) == 1000


def test_a_percentage_is_a_fraction_of_one() -> None:
    assert read_number(one("98%")) == Fraction(49, 50)
    assert read_number(one(n("0.98", "0%"))) == Fraction(49, 50)


def test_a_unit_in_the_cell_beats_the_headers() -> None:
    """Under a 万元 header a bare 50 is 500,000 yuan; 98% and 30元 say themselves what they are."""
    ten_thousand = Fraction(10_000)
    assert read_number(one(n("50")), ten_thousand) == 500_000
    assert read_number(one("50万元"), ten_thousand) == 500_000
    assert read_number(one("30元"), ten_thousand) == 30
    assert read_number(one("98%"), ten_thousand) == Fraction(49, 50)


def test_a_unit_that_only_the_format_shows_is_the_cells_own() -> None:
    """4 shown as 4.00万元 is 40,000; 40000 shown as 4.0万元 under a 万元 header is stored in yuan: which, nobody knows."""
    ten_thousand = Fraction(10_000)
    assert read_number(one(n("4", '0.00"万元"'))) == 40_000
    assert read_number(one(n("4", '0.00"万元"')), ten_thousand) == 40_000
    assert read_number(one(n("30", '0"元"')), ten_thousand) == 30
    for value, factor, kind in (
        (n("40000", '0!.0,"万元"'), ten_thousand, codes.MIXED_UNIT),
        (n("4", '0.00"美元"'), Fraction(1), codes.NUMBER_UNREADABLE),
    ):
        fault = read_number(one(value), factor)
        assert isinstance(fault, Fault)
        assert fault.kind is kind
    counted = read_count(one(n("4", '0"万"')))
    assert isinstance(counted, Fault)
    assert counted.kind is codes.NUMBER_UNREADABLE


def test_counts_are_whole() -> None:
    assert read_count(one(n("12"))) == 12
    assert read_count(one("1,200")) == 1200
    for value in (n("1.5"), "1.5"):
        fault = read_count(one(value))
        assert isinstance(fault, Fault)
        assert fault.kind is codes.NOT_WHOLE


@pytest.mark.parametrize(
    ("value", "scale", "rate"),
    [
        (n("5.6"), "%", Fraction(56, 1000)),
        ("5.6", "%", Fraction(56, 1000)),
        ("5.6%", "%", Fraction(56, 1000)),
        ("5.6%", "", Fraction(56, 1000)),
        (n("0.056", "0.00%"), "%", Fraction(56, 1000)),
        (n("0.056", "0.00%"), "", Fraction(56, 1000)),
        (n("9"), "‰", Fraction(9, 1000)),
        ("9‰", "", Fraction(9, 1000)),
        ("0.9%", "‰", Fraction(9, 1000)),
    ],
)
def test_rates(value: Value, scale: str, rate: Fraction) -> None:
    """Header, number format or the cell's own sign say the scale."""
    assert read_rate(one(value), scale) == rate


@pytest.mark.parametrize(
    ("value", "scale", "kind"),
    [
        (n("5.6"), "", codes.RATE_UNIT),
        ("5.6", "", codes.RATE_UNIT),
        (n("0.056"), "", codes.RATE_UNIT),
        ("高", "", codes.NUMBER_UNREADABLE),
        ("高", "%", codes.NUMBER_UNREADABLE),
        ("5元", "%", codes.NUMBER_UNREADABLE),
        (n("45473", "yyyy-mm-dd"), "%", codes.WRONG_KIND),
    ],
)
def test_a_rate_without_a_scale_is_not_guessed(value: Value, scale: str, kind: Code) -> None:
    fault = read_rate(one(value), scale)
    assert isinstance(fault, Fault)
    assert fault.kind is kind
