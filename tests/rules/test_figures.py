"""Figures that look at other people, at the past, or go through curves and cases: each value worked out by hand.

Interest collected in the hand-made month: A 9,350.40, B 2,425.00, C 0.
"""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from books import EXAMPLE, JUNE, book, branch, policy_of
from cmtool.model.state import Past, State
from cmtool.rules.appraisal import Appraisal, Working
from cmtool.rules.appraise import appraise
from rules.test_main_case import TABLES

TEXT = EXAMPLE.read_text(encoding="utf-8")


def appraised(figure: str, state: State | None = None, **tables: Any) -> Appraisal:
    """The hand-made month under the example with one figure more, named ``asked``."""
    text = TEXT + '\n[figure.asked]\nlabel = "所问"\nunit = "元"\n' + figure
    given = deepcopy(TABLES) | tables
    for row, team, post in zip(
        given["managers"], ("一队", "一队", ""), ("外勤", "外勤", "主管"), strict=True
    ):
        row |= {"team": team, "post": post}
    return appraise(book(JUNE, **given), policy_of(text, {}), state or State(), branch())


def asked(found: Appraisal, manager: str = "A") -> Working:
    result = found.result(manager)
    assert result is not None
    return result.workings["asked"]


OVER = 'kind = "over"\nof = "interest_collected"\n'


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ('over = "team"\ntake = "sum"', "11775.40"),
        ('over = "team"\ntake = "mean"', "5887.70"),
        ('over = "team"\ntake = "mean"\nown = "excluded"', "2425"),
        ('over = "all"\ntake = "count"', "3"),
        ('over = "all"\ntake = "count"\nposts = ["主管"]', "1"),
        ('over = "all"\ntake = "sum"\ngrades = ["见习客户经理"]', "2425"),
        ('over = "all"\ntake = "max"', "9350.40"),
        ('over = "institution"\ntake = "min"', "0"),
        ('over = "all"\ntake = "rank"', "1"),
        ('over = "all"\ntake = "share"', "46752/58877"),
    ],
)
def test_a_figure_of_several_people(rules: str, expected: str) -> None:
    """A's team is A and B; 9,350.40 ÷ 11,775.40 = 46,752 ÷ 58,877."""
    assert asked(appraised(OVER + rules)).value == Fraction(expected)


def test_equals_share_a_rank() -> None:
    loans = [row | {"collected_interest": "100"} for row in TABLES["loans"] if row["note"] != "L1"]
    found = appraised(OVER + 'over = "all"\ntake = "rank"', loans=loans)
    assert [asked(found, manager).value for manager in "ABC"] == [1, 1, 3]


def test_a_supervisor_of_a_team_of_none_is_a_problem_not_a_number() -> None:
    """C is in no team; without a declared rule nobody's mean is not 0 and not 500."""
    found = appraised(OVER + 'over = "team"\ntake = "mean"\nown = "excluded"')
    assert asked(found, "C").value is None
    assert [(said.code, said.key) for said in found.problems if said.is_error] == [("E341", "C")]
    zero = appraised(OVER + 'over = "team"\ntake = "mean"\nown = "excluded"\nwhen_none = "zero"')
    assert asked(zero, "C").value == 0
    assert not [said for said in zero.problems if said.is_error]


@pytest.mark.parametrize(
    ("rule", "expected"), [("deferred", None), ("leave_out", "91.10"), ("zero", "45.55")]
)
def test_a_member_without_value_follows_the_declared_rule(rule: str, expected: str | None) -> None:
    """B has no target and no score; A has 91.10: alone, or halved with a nought."""
    targets = [row for row in TABLES["targets"] if row["manager"] != "B"]
    rules = f'kind = "over"\nof = "score"\nover = "team"\ntake = "mean"\nmissing = "{rule}"'
    found = asked(appraised(rules, targets=targets))
    assert found.value == (None if expected is None else Fraction(expected))


def test_no_statement_names_another_persons_figure() -> None:
    found = asked(appraised(OVER + 'over = "team"\ntake = "mean"'))
    assert str(found.why) == "本团队 2 人“本月实收利息”合计 11,775.40 ÷ 2"


def recorded(*values: tuple[str, str | None]) -> list[dict[str, Any]]:
    return [
        {"manager": "A", "indicator": "interest_collected", "period": month, "value": value}
        for month, value in values
    ]


PAST = 'kind = "past"\nof = "interest_collected"\n'
ALL_YEAR = recorded(*((f"2024-0{month}", str(month * 100)) for month in range(1, 6)))


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ('window = "year"\ntake = "sum"', "10850.40"),
        ('window = "quarter"\ntake = "sum"', "10250.40"),
        ('window = { rolling = 2 }\ntake = "mean"', "4925.20"),
        ('window = { trailing = 3 }\ntake = "sum"', "1200"),
        ('window = { trailing = 3 }\ntake = "max"', "500"),
        ('window = "year"\ntake = "min"', "100"),
        ('window = "year"\ntake = "count"', "6"),
    ],
)
def test_what_a_figure_came_to_over_months(rules: str, expected: str) -> None:
    """January to May left 100, 200, 300, 400, 500; June is 9,350.40."""
    found = appraised(PAST + rules, opening=ALL_YEAR)
    assert asked(found).value == Fraction(expected)


