"""Every curve's points or money, worked by hand; bounds to the last digit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from cmtool.model.expression import Ref, value_of
from cmtool.model.money import fixed
from cmtool.policy.curve import Inputs, Spoken
from cmtool.policy.curves import AnyCurve

CURVE: TypeAdapter[Any] = TypeAdapter(AnyCurve)
INPUTS = Inputs(Ref("actual"), Ref("target"), Ref("weight"))


def points(curve: dict[str, Any], actual: str, target: str = "1", weight: str = "0") -> Fraction:
    values = {"actual": Fraction(actual), "target": Fraction(target), "weight": Fraction(weight)}
    return value_of(CURVE.validate_python(curve).expression(INPUTS), values)


PROPORTIONAL = {"kind": "proportional", "cap": "120%"}
AROUND = {"kind": "linear_around", "step": "1%", "below": 1, "floor": 0, "cap": "none"}
STEPS = {
    "kind": "bands",
    "bands": [
        {"lt": "80%", "v": 0},
        {"ge": "80%", "lt": "100%", "v": 600},
        {"ge": "100%", "lt": "120%", "v": 1000},
        {"ge": "120%", "v": 1300},
    ],
}
TOLERANCE = {
    "kind": "bands",
    "bands": [
        {"le": "1.5%", "v": 1},
        {"gt": "1.5%", "le": "2%", "v": "70%"},
        {"gt": "2%", "le": "2.5%", "v": "50%"},
        {"gt": "2.5%", "v": 0},
    ],
}
BRACKETS = {"kind": "marginal", "brackets": [{"upto": 1000, "rate": "10%"}, {"rate": "20%"}]}


@pytest.mark.parametrize(
    ("actual", "expected"), [("560000", "20"), ("840000", "30"), ("840001", "30"), ("-1", "0"), ("0", "0")]
)
def test_proportional_between_floor_and_cap(actual: str, expected: str) -> None:
    assert points(PROPORTIONAL, actual, "700000", "25") == Fraction(expected)


def test_proportional_without_cap_says_so_and_may_have_a_negative_floor() -> None:
    """2,415 % of plan is 24 times the points; −60 % stops at −50 %."""
    assert points({"kind": "proportional", "cap": "none"}, "24.15", "1", "10") == Fraction("241.5")
    down = {"kind": "proportional", "cap": "none", "floor": "-0.5"}
    assert points(down, "-3", "5", "10") == -5


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("98%", "15"),
        ("99%", "15"),
        ("95.5%", "12.5"),
        ("97.99%", "14.99"),
        ("80%", "0"),
        ("83%", "0"),
        ("83.01%", "0.01"),
    ],
)
def test_linear_around_loses_points_by_fractions_down_to_the_floor(actual: str, expected: str) -> None:
    rate = Fraction(actual.rstrip("%")) / 100
    assert points(AROUND, str(rate), "98/100", "15") == Fraction(expected)


def test_linear_around_gains_above_up_to_its_cap() -> None:
    """+1 per 5 points above 90: 97 gives 1.4, 200 stops at 12."""
    rising = {"kind": "linear_around", "step": 5, "below": 1, "above": 1, "floor": 0, "cap": 12}
    assert points(rising, "97", "90", "10") == Fraction("11.4")
    assert points(rising, "200", "90", "10") == 12


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("0.7999999", 0), ("0.8", 600), ("0.99999", 600), ("1", 1000), ("1.1999", 1000), ("1.2", 1300)],
)
def test_a_step_begins_exactly_at_its_bound(actual: str, expected: int) -> None:
    """Exactly 120 % pays the 120 % step; 79.99999 % is below 80 %."""
    assert points(STEPS, actual) == expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("0.015", "1"), ("0.0150001", "0.7"), ("0.024", "0.5"), ("0.025", "0.5"), ("0.026", "0")],
)
def test_an_inclusive_upper_bound_belongs_to_its_step(actual: str, expected: str) -> None:
    assert points(TOLERANCE, actual) == Fraction(expected)


@pytest.mark.parametrize(
    ("amount", "held"),
    [("0", "0"), ("-5", "0"), ("1000", "100"), ("1000.01", "100.002"), ("1915.50", "283.10")],
)
def test_brackets_take_each_slice_at_its_own_rate(amount: str, held: str) -> None:
    assert points(BRACKETS, amount) == Fraction(held)


def test_brackets_of_the_published_risk_deposit() -> None:
    """10 % to 2,000, 20 % to 5,000, 30 % to 8,000, 40 % to 15,000, 50 % above: 20,000 holds 7,000."""
    edges = [(2000, "10%"), (5000, "20%"), (8000, "30%"), (15000, "40%")]
    table = {"kind": "marginal", "brackets": [*({"upto": a, "rate": b} for a, b in edges), {"rate": "50%"}]}
    assert [points(table, str(x)) for x in (2000, 5000, 8000, 15000, 20000)] == [200, 800, 1700, 4500, 7000]


def test_per_unit_starts_at_the_weight_and_stops_at_its_bounds() -> None:
    violations = {"kind": "per_unit", "base": "weight", "per": "-2.5", "floor": 0, "cap": "none"}
    assert [points(violations, str(n), weight="5") for n in range(4)] == [5, Fraction("2.5"), 0, 0]
    conduct = {"kind": "per_unit", "base": "weight", "per": 1, "floor": 0, "cap": 10}
    assert points(conduct, "-1.5", weight="10") == Fraction("8.5")
    assert points(conduct, "3", weight="10") == 10


def test_a_threshold_is_all_or_nothing() -> None:
    curve = {"kind": "threshold"}
    assert points(curve, "0.796", "0.8", "5") == 0  # prints as 80 %, and is below it
    assert fixed(Fraction("79.6"), 0) == "80"
    assert points(curve, "0.8", "0.8", "5") == 5


def test_the_sentence_says_the_cap_that_held() -> None:
    curve = CURVE.validate_python(PROPORTIONAL)
    values = {"actual": Fraction(3), "target": Fraction(1), "weight": Fraction(20), "result": Fraction(24)}
    assert str(curve.why(Spoken("3.00", "1.00", "20", values))) == (
        "实际 3.00 ÷ 目标 1.00 = 300.00%，封顶按 120.00% 计；权重 20 × 120.00%"
    )


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ([{"lt": 1, "v": 0}, {"gt": 1, "v": 1}], "1 哪一档都不属于（空档）"),
        ([{"le": 1, "v": 0}, {"ge": 1, "v": 1}], "1 同时属于第 1 档和第 2 档（重叠）"),
        ([{"lt": 1, "v": 0}, {"ge": 2, "v": 1}], "第 1 档到 1，第 2 档从 2 开始.*（空档）"),
        ([{"lt": 2, "v": 0}, {"ge": 1, "v": 1}], "第 1 档到 2，第 2 档从 1 开始.*（重叠）"),
        ([{"v": 0}, {"ge": 1, "v": 1}], "中间的档要写明下限和上限"),
        ([{"ge": 0, "lt": 1, "v": 0}, {"ge": 1, "v": 1}], "覆盖全部数值"),
        ([{"lt": 1, "v": 0}, {"ge": 1, "gt": 1, "v": 1}], "只能写一个界限"),
    ],
)
def test_bands_have_neither_gaps_nor_overlaps(bands: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        CURVE.validate_python({"kind": "bands", "bands": bands})
