"""Give-backs by hand: to whom, once, in the year; and what a row needs to come back at all."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from books import book, branch
from casebook import read_case
from cmtool.model.month import Month
from cmtool.model.state import Kept, Past, State
from cmtool.policy.reading import read_policy
from cmtool.rules.appraisal import Appraisal
from cmtool.rules.appraise import appraise
from rules.test_taxes import CASES, MANAGER, policy

MAY = Month(2024, 5)


def row(item: str, note: str, amount: object = None, who: str = "M001", month: Month = MAY) -> dict[str, Any]:
    return {
        "manager": who,
        "date": str(month.first),
        "item": item,
        "points": 0,
        "amount": amount,
        "note": note,
    }


def run(*rows: dict[str, Any], state: State | None = None, month: Month = MAY) -> Appraisal:
    managers = [MANAGER, MANAGER | {"id": "M002", "name": "乙二"}]
    given = book(month, managers=managers, conduct=rows)
    return appraise(given, policy("bad-loans-made-good"), state or State(), branch())


def back(found: Appraisal, who: str = "M001") -> Fraction | None:
    result = found.result(who)
    assert result is not None
    return result.workings["households_back"].value


def kept(key: str, month: Month, amount: int = 1, **more: Any) -> State:
    return State({"M001": Past(rows=(Kept("households_back", key, month, Fraction(amount), **more),))})


def test_a_row_comes_back_once_to_whom_it_was_deducted_from() -> None:
    found = run(row("不良收回", "L1", who="M002"), state=kept("L1", Month(2024, 2)))
    assert (back(found), back(found, "M002")) == (Fraction("0.95"), 0)
    assert found.state.past("M001").rows == ()
    june = Month(2024, 6)
    again = run(row("不良收回", "L1", month=june), state=found.state, month=june)
    assert back(again) == 0
    assert "W394" in {problem.code for problem in again.problems}


def test_last_years_deduction_does_not_come_back_and_is_forgotten() -> None:
    found = run(row("不良收回", "L1"), state=kept("L1", Month(2023, 12)))
    assert back(found) == 0
    assert found.state.past("M001").rows == ()


def test_deducted_and_made_good_in_one_month_comes_back_in_it() -> None:
    assert back(run(row("不良贷款", "L1"), row("不良收回", "L1"))) == Fraction("0.95")


def test_what_is_not_made_good_waits() -> None:
    found = run(row("不良贷款", "L1"), row("不良贷款", "L2"), row("不良收回", "L2"))
    assert [(kept.key, kept.amount) for kept in found.state.past("M001").rows] == [("L1", 1)]


def test_a_month_without_pay_puts_the_return_off() -> None:
    """The state says that L1 was made good while nothing could be paid: the next month pays it, without its own row."""
    found = run(state=kept("L1", Month(2024, 2), recovered=True))
    assert back(found) == Fraction("0.95")
    assert found.state.past("M001").rows == ()


def test_a_deduction_without_a_note_is_an_error_at_its_cell() -> None:
    found = run(row("不良贷款", ""))
    assert [(problem.code, str(problem.where)) for problem in found.problems if problem.code == "E393"] == [
        ("E393", "加扣分登记簿.xlsx!Sheet1!F2")
    ]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (
            'of = "bad_households"\nrecovered',
            'of = "performance_line"\nrecovered',
            "figure.households_back.of",
        ),
        ('recovered = "made_good"', 'recovered = "made_goood"', "figure.households_back.of"),
        (
            'unit = "户"\nof = "bad_households"',
            'unit = "元"\nof = "bad_households"',
            "figure.households_back.unit",
        ),
        ('share = "95%"', 'share = "195%"', "figure.households_back.give_back.share"),
    ],
)
def test_a_give_back_that_cannot_be_matched_is_refused(old: str, new: str, key: str) -> None:
    text = read_case(CASES / "bad-loans-made-good.toml").policy
    assert old in text
    found, problems = read_policy(text.replace(old, new, 1), "policy/2024-01.toml")
    assert found is None
    assert any(
        str(problem.where).rpartition("!")[2].startswith(key.split(".give")[0]) for problem in problems
    )
