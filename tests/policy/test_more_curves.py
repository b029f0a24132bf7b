"""Whole-amount brackets, conversion, interpolation, comparison, fixed numbers and cases; named parameters; what is
refused; and that curves which rise in the policy never fall."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from cmtool.model.expression import Floor, Num, Ref, formula_of, value_of
from cmtool.policy.curve import Inputs, Spoken
from cmtool.policy.curves import AnyCurve

CURVE: TypeAdapter[Any] = TypeAdapter(AnyCurve)
INPUTS = Inputs(Ref("actual"), Ref("target"), Ref("weight"))


def points(
    curve: dict[str, Any], actual: str | int, target: str | int = 1, weight: str | int = 0, **known: str
) -> Fraction:
    values = {"actual": Fraction(actual), "target": Fraction(target), "weight": Fraction(weight)}
    values |= {name.replace("_", ".", 1): Fraction(value) for name, value in known.items()}
    return value_of(CURVE.validate_python(curve).expression(INPUTS), values)


def said(curve: dict[str, Any], actual: str, target: str = "1", weight: str = "0", **known: str) -> str:
    values = {"actual": Fraction(actual), "target": Fraction(target), "weight": Fraction(weight)}
    values["result"] = points(curve, actual, target, weight, **known)
    names = {name.replace("_", ".", 1): Fraction(value) for name, value in known.items()}
    return str(CURVE.validate_python(curve).why(Spoken(actual, target, weight, values, names)))


DEPOSIT = [
    {"upto": 2000, "rate": "10%"},
    {"upto": 5000, "rate": "20%"},
    {"upto": 8000, "rate": "30%"},
    {"upto": 15000, "rate": "40%"},
    {"rate": "50%"},
]


def test_slice_by_slice_and_whole_amount_differ_on_the_same_table() -> None:
    """The published risk deposit: 20,000 holds 7,000 slice by slice and 10,000 as a whole."""
    amounts = (0, 2000, 5000, 8000, 15000, 20000)
    whole = {"kind": "whole", "brackets": DEPOSIT, "edge": "below"}
    assert [points({"kind": "marginal", "brackets": DEPOSIT}, x) for x in amounts] == [
        0,
        200,
        800,
        1700,
        4500,
        7000,
    ]
    assert [points(whole, x) for x in amounts] == [0, 200, 1000, 2400, 6000, 10000]


def test_nothing_earned_owes_nothing() -> None:
    """The first bracket is no flat 200 on zero, nor on a loss."""
    for kind in ({"kind": "marginal"}, {"kind": "whole", "edge": "above"}):
        assert [points({"brackets": DEPOSIT} | kind, x) for x in (0, -5, "0.01")] == [0, 0, Fraction("0.001")]


def test_an_amount_on_a_bound_falls_to_the_side_the_policy_says() -> None:
    """Exactly 2,000: at 10 % it is 200, at 20 % it is 400; a fen above it is always the higher bracket's."""
    sides = {edge: {"kind": "whole", "brackets": DEPOSIT, "edge": edge} for edge in ("below", "above")}
    assert [points(sides["below"], x) for x in (2000, "2000.01")] == [200, Fraction("400.002")]
    assert [points(sides["above"], x) for x in (2000, "1999.99")] == [400, Fraction("199.999")]
    assert said(sides["below"], "2000") == "2000 全额 × 10.00%（不超过 2,000.00）"
    assert said(sides["above"], "20000") == "20000 全额 × 50.00%（15,000.00 及以上）"


def test_the_sentence_says_on_which_side_a_bound_falls() -> None:
    """Exactly 80 % of the target is in the band that begins with it; rates read as rates, amounts as amounts."""
    bands = [{"lt": "80%", "v": 0}, {"ge": "80%", "lt": "100%", "v": 600}, {"ge": "100%", "v": 1000}]
    assert said({"kind": "bands", "on": "rate", "bands": bands}, "80", "100") == (
        "80.00% 落在“≥80%、<100%”一档，按 600 计"
    )
    two = [{"le": 2, "v": 0}, {"gt": 2, "v": 500}]
    assert said({"kind": "bands", "bands": two}, "2") == "2 落在“≤2”一档，按 0 计"


def test_brackets_on_the_periods_total_do_not_depend_on_its_deals() -> None:
    """1 % to 2,000, 2 % to 6,000, 4 % above: 200 + 300 + 1,500 + 1,200 + 2,000 + 4,500 = 9,700 pays
    20 + 80 + 148 = 248.00."""
    table = {
        "kind": "marginal",
        "brackets": [{"upto": 2000, "rate": "1%"}, {"upto": 6000, "rate": "2%"}, {"rate": "4%"}],
    }
    assert points(table, sum((200, 300, 1500, 1200, 2000, 4500))) == 248


