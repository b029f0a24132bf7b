"""Contributions by client: exact, counted, traced to a cell, and printed so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from appraised import appraised, thirds
from cmtool.reports.contributions import Contribution, contributions, listing


def of(found: Iterable[Contribution], manager: str, figure: str) -> list[Contribution]:
    return [part for part in found if (part.manager, part.figure) == (manager, figure)]


def test_rows_of_one_client_are_one_contribution() -> None:
    """B's account changed twice in June: 14 × 30,000 + 10 × 20,000 + 6 × 10,000 = 680,000 yuan-days, three rows."""
    (part,) = of(contributions(appraised()), "B", "deposit_balance_days")
    assert (part.client, part.amount, part.rows) == ("K2", Fraction(680000), 3)
    assert str(part.where) == "存款分户余额.xlsx!Sheet1!E3"


def test_an_average_is_listed_as_balance_days() -> None:
    """22,666.67 a day is 680,000 yuan-days ÷ 30; what is printed is the average."""
    appraisal = appraised()
    (part,) = of(contributions(appraisal), "B", "deposit_daily_average")
    assert listing(appraisal, "deposit_daily_average").divisor == 30
    assert (part.amount, part.printed) == (Fraction(680000), Fraction("22666.67"))


def test_the_last_of_three_takes_the_remainder() -> None:
    found = contributions(appraised(thirds()))
    printed = [
        part.printed
        for who in "ABC"
        for part in of(found, who, "deposit_daily_average")
        if part.client == "K9"
    ]
    assert printed == [Fraction("33.33"), Fraction("33.33"), Fraction("33.34")]


def test_a_loss_and_a_gain_that_cancel_are_each_printed() -> None:
    """1.00 and −1.00 of one client in two equal parts: shares of nothing, so each is rounded on its own."""
    people = [
        {"manager": who, "date": "2024-06-10", "item": "其他", "points": points}
        for who, points in (("B", "1"), ("C", "-1"))
    ]
    found = contributions(appraised({"conduct": people}))
    assert [of(found, who, "conduct_points")[0].printed for who in "BC"] == [Fraction(1), Fraction(-1)]


def test_managers_come_in_their_order_and_nobodys_rows_last() -> None:
    found = contributions(appraised())
    assert [part.manager for part in found] == sorted(
        (part.manager for part in found), key=lambda who: who or "Z"
    )
    assert {(part.client, part.amount) for part in found if not part.manager} == {("K4", Fraction(2700000))}


def test_summed_up_a_manager_has_one_row_for_each_indicator() -> None:
    (part,) = of(contributions(appraised(thirds())).summed(), "A", "deposit_balance_days")
    assert (part.clients, part.rows, part.amount) == (2, 2, Fraction(16801000))
