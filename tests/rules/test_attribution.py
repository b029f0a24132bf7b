"""Whose is a row: an assignment in force that day, else the row's own manager, else its client's."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from books import JUNE, book, branch, example_policy
from cmtool.model.money import parts
from cmtool.policy.indicator import Role
from cmtool.policy.indicators import Average, Level
from cmtool.rules.facts import Evidence
from cmtool.rules.reconciliation import reconcile

PRODUCT = "deposit_balance_days"


def deposit(**more: Any) -> dict[str, Any]:
    return {"account": "D", "client": "K", "date": "2024-05-31", "balance": "100"} | more


def assigned(
    manager: str, share: str | None = None, start: str = "2024-01-01", **more: Any
) -> dict[str, Any]:
    return {"client": "K", "manager": manager, "role": "主办", "share": share, "start": start} | more


def evidence(**tables: Any) -> Evidence:
    """June's tables under the shipped example."""
    return Evidence(book(JUNE, **tables), example_policy(), branch())


def owners(name: str = PRODUCT, **tables: Any) -> tuple[dict[str, Fraction], list[str]]:
    found = evidence(**tables)
    shares = dict(found.facts(name, dict(found.policy.indicators())[name]).sums)
    return shares, [problem.code for problem in (*found.problems, *found.attribution.problems)]


def test_the_rows_own_manager_beats_its_clients() -> None:
    clients = [{"id": "K", "name": "甲", "manager": "B"}]
    assert owners(deposits=[deposit(manager="A")], clients=clients)[0] == {"A": 3000}
    assert owners(deposits=[deposit()], clients=clients)[0] == {"B": 3000}
    assert owners(deposits=[deposit()])[0] == {"": 3000}


def test_an_assignment_beats_both_and_one_by_account_beats_one_by_client() -> None:
    both = [assigned("C"), assigned("E", client=None, account="D")]
    assert owners(deposits=[deposit(manager="A")], assignments=both[:1])[0] == {"C": 3000}
    assert owners(deposits=[deposit(manager="A")], assignments=both)[0] == {"E": 3000}


def test_a_balance_follows_its_assignment_day_by_day() -> None:
    """C until 10 June, E from the 11th: 10 and 20 days of 100."""
    rows = [assigned("C", end="2024-06-10"), assigned("E", start="2024-06-11")]
    assert owners(deposits=[deposit()], assignments=rows)[0] == {"C": 1000, "E": 2000}


def test_an_assignment_that_has_ended_leaves_the_row_to_its_own_manager() -> None:
    rows = [assigned("C", end="2024-06-10")]
    assert owners(deposits=[deposit(manager="A")], assignments=rows)[0] == {"C": 1000, "A": 2000}


def test_thirds_add_up_exactly_and_print_with_the_remainder_last() -> None:
    """100.00 in three equal parts: 100.00 before rounding, 33.33 33.33 33.34 in print."""
    rows = [assigned(manager, "1/3") for manager in "ACE"]
    shares, problems = owners(deposits=[deposit(balance="100", date="2024-06-30")], assignments=rows)
    assert sum(shares.values()) == 100
    assert shares == dict.fromkeys("ACE", Fraction(100, 3))
    assert problems == []
    assert parts(Fraction(100), [Fraction(1, 3)] * 3) == (
        Fraction("33.33"),
        Fraction("33.33"),
        Fraction("33.34"),
    )


def test_a_share_nobody_holds_is_unallocated_never_spread() -> None:
    assert owners(deposits=[deposit()], assignments=[assigned("C", "0.6")])[0] == {"C": 1800, "": 1200}


def test_the_lead_does_not_get_what_the_assistant_holds() -> None:
    """An indicator counts 主办 unless it says else: 60 % are C's, the assistant's 40 % nobody's."""
    rows = [assigned("C", "0.6"), assigned("E", "0.4", role="协办")]
    assert owners(deposits=[deposit()], assignments=rows)[0] == {"C": 1800, "": 1200}


