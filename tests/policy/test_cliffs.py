"""Pay cliffs are found on any curve, with both sides' figures worked by hand; smooth curves are left alone."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from books import EXAMPLE
from cmtool.model.expression import Ref, value_of
from cmtool.policy.cliffs import cliffs, cliffs_of
from cmtool.policy.curve import Inputs
from cmtool.policy.curve_subjects import Subject
from cmtool.policy.curves import AnyCurve
from policies import changed, policy_texts, source

CURVE: TypeAdapter[Any] = TypeAdapter(AnyCurve)
TEXT = EXAMPLE.read_text(encoding="utf-8")
NAME = "policy/2024-01.toml"
DEPOSITS = 'curve = { kind = "proportional", cap = "120%" }\n\n[line.deposit_days_line]'
SHARE = 'curve = { kind = "per_unit", per = "1%", floor = "none", cap = "none" }'
HOLD = 'curve = { kind = "marginal", brackets = [{ upto = 1000, rate = "10%" }, { rate = "20%" }] }'


def notices(*changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Code, key and sentence of every notice but those of the ladder."""
    return [
        (one.code, one.where.sheet, str(one.sentence))
        for one in cliffs(source(changed(TEXT, *changes)).policy, NAME)
        if one.code != "W585"
    ]


def told(**terms: Any) -> list[tuple[str, str, str, str, bool]]:
    """The cliffs of one curve on a figure in yuan: from, gives, to, gives, whether less for better."""
    curve = CURVE.validate_python(terms).expression(Inputs(Ref("x"), Ref("target"), Ref("weight")))
    known = {"target": Fraction(100), "weight": Fraction(10)}
    subject = Subject("key", "label", curve, ("x",), "元", "元", known)
    return [
        (str(one.left), str(one.left_gives), str(one.right), str(one.right_gives), one.inverted)
        for one in cliffs_of(subject)
    ]


def test_the_example_has_only_its_ladder() -> None:
    """Proportional, linear and marginal curves run without a step."""
    assert notices() == []
    found = list(cliffs(source(TEXT).policy, NAME))
    assert [(one.code, one.where.sheet) for one in found] == [
        ("W585", "ladder.entry"),
        ("W585", "ladder.keep"),
    ]
    said = str(found[0].sentence)
    assert "“得分”是 89.99 分 还是 90 分" in said
    assert "客户经理 → 高级客户经理，固定工资 3,000.00 元 → 4,200.00 元，等级系数 1 倍 → 1.3 倍" in said


def test_bands_are_steps() -> None:
    """0 below 80 %, 600 from 80 %, 1,000 from 100 %: two cliffs, neither against the trend."""
    found = told(
        kind="bands", bands=[{"lt": 80, "v": 0}, {"ge": 80, "lt": 100, "v": 600}, {"ge": 100, "v": 1000}]
    )
    assert found == [("7999/100", "0", "80", "600", False), ("9999/100", "600", "100", "1000", False)]


def test_the_lower_step_may_own_the_bound() -> None:
    assert told(kind="bands", bands=[{"le": 80, "v": 0}, {"gt": 80, "v": 600}]) == [
        ("80", "0", "8001/100", "600", False)
    ]


def test_a_dent_gives_less_for_better() -> None:
    """600, then 500, then 1,000: from 80 on better gets less."""
    found = told(
        kind="bands", bands=[{"lt": 80, "v": 600}, {"ge": 80, "lt": 100, "v": 500}, {"ge": 100, "v": 1000}]
    )
    assert [one[4] for one in found] == [True, False]


def test_a_curve_that_falls_has_the_trend_of_falling() -> None:
    """1, 70 %, 50 % of pay as bad loans grow: steps, but less for worse."""
    found = told(
        kind="bands",
        bands=[{"le": 15, "v": 1}, {"gt": 15, "le": 20, "v": "70%"}, {"gt": 20, "v": "50%"}],
    )
    assert [(one[0], one[2], one[4]) for one in found] == [
        ("15", "1501/100", False),
        ("20", "2001/100", False),
    ]


def test_a_smaller_rate_on_the_whole_amount_gives_less_for_more() -> None:
    """0.8 % to 1,000,000 and 0.3 % of the whole above: 8,000 becomes 3,000.00003 with one fen more."""
    found = told(kind="whole", edge="below", brackets=[{"upto": 1000000, "rate": "0.8%"}, {"rate": "0.3%"}])
    assert found == [("1000000", "8000", "100000001/100", "300000003/100000", True)]


