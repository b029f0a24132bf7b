"""What each manager is to reach, and whose shared clients are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.month import Month
from cmtool.workflows.demo.accounts import Account
from cmtool.workflows.demo.clients import Client
from cmtool.workflows.demo.notes import Note
from cmtool.workflows.demo.plan import Plan
from cmtool.workflows.demo.roster import District

TARGET_FIELDS = ("manager", "indicator", "period", "value", "plan")
ASSIGNMENT_FIELDS = ("client", "manager", "role", "share", "start")

_SMALL = (
    50  # clients: below it every fourth manager has no contract of their own, and the policy's targets hold
)
_LEAST = 1000  # yuan: targets are whole thousands


@dataclass(frozen=True, slots=True)
class Ordinary:
    """What an average month of a district brings; whole yuan, 积数 in yuan-days."""

    deposits: int
    balance_days: int
    granted: int
    interest: int


def ordinary(plan: Plan, notes: Sequence[Note], accounts: Sequence[Account]) -> Ordinary:
    """The averages over the plan's months of what a district's own rows add up to."""
    days = [(month, sum(account.balance_days(month) for account in accounts)) for month in plan.span]
    granted = sum(note.amount for note in notes if note.granted_on >= plan.opening)
    paid = sum(note.interest_paid(month) for note in notes for month in plan.span)
    months = 100 * plan.months  # fen of all months → yuan of one
    return Ordinary(
        deposits=sum(total // month.days for month, total in days) // months,
        balance_days=sum(total for _, total in days) // months,
        granted=granted // months,
        interest=paid // months,
    )


def target_rows(plan: Plan, district: District, usual: Ordinary) -> list[tuple[object, ...]]:
    """The manager's rows of 目标 for each month: set so that an ordinary month brings ``aim`` per cent of them."""
    contract = {
        "存款月均余额": usual.deposits,
        "存款积数": usual.balance_days,
        "本月发放贷款": usual.granted,
        "本月实收利息": usual.interest,
    }
    if district.mode == "存款":
        contract = {name: amount for name, amount in contract.items() if name.startswith("存款")}
    elif plan.clients < _SMALL and district.number % 4 == 0:
        del contract["本月实收利息"]
    return [
        (district.manager, name, str(month), _target(amount, district.aim), district.mode)
        for month in plan.span
        for name, amount in contract.items()
    ]


def _target(amount: int, aim: int) -> int:
    return max(1, (amount * 100 // aim + _LEAST // 2) // _LEAST) * _LEAST


def assignment_rows(
    plan: Plan, districts: Sequence[District], clients: Sequence[Sequence[Client]]
) -> list[tuple[object, ...]]:
    """Shared clients: in each pair of districts the first one's first client of old also has the second manager.

    In turn both lead (主办, 六四开), or one leads alone and the second assists (协办) with a share of its own.
    """
    rows: list[tuple[object, ...]] = []
    start = Month(plan.first.year - 1, 1).first
    for first, second in zip(districts[::2], districts[1::2], strict=False):
        known = [client for client in clients[first.number] if client.filed < plan.opening]
        client = (known or clients[first.number])[0].id
        both_lead = first.number % 4 == 0
        share = Fraction(6, 10) if both_lead else Fraction(1)
        rows.append((client, first.manager, "主办", share, start))
        rows.append(
            (
                client,
                second.manager,
                "主办" if both_lead else "协办",
                1 - share if both_lead else Fraction(3, 10),
                start,
            )
        )
    return rows
