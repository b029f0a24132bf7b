"""How a client borrows: chains of notes, each granted some days after the one before it was paid back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cmtool.model.month import Month
from cmtool.workflows.demo.clients import Client
from cmtool.workflows.demo.dice import Dice
from cmtool.workflows.demo.interest import interest_of
from cmtool.workflows.demo.notes import Note
from cmtool.workflows.demo.plan import Plan
from cmtool.workflows.demo.roster import District

_LINES = ((4, 0), (52, 1), (44, 2))  # how many credit lines a household has
_TERMS = ((84, 12), (9, 6), (7, 24))  # months; so about 20 notes of 200 households mature in a month
_PAUSE = 13  # days from a settlement to the next grant, on average
_HOUSEHOLD = ((30, (20, 50)), (35, (50, 100)), (25, (100, 200)), (9, (200, 500)), (1, (500, 1000)))
_FIRM = ((60, (300, 800)), (40, (800, 2000)))  # thousand yuan
_GUARANTEED_UP_TO = 50  # thousand yuan for one household on a guarantee (002 art. 10)
_THOUSAND_YUAN = 100_000  # fen


def notes_of(plan: Plan, district: District, client: Client) -> Iterator[Note]:
    """The client's notes that some month of the plan lists."""
    dice = Dice(plan.seed, "lines", client.number)
    for number in range(1 if client.category == "公司" else dice.weighted(_LINES)):
        own = Dice(plan.seed, "note", client.number, number)
        thousands = own.between(*own.weighted(_FIRM if client.category == "公司" else _HOUSEHOLD))
        first = max(1, thousands * district.size // 100)
        yield from _CreditLine(plan, district, client, number, first, own.weighted(_TERMS), own).notes()


@dataclass(frozen=True, slots=True)
class _CreditLine:
    """One line of credit of a client: notes of the same ``term`` (months), one after the other, the first of ``first``
    thousand yuan.
    """

    plan: Plan
    district: District
    client: Client
    number: int
    first: int
    term: int
    dice: Dice

    def notes(self) -> Iterator[Note]:
        """The chain from its first grant on, as far as some month lists it."""
        plan, district, dice = self.plan, self.district, self.dice
        granted_on, sequence, thousands = self._beginning(), 1, self.first
        while granted_on <= plan.closing:
            note = self._note(sequence, thousands, granted_on)
            note = replace(note, repaid=_repaid(note, _weakness(district), dice))
            if any(note.stands_in(month) for month in plan.span):
                yield replace(note, interest=interest_of(note, plan, _promptness(district), dice))
            settled = note.settled_on
            if settled is None or dice.chance(3):
                return
            pause = dice.between(40, 100) if dice.chance(8) else dice.between(1, 20)
            granted_on = settled + timedelta(days=pause)
            thousands = max(1, thousands * dice.between(92, 112) // 100)
            sequence += 1

    def _beginning(self) -> date:
        """The first grant: soon after a new client was registered, else two to three rounds of lending ago."""
        if self.client.filed >= self.plan.opening:
            return self.client.filed + timedelta(days=self.dice.between(2, 12))
        around = (
            self.term * 365 // 12 + _PAUSE
        )  # days from one grant to the next, so that maturities spread evenly
        return self.plan.opening - timedelta(days=2 * around + self.dice.between(0, around - 1))

    def _note(self, sequence: int, thousands: int, granted_on: date) -> Note:
        plan, client = self.plan, self.client
        serial = f"{client.number:07d}{self.number}{sequence:02d}"
        product, repayment = self._product()
        return Note(
            id=f"{plan.code}{serial}",
            contract=f"{plan.place}农信借字〔{granted_on.year}〕第{serial}号",
            client=client,
            product=product,
            security=self._security(thousands),
            repayment=repayment,
            granted_on=granted_on,
            due_on=_months_after(granted_on, self.term),
            amount=thousands * _THOUSAND_YUAN,
            rate=self.dice.weighted(((50, 720), (25, 780), (15, 840), (10, 660))),
            repaid=(),
        )

    def _product(self) -> tuple[str, str]:
        """The product and how interest is paid."""
        if self.client.category == "公司":
            return "小企业流动资金贷款", "按月结息到期还本"
        own = "农户小额信用贷款" if self.client.category == "农户" else "个人经营贷款"
        product = "农户联保贷款" if self.term == 24 else own
        return product, self.dice.weighted(
            ((80, "按月结息到期还本"), (12, "按季结息到期还本"), (8, "利随本清"))
        )

    def _security(self, thousands: int) -> str:
        """Small loans on credit or on a guarantee, a household's second one never on a guarantee; else a pledge."""
        if self.client.category == "公司":
            return self.dice.one_of(("抵押", "抵押", "质押"))
        if thousands <= _GUARANTEED_UP_TO:
            return "信用" if self.number else self.dice.one_of(("信用", "保证"))
        return self.dice.one_of(("抵押", "抵押", "抵押", "质押"))


def _months_after(day: date, months: int) -> date:
    """The same day so many months on, or that month's last day."""
    month = Month.of(day).plus(months)
    return month.first.replace(day=min(day.day, month.days))


def _weakness(district: District) -> int:
    return max(0, 110 - district.aim)


def _promptness(district: District) -> int:
    """In how many of a hundred cases interest is paid on the day."""
    return 98 - _weakness(district) // 10


def _repaid(note: Note, weakness: int, dice: Dice) -> tuple[tuple[date, int], ...]:
    """How the principal comes back: in time for most, early or in two parts for some, late or never for a few."""
    due, whole = note.due_on, note.amount
    late = weakness * weakness // 60
    outcome = dice.weighted(
        ((weakness // 6, "never"), (late, "late"), (50, "early"), (40, "parts"), (900 - late, "in time"))
    )
    if outcome == "never":
        return ((due + timedelta(days=dice.between(20, 60)), _share(whole, 20)),) if dice.chance(40) else ()
    if outcome == "late":
        return ((due + timedelta(days=dice.between(8, 80)), whole),)
    if outcome == "early":
        return ((due - timedelta(days=dice.between(5, 50)), whole),)
    if outcome == "parts":
        first = _share(whole, dice.between(20, 50))
        return ((due - timedelta(days=dice.between(30, 120)), first), (due, whole - first))
    return ((due - timedelta(days=dice.between(0, 4)), whole),)


def _share(whole: int, percent: int) -> int:
    """A part in whole hundreds of yuan."""
    return whole * percent // 100 // 10_000 * 10_000
