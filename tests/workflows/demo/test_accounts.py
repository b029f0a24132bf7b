"""Deposit accounts: the balance carried in, each change, and 积数."""

from __future__ import annotations

from datetime import date

from cmtool.model.month import Month
from cmtool.workflows.demo.accounts import ACCOUNT_FIELDS, DEMAND, Account
from cmtool.workflows.demo.clients import Client

CLIENT = Client(1, "0600010000001", "张三", "M001", "农户", "身份证", "", "", "新桥村", date(2015, 1, 1))
MAY = Month(2024, 5)


def account(
    *balances: tuple[date, int], opened: date = date(2020, 1, 1), closed: date | None = None
) -> Account:
    return Account("8060001000000101", CLIENT, DEMAND, opened, None, closed, balances)


def listed(of: Account, month: Month) -> list[tuple[object, object]]:
    """Date and balance of the account's rows."""
    date_place, balance_place = (ACCOUNT_FIELDS.index(name) for name in ("date", "balance"))
    return [(row[date_place], row[balance_place]) for row in of.rows(month)]


def test_balance_days_count_the_last_day() -> None:
    """30,000 from the 1st, 20,000 from the 15th, 10,000 from the 25th of a 31-day month: 14 × 30,000 + 10 × 20,000 +
    7 × 10,000 = 690,000 yuan-days.
    """
    moved = account(
        (date(2024, 4, 30), 3_000_000), (date(2024, 5, 15), 2_000_000), (date(2024, 5, 25), 1_000_000)
    )
    assert moved.balance_days(MAY) == 69_000_000


def test_export_begins_with_the_balance_carried_in() -> None:
    """The first row is the last day of the month before, then each change of the month, none of the next."""
    moved = account((date(2024, 3, 5), 500), (date(2024, 5, 15), 700), (date(2024, 6, 1), 900))
    assert listed(moved, MAY) == [(date(2024, 4, 30), 500), (date(2024, 5, 15), 700)]


def test_account_opened_in_the_month_has_no_row_before() -> None:
    """Opened on 9 May: one row, of that day; nothing in April."""
    new = account((date(2024, 5, 9), 100), opened=date(2024, 5, 9))
    assert listed(new, MAY) == [(date(2024, 5, 9), 100)]
    assert listed(new, Month(2024, 4)) == []


def test_closed_account_ends_with_zero_and_then_is_gone() -> None:
    """Closed on 20 May: a row of 0 that day, no row in June."""
    gone = account((date(2024, 4, 1), 100), (date(2024, 5, 20), 0), closed=date(2024, 5, 20))
    assert listed(gone, MAY) == [(date(2024, 4, 30), 100), (date(2024, 5, 20), 0)]
    assert listed(gone, Month(2024, 6)) == []
