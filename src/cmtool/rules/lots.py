"""Lots of one account: pure arithmetic over them. Yuan, every amount exact to the fen; the oldest lot first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cmtool.model.money import FEN, half_up
from cmtool.model.month import Month
from cmtool.model.state import Lot
from cmtool.policy.releases import SameLotAfter

NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One lot in one month: opening + held − charged − released − forfeited = closing.

    ``amount`` is what was held in the lot's own month, ``instalments`` how many of its parts have come back.
    """

    month: Month
    amount: Fraction
    opening: Fraction = NONE
    held: Fraction = NONE
    charged: Fraction = NONE
    released: Fraction = NONE
    forfeited: Fraction = NONE
    instalments: int = 0

    @property
    def closing(self) -> Fraction:
        return self.opening + self.held - self.charged - self.released - self.forfeited

    def lot(self, hold: str) -> Lot:
        return Lot(hold, self.month, self.amount, self.closing, self.instalments)


Entries = tuple[Entry, ...]


def opened(lots: Iterable[Lot], month: Month, held: Fraction) -> Entries:
    """The lots of earlier months, oldest first, and this month's own; a lot of a later month is not there yet."""
    earlier = sorted((lot for lot in lots if lot.month < month), key=lambda lot: lot.month)
    entries = [Entry(lot.month, lot.amount, lot.remaining, instalments=lot.instalments) for lot in earlier]
    return (*entries, Entry(month, held, held=held)) if held else tuple(entries)


def left(entries: Iterable[Entry]) -> Fraction:
    return sum((entry.closing for entry in entries), NONE)


def charge(entries: Entries, amount: Fraction) -> tuple[Entries, Fraction]:
    """Take an amount from the oldest lots first; also what they could not give."""
    found: list[Entry] = []
    for entry in entries:
        taken = min(amount, entry.closing)
        amount -= taken
        found.append(replace(entry, charged=entry.charged + taken))
    return tuple(found), amount


def ripen(entries: Entries, rule: SameLotAfter, month: Month) -> Entries:
    """Release of each lot the instalments that have fallen due, late ones too: of what is left of it, their share of
    the shares still to come, so that the last one takes the rest."""
    return tuple(_ripened(entry, rule, month) for entry in entries)


def _ripened(entry: Entry, rule: SameLotAfter, month: Month) -> Entry:
    due = sum(entry.month.plus(months) <= month for months in rule.months)
    if due <= entry.instalments:
        return entry
    shares = rule.parts()
    part = sum(shares[entry.instalments : due], NONE) / sum(shares[entry.instalments :], NONE)
    return replace(entry, released=entry.released + half_up(entry.closing * part, FEN), instalments=due)


def release_oldest(entries: Entries, amount: Fraction) -> Entries:
    """Release an amount from the oldest lots first; it is not more than there is."""
    found: list[Entry] = []
    for entry in entries:
        freed = min(amount, entry.closing)
        amount -= freed
        found.append(replace(entry, released=entry.released + freed))
    return tuple(found)


def redeem(entries: Entries, rate: Fraction, chosen: Callable[[Entry], bool], *, lost: bool) -> Entries:
    """Release a rate (0 to 1) of the chosen lots together, printed once; each lot's part so that they add up.

    ``lost`` takes the rest of the chosen lots out of the account.
    """
    found: list[Entry] = []
    sum_before = NONE
    for entry in entries:
        if not chosen(entry):
            found.append(entry)
            continue
        sum_after = sum_before + entry.closing
        freed = half_up(rate * sum_after, FEN) - half_up(rate * sum_before, FEN)
        sum_before = sum_after
        rest = entry.closing - freed if lost else NONE
        found.append(replace(entry, released=entry.released + freed, forfeited=entry.forfeited + rest))
    return tuple(found)


def settle(entries: Entries, amount: Fraction, chosen: Callable[[Entry], bool]) -> Entries:
    """Empty the chosen lots against an amount to pay, which may be below zero or above what is held.

    What the lots cannot give, and what the person owes, stands at the last of them: released − what is left of it
    is then what the settlement itself adds (forfeited below zero) or takes.
    """
    held = left(entry for entry in entries if chosen(entry))
    rate = min(max(amount / held, NONE), Fraction(1)) if held else NONE
    found = list(redeem(entries, rate, chosen, lost=True))
    places = [place for place, entry in enumerate(entries) if chosen(entry)]
    if places:
        last = found[places[-1]]
        more = amount - sum((found[place].released for place in places), NONE)
        found[places[-1]] = replace(last, released=last.released + more, forfeited=last.forfeited - more)
    return tuple(found)


def forfeit(entries: Entries) -> Entries:
    """All that is left is lost."""
    return tuple(replace(entry, forfeited=entry.forfeited + entry.closing) for entry in entries)


def release_all(entries: Entries) -> Entries:
    """All that is left comes back."""
    return tuple(replace(entry, released=entry.released + entry.closing) for entry in entries)


def total(entries: Sequence[Entry], part: str) -> Fraction:
    """``opening``, ``held``, ``charged``, ``released``, ``forfeited`` or ``closing`` of all lots together."""
    found: Fraction = sum((getattr(entry, part) for entry in entries), NONE)
    return found
