"""Days present by hand: joined, left, on leave, and what the policy says of a category."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from books import JUNE, book, branch
from cmtool.model.state import State
from cmtool.policy.part_month import PartMonth
from cmtool.rules.appraise import appraise
from cmtool.rules.presence import Attendance, Presence, left_and_back
from rules.test_taxes import policy

TERMS = PartMonth(leave=("事假", "病假"), present=("公假",))


def attendance(*leaves: dict[str, Any], terms: PartMonth | None = TERMS) -> Attendance:
    known = policy("part-of-the-month").model_copy(update={"part_month": terms})
    return Attendance(book(JUNE, leaves=leaves), known)


def leave(start: str, end: str | None, kind: str = "事假") -> dict[str, Any]:
    return {"manager": "A", "start": start, "end": end, "kind": kind}


def test_joined_on_the_16th_of_thirty_days_is_half_the_month() -> None:
    found = attendance().of("A", date(2024, 6, 16), None)
    assert (found.days, found.of, found.share) == (15, 30, Presence(1, 2).share)
    assert str(found.said) == "在岗 15/30 天：2024-06-16 入社"


@pytest.mark.parametrize(
    ("joined", "left", "days"),
    [
        (date(2024, 6, 1), None, 30),
        (date(2024, 6, 30), None, 1),
        (None, date(2024, 6, 1), 1),
        (None, date(2024, 6, 30), 30),
        (date(2024, 6, 10), date(2024, 6, 12), 3),
        (date(2020, 1, 1), date(2025, 1, 1), 30),
    ],
)
def test_the_days_of_joining_and_leaving_are_days_present(
    joined: date | None, left: date | None, days: int
) -> None:
    assert attendance().of("A", joined, left).days == days


@pytest.mark.parametrize(
    ("left", "appointed", "days"),
    [
        (date(2024, 4, 20), date(2024, 6, 11), 20),  # away until the 10th
        (date(2024, 6, 5), date(2024, 6, 21), 15),  # the first five and the last ten
        (date(2023, 4, 20), date(2024, 2, 1), 30),  # back long since
        (date(2024, 6, 5), date(2024, 7, 1), 5),  # back, but not in this month
        (date(2024, 6, 5), date(2019, 1, 1), 5),  # appointed once, before leaving
    ],
)
def test_who_is_appointed_after_leaving_has_come_back(left: date, appointed: date, days: int) -> None:
    assert attendance().of("A", None, *left_and_back(left, appointed, JUNE)).days == days


@pytest.mark.parametrize(
    ("leaves", "days"),
    [
        ([leave("2024-06-11", "2024-06-11")], 29),
        ([leave("2024-06-11", "2024-06-13"), leave("2024-06-13", "2024-06-14", "病假")], 26),
        ([leave("2024-05-20", "2024-06-03")], 27),
        ([leave("2024-06-28", None)], 27),
        ([leave("2024-05-01", None)], 0),
        ([leave("2024-07-01", "2024-07-05"), leave("2024-05-01", "2024-05-31")], 30),
        ([leave("2024-06-11", "2024-06-13", "公假")], 30),
        ([leave("2024-06-11", "2024-06-13") | {"manager": "B"}], 30),
    ],
)
def test_a_day_is_away_once_and_only_days_of_the_month_count(leaves: list[dict[str, Any]], days: int) -> None:
    assert attendance(*leaves).of("A", None, None).days == days


def test_leave_before_joining_takes_no_day_twice() -> None:
    """Joined on the 16th, on leave from the 14th to the 17th: the 16th and 17th are away, 13 of 30 days are left."""
    assert attendance(leave("2024-06-14", "2024-06-17")).of("A", date(2024, 6, 16), None).days == 13


def test_the_days_present_of_a_span_are_runs() -> None:
    """Joined on the 3rd, away on the 6th and 7th: of the 1st to the 10th the 3rd to 5th and the 8th to 10th are left."""
    found = attendance(leave("2024-06-06", "2024-06-07")).of("A", date(2024, 6, 3), None)
    assert list(found.runs(date(2024, 6, 1), date(2024, 6, 10))) == [
        (date(2024, 6, 3), date(2024, 6, 5)),
        (date(2024, 6, 8), date(2024, 6, 10)),
    ]
    assert list(found.runs(date(2024, 6, 6), date(2024, 6, 7))) == []


def test_a_category_that_the_policy_does_not_name_is_an_error_at_its_cell() -> None:
    found = attendance(leave("2024-06-11", "2024-06-13", "婚假"))
    assert found.of("A", None, None).days == 30
    (fault,) = found.problems
    assert (fault.code, str(fault.where)) == ("E392", "请假登记.xlsx!Sheet1!D2")


def test_without_a_rule_for_leave_the_register_is_not_read() -> None:
    found = attendance(leave("2024-06-11", "2024-06-13"), terms=None)
    assert (found.of("A", None, None).days, found.problems) == (30, [])


def test_terms_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="事假"):
        PartMonth(leave=("事假",), present=("事假",))
    with pytest.raises(ValueError, match="under_days"):
        PartMonth(under_days=10)


def test_too_few_days_leave_somebody_out_where_the_policy_says_so() -> None:
    """Joined on the 25th: 6 of 30 days are fewer than 10, so W393 says that the month is not appraised."""
    managers = [{"id": "A", "name": "甲", "institution": "0101", "grade": "客户经理", "joined": "2024-06-25"}]
    terms = PartMonth(leave=(), present=(), under_days=10, under="excluded")
    known = policy("part-of-the-month").model_copy(update={"part_month": terms})
    found = appraise(book(JUNE, managers=managers, leaves=[]), known, State(), branch())
    assert [one.key for one in found.problems if one.code == "W393"] == ["A"]
    assert found.results == ()


@pytest.mark.parametrize(("back", "codes"), [("2024-06-16", []), ("2024-07-01", ["W312"])])
def test_who_came_back_is_appraised_from_the_month_of_the_return_on(back: str, codes: list[str]) -> None:
    """Left on 20 April: in June for who is back on the 16th, half of its days; not for who comes back in July."""
    row = {"id": "A", "name": "甲", "institution": "0101", "grade": "客户经理", "left": "2024-04-20"}
    managers = [{**row, "appointed": back}]
    found = appraise(book(JUNE, managers=managers, leaves=[]), policy("part-of-the-month"), State(), branch())
    assert [one.code for one in found.problems if one.code == "W312"] == codes
    days = [result.person.presence.days for result in found.results if result.person.presence]
    assert days == ([] if codes else [15])
