"""Figures from rows in a test: the example's policy with more figures, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from fractions import Fraction
from typing import Any

from books import EXAMPLE, JUNE, book, branch, policy_of
from cmtool.model.month import Month
from cmtool.model.state import State
from cmtool.rules.appraisal import Appraisal
from cmtool.rules.appraise import appraise

TEXT = EXAMPLE.read_text(encoding="utf-8")
HOOK = "\n[figure.violations]"
PEOPLE: dict[str, list[dict[str, Any]]] = {
    "managers": [
        {"id": "A", "name": "甲", "institution": "0101", "grade": "客户经理", "team": "一组"},
        {"id": "B", "name": "乙", "institution": "0101", "grade": "客户经理", "team": "一组"},
        {"id": "C", "name": "丙", "institution": "0101", "grade": "客户经理", "team": "二组"},
    ],
    "institution": [{"id": "0101", "period": "2024-06", "staff": 10, "four_expenses": "18500.00"}],
    "targets": [
        {"manager": who, "indicator": "本月发放贷款", "period": "2024-06", "value": 500000} for who in "ABC"
    ],
    "deposits": [{"account": "D0", "client": "K0", "manager": "C", "date": "2024-06-01", "balance": "0"}],
    "loans": [],
    "conduct": [],
    "expenses": [],
}
_LOAN: dict[str, Any] = {"client": "K1", "manager": "A", "granted_on": "2023-06-01", "due_on": "2030-06-01"}
_LOAN |= {"amount": 0, "balance": 0, "collected_principal": 0, "collected_interest": 0}


def loan(note: str, **cells: Any) -> dict[str, Any]:
    """A loan of A's that matters by the given cells only."""
    return _LOAN | {"note": note} | cells


def worked(
    figures: str,
    month: Month = JUNE,
    state: State | None = None,
    style: str = "changes",
    **tables: Any,
) -> Appraisal:
    """The month under the example's policy and more figures; ``tables`` stand beside three people of two teams."""
    policy = policy_of(TEXT, {HOOK: f"\n{figures}\n{HOOK}"})
    given: Mapping[str, Any] = deepcopy(PEOPLE) | tables
    return appraise(book(month, **given), policy, state or State(), branch(style))


def value(appraisal: Appraisal, figure: str, manager: str = "A") -> Fraction | None:
    """A figure of somebody; None where it has no value."""
    result = appraisal.result(manager)
    assert result is not None
    return result.workings[figure].value


def codes(appraisal: Appraisal) -> list[str]:
    return sorted(problem.code for problem in appraisal.problems if problem.is_error)
