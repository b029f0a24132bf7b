"""Deposit accounts and how their balances move; the export lists changes, each with the balance it left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cmtool.model.month import Month
from cmtool.workflows.demo.clients import Client
from cmtool.workflows.demo.dice import Dice
from cmtool.workflows.demo.plan import Plan

_DAY = timedelta(days=1)
DEMAND, TIME, PUBLIC = "活期储蓄存款", "定期储蓄存款", "单位活期存款"
PRODUCTS = (DEMAND, TIME, PUBLIC)
_DEMAND_LEVELS = ((35, (1, 5)), (35, (5, 15)), (22, (15, 50)), (8, (50, 200)))
_TIME_LEVELS = ((35, (10, 30)), (40, (30, 80)), (20, (80, 200)), (5, (200, 500)))
_PUBLIC_LEVELS = ((100, (40, 200)),)  # thousand yuan
_THOUSAND_YUAN = 100_000  # fen


@dataclass(frozen=True)
class Account:
    """One account. ``balances`` are its balance (fen) from each day on; the first is from before the plan's months
    or from the opening, a closing balance is 0.
    """

    id: str
    client: Client
    product: str
    opened_on: date
    due_on: date | None
    closed_on: date | None
    balances: tuple[tuple[date, int], ...]

    def balance(self, day: date) -> int:
        """The balance at the end of a day."""
        return next((balance for since, balance in reversed(self.balances) if since <= day), 0)

    def rows(self, month: Month) -> Iterator[tuple[object, ...]]:
        """Rows of 存款分户余额 in the order of ACCOUNT_FIELDS: the balance carried in, then each change."""
        before = month.first - _DAY
        if self.opened_on <= before and (self.closed_on is None or self.closed_on > before):
            yield self._row(before, self.balance(before), month)
        for day, balance in self.balances:
            if month.contains(day):
                yield self._row(day, balance, month)

    def _row(self, day: date, balance: int, month: Month) -> tuple[object, ...]:
        closed = self.closed_on if self.closed_on is not None and self.closed_on <= month.last else None
        client = self.client
        return (
            self.id,
            client.id,
            client.name,
            client.manager,
            self.product,
            day,
            balance,
            self.opened_on,
            self.due_on,
            closed,
        )

    def balance_days(self, month: Month) -> int:
        """积数 of the month: Σ balance × days held, the last day included; fen-days."""
        since, total = month.first, 0
        balance = self.balance(since - _DAY)
        for day, following in self.balances:
            if month.contains(day):
                total += balance * (day - since).days
                since, balance = day, following
        return total + balance * ((month.last - since).days + 1)


ACCOUNT_FIELDS = (
    "account",
    "client",
    "client_name",
    "manager",
    "product",
    "date",
    "balance",
    "opened_on",
    "due_on",
    "closed_on",
)


def accounts_of(plan: Plan, client: Client, size: int) -> Iterator[Account]:
    """The client's accounts that some month of the plan lists; ``size`` scales the balances, in per cent."""
    dice = Dice(plan.seed, "accounts", client.number)
    if client.category in ("公司", "机构"):
        yield _demand(plan, client, PUBLIC, dice.weighted(_PUBLIC_LEVELS), size)
        return
    if dice.chance(88):
        yield _demand(plan, client, DEMAND, dice.weighted(_DEMAND_LEVELS), size)
    if dice.chance(42):
        yield from _time(plan, client, dice.weighted(_TIME_LEVELS), size)


def _demand(plan: Plan, client: Client, product: str, level: tuple[int, int], size: int) -> Account:
    """A current account: a few changes a month around its own level."""
    dice = Dice(plan.seed, "moves", client.number)
    usual = dice.between(*level) * _THOUSAND_YUAN * size // 100
    opened = client.filed + timedelta(days=dice.between(0, 3))
    balances = {max(opened, plan.opening - _DAY): _around(usual, dice)}
    for month in plan.span:
        for _ in range(dice.weighted(((45, 0), (30, 1), (17, 2), (8, 3)))):
            day = month.first.replace(day=dice.between(1, month.days))
            if day > opened:
                balances[day] = _around(usual, dice)
    return Account(_id(plan, client, 1), client, product, opened, None, None, tuple(sorted(balances.items())))


def _around(usual: int, dice: Dice) -> int:
    return usual * dice.between(550, 1450) // 1000 + dice.between(0, 999)


def _time(plan: Plan, client: Client, level: tuple[int, int], size: int) -> Iterator[Account]:
    """A one-year deposit; at maturity most roll over into a new account on the same day."""
    dice = Dice(plan.seed, "time", client.number)
    amount = dice.between(*level) * _THOUSAND_YUAN * size // 100
    opened = plan.first.plus(-dice.between(1, 12)).first.replace(day=dice.between(1, 28))
    if client.filed >= plan.opening:
        opened = client.filed
    number = 2
    while opened <= plan.closing:
        due = opened.replace(year=opened.year + 1, day=min(opened.day, 28))
        closed = due if due <= plan.closing else None
        balances = [(opened, amount)] + ([(closed, 0)] if closed else [])
        if closed is None or closed >= plan.opening:
            yield Account(_id(plan, client, number), client, TIME, opened, due, closed, tuple(balances))
        if not dice.chance(75):
            return
        opened, number, amount = due, number + 1, amount * dice.between(80, 115) // 100


def _id(plan: Plan, client: Client, number: int) -> str:
    return f"8{plan.code}{client.number:07d}{number:02d}"
