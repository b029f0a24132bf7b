"""Principal due in the month and what of it was collected, note by note."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from books import JUNE, book, branch, example_policy, policy_of
from cmtool.model.state import State
from cmtool.rules.appraise import appraise
from cmtool.rules.facts import Evidence
from cmtool.rules.loans import vanished
from schemes import text_of


def loan(**more: Any) -> dict[str, Any]:
    row = {"note": "L", "client": "K", "manager": "A", "granted_on": "2023-06-10", "due_on": "2024-06-10"}
    return row | {"amount": "1000", "balance": "200", "collected_principal": "800"} | more


def due(*rows: dict[str, Any], **tables: Any) -> tuple[Fraction, Fraction, list[str]]:
    """Due, collected of it, and the codes of the problems."""
    found = Evidence(book(JUNE, loans=rows, **tables), example_policy(), branch())
    both = [
        found.facts(name, dict(found.policy.indicators())[name]).sums.get("A", Fraction(0))
        for name in ("due", "collected_due")
    ]
    return both[0], both[1], [problem.code for problem in found.problems]


def test_due_is_the_balance_and_what_was_collected_of_notes_whose_date_lies_in_the_month() -> None:
    assert due(loan()) == (1000, 800, [])
    assert due(loan(due_on="2024-07-01")) == (0, 0, [])
    assert due(loan(due_on="2024-05-31")) == (0, 0, [])


def test_a_given_due_principal_beats_the_date() -> None:
    """An instalment of 300 falls due although the note runs on; 800 collected count at most what was due."""
    assert due(loan(due_on="2026-01-01", due_principal="300")) == (300, 300, [])


def test_a_settled_note_stays_due_and_collected() -> None:
    assert due(loan(balance="0", collected_principal="1000", settled_on="2024-06-09")) == (1000, 1000, [])


def test_collected_may_come_from_the_receipts_or_from_the_balances() -> None:
    receipts = [{"note": "L", "date": "2024-06-09", "principal": "800"}]
    assert due(loan(collected_principal=None), repayments=receipts) == (1000, 800, [])
    assert due(loan(collected_principal=None, last_balance="1000")) == (1000, 800, [])


def test_two_sources_must_agree() -> None:
    receipts = [{"note": "L", "date": "2024-06-09", "principal": "700"}]
    assert due(loan(), repayments=receipts)[2] == ["E311"]
    assert due(loan(last_balance="900"))[2] == ["E311"]


def test_due_but_nobody_says_what_was_collected_is_a_problem() -> None:
    assert due(loan(collected_principal=None))[2] == ["E312"]
    assert due(loan(collected_principal=None, balance="0"))[2] == ["E312"]


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ('value = "贷款余额"', []),
        ('value = "due"', ["E312"]),
        ('value = { product = ["collected_due", 0.5] }', ["E312"]),
        ('value = "贷款余额"\nwhere = { due = { gt = 0 } }', ["E312"]),
    ],
)
def test_what_was_collected_is_asked_only_where_the_policy_reads_what_fell_due(
    figure: str, said: list[str]
) -> None:
    """One note fell due on the 10th and nobody says what came in: whoever counts balances need not know."""
    text = f'[figure.x]\nkind = "flow"\nlabel = "数"\nunit = "元"\ntable = "贷款台账"\n{figure}\n'
    roster = [{"id": "A", "name": "甲", "institution": "0101", "grade": "初级"}]
    month = book(JUNE, managers=roster, loans=[loan(collected_principal=None)])
    found = appraise(month, policy_of(text_of(text, {}), {}), State(), branch())
    assert [problem.code for problem in found.problems if problem.is_error] == said


def test_an_open_note_that_is_in_no_table_now_is_an_error() -> None:
    state = State(open_notes={"L": 20000, "M": 50000}, sealed_until=JUNE.previous)
    found = list(vanished(book(JUNE, loans=[loan()]), state))
    assert [(problem.code, problem.key) for problem in found] == [("E313", "M")]
    assert "500.00" in str(found[0].sentence)
