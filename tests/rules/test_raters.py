"""What raters think over a period: every month's sheets once, by group, with their number."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from fractions import Fraction
from typing import Any

from books import JUNE, book, example_policy
from cmtool.model.book import Book
from cmtool.model.month import Month, Period
from cmtool.rules.raters import rater_groups
from rules.test_main_case import TABLES

QUARTER = Period.parse("2024-Q2")
Rows = list[dict[str, Any]]


def sheets(period: str, *scores: tuple[str, int], **more: str) -> Rows:
    return [
        {"manager": "A", "period": period, "rater": rater, "score": score} | more for rater, score in scores
    ]


def month(when: Month, rows: Rows) -> Book:
    return book(when, **deepcopy(TABLES), ratings=rows)


def groups(books: Iterable[Book], period: Period = QUARTER) -> list[tuple[str, Fraction, int]]:
    found = rater_groups(books, example_policy(), "A", period)
    return [(group.rater, group.mean, group.count) for group in found]


APRIL, MAY = Month(2024, 4), Month(2024, 5)


def test_raters_are_told_by_group_with_their_number() -> None:
    """Clients 80, 90 and 100: a mean of 90 over three sheets; the department 85 once. Others' sheets and those of another
    month are not of this review; nobody weighs them here."""
    rows = sheets("2024-06", ("客户", 80), ("客户", 90), ("部门", 85), ("客户", 100))
    rows += sheets("2024-05", ("客户", 10)) + sheets("2024-06", ("客户", 10), manager="B")
    assert groups([month(JUNE, rows)], Period.of(JUNE)) == [("客户", 90, 3), ("部门", 85, 1)]
    found = list(rater_groups([month(JUNE, rows)], example_policy(), "A", Period.of(JUNE)))
    assert [group.weight for group in found] == [None, None]


def test_every_month_of_the_period_counts() -> None:
    """April 60 and 70, May none, June 95: 225 ÷ 3 = 75, over three sheets; the year's sheet is of another review."""
    april = month(APRIL, sheets("2024-04", ("客户", 60), ("客户", 70)))
    june = month(JUNE, sheets("2024-06", ("客户", 95)) + sheets("2024", ("客户", 1)))
    assert groups([april, month(MAY, []), june]) == [("客户", 75, 3)]


def test_a_list_that_goes_on_from_month_to_month_counts_once() -> None:
    """April's 60 stands in May's list again, above May's own 80: 140 ÷ 2."""
    april, may = sheets("2024-04", ("客户", 60)), sheets("2024-05", ("客户", 80))
    assert groups([month(APRIL, april), month(MAY, april + may)]) == [("客户", 70, 2)]


def test_the_quarters_sheets_in_parts_are_put_together() -> None:
    """Two clients answer in April, 60 and 70, another in June, 95; April's come again with May's: 225 ÷ 3."""
    first, last = sheets("2024-Q2", ("客户", 60), ("客户", 70)), sheets("2024-Q2", ("客户", 95))
    assert groups([month(APRIL, first), month(MAY, first), month(JUNE, last)]) == [("客户", 75, 3)]


def test_a_numbered_sheet_counts_as_it_came_last() -> None:
    """Sheet 1 is corrected from 60 to 90, sheet 2 is 80: 170 ÷ 2. Two items of one sheet are one sheet."""
    april = sheets("2024-Q2", ("客户", 60), sample="1") + sheets("2024-Q2", ("客户", 80), sample="2")
    june = sheets("2024-Q2", ("客户", 90), sample="1")
    assert groups([month(APRIL, april), month(JUNE, june)]) == [("客户", 85, 2)]
    items = [row | {"item": item} for row in april for item in ("态度", "效率")]
    assert groups([month(APRIL, items)]) == [("客户", 70, 2)]


def test_sheets_without_a_number_are_as_many_as_an_item_was_scored() -> None:
    rows = [row | {"item": item} for row in sheets("2024-04", ("客户", 60), ("客户", 80)) for item in "甲乙"]
    assert groups([month(APRIL, rows)]) == [("客户", 70, 2)]