def test_a_stretch_against_the_trend_is_told() -> None:
    """0 → 100 up to 10, down to 40 at 20, up again: between 10 and 20 better gets less."""
    points = [{"at": 0, "v": 0}, {"at": 10, "v": 100}, {"at": 20, "v": 40}, {"at": 30, "v": 200}]
    assert told(kind="interpolated", points=points, outside="flat") == [("10", "100", "20", "40", True)]


@pytest.mark.parametrize(
    "terms",
    [
        {"kind": "proportional", "cap": "120%"},
        {"kind": "linear_around", "step": 1, "below": 1, "above": 1, "floor": 0, "cap": 12},
        {"kind": "marginal", "brackets": [{"upto": 1000, "rate": "10%"}, {"rate": "5%"}]},
        {"kind": "per_unit", "per": "-2.5", "base": "weight", "floor": 0, "cap": "none"},
    ],
)
def test_smooth_curves_are_left_alone(terms: dict[str, Any]) -> None:
    assert told(**terms) == []


def test_a_line_is_told_with_its_key_and_both_sides() -> None:
    """80 % of 700,000 is 560,000: the day average of 559,999.99 gives nothing, 560,000.00 gives 20 points."""
    bands = '{ kind = "bands", on = "rate", gives = "share", bands = [{ lt = "80%", v = 0 }, { ge = "80%", v = "80%" }] }'
    assert notices((DEPOSITS, DEPOSITS.replace('{ kind = "proportional", cap = "120%" }', bands))) == [
        (
            "W582",
            "line.deposit_average_line.curve",
            "陡坎：“存款月均余额”从 559,999.99 元 到 560,000.00 元，由 0 分 变为 20 分",
        )
    ]


def test_a_target_from_a_table_is_told_as_a_share() -> None:
    """The amount granted has its target in the table of targets: reached or not is 100 % of it."""
    old = 'target = { indicator = "本月发放贷款" } # 没有目标就是问题，不会按满分算\ncurve = { kind = "proportional", cap = "120%" }'
    found = notices((old, old.replace('{ kind = "proportional", cap = "120%" }', '{ kind = "threshold" }')))
    assert [sentence for _, _, sentence in found] == [
        "陡坎：“本月发放贷款”从 目标的 99.99% 到 目标的 100%，由 0 分 变为 10 分"
    ]


def test_a_parameter_by_grade_is_told_for_each_grade() -> None:
    """A fee from the grade's own budget on: 300, 500 and 800 yuan are three cliffs, and no more."""
    bands = 'curve = { kind = "bands", bands = [{ lt = "grade.budget", v = 0 }, { ge = "grade.budget", v = 50 }] }'
    found = notices((SHARE, bands))
    assert [sentence.partition("从 ")[2].partition("，")[0] for _, _, sentence in found] == [
        "299.99 元 到 300.00 元",
        "499.99 元 到 500.00 元",
        "799.99 元 到 800.00 元",
    ]


def test_a_grades_own_conditions_are_told_together() -> None:
    """Two conditions of one grade, one of them by the grade's own attribute, are one notice at the grade's key."""
    own = (
        'name = "高级客户经理"\nentry = [{ of = "score", ge = 95 }, { of = "granted", ge = "grade.budget" }]'
    )
    text = TEXT.replace('name = "高级客户经理"', own)
    found = [one for one in cliffs(source(text).policy, NAME) if "entry" in one.where.sheet]
    assert [one.where.sheet for one in found] == ["ladder.entry", "ladder.grades.2.entry"]
    assert str(found[1].sentence).startswith(
        "一线之差定等级：“月度百分考核得分”是 94.99 分 还是 95 分；“本月发放贷款”是 799.99 元 还是 800.00 元，决定 客户经理 → 高级客户经理"
    )


