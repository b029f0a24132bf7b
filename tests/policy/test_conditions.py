"""Conditions: bounds, several together, what is counted over time, and the months in which something is looked at."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from cmtool.model.expression import num, value_of
from cmtool.model.month import Month
from cmtool.policy.cadence import before, holds_from, review_months
from cmtool.policy.condition_words import number_words
from cmtool.policy.conditions import AnyCondition, Condition, Conditions, counted_over_time

ONE: TypeAdapter[AnyCondition] = TypeAdapter(AnyCondition)


def known(**values: str) -> dict[str, Fraction]:
    return {name.replace("__", "."): Fraction(value) for name, value in values.items()}


@pytest.mark.parametrize(
    ("rate", "holds"), [("0.7999", False), ("0.8", True), ("0.9999", True), ("1", False)]
)
def test_a_condition_may_have_a_lower_and_an_upper_bound(rate: str, holds: bool) -> None:
    """80 % belongs to ≥ 80 %、< 100 %, exactly 100 % does not."""
    condition = ONE.validate_python({"of": "completion", "ge": "80%", "lt": "100%"})
    assert condition.truth(known(completion=rate)) is holds


def test_a_bound_may_name_an_attribute_or_a_figure() -> None:
    condition = ONE.validate_python({"of": "average", "ge": "grade.balance"})
    assert condition.truth(known(average="500", grade__balance="500")) is True
    assert condition.truth(known(average="499.99", grade__balance="500")) is False
    assert condition.truth(known(average="499.99")) is None


def test_any_of_holds_by_one_part_and_all_of_fails_by_one() -> None:
    """What is not known decides only where nothing else does."""
    either = ONE.validate_python({"any_of": [{"of": "juniors", "ge": 4}, {"of": "middles", "ge": 2}]})
    assert either.truth(known(juniors="4")) is True
    assert either.truth(known(juniors="3", middles="2")) is True
    assert either.truth(known(juniors="3", middles="1")) is False
    assert either.truth(known(juniors="3")) is None
    both = ONE.validate_python({"all_of": [{"of": "juniors", "ge": 4}, {"of": "middles", "ge": 2}]})
    assert both.truth(known(juniors="3")) is False
    assert both.truth(known(juniors="4")) is None


@pytest.mark.parametrize("a", ["1", "2"])
@pytest.mark.parametrize("b", ["1", "2"])
@pytest.mark.parametrize("c", ["1", "2"])
def test_the_arithmetic_of_a_condition_chooses_as_its_truth(a: str, b: str, c: str) -> None:
    """(a ≥ 2 or (b ≥ 2 and c between 2 and 3)): 10 where it holds, else 20."""
    condition = ONE.validate_python(
        {"any_of": [{"of": "a", "ge": 2}, {"all_of": [{"of": "b", "ge": 2}, {"of": "c", "ge": 2, "lt": 3}]}]}
    )
    values = known(a=a, b=b, c=c)
    wanted = a == "2" or (b == "2" and c == "2")
    assert condition.truth(values) is wanted
    assert value_of(condition.chosen(num(10), num(20)), values) == (10 if wanted else 20)


def test_bounds_that_are_known_become_numbers() -> None:
    condition = ONE.validate_python(
        {"any_of": [{"of": "a", "ge": "grade.from"}, {"of": "b", "lt": "target"}]}
    )
    settled = condition.settled(known(grade__from="85"))
    assert [leaf.written for leaf in settled.leaves()] == ["≥ 85", "< target"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"of": "a"},
        {"of": "a", "ge": 1, "gt": 1},
        {"of": "a", "ge": 1, "eq": 1},
        {"of": "a", "ge": 3, "le": 2},
        {"of": "a", "ge": 1, "running": 0},
        {"of": "a", "ge": 1, "running": 2, "within": {"times": 2, "months": 12}},
        {"of": "a", "ge": 1, "within": {"times": 2}},
        {"of": "a", "ge": 1, "within": {"times": 2, "of": "calendar_year", "months": 12}},
        {"any_of": []},
        {"running": 2, "any_of": [{"of": "a", "ge": 1, "running": 2}]},
        {"any_of": [{"of": "a", "ge": 1}], "of": "a"},
    ],
)
def test_a_condition_that_cannot_be_meant_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ONE.validate_python(wrong)


def test_one_condition_alone_needs_no_list() -> None:
    (found,) = TypeAdapter(Conditions).validate_python({"of": "a", "ge": 1})
    assert isinstance(found, Condition)


def test_a_part_that_looks_back_makes_the_whole_look_back() -> None:
    assert counted_over_time(ONE.validate_python({"any_of": [{"of": "a", "ge": 1, "running": 2}]}))
    assert not counted_over_time(ONE.validate_python({"any_of": [{"of": "a", "ge": 1}]}))


def test_earlier_reviews_are_other_months_and_never_month_zero() -> None:
    """Back from June by quarters: March, December, September; from December by months over the year's end."""
    quarters = review_months("quarter")
    assert quarters == (3, 6, 9, 12)
    assert before(Month(2024, 6), 3, quarters) == (Month(2024, 3), Month(2023, 12), Month(2023, 9))
    assert before(Month(2024, 1), 2, review_months("month")) == (Month(2023, 12), Month(2023, 11))
    assert before(Month(2024, 12), 12, review_months("month"))[-1] == Month(2023, 12)
    assert before(Month(2024, 2), 2, review_months("year", (2,))) == (Month(2023, 2), Month(2022, 2))


@pytest.mark.parametrize(
    ("lag", "day"),
    [
        ("next_month", date(2024, 7, 1)),
        ("next_quarter", date(2024, 7, 1)),
        ("next_half_year", date(2024, 7, 1)),
        ("next_year", date(2025, 1, 1)),
        ("", None),
    ],
)
def test_what_june_proposes_holds_from_the_next_period(lag: Any, day: date | None) -> None:
    assert holds_from(Month(2024, 6), lag) == day


def test_what_december_proposes_holds_from_january() -> None:
    assert holds_from(Month(2024, 12), "next_quarter") == date(2025, 1, 1)
    assert holds_from(Month(2024, 5), "next_quarter") == date(2024, 7, 1)


def test_amounts_have_thousands_separators() -> None:
    """Yuan by thousands, with what decimals there are; points and percentages as they were."""
    assert number_words(Fraction(5_000_000), "元") == "5,000,000"
    assert number_words(Fraction("-1234.5"), "万元") == "-1,234.5"
    assert number_words(Fraction(4000, 3), "元") == "4000/3"
    assert number_words(Fraction(1200), "分") == "1200"
    assert number_words(Fraction(12), "%") == "1200%"
