"""A holding account in one month: held, charged, released, lost; by lot, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.money import FEN, fixed, half_up
from cmtool.model.month import Month
from cmtool.model.state import Past
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.holds import Hold
from cmtool.policy.releases import FractionOfBalance, Redeemed, SameLotAfter, Settled
from cmtool.rules import lots
from cmtool.rules.lots import NONE, Entries, Entry


@dataclass(frozen=True)
class Occasion:
    """What of the month an account depends on.

    ``held`` and ``charge`` are None while they have no value. ``paid`` says whether the pay of the month is settled:
    nothing comes back while it is not. ``rate`` is the share that a later indicator redeems, ``worth`` what a
    settlement comes to; None where the figure has no value, and ``why`` says how it came about or why not.
    """

    name: str
    month: Month
    past: Past
    held: Fraction | None
    charge: Fraction | None = NONE
    left: Month | None = None
    paid: bool = True
    rate: Fraction | None = None
    worth: Fraction | None = None
    why: Phrase = NOTHING

    def opened(self) -> Entries:
        own = [lot for lot in self.past.lots if lot.hold == self.name]
        return lots.opened(own, self.month, self.held or NONE)

    @property
    def first_year(self) -> int:
        """The year of the account's first lot, emptied ones too."""
        years = [lot.month.year for lot in self.past.lots if lot.hold == self.name]
        return min(years, default=self.month.year)