def test_a_grade_is_risen_into_and_fallen_from() -> None:
    """At the bound of entry the way is up, at the bound of keeping the grade it is down: 3,000 → 2,400 for the second grade."""
    moves = {
        one.where.sheet: str(one.sentence).partition("决定 ")[2]
        for one in cliffs(source(TEXT).policy, NAME)
        if one.code == "W585"
    }
    assert moves["ladder.entry"].startswith("见习客户经理 → 客户经理，固定工资 2,400.00 元 → 3,000.00 元")
    assert moves["ladder.keep"].startswith("客户经理 → 见习客户经理，固定工资 3,000.00 元 → 2,400.00 元")


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ('"granted"', []),
        ('"violations"', []),
        ('"conduct_points"', ["“日常行为加扣分”是 -0.01 分 还是 0 分"]),
        ('"budget_left"', ["“营销费用限额结余”是 -0.01 元 还是 0.00 元"]),
    ],
)
def test_what_is_never_negative_is_asked_for_nothing_by_nought(of: str, told: list[str]) -> None:
    """A ledger's loans granted are 0 or more anyway; a budget may be overspent. Points have a sign."""
    own = f'name = "高级客户经理"\nentry = [{{ of = {of}, ge = 0 }}]'
    text = TEXT.replace('name = "高级客户经理"', own)
    found = [one for one in cliffs(source(text).policy, NAME) if one.where.sheet == "ladder.grades.2.entry"]
    assert [
        str(one.sentence).partition("一线之差定等级：")[2].partition("，决定")[0] for one in found
    ] == told


def test_a_hold_is_looked_at_by_what_is_left() -> None:
    """Nothing of 1,000.00 and 20 % of everything above it: with a fen more 800.01 is left."""
    whole = (
        'curve = { kind = "whole", edge = "below", brackets = [{ upto = 1000, rate = 0 }, { rate = "20%" }] }'
    )
    ((code, key, sentence),) = notices((HOLD, whole))
    assert (code, key) == ("W583", "hold.retention.curve")
    assert "从 1,000.00 元 到 1,000.01 元，由 1,000.00 元 变为 800.01 元" in sentence


def test_gates_and_conditions_are_one_step_wide() -> None:
    """Three violations bar: 2 or 3 decides; a line paid only from 60 points: 59.99 or 60."""
    gate = (
        'floor = "none"\n\n[line.deposit_average_line]',
        'floor = "none"\ngates = [{ of = "violations", ge = 3, effect = "barred" }]\n\n[line.deposit_average_line]',
    )
    when = (SHARE, SHARE + '\nwhen = { of = "score", ge = 60 }')
    assert notices(gate, when) == [
        ("W584", "group.score.gates.0", "一线之差：“违规次数”是 2 次 还是 3 次，决定“月度百分考核得分”是否不予评定"),
        ("W584", "line.interest_share_line.when", "一线之差：“月度百分考核得分”是 59.99 分 还是 60 分，决定“收息提成”是否计入"),
    ]  # fmt: skip


def test_the_calendar_is_no_cliff() -> None:
    """A line for March alone asks nobody to do better or worse."""
    assert notices((SHARE, SHARE + '\nwhen = { of = "month.number", le = 3 }')) == []


@pytest.mark.parametrize("name", policy_texts())
def test_every_policy_can_be_looked_at(name: str) -> None:
    """Whatever kinds a policy uses, its notices come with a key and a sentence, twice the same."""
    policy = source(policy_texts()[name]).policy
    found = list(cliffs(policy, NAME))
    assert found == list(cliffs(policy, NAME))
    assert all(one.where.sheet and not one.is_error and str(one.sentence) for one in found)


@given(st.lists(st.integers(min_value=-20, max_value=20), min_size=1, max_size=6))
def test_every_jump_that_a_walk_meets_is_told(values: list[int]) -> None:
    """Walking over the figure in whole steps, the places where the value changes are exactly the cliffs told."""
    bands: list[dict[str, int]] = []
    for number, value in enumerate(values):
        band = {"v": value}
        if number:
            band["ge"] = number * 10
        if number + 1 < len(values):
            band["lt"] = number * 10 + 10
        bands.append(band)
    curve = CURVE.validate_python({"kind": "bands", "bands": bands}).expression(Inputs(Ref("x")))
    walked = [value_of(curve, {"x": Fraction(x)}) for x in range(-5, 70)]
    changes = [x - 5 for x in range(1, 75) if walked[x] != walked[x - 1]]
    told = list(cliffs_of(Subject("", "", curve, ("x",), "户", "元", {})))
    assert [one.right for one in told] == changes
    rises = values == sorted(values)
    assert not (rises and any(one.inverted for one in told))
