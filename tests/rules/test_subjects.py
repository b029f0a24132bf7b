"""Figures about a team, an institution or all: the sum over members' rows, plus what is left to the team."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from rowfigures import loan, value, worked

BALANCE = """
[figure.x]
kind = "level"
label = "贷款余额"
unit = "元"
table = "贷款台账"
value = "贷款余额"
about = "%s"
"""
LOANS = [
    loan("L1", balance="100", manager="A"),
    loan("L2", balance="20", manager="B"),
    loan("L3", balance="3", manager="C"),
    loan("L4", balance="1000", manager="", client="K9"),
]


@pytest.mark.parametrize(
    ("about", "a", "c"),
    [("person", 100, 3), ("team", 120, 3), ("institution", 1123, 1123), ("all", 1123, 1123)],
)
def test_a_figure_is_about_its_own_subject(about: str, a: int, c: int) -> None:
    """A and B are team 一组, C is 二组; what nobody holds is the institution's where there is one."""
    found = worked(BALANCE % about, loans=LOANS)
    assert (value(found, "x"), value(found, "x", "B"), value(found, "x", "C")) == (
        a,
        a if about != "person" else 20,
        c,
    )


def test_what_is_left_of_a_shared_client_is_its_holders_teams() -> None:
    """60 % of 1,000 is A's; the rest stays the team's as long as all holders are of one team."""
    shared: list[dict[str, Any]] = [
        {"client": "K9", "manager": "A", "role": "主办", "start": "2024-01-01", "share": "60%"}
    ]
    shared[0]["share"] = "0.6"
    found = worked(BALANCE % "team", loans=LOANS, assignments=shared)
    assert (value(found, "x"), value(found, "x", "C")) == (1120, 3)
    both = [shared[0], shared[0] | {"manager": "C", "share": "0.3"}]
    found = worked(BALANCE % "team", loans=LOANS, assignments=both)
    assert (value(found, "x"), value(found, "x", "C")) == (720, 303)


def test_somebody_of_another_institution_is_not_added_to_ours() -> None:
    people = [
        {"id": "A", "name": "甲", "institution": "0101", "grade": "客户经理"},
        {"id": "B", "name": "乙", "institution": "0102", "grade": "客户经理"},
    ]
    rows = [
        {"id": code, "period": "2024-06", "staff": 10, "four_expenses": "18500.00"}
        for code in ("0101", "0102")
    ]
    found = worked(BALANCE % "institution", managers=people, institution=rows, loans=LOANS, targets=[])
    assert (value(found, "x"), value(found, "x", "B")) == (100, 20)


def test_who_is_in_no_team_is_alone() -> None:
    people = [
        {"id": who, "name": who, "institution": "0101", "grade": "客户经理", "team": ""} for who in ("A", "B")
    ]
    found = worked(BALANCE % "team", managers=people, loans=LOANS)
    assert (value(found, "x"), value(found, "x", "B")) == (100, 20)


def test_the_table_still_adds_up_manager_by_manager() -> None:
    """A team's figure does not count anybody twice in the reconciliation: 123 of managers, 1,000 of nobody."""
    found = worked(BALANCE % "team", loans=LOANS)
    [row] = [row for row in found.reconciliation if row.indicator == "x"]
    assert (row.total, row.managers, row.unallocated, row.difference) == (1123, 123, 1000, 0)


def test_a_shared_client_counted_once_still_adds_up() -> None:
    """One client, a third of it A's: managers 1/3, nobody 2/3, in all 1."""
    text = (
        BALANCE.replace('kind = "level"', 'kind = "count"').replace(
            'value = "贷款余额"', 'distinct = "客户编号"'
        )
        % "person"
    )
    text = text.replace('unit = "元"', 'unit = "户"')
    shared = [{"client": "K9", "manager": "A", "role": "主办", "start": "2024-01-01", "share": "1/3"}]
    found = worked(text, loans=[LOANS[3]], assignments=shared)
    [row] = [row for row in found.reconciliation if row.indicator == "x"]
    assert (row.total, row.managers, row.unallocated, row.difference) == (
        1,
        Fraction(1, 3),
        Fraction(2, 3),
        0,
    )
