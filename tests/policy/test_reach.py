"""What never happens under a policy is pointed out; what can happen is left alone."""

from __future__ import annotations

from fractions import Fraction

import pytest

from books import EXAMPLE
from cmtool.policy.reach import reaches, unreached
from policies import changed, policy_texts, source

TEXT = EXAMPLE.read_text(encoding="utf-8")
CHOICE = """
[figure.bonus]
kind = "cases"
label = "奖励"
unit = "元"
cases = [{ when = { of = "score", ge = 60 }, value = 100 }, { when = { of = "score", ge = 90 }, value = 300 }]
otherwise = 0
"""


def found(*changes: tuple[str, str], added: str = "") -> list[tuple[str, str, str]]:
    policy = source(changed(TEXT + added, *changes)).policy
    return [(one.code, one.where.sheet, str(one.sentence)) for one in unreached(policy, "p.toml")]


def test_the_example_says_nothing() -> None:
    assert found() == []


def test_how_far_the_score_goes() -> None:
    """25 × 1.2 + 15 + 10 × 1.2 + 15 + 20 × 1.2 + 5 + 10 = 111 at most; nothing below 0."""
    reach: dict[str, object] = dict(reaches(source(TEXT).policy))
    assert reach["deposit_average_line"] == (0, 30)
    assert reach["conduct_line"] == (0, 10)
    assert reach["score"] == (0, Fraction(111))
    assert reach["pay"] == (None, None)


def test_a_bound_that_nobody_reaches() -> None:
    """Rising asks for 112 of at most 111 points; 111 can be had."""
    assert found(("ge = 90", "ge = 112")) == [
        ("W587", "ladder.entry", "“得分 ≥ 112”永远达不到：“得分”只能在 0 ～ 111 之间")
    ]
    assert found(("ge = 90", "ge = 111")) == []


def test_a_group_cap_is_a_reach() -> None:
    assert [code for code, _, _ in found(('cap = "none"', "cap = 89"))] == ["W587"]


def test_a_case_that_never_gets_its_turn() -> None:
    """90 and more is 60 and more: the second case comes never; the other way round both come."""
    assert found(added=CHOICE) == [
        ("W588", "figure.bonus.cases.1", "第 2 种情况（≥ 90）永远轮不到：前面的（≥ 60）已经包括了它")
    ]
    assert found(("ge = 60 }, value = 100", "ge = 95 }, value = 100"), added=CHOICE) == []


@pytest.mark.parametrize(
    ("first", "second", "shadowed"),
    [
        ("ge = 60", "gt = 60", True),
        ("gt = 60", "ge = 60", False),
        ("le = 60", "lt = 60", True),
        ("lt = 60", "le = 60", False),
        ("ge = 60", "eq = 60", True),
        ("gt = 60", "eq = 60", False),
        ("ge = 60, lt = 90", "ge = 70, lt = 80", True),
        ("ge = 60, lt = 90", "ge = 70", False),
        ("ge = 60", "lt = 90", False),
    ],
)
def test_bounds_within_bounds(first: str, second: str, shadowed: bool) -> None:
    """Each pair by what it includes at its edge."""
    text = CHOICE.replace("ge = 60", first, 1)
    text = text.replace("ge = 90", second, 1)
    assert [code for code, _, _ in found(added=text)] == (["W588"] if shadowed else [])


@pytest.mark.parametrize("name", policy_texts())
def test_every_policy_can_be_looked_at(name: str) -> None:
    policy = source(policy_texts()[name]).policy
    assert all(not one.is_error and str(one.sentence) for one in unreached(policy, "p.toml"))
