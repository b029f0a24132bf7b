"""Numbers that somebody counts and writes down, each at its cell."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from rowfigures import PEOPLE, codes, value, worked

APPROVALS = """
[figure.x]
kind = "entered"
label = "审批笔数"
unit = "笔"
item = "贷款审批笔数"
"""


def row(manager: str, number: str, item: str = "贷款审批笔数", period: str = "2024-06") -> dict[str, Any]:
    return {"manager": manager, "item": item, "period": period, "value": number}


ALL = [row("A", "5"), row("B", "0"), row("C", "2.5")]


def test_each_person_has_the_number_written_for_them() -> None:
    found = worked(APPROVALS, entries=ALL)
    assert [value(found, "x", who) for who in "ABC"] == [5, 0, Fraction(5, 2)]
    assert codes(found) == []
    assert found.facts["x"].column == "value"


@pytest.mark.parametrize(
    ("rule", "expected", "said"), [("problem", None, ["E386"]), ("deferred", None, []), ("zero", 0, [])]
)
def test_a_number_nobody_wrote_follows_the_declared_rule(
    rule: str, expected: int | None, said: list[str]
) -> None:
    found = worked(APPROVALS + f'unfilled = "{rule}"\n', entries=[row("A", "5"), row("C", "1")])
    assert (value(found, "x", "B"), codes(found)) == (expected, said)


def test_nothing_is_missed_of_somebody_who_is_not_appraised_this_month() -> None:
    """B left in April and C joins in July (each W312); A is there and has the number."""
    managers = deepcopy(PEOPLE["managers"])
    managers[1]["left"], managers[2]["joined"] = "2024-04-15", "2024-07-01"
    found = worked(APPROVALS, entries=[row("A", "5")], managers=managers)
    assert (value(found, "x"), codes(found)) == (5, [])
    assert [problem.key for problem in found.problems if problem.code == "W312"] == ["B", "C"]
    found = worked(APPROVALS, entries=[row("C", "5")], managers=managers)
    assert [problem.key for problem in found.problems if problem.code == "E386"] == ["A"]


def test_a_month_takes_its_own_rows_only_and_a_quarter_its_quarters() -> None:
    rows = [*ALL, row("A", "9", period="2024-05"), row("A", "12", period="2024-Q2")]
    assert value(worked(APPROVALS, entries=rows), "x") == 5
    quarter = worked(APPROVALS + 'period = "quarter"\nunfilled = "zero"\n', entries=rows)
    assert value(quarter, "x") == 12


def test_a_rate_must_be_written_as_a_rate() -> None:
    text = APPROVALS.replace('unit = "笔"', 'unit = "%"')
    assert codes(worked(text, entries=[row("A", "98"), row("B", "0.98"), row("C", "1")])) == ["E387"]


def test_an_item_that_no_figure_reads_is_said_once_with_a_hint() -> None:
    found = worked(APPROVALS, entries=[*ALL, row("A", "1", "贷款审批数"), row("B", "1", "贷款审批数")])
    [said] = [problem for problem in found.problems if problem.code == "W381"]
    assert (str(said.where), "贷款审批笔数" in str(said.sentence)) == ("指标填报.xlsx!Sheet1!B5", True)


def test_a_teams_entries_add_up() -> None:
    """A and B are one team: 5 + 0; C is another."""
    found = worked(APPROVALS + 'about = "team"\n', entries=ALL)
    assert [value(found, "x", who) for who in "ABC"] == [5, 5, Fraction(5, 2)]