def test_bounds_may_be_attributes_of_the_grade() -> None:
    """Each grade's own base: below 500,000 nothing, from it on 100; the same volume for two grades."""
    steps = {
        "kind": "bands",
        "bands": [{"lt": "grade.base", "v": 0}, {"ge": "grade.base", "v": "grade.bonus"}],
    }
    assert points(steps, 500000, grade_base="500000", grade_bonus="100") == 100
    assert points(steps, 500000, grade_base="500001", grade_bonus="100") == 0
    assert set(CURVE.validate_python(steps).names()) == {"grade.base", "grade.bonus"}


def test_reached_is_full_below_is_nothing_above_is_in_proportion() -> None:
    """Recovery against 95 %, 5 points: 95 % is 5, 94.99 % is 0, 100 % is 5 × 100/95; a clamp alone cannot say it."""
    curve = {"kind": "proportional", "below": "zero", "cap": "none"}
    found = [points(curve, rate, "0.95", 5) for rate in ("0.95", "0.9499", "1")]
    assert found == [5, 0, Fraction(500, 95)]
    assert said(curve, "0.9499", "0.95", "5").endswith("未达目标计 0")


def test_growth_that_falls_stops_at_a_negative_floor() -> None:
    """Plan +5.0 million, actual −3.0, 10 points: −6, held at −5; cap 15."""
    curve = {"kind": "proportional", "cap": "150%", "floor": "-50%"}
    assert points(curve, "-3", "5", 10) == -5
    assert points({"kind": "proportional", "cap": "150%", "floor": "none"}, "-3", "5", 10) == -6
    assert points(curve, "9", "5", 10) == 15


def test_where_lower_is_better_half_of_what_is_allowed_is_half_as_much_again() -> None:
    curve = {"kind": "proportional", "better": "lower", "cap": "150%", "floor": 0}
    assert [points(curve, rate, "0.02", 10) for rate in ("0.02", "0.01", "0", "0.03", "0.05")] == [
        10,
        15,
        15,
        5,
        0,
    ]
    around = {"kind": "linear_around", "better": "lower", "step": "1%", "below": 1, "floor": 0, "cap": "none"}
    assert [points(around, rate, "0.02", 10) for rate in ("0.01", "0.02", "0.035")] == [
        10,
        10,
        Fraction("8.5"),
    ]


def test_only_whole_steps_count_where_the_policy_says_so() -> None:
    """3.5 points short at 1 a point: 3.5 by fractions, 3 when begun points do not count, 4 when they do."""
    around = {"kind": "linear_around", "step": "1%", "below": 1, "floor": 0, "cap": "none"}
    found = [points(around | {"part": part}, "0.945", "0.98", 10) for part in ("counts", "dropped", "full")]
    assert found == [Fraction("6.5"), 7, 6]
    deposits = {"kind": "per_unit", "per": 1, "each": 100000, "part": "dropped", "floor": 0, "cap": 10}
    assert [points(deposits, x) for x in (99999, 100000, 250000, 5000000)] == [0, 1, 2, 10]
    assert said(deposits, "250000") == "250000 按每 100000 计 2 × 1"


def test_a_rate_of_one_tenth_is_three_whole_steps_of_three_tenths() -> None:
    """0.3 ÷ 0.1 is exactly 3 here, where binary arithmetic gives 2.999…; the formula rounds before it cuts."""
    curve = {"kind": "convert", "over": 0, "step": "0.1", "gives": 1, "cap": "none"}
    assert points(curve, "0.3") == 3
    assert formula_of(Floor(Num(Fraction(3, 10))), str) == "INT(ROUND(0.3,11))"


def test_a_surplus_is_converted_in_whole_steps() -> None:
    """Base 115; savings 5.00 million over 3: 4 steps of 500,000 → 20; 1.2 million of loans: 2 → 10; 560 cards over
    500: 1 step of 50 → 5; together 150."""
    savings = {"kind": "convert", "over": 3000000, "step": 500000, "gives": 5, "cap": "none"}
    loans = savings | {"over": 0}
    cards = savings | {"over": 500, "step": 50}
    assert [points(savings, 5000000), points(loans, 1200000), points(cards, 560)] == [20, 10, 5]
    assert 115 + points(savings, 5000000) + points(loans, 1200000) + points(cards, 560) == 150
    assert [points(savings, x) for x in (2999999, 3000000, 3499999, 3500000)] == [0, 0, 0, 5]
    assert said(savings, "5000000") == "5000000 超过 3000000 的部分按每 500000 折 4 档，每档 5"


RELATIVE = {
    "kind": "relative",
    "base": "2.1",
    "step": "1%",
    "above": "0.02",
    "below": "ratio",
    "floor": 0,
    "cap": 3,
}


def test_points_by_how_one_stands_to_the_province() -> None:
    """Own 5.5 of 5.0: 2.1 + 10 × 0.02 = 2.30; own 4.0: 0.8 × 2.1 = 1.68; own 8.0: capped at 3.00."""
    assert [points(RELATIVE, own, 5) for own in ("5.5", "4", "8", "5", "-1")] == [
        Fraction("2.3"),
        Fraction("1.68"),
        3,
        Fraction("2.1"),
        0,
    ]
    assert said(RELATIVE, "8", "5").endswith("最高 3")
    by_steps = RELATIVE | {"below": "0.05"}
    assert points(by_steps, "4.5", 5) == Fraction("1.6")


