"""Small policies for tests of one word each: figures are points of the register, written as person → figure → value."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from books import JUNE, book, branch, policy_of
from cmtool.model.month import Month
from cmtool.model.state import State
from cmtool.policy.policy import Policy
from cmtool.policy.reading import read_policy
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.rules.appraise import appraise

ABOUT = """schema = 1
[about]
title = "试验办法"
document = "试〔2023〕1号"
approved_on = 2023-12-20
approved_by = "理事会"
effective = "2024-01"
appeal_days = 5
appeal_to = "人力资源部"
[loans]
due_date = "original"
"""
TOPS = """
[group.score]
label = "得分"
unit = "分"
cap = "none"
floor = "none"
[group.pay]
label = "应发合计"
unit = "元"
cap = "none"
floor = "none"
"""
REST = """
[plan."综合"]
families = []
combined = true
[ladder]
label = "等级"
below_lowest = "keep"
[[ladder.grades]]
name = "初级"
attributes = { fixed = 1000, step = 500000, cap = 10 }
[[ladder.grades]]
name = "高级"
attributes = { fixed = 2000, step = 400000, cap = 20 }
"""
Amounts = Mapping[str, Mapping[str, Any]]


def text_of(body: str, figures: Mapping[str, str], tops: str = TOPS) -> str:
    """A policy's text: figures (name → unit) read from the register, and the body's lines and groups."""
    written = "".join(
        f'[figure.{name}]\nkind = "events"\nlabel = "{name}"\nunit = "{unit}"\nmeasure = "points"\nitems = ["{name}"]\n'
        for name, unit in figures.items()
    )
    rest = REST.replace("families = []", 'families = ["业务"]')
    filler = '[line.filler]\ngroup = "score"\nlabel = "基本"\nfamily = "业务"\nof = 0\n'
    return f"{ABOUT}{written}{tops}{filler}{body}{rest}"


def scheme(body: str, tops: str = TOPS, **figures: str) -> Policy:
    return policy_of(text_of(body, figures, tops), {})


def refusals(body: str, tops: str = TOPS, **figures: str) -> list[tuple[str, str]]:
    """The code and place of every problem that the policy's reading finds."""
    problems = read_policy(text_of(body, figures, tops), "policy/2024-01.toml")[1]
    return [(found.code, str(found.where)) for found in problems]


def appraised(
    policy: Policy,
    amounts: Amounts,
    month: Month = JUNE,
    state: State | None = None,
    people: Mapping[str, Mapping[str, Any]] | None = None,
    **tables: Any,
) -> Appraisal:
    """The month of the persons named in ``amounts``; ``people`` adds to their rows of the roster."""
    managers = [
        {"id": person, "name": person, "institution": "0101", "grade": "初级"}
        | dict((people or {}).get(person, {}))
        for person in amounts
    ]
    events = [
        {"manager": person, "date": str(month.last), "item": item, "points": str(value)}
        for person, given in amounts.items()
        for item, value in given.items()
    ]
    given = {"managers": managers, "conduct": events, "targets": [], "deposits": [], "loans": []} | tables
    return appraise(book(month, **given), policy, state or State(), branch())


def of(found: Appraisal, person: str = "A") -> ManagerResult:
    result = found.result(person)
    assert result is not None
    return result


def printed(result: ManagerResult) -> dict[str, Fraction | None]:
    """Every printed line of score and pay by its name."""
    return {line.id: line.value for line in (*result.score_lines, *result.pay_lines)}


def codes(found: Appraisal) -> list[str]:
    return sorted(problem.code for problem in found.problems)