def test_an_unrecorded_month_is_said_and_never_a_nought() -> None:
    opening = recorded(("2024-04", "400"))
    found = appraised(PAST + 'window = "quarter"\ntake = "sum"', opening=opening)
    assert asked(found).value is None
    assert "没有 2024-05" in str(asked(found).why)
    assert ("W313", "A") in [(said.code, said.key) for said in found.problems]
    left_out = appraised(PAST + 'window = "quarter"\ntake = "mean"\nmissing = "leave_out"', opening=opening)
    assert asked(left_out).value == Fraction("4875.20")


def test_a_month_recorded_without_value_has_a_rule_of_its_own() -> None:
    """May was 缓评: 90.00 in April and 91.10 now average 90.55 over two months."""
    april, may = JUNE.plus(-2), JUNE.plus(-1)
    state = State({"A": Past({april: {"score": Fraction(90)}, may: {"score": None}})}, {}, may)
    rules = 'kind = "past"\nof = "score"\nwindow = "quarter"\ntake = "mean"\n'
    assert asked(appraised(rules, state)).value is None
    assert asked(appraised(rules + 'unrated = "leave_out"', state)).value == Fraction("90.55")
    assert asked(appraised(rules + 'unrated = "zero"', state)).value == Fraction("181.10") / 3


def test_a_price_that_changes_inside_the_month_counts_by_days() -> None:
    """15 days at 100 and 15 at 120: 110; month start 100, month end 120."""
    rules = 'kind = "constant"\nv = [{ from = 2024-01-01, v = 100 }, { from = 2024-06-16, v = 120 }]\n'
    found = asked(appraised(rules))
    assert found.value == 110
    assert str(found.why) == "1–15日 100.00；16–30日 120.00，按天数加权"
    assert asked(appraised(rules + 'within_month = "month_start"')).value == 100
    assert asked(appraised(rules + 'within_month = "month_end"')).value == 120


def test_a_price_that_does_not_exist_yet_has_no_value() -> None:
    found = asked(appraised('kind = "constant"\nv = [{ from = 2024-06-02, v = 100 }]'))
    assert (found.value, found.absent) == (None, "missing")


def test_a_multiplier_is_a_figure_through_a_curve() -> None:
    """9,350.40 is at most 10,000: one half; 2,425 is below 2,500: nothing."""
    rules = 'kind = "curve"\nof = "interest_collected"\n'
    rules += 'curve = { kind = "bands", bands = [{ lt = 2500, v = 0 }, { ge = 2500, le = 10000, v = 0.5 }, { gt = 10000, v = 1 }] }'
    found = appraised(rules)
    assert [asked(found, manager).value for manager in "AB"] == [Fraction(1, 2), 0]


def test_cases_choose_by_grade_and_by_condition() -> None:
    """A trainee gets 300; others 800 from 5,000 of interest, else 500."""
    rules = 'kind = "cases"\notherwise = 500\ncases = [\n{ grades = ["见习客户经理"], value = 300 },\n'
    rules += '{ when = { of = "interest_collected", ge = 5000 }, value = 800 },\n]'
    found = appraised(rules)
    assert [asked(found, manager).value for manager in "ABC"] == [800, 300, 500]
    assert "9,350.40" in str(asked(found).why)


def test_a_base_written_down_once_stays() -> None:
    """Noted for March at hand-over; June still reads it, and without a note it is a problem's absence."""
    note = {"manager": "A", "indicator": "所问", "period": "2024-03", "value": "123456.78"}
    found = appraised('kind = "frozen"', opening=[note])
    assert asked(found).value == Fraction("123456.78")
    assert asked(found, "B").value is None
    assert ("W313", "B") in [(said.code, said.key) for said in found.problems]
    assert found.state.past("A").figure("asked", JUNE) == Fraction("123456.78")


@pytest.mark.parametrize(
    ("against", "month", "expected"),
    [
        ("same_month_last_year", "2023-06", "9250.40"),
        ("last_quarter_end", "2024-03", "9250.40"),
        ("year_start", "2023-12", "9250.40"),
        ("last_month", "2024-05", "9250.40"),
    ],
)
def test_a_difference_against_each_base(against: str, month: str, expected: str) -> None:
    rules = f'kind = "delta"\nof = "interest_collected"\nagainst = "{against}"'
    assert asked(appraised(rules, opening=recorded((month, "100")))).value == Fraction(expected)
