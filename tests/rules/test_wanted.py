"""What a figure lacks is a problem of those whose appraisal asks for it, and of nobody else."""

from __future__ import annotations

import pytest

from cmtool.model.month import Month
from schemes import TOPS, appraised, of, printed, scheme

MEAN = """
[figure.mates]
kind = "over"
label = "组员平均"
unit = "元"
of = "earned"
over = "team"
take = "mean"
own = "excluded"
"""
LEADER = """
[line.leader]
group = "pay"
label = "主管奖"
of = "mates"
posts = ["主管"]
"""
PEOPLE = {
    "A": {"post": "主管", "team": "一"},
    "B": {"post": "外勤", "team": "一"},
    "C": {"post": "外勤", "team": "二"},
}
EARNED = {"A": {"earned": 100}, "B": {"earned": 300}, "C": {"earned": 200}}


def errors(body: str, tops: str = TOPS, month: Month = Month(2024, 6), **posts: str) -> list[tuple[str, str]]:
    people = {name: row | {"post": posts.get(name, row["post"])} for name, row in PEOPLE.items()}
    found = appraised(scheme(body, tops, earned="元"), EARNED, month, people=people)
    return [(said.code, said.key) for said in found.problems if said.is_error]


def test_who_has_no_line_that_asks_for_the_mean_of_team_mates_may_be_alone_in_a_team() -> None:
    """B is A's only team mate: 300. C has no team mates, and nobody asks for C's mean: no month is stopped by it."""
    found = appraised(scheme(MEAN + LEADER, earned="元"), EARNED, people=PEOPLE)
    assert not [said for said in found.problems if said.is_error]
    assert printed(of(found, "A"))["leader"] == 300
    assert (of(found, "C").gross, of(found, "C").workings["mates"].value) == (0, None)


def test_who_has_such_a_line_and_is_alone_is_a_problem() -> None:
    assert errors(MEAN + LEADER, C="主管") == [("E341", "C")]


def test_a_line_of_another_month_asks_for_nothing_yet() -> None:
    quarterly = LEADER + 'cadence = "quarter"\nbetween = "nothing"\n'
    assert errors(MEAN + quarterly, month=Month(2024, 5), C="主管") == []
    assert errors(MEAN + quarterly, C="主管") == [("E341", "C")]


def test_a_case_for_another_post_asks_for_nothing() -> None:
    """Everybody's line reads the cases; only leaders' case reads the mean."""
    cases = """
[figure.pay_of_post]
kind = "cases"
label = "按岗位"
unit = "元"
cases = [{ posts = ["主管"], value = "mates" }, { posts = ["外勤", "内勤"], value = "earned" }]
otherwise = "mates"
[line.by_post]
group = "pay"
label = "岗位工资"
of = "pay_of_post"
"""
    assert errors(MEAN + cases) == []
    assert errors(MEAN + cases, C="主管") == [("E341", "C")]
    assert errors(MEAN + cases, C="其他") == [("E341", "C")]


ABOVE = """
[figure.field]
kind = "over"
label = "外勤合计"
unit = "元"
of = "mates"
over = "all"
take = "sum"
posts = ["外勤"]
"""


def test_what_is_taken_together_for_somebody_else_is_asked_of_each_who_counts() -> None:
    """A is paid by the sum of the means of B and C, so C's is asked for; of B and C alone, not of the leader's post."""
    body = MEAN + ABOVE + LEADER.replace('"mates"', '"field"')
    assert errors(body) == [("E341", "C")]
    assert errors(body, C="内勤") == []


@pytest.mark.parametrize(
    ("body", "tops"),
    [
        (MEAN, TOPS),
        (MEAN, TOPS + 'gates = [{ of = "mates", ge = 500, effect = "zero" }]\n'),
        (MEAN + LEADER.replace('posts = ["主管"]\n', ""), TOPS),
    ],
)
def test_what_nothing_reads_or_a_gate_or_everybodys_line_is_asked_of_everybody(body: str, tops: str) -> None:
    assert errors(body, tops) == [("E341", "C")]
