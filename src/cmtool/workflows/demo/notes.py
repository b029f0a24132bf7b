"""A note (借据) from grant to settlement, and what the month-end ledger says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from cmtool.model.month import Month
from cmtool.workflows.demo.clients import Client

_DAY = timedelta(days=1)
_CLASSES = ((270, "可疑"), (90, "次级"), (0, "关注"))  # more days overdue than this
OFF_BALANCE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Interest:
    """What fell due and what was paid on one day; fen."""

    day: date
    due: int
    paid: int


@dataclass(frozen=True)
class Note:
    """One note over its whole life, so that every month's ledger agrees with the month before.

    Money in fen, ``rate`` in hundredths of a per cent a year; ``repaid`` is principal by day.
    """

    id: str
    contract: str
    client: Client
    product: str
    security: str
    repayment: str
    granted_on: date
    due_on: date
    amount: int
    rate: int
    repaid: tuple[tuple[date, int], ...]
    interest: tuple[Interest, ...] = ()

    def balance(self, day: date) -> int:
        """Principal outstanding at the end of a day."""
        if day < self.granted_on:
            return 0
        return self.amount - sum(principal for paid_on, principal in self.repaid if paid_on <= day)

    @cached_property
    def settled_on(self) -> date | None:
        if sum(principal for _, principal in self.repaid) < self.amount:
            return None
        return self.repaid[-1][0]

    def balance_days(self, start: date, end: date) -> int:
        """Σ balance × days from ``start`` to the day before ``end`` (算头不算尾); fen-days."""
        inner = [day for day, _ in self.repaid if start < day < end]
        edges = [start, *inner, end]
        return sum(self.balance(first) * (following - first).days for first, following in pairwise(edges))

    def stands_in(self, month: Month) -> bool:
        """Whether the month's ledger lists it: granted by month end, and not settled before the month."""
        if self.granted_on > month.last:
            return False
        return self.settled_on is None or self.settled_on >= month.first

    def overdue_days(self, day: date) -> int:
        return max(0, (day - self.due_on).days) if self.balance(day) else 0

    def collected(self, month: Month) -> int:
        return sum(principal for day, principal in self.repaid if month.contains(day))

    def interest_paid(self, month: Month) -> int:
        return sum(part.paid for part in self.interest if month.contains(part.day))

    def row(self, month: Month) -> tuple[object, ...]:
        """The note's row of 贷款台账 at the end of a month, in the order of NOTE_FIELDS."""
        last = month.last
        overdue = self.overdue_days(last)
        arrears = sum(part.due - part.paid for part in self.interest if part.day <= last)
        off_balance = overdue > OFF_BALANCE_DAYS
        settled = self.settled_on
        return (
            self.id,
            self.contract,
            self.client.id,
            self.client.name,
            self.client.manager,
            self.product,
            self.security,
            self.repayment,
            self.granted_on,
            self.due_on,
            self.rate,
            self.amount,
            self.balance(date(month.year, 1, 1) - _DAY),
            self.balance(month.first - _DAY),
            self.collected(month),
            self.balance(last),
            sum(part.due for part in self.interest if month.contains(part.day)),
            self.interest_paid(month),
            0 if off_balance else arrears,
            arrears if off_balance else 0,
            next((name for days, name in _CLASSES if overdue > days), "正常"),
            overdue,
            settled if settled is not None and settled <= last else None,
        )


NOTE_FIELDS = (
    "note",
    "contract",
    "client",
    "client_name",
    "manager",
    "product",
    "security",
    "repayment",
    "granted_on",
    "due_on",
    "annual_rate",
    "amount",
    "year_start_balance",
    "last_balance",
    "collected_principal",
    "balance",
    "due_interest",
    "collected_interest",
    "arrears_on_balance",
    "arrears_off_balance",
    "risk_class",
    "overdue_days",
    "settled_on",
)