@dataclass(frozen=True)
class Account:
    """An account after the month: its lots, what has no value, what was said of it.

    ``released`` and ``charged`` are None while they have no value; the lots then stay as they are. ``short`` is what
    a charge could not take.
    """

    lots: Entries
    released: Fraction | None
    charged: Fraction | None
    short: Fraction = NONE
    said: Phrase = NOTHING

    def total(self, part: str) -> Fraction:
        return lots.total(self.lots, part)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a rule makes of the lots, in words; ``open`` when it cannot be said yet."""

    lots: Entries
    said: Phrase = NOTHING
    open: bool = False


def account(hold: Hold, occasion: Occasion) -> Account:
    """Held → charged, from the oldest lot → released or lost, by what is declared for leavers, else by the rule."""
    entries, short = occasion.opened(), NONE
    if occasion.charge is not None:
        entries, short = lots.charge(entries, occasion.charge)
    turn = _turned(hold, occasion, entries)
    freed = lots.total(turn.lots, "released")
    if freed and not occasion.paid:
        words = phrase("应发未定，到期的 {amount} 元以后一并释放", amount=fixed(freed, FEN, True))
        turn = Turn(entries, words, open=True)
    return Account(
        turn.lots,
        None if turn.open else freed,
        None if occasion.charge is None else lots.total(turn.lots, "charged"),
        short,
        turn.said,
    )


def _turned(hold: Hold, occasion: Occasion, entries: Entries) -> Turn:
    gone = occasion.left is not None and occasion.left <= occasion.month
    if gone and hold.leavers.kind != "keep":
        return _of_a_leaver(hold, occasion, entries)
    match hold.release:
        case SameLotAfter() as rule:
            after = lots.ripen(entries, rule, occasion.month)
            return Turn(after, _ripe_words(after, rule))
        case FractionOfBalance() as rule:
            return _part_of_balance(rule, occasion, entries)
        case Redeemed() as rule:
            return _redeemed(rule, occasion, entries)
        case Settled() as rule:
            return _settled(rule, occasion, entries)
        case _:
            return Turn(entries)


def _of_a_leaver(hold: Hold, occasion: Occasion, entries: Entries) -> Turn:
    assert occasion.left is not None, "asked only of leavers"
    balance = lots.left(entries)
    if not balance:
        return Turn(entries)
    values = {"month": occasion.left, "amount": fixed(balance, FEN, True)}
    if hold.leavers.months is None:
        return Turn(lots.forfeit(entries), phrase("{month} 离岗，余额 {amount} 元不再发放", **values))
    values["back"] = occasion.left.plus(hold.leavers.months)
    if occasion.month < occasion.left.plus(hold.leavers.months):
        return Turn(entries, phrase("{month} 离岗，余额 {amount} 元到 {back} 释放", **values))
    return Turn(lots.release_all(entries), phrase("{month} 离岗，余额 {amount} 元全部释放", **values))


def _ripe_words(entries: Entries, rule: SameLotAfter) -> Phrase:
    parts = tuple(
        phrase("{month} 的 {amount} 元", month=entry.month, amount=fixed(entry.released, FEN, True))
        for entry in entries
        if entry.released
    )
    if not parts:
        return NOTHING
    months = "、".join(map(str, rule.months))
    return phrase("满 {months} 个月释放：{parts}", months=months, parts=parts)


def _part_of_balance(rule: FractionOfBalance, occasion: Occasion, entries: Entries) -> Turn:
    month = occasion.month
    year = month.year if month.number >= rule.month else month.year - 1
    balance = lots.left(entry for entry in entries if entry.month.year < year)
    if not balance or year < occasion.first_year + rule.after_years or not is_due(occasion, (rule.month,)):
        return Turn(entries)
    words = phrase(
        "{year} 年末余额 {balance} × {fraction}",
        year=year - 1,
        balance=fixed(balance, FEN, True),
        fraction=rule.fraction,
    )
    return Turn(lots.release_oldest(entries, half_up(balance * rule.fraction, FEN)), words)


def _redeemed(rule: Redeemed, occasion: Occasion, entries: Entries) -> Turn:
    def chosen(entry: Entry) -> bool:
        return entry.month.plus(rule.after) <= occasion.month

    balance = lots.left(entry for entry in entries if chosen(entry))
    if not balance or not is_due(occasion, rule.months):
        return Turn(entries)
    if occasion.rate is None:
        return Turn(entries, phrase("{why}，本期不兑付", why=occasion.why), open=True)
    words = phrase(
        "余额 {balance} × 兑付比例 {rate}（{why}）",
        balance=fixed(balance, FEN, True),
        rate=fixed(occasion.rate * 100) + "%",
        why=occasion.why,
    )
    lost = rule.rest == "forfeited"
    if lost and occasion.rate < 1:
        words = phrase("{words}，其余不再发放", words=words)
    return Turn(lots.redeem(entries, occasion.rate, chosen, lost=lost), words)


def _settled(rule: Settled, occasion: Occasion, entries: Entries) -> Turn:
    if occasion.month.number not in rule.months:
        return Turn(entries)
    if occasion.worth is None:
        return Turn(entries, phrase("{why}，本期不清算", why=occasion.why), open=True)
    first = period_start(rule, occasion.month)
    if all(entry.month < first for entry in entries):
        entries = (*entries, Entry(occasion.month, NONE))
    before = [entry for entry in entries if entry.month >= first]
    gone = sum((entry.amount - entry.closing for entry in before), NONE)
    amount = half_up(occasion.worth, FEN) - gone
    words = occasion.why
    if gone:
        words = phrase("{words}，已扣用或释放 {gone}", words=words, gone=fixed(gone, FEN, True))
    return Turn(lots.settle(entries, amount, lambda entry: entry.month >= first), words)


def period_start(rule: Settled, month: Month) -> Month:
    """The month after the settlement before this one."""
    earlier = month.previous
    while earlier.number not in rule.months:
        earlier = earlier.previous
    return earlier.next


def is_due(occasion: Occasion, months: Sequence[int]) -> bool:
    """Whether a release of these calendar months is due now: in one of them, or put off since, while the account was
    being kept."""
    last = occasion.month
    while last.number not in months:
        last = last.previous
    if last == occasion.month:
        return True
    name, past = f"{occasion.name}.released", occasion.past
    kept = [month for month in past.figures if past.recorded(name, month)]
    return any(month <= last for month in kept) and all(
        past.figure(name, month) is None for month in kept if month >= last
    )