def test_straight_lines_between_points() -> None:
    """60 at 80 %, 100 at 100 %, 130 at 120 %: 90 % is 80, 110 % is 115; outside flat, or as steep as before."""
    curve = {
        "kind": "interpolated",
        "points": [{"at": "80%", "v": 60}, {"at": "100%", "v": 100}, {"at": "120%", "v": 130}],
        "outside": "flat",
    }
    at = ("0.5", "0.8", "0.9", "1", "1.1", "1.2", "2")
    assert [points(curve, x) for x in at] == [60, 60, 80, 100, 115, 130, 130]
    extended = curve | {"outside": "extend"}
    assert [points(extended, x) for x in ("0.7", "1.3")] == [40, 145]
    share = curve | {"on": "rate", "gives": "share", "points": [{"at": 0, "v": 0}, {"at": 1, "v": 1}]}
    assert points(share, 30, 40, 20) == 15


def test_conditions_choose_the_curve() -> None:
    """Externally hired: 500 from two loans on; employees: nothing."""
    bonus = {
        "kind": "cases",
        "cases": [
            {
                "when": {"of": "external", "eq": 1},
                "curve": {"kind": "bands", "bands": [{"lt": 2, "v": 0}, {"ge": 2, "v": 500}]},
            }
        ],
        "otherwise": {"kind": "fixed", "v": 0},
    }
    assert [points(bonus, n, external="1") for n in (1, 2)] == [0, 500]
    assert points(bonus, 2, external="0") == 0
    assert said(bonus, "2", external="1") == "external = 1：2 落在“≥2”一档，按 500 计"
    assert said(bonus, "2", external="0") == "其余情况：按固定数 0 计"
    assert set(CURVE.validate_python(bonus).names()) == {"external"}


@pytest.mark.parametrize(
    ("curve", "words"),
    [
        ({"kind": "marginal", "brackets": [{"upto": 0, "rate": 1}, {"rate": 2}]}, "upto 必须大于 0"),
        ({"kind": "whole", "brackets": DEPOSIT}, "edge"),
        ({"kind": "convert", "over": 0, "step": 0, "gives": 1, "cap": "none"}, "step 必须大于 0"),
        ({"kind": "per_unit", "per": 1, "each": "-1", "floor": 0, "cap": "none"}, "each 必须大于 0"),
        (RELATIVE | {"step": 0}, "step 必须大于 0"),
        (RELATIVE | {"above": -1}, "不能是负数"),
        (RELATIVE | {"floor": 4}, "floor 不能大于 cap"),
        (
            {"kind": "interpolated", "points": [{"at": 1, "v": 1}, {"at": 1, "v": 2}], "outside": "flat"},
            "at 必须逐点增大",
        ),
        ({"kind": "interpolated", "points": [{"at": 1, "v": 1}], "outside": "flat"}, "at least 2"),
        (
            {
                "kind": "cases",
                "cases": [{"when": {"of": "a", "ge": 1, "running": 2}, "curve": {"kind": "fixed", "v": 1}}],
                "otherwise": {"kind": "fixed", "v": 0},
            },
            "只看本月",
        ),
        (
            {"kind": "bands", "bands": [{"lt": "grade.a", "v": 0}, {"ge": "grade.b", "v": 1}]},
            "两档要在同一个数上相接",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(curve: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        CURVE.validate_python(curve)


RISING = [
    {"kind": "marginal", "brackets": DEPOSIT},
    {"kind": "whole", "brackets": DEPOSIT, "edge": "below"},
    {"kind": "proportional", "cap": "120%", "floor": "-50%"},
    {"kind": "proportional", "below": "zero", "cap": "none"},
    {"kind": "linear_around", "step": 100, "below": 1, "above": 2, "floor": 0, "cap": 40, "part": "dropped"},
    {"kind": "convert", "over": 300, "step": 70, "gives": 5, "cap": 100},
    {"kind": "per_unit", "per": 3, "each": 7, "part": "full", "floor": 0, "cap": "none"},
    RELATIVE,
    {
        "kind": "interpolated",
        "points": [{"at": 0, "v": 1}, {"at": 500, "v": 2}, {"at": 900, "v": 9}],
        "outside": "extend",
    },
]


@given(
    st.sampled_from(RISING),
    st.fractions(-20000, 20000, max_denominator=100),
    st.fractions(0, 20000, max_denominator=100),
)
def test_doing_better_never_gives_less(curve: dict[str, Any], actual: Fraction, more: Fraction) -> None:
    """Curves whose rates rise, asked at two places."""
    low, high = (points(curve, str(x), 1000, 20) for x in (actual, actual + more))
    assert low <= high


@given(st.sampled_from(RISING), st.fractions(-20000, 20000, max_denominator=100))
def test_every_curve_says_how_it_came_to_its_result(curve: dict[str, Any], actual: Fraction) -> None:
    """A sentence with the actual in it, at every place."""
    assert str(actual) in said(curve, str(actual), "1000", "20")