def test_each_role_has_a_whole_of_its_own() -> None:
    """A lead with all of it and an assistant with 30 %: the lead's indicator counts all, the assistant's 30 %."""
    rows = [assigned("C", "1"), assigned("E", "0.3", role="协办")]
    assert owners(deposits=[deposit()], assignments=rows) == ({"C": 3000}, [])


def test_shares_over_the_whole_and_shares_left_blank_are_errors() -> None:
    over = [assigned("C", "0.6"), assigned("E", "0.5")]
    assert owners(deposits=[deposit()], assignments=over) == ({"": 3000}, ["E302"])
    blank = [assigned("C"), assigned("E", "0.5")]
    assert owners(deposits=[deposit()], assignments=blank) == ({"": 3000}, ["E301"])


def test_the_share_that_is_missing_is_pointed_at() -> None:
    """C has a half, E no share: E's row, the second, is to be filled in."""
    rows = [assigned("C", "0.5"), assigned("E")]
    found = evidence(deposits=[deposit()], assignments=rows)
    found.facts(PRODUCT, dict(found.policy.indicators())[PRODUCT])
    assert [str(one.where) for one in found.attribution.problems] == ["管户关系及分成比例.xlsx!Sheet1!D3"]


def test_a_dated_row_asks_who_it_was_on_its_date() -> None:
    """Expenses name their manager; the note received before a hand-over stays with the former one."""
    rows = [
        assigned("C", note="L", client=None, end="2024-06-10"),
        assigned("E", note="L", client=None, start="2024-06-11"),
    ]
    loans = [
        {
            "note": "L",
            "client": "K",
            "granted_on": "2024-06-10",
            "due_on": "2025-06-10",
            "amount": "500",
            "balance": "500",
        }
    ]
    assert owners("granted", loans=loans, assignments=rows)[0] == {"C": 500}
    rows[0]["end"], rows[1]["start"] = "2024-06-09", "2024-06-10"
    assert owners("granted", loans=loans, assignments=rows)[0] == {"E": 500}


def test_every_yuan_is_somebodys_or_said_to_be_nobodys() -> None:
    """Managers + unallocated + excluded = total; a manager who is not appraised is excluded by amount."""
    deposits = [deposit(manager="A"), deposit(account="E", manager="Z"), deposit(account="F", balance="7")]
    found = evidence(deposits=deposits)
    row = reconcile(found, {}, frozenset("A"))[0]
    assert [row.total, row.managers, row.unallocated, row.excluded, row.difference] == [207, 100, 7, 100, 0]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ([assigned("A", "0.6"), assigned("B", "0.4", role="协办")], [60, 0, 40]),
        ([assigned("A", "0.6"), assigned("B", "0.3", role="协办")], [60, 10, 30]),
        ([assigned("A", "0.6"), assigned("B", "1", role="协办")], [60, 0, 40]),
        (
            [assigned("A", "0.5"), assigned("B", "0.2", role="协办"), assigned("Z", "0.1", role="牵头人")],
            [50, 20, 30],
        ),
        ([assigned("A", "1"), assigned("B", "0.4", role="协办")], [100, 0, 0]),
        ([assigned("B", "0.4", role="协办")], [0, 60, 40]),
        ([assigned("A", "0.6")], [60, 40, 0]),
        ([assigned("A", "0.6"), assigned("B", "0.4", role="协办", end="2024-06-29")], [60, 40, 0]),
    ],
)
def test_what_another_role_holds_is_not_nobodys(rows: list[dict[str, Any]], parts: list[int]) -> None:
    """Of a balance of 100: 主办 60 % and 协办 40 % leave nothing; who holds less leaves the rest, at its cell."""
    found = evidence(deposits=[deposit()], assignments=rows)
    row = reconcile(found, {}, frozenset("AB"))[0]
    assert [row.managers, row.unallocated, row.excluded] == parts
    assert (row.elsewhere, row.difference, row.total) == (parts[2], 0, 100)
    assert (row.unallocated_at is None) == (parts[1] == 0)


