"""When interest falls due on a note, how much, and whether it is paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.model.month import Month
from cmtool.workflows.demo.dice import Dice
from cmtool.workflows.demo.notes import Interest, Note
from cmtool.workflows.demo.plan import Plan

SETTLEMENT_DAY = 20  # 结息日
_MONTHS_BEFORE = 4  # so far back, at most three months before the first, all interest was paid on the day
_YEAR = 360 * 10_000  # days of a bank's year × hundredths of a per cent in a whole
_LATE_PAYER = 20  # of a hundred, once the note is overdue


def interest_of(note: Note, plan: Plan, promptness: int, dice: Dice) -> tuple[Interest, ...]:
    """Interest from before the plan's first month to its end; ``promptness`` of a hundred payments come on the day.

    What is not paid stays in arrears until a later payment, the settlement at the latest.
    """
    parts: list[Interest] = []
    arrears = 0
    start, days = _schedule(note, plan)
    for day in days:
        due = _accrued(note, start, day)
        arrears += due
        chance = _LATE_PAYER if day > note.due_on else promptness
        paid = arrears if day == note.settled_on or dice.chance(chance) else 0
        arrears -= paid
        parts.append(Interest(day, due, paid))
        start = day
    return tuple(parts)


def _accrued(note: Note, start: date, end: date) -> int:
    """Interest for the days from ``start`` to before ``end``, half up to the fen."""
    return (2 * note.balance_days(start, end) * note.rate + _YEAR) // (2 * _YEAR)


def _schedule(note: Note, plan: Plan) -> tuple[date, list[date]]:
    """From when interest runs, and the days up to the plan's end on which it falls due; the settlement is one."""
    start, days = note.granted_on, [note.due_on]
    if note.repayment != "利随本清":
        first = plan.first.plus(-_MONTHS_BEFORE)
        days = list(_settlement_days(first, plan.until, 3 if "按季" in note.repayment else 1))
        if start < first.first:
            start = days[0]
    last = note.settled_on or date.max
    days = [day for day in days if start < day < last and day <= plan.closing]
    return start, [*days, last] if last <= plan.closing else days


def _settlement_days(first: Month, last: Month, step: int) -> Iterator[date]:
    month = first
    while month <= last:
        if month.number % step == 0:
            yield month.first.replace(day=SETTLEMENT_DAY)
        month = month.next
