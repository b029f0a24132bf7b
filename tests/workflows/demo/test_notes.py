"""A note's life and what each month's ledger says of it."""

from __future__ import annotations

from datetime import date

from cmtool.model.month import Month
from cmtool.workflows.demo.clients import Client
from cmtool.workflows.demo.dice import Dice
from cmtool.workflows.demo.interest import interest_of
from cmtool.workflows.demo.notes import NOTE_FIELDS, Interest, Note
from cmtool.workflows.demo.plan import Plan

APRIL, MAY, JUNE = Month(2024, 4), Month(2024, 5), Month(2024, 6)
CLIENT = Client(1, "0600010000001", "张三", "M001", "农户", "身份证", "", "", "新桥村", date(2015, 1, 1))


def note(
    *repaid: tuple[date, int], repayment: str = "按月结息到期还本", interest: tuple[Interest, ...] = ()
) -> Note:
    """100,000.00 yuan at 7.2 % from 10 May 2023 to 10 May 2024."""
    return Note(
        id="0600010000001001",
        contract="合同",
        client=CLIENT,
        product="农户小额信用贷款",
        security="抵押",
        repayment=repayment,
        granted_on=date(2023, 5, 10),
        due_on=date(2024, 5, 10),
        amount=10_000_000,
        rate=720,
        repaid=repaid,
        interest=interest,
    )


def row(of: Note, month: Month) -> dict[str, object]:
    return dict(zip(NOTE_FIELDS, of.row(month), strict=True))


def test_settled_note_stays_in_the_month_of_its_settlement() -> None:
    """Settled on 8 May: open in April, in May's ledger with balance 0 and its date, gone in June."""
    paid = note((date(2024, 5, 8), 10_000_000))
    assert [paid.stands_in(month) for month in (APRIL, MAY, JUNE)] == [True, True, False]
    assert (row(paid, APRIL)["balance"], row(paid, APRIL)["settled_on"]) == (10_000_000, None)
    assert (row(paid, MAY)["balance"], row(paid, MAY)["settled_on"]) == (0, date(2024, 5, 8))
    assert row(paid, MAY)["collected_principal"] == 10_000_000


def test_note_is_not_listed_before_its_grant() -> None:
    """Granted on 10 May 2023: not in April 2023, in May 2023 with no balance of the month before."""
    assert not note().stands_in(Month(2023, 4))
    assert row(note(), Month(2023, 5))["last_balance"] == 0


def test_overdue_days_and_class_follow_the_due_date() -> None:
    """Due 10 May, unpaid: 21 days at the end of May (关注), 51 in June; 21 + 30 + 31 + 31 = 113 in August: 次级."""
    late = note()
    assert (row(late, APRIL)["overdue_days"], row(late, APRIL)["risk_class"]) == (0, "正常")
    assert (row(late, MAY)["overdue_days"], row(late, MAY)["risk_class"]) == (21, "关注")
    assert row(late, JUNE)["overdue_days"] == 51
    august = row(late, Month(2024, 8))
    assert (august["overdue_days"], august["risk_class"]) == (113, "次级")


def test_interest_counts_the_first_day_and_not_the_last() -> None:
    """100,000 for the 30 days from 20 April to before 20 May is 3,000,000 yuan-days, half of it 20,000 less from 5 May on.

    Whole: 100,000 × 30 = 3,000,000. With 20,000 repaid on 5 May: 100,000 × 15 + 80,000 × 15 = 2,700,000.
    """
    start, end = date(2024, 4, 20), date(2024, 5, 20)
    assert note().balance_days(start, end) == 300_000_000
    assert note((date(2024, 5, 5), 2_000_000)).balance_days(start, end) == 270_000_000


def test_monthly_interest_is_rate_times_days_over_360() -> None:
    """7.2 % a year on 100,000: 20 April to 20 May has 30 days, 100,000 × 7.2 % × 30 ÷ 360 = 600.00; the 31 days before
    20 April are 620.00. Everyone pays on the day when promptness is 100.
    """
    open_note = note()
    plan = Plan(1, 1, 1, until=Month(2024, 4))
    parts = interest_of(open_note, plan, 100, Dice("x"))
    assert parts[-1] == Interest(date(2024, 4, 20), 62_000, 62_000)
    later = interest_of(open_note, Plan(1, 1, 1, until=MAY), 100, Dice("x"))
    assert [part.due for part in later if part.day == date(2024, 5, 20)] == [60_000]


def test_interest_at_the_end_comes_in_one_sum() -> None:
    """利随本清, settled on 10 May 2024: 366 days from 10 May 2023, 100,000 × 7.2 % × 366 ÷ 360 = 7,320.00."""
    settled = note((date(2024, 5, 10), 10_000_000), repayment="利随本清")
    parts = interest_of(settled, Plan(1, 1, 2, until=MAY), 0, Dice("x"))
    assert parts == (Interest(date(2024, 5, 10), 732_000, 732_000),)


def test_unpaid_interest_stands_in_arrears_until_it_is_paid() -> None:
    """600.00 due in April and not paid is 表内欠息 of April; paid with May's 600.00 it is gone, and May collected 1,200.00."""
    parts = (Interest(date(2024, 4, 20), 60_000, 0), Interest(date(2024, 5, 20), 60_000, 120_000))
    open_note = note(interest=parts)
    assert (row(open_note, APRIL)["arrears_on_balance"], row(open_note, APRIL)["collected_interest"]) == (
        60_000,
        0,
    )
    assert (row(open_note, MAY)["arrears_on_balance"], row(open_note, MAY)["collected_interest"]) == (
        0,
        120_000,
    )