def test_the_own_manager_leaves_nothing_to_other_roles() -> None:
    """The row names A; an assistant with 40 % takes nothing from the balance, which is A's."""
    rows = [assigned("B", "0.4", role="协办")]
    tables = {"deposits": [deposit(manager="A"), deposit(account="E", client="", balance="7")]}
    found = evidence(**tables, assignments=rows)
    row = reconcile(found, {}, frozenset("AB"))[0]
    assert [row.managers, row.unallocated, row.excluded, row.difference] == [100, 7, 0, 0]


def test_an_account_is_masked_wherever_an_assignment_is_spoken_of() -> None:
    """W301 and what is said of shares show the last four digits of an account, and all of a note's id."""
    number = "801100123456"
    rows = [
        assigned("C", start="2024-06-05", client=None, account=number),
        assigned("E", start="2024-06-05", client=None, account=number),
    ]
    deposits = [deposit(account=number)]
    found = evidence(deposits=deposits, assignments=rows)
    found.facts(PRODUCT, dict(found.policy.indicators())[PRODUCT])
    problems = [*found.attribution.problems, *found.attribution.changed_in_month()]
    assert {problem.code for problem in problems} >= {"W301"}
    assert {problem.key for problem in problems} == {"********3456"}
    assert not any(number in str(problem.sentence) for problem in problems)


def test_who_has_a_loan_from_its_first_day_changes_nothing() -> None:
    """W301 is for a loan that was somebody's before; granted on 10 June, it is said of the 11th, not of the 10th."""
    loan = {"note": "L", "client": "K", "granted_on": "2024-06-10", "due_on": "2025-06-10", "amount": "500"}

    def warned(**days: str) -> list[str]:
        rows = [assigned("C", client=None, note="L", **days)]
        tables = {"loans": [loan | {"balance": "500"}], "assignments": rows}
        found = evidence(**tables)
        return [str(dict(one.values)["day"]) for one in found.attribution.changed_in_month()]

    assert warned(start="2024-06-10") == []
    assert warned(start="2024-06-11") == ["2024-06-11"]
    assert warned(start="2024-06-10", end="2024-06-20") == ["2024-06-20"]


@pytest.mark.parametrize(
    ("role", "parts"),
    [("主办", [60, 0, 40]), ("协办", [40, 0, 60]), ("全部", [100, 0, 0])],
)
def test_a_figure_counts_its_own_role_and_leaves_out_the_others(role: Role, parts: list[int]) -> None:
    """A 主办 60 %, B 协办 40 %: each role's figure has its part, and the other's is 未计入; all roles leave nothing."""
    rows = [assigned("A", "0.6"), assigned("B", "0.4", role="协办")]
    found = evidence(deposits=[deposit()], assignments=rows)
    level = Level(label="余额", unit="元", kind="level", table="存款分户余额", value="余额", role=role)
    facts = found.facts("balance", level)
    policy = found.policy.model_copy(update={"figure": {"balance": level}})
    row = reconcile(replace(found, policy=policy), {"balance": facts}, frozenset("AB"))[-1]
    assert [row.managers, row.unallocated, row.excluded, row.difference] == [*parts, 0]
    assert row.unallocated_at is None


def test_a_daily_average_shared_with_an_assistant_leaves_nobody_anything() -> None:
    """100 over June's 30 days, 主办 60 % and 协办 30 %: 60, 30 held by another role, 10 nobody's."""
    rows = [assigned("A", "0.6"), assigned("B", "0.3", role="协办")]
    found = evidence(deposits=[deposit()], assignments=rows)
    name, figure = next(
        (name, figure) for name, figure in found.policy.indicators() if isinstance(figure, Average)
    )
    facts = found.facts(name, figure)
    row = reconcile(found, {name: facts}, frozenset("AB"))[-1]
    assert facts.total > 0
    parts = [part / facts.total for part in (row.managers, row.unallocated, row.excluded)]
    assert parts == [Fraction(6, 10), Fraction(1, 10), Fraction(3, 10)]
