"""Which balance an account had on which day, by the declared export style; 积数 and 日均 worked by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from books import JUNE, book, branch, example_policy
from cmtool.model.month import Month
from cmtool.rules.facts import Evidence

AVERAGE, PRODUCT = "deposit_daily_average", "deposit_balance_days"


def row(account: str, day: str | None, balance: str | None, **more: Any) -> dict[str, Any]:
    return {"account": account, "client": "K", "manager": "A", "date": day, "balance": balance} | more


def evidence(
    rows: list[dict[str, Any]], month: Month = JUNE, style: str = "changes", **tables: Any
) -> Evidence:
    return Evidence(book(month, deposits=rows, **tables), example_policy(), branch(style))


def figure(found: Evidence, name: str, manager: str = "A") -> Fraction:
    indicator = dict(found.policy.indicators())[name]
    return found.facts(name, indicator).sums.get(manager, Fraction(0))


def codes(found: Evidence) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.where).split("!")[-1]) for problem in found.problems]


def test_a_balance_held_all_month() -> None:
    """700,000 for 30 days is 积数 21,000,000."""
    found = evidence([row("D", "2024-05-31", "700000")])
    assert figure(found, PRODUCT) == 21_000_000
    assert figure(found, AVERAGE) == 700_000


@pytest.mark.parametrize(
    ("month", "cents"), [("2023-02", "535714.29"), ("2024-06", "500000.00"), ("2024-05", "483870.97")]
)
def test_an_average_is_the_product_over_the_days_of_the_month(month: str, cents: str) -> None:
    """积数 15,000,000 in a month of 28, 30, 31 days; given as month sums."""
    given = row("D", None, None, month_end_balance="1", balance_days="15000000")
    found = evidence([given], Month.parse(month), "month")
    assert round(figure(found, AVERAGE) * 100) == Fraction(cents) * 100


def test_segments_count_the_last_day() -> None:
    """30,000 from day 1, 20,000 from 15, 10,000 from 25 of 31 days: 690,000 ÷ 31 = 22,258.06."""
    days = [("2024-05-01", "30000"), ("2024-05-15", "20000"), ("2024-05-25", "10000")]
    found = evidence([row("D", *day) for day in days], Month(2024, 5))
    assert figure(found, PRODUCT) == 690_000
    assert figure(found, AVERAGE) == Fraction(690_000, 31)


def test_rows_in_any_order_mean_the_same() -> None:
    days = [("2024-06-25", "10000"), ("2024-06-01", "30000"), ("2024-06-15", "20000")]
    assert figure(evidence([row("D", *day) for day in days]), PRODUCT) == 14 * 30000 + 10 * 20000 + 6 * 10000


def test_an_account_first_seen_in_the_month_was_opened_then() -> None:
    """100.00 from 21 June: ten days."""
    assert figure(evidence([row("D", "2024-06-21", "100", opened_on="2024-06-21")]), PRODUCT) == 1000


def test_an_older_account_without_an_opening_balance_is_a_problem() -> None:
    """It existed before the month, so days 1 to 20 had some balance nobody told us."""
    found = evidence([row("D", "2024-06-21", "100", opened_on="2020-01-01")])
    figure(found, PRODUCT)
    assert codes(found) == [("E304", "D2")]


def test_a_row_after_month_end_is_an_error_and_counts_nothing() -> None:
    found = evidence([row("D", "2024-06-01", "100"), row("D", "2024-07-01", "900")])
    assert figure(found, PRODUCT) == 3000
    assert codes(found) == [("E303", "D3")]


def test_a_snapshot_carries_unlisted_days_and_needs_the_last() -> None:
    """Listed 1, 10, 30 June: 9 × 100 + 20 × 200 + 1 × 300 = 5,200."""
    rows = [row("D", "2024-06-01", "100"), row("D", "2024-06-10", "200"), row("D", "2024-06-30", "300")]
    assert figure(evidence(rows, style="snapshot"), PRODUCT) == 5200
    found = evidence(rows[:2], style="snapshot")
    figure(found, PRODUCT)
    assert [code for code, _ in codes(found)] == ["E305"]
    found = evidence(rows[1:], style="snapshot")
    figure(found, PRODUCT)
    assert [code for code, _ in codes(found)] == ["E306"]


def test_an_account_absent_on_a_listed_day_is_a_problem_unless_closed_or_not_yet_open() -> None:
    rows = [row(account, day, "100") for account in "DEFG" for day in ("2024-06-01", "2024-06-30")]
    del rows[7], rows[4], rows[3]  # G and E miss the 30th, F the 1st
    rows[2] |= {"closed_on": "2024-06-20"}
    rows[3] |= {"opened_on": "2024-06-15"}
    found = evidence(rows, style="snapshot")
    figure(found, PRODUCT)
    assert [(problem.code, problem.key) for problem in found.problems] == [("E307", "G")]


def test_a_given_product_of_the_year_is_not_the_months() -> None:
    given = row("D", None, None, month_end_balance="1", balance_days="15000000")
    data = book(JUNE, deposits=[given])
    found = Evidence(data, example_policy(), branch("month", "year"))
    figure(found, PRODUCT)
    assert [code for code, _ in codes(found)] == ["E309"]


def test_a_blank_balance_is_a_problem_never_zero() -> None:
    found = evidence([row("D", "2024-06-01", None)])
    figure(found, PRODUCT)
    assert [code for code, _ in codes(found)] == ["E308"]
