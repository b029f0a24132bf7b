"""Lots by hand: what is charged, released, redeemed, settled or lost of each, and that the parts add up."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cmtool.model.month import Month
from cmtool.model.state import Lot
from cmtool.policy.releases import SameLotAfter
from cmtool.rules import lots

JUNE = Month(2024, 6)
FEN = st.integers(0, 5_000_000).map(lambda fen: Fraction(fen, 100))


def every(entry: lots.Entry) -> bool:
    return entry.amount >= 0


ACCOUNTS = st.lists(st.tuples(st.integers(1, 40), FEN), max_size=8)


def entries(*amounts: str, before: Month = JUNE) -> lots.Entries:
    """One lot a month, the last of the month before."""
    count = len(amounts)
    held = [
        Lot("risk", before.plus(number - count), Fraction(amount), Fraction(amount))
        for number, amount in enumerate(amounts)
    ]
    return lots.opened(held, before, Fraction(0))


def parts(found: lots.Entries, part: str) -> list[Fraction]:
    return [getattr(entry, part) for entry in found]


def account(pairs: list[tuple[int, Fraction]]) -> lots.Entries:
    return lots.opened(
        [Lot("risk", JUNE.plus(-ago), amount, amount) for ago, amount in pairs], JUNE, Fraction(0)
    )


def test_lots_stand_in_the_order_of_their_months_and_later_ones_are_not_there_yet() -> None:
    held = [Lot("risk", Month(2024, number), Fraction(number), Fraction(number)) for number in (5, 3, 6, 8)]
    found = lots.opened(held, JUNE, Fraction(7))
    assert [(entry.month.number, entry.opening, entry.held) for entry in found] == [
        (3, 3, 0),
        (5, 5, 0),
        (6, 0, 7),
    ]


def test_a_charge_takes_the_oldest_lots_first_and_says_what_they_could_not_give() -> None:
    found, rest = lots.charge(entries("100", "200", "300"), Fraction(250))
    assert (parts(found, "charged"), rest) == ([100, 150, 0], 0)
    found, rest = lots.charge(entries("100", "200", "300"), Fraction("700.50"))
    assert (parts(found, "closing"), rest) == ([0, 0, 0], Fraction("100.50"))


def test_a_lot_of_december_comes_back_eighteen_months_later_in_june_of_the_year_after_next() -> None:
    """December 2023 + 18 months: twelve to December 2024, six more to June 2025. Not in May; not in a month 0."""
    rule = SameLotAfter(kind="same_lot_after", months=(18,))
    for month, released in ((Month(2025, 5), 0), (Month(2025, 6), 400), (Month(2025, 7), 400)):
        found = lots.opened([Lot("risk", Month(2023, 12), Fraction(400), Fraction(400))], month, Fraction(0))
        assert parts(lots.ripen(found, rule, month), "released") == [released]


def test_every_month_of_a_year_comes_back_after_its_own_months() -> None:
    """Twelve lots, each released exactly 18 calendar months on: the months number 7 … 12, then 1 … 6."""
    rule = SameLotAfter(kind="same_lot_after", months=(18,))
    backs = []
    for number in range(1, 13):
        lot = Lot("risk", Month(2023, number), Fraction(1), Fraction(1))
        back = next(
            month
            for month in (Month(2023, number).plus(n) for n in range(1, 40))
            if lots.ripen(lots.opened([lot], month, Fraction(0)), rule, month)[0].released
        )
        backs.append((back.year, back.number))
    assert backs == [
        *((2024, number) for number in range(7, 13)),
        *((2025, number) for number in range(1, 7)),
    ]


def test_instalments_are_equal_parts_of_what_is_left_and_the_last_takes_the_rest() -> None:
    """100.00 in three parts: 33.33, then half of 66.67 is 33.335 → 33.34, then 33.33."""
    rule = SameLotAfter(kind="same_lot_after", months=(12, 24, 36))
    lot, released = Lot("risk", Month(2021, 6), Fraction(100), Fraction(100)), []
    for month in (Month(2022, 6), Month(2022, 7), Month(2023, 6), Month(2024, 6), Month(2024, 7)):
        (entry,) = lots.ripen(lots.opened([lot], month, Fraction(0)), rule, month)
        released.append(entry.released)
        lot = entry.lot("risk")
    assert released == [Fraction("33.33"), 0, Fraction("33.34"), Fraction("33.33"), 0]


def test_instalments_that_were_put_off_come_together_and_charges_lessen_those_to_come() -> None:
    """Shares 40/30/30 of 1,000: nothing for 25 months, then 40 + 30 of 100 parts: 700. After a charge of 100 the
    last part is the 200 that are left."""
    rule = SameLotAfter(
        kind="same_lot_after",
        months=(12, 24, 36),
        shares=(Fraction("0.4"), Fraction("0.3"), Fraction("0.3")),
    )
    lot = Lot("risk", Month(2021, 5), Fraction(1000), Fraction(1000))
    (entry,) = lots.ripen(lots.opened([lot], JUNE.plus(-12), Fraction(0)), rule, JUNE.plus(-12))
    assert (entry.released, entry.instalments) == (700, 2)
    charged, _ = lots.charge(lots.opened([entry.lot("risk")], JUNE, Fraction(0)), Fraction(100))
    assert parts(lots.ripen(charged, rule, JUNE), "released") == [200]


def test_redeeming_prints_the_whole_once_and_the_parts_add_up() -> None:
    """Half of three lots of 0.01 is 0.015, printed 0.02: 0.01, 0.00 and 0.01 of the lots."""
    found = lots.redeem(entries("0.01", "0.01", "0.01"), Fraction(1, 2), every, lost=True)
    assert parts(found, "released") == [Fraction("0.01"), 0, Fraction("0.01")]
    assert parts(found, "closing") == [0, 0, 0]


def test_a_settlement_below_zero_is_owed_and_one_above_the_account_is_paid() -> None:
    """600 held: worth 1,600 pays 1,600; worth −1,400 empties the account and takes 1,400 more."""
    for amount in (Fraction(250), Fraction(1600), Fraction(-1400), Fraction(0)):
        found = lots.settle(entries("100", "200", "300"), amount, every)
        assert lots.total(found, "released") == amount
        assert lots.total(found, "forfeited") == 600 - amount
        assert parts(found, "closing") == [0, 0, 0]


@given(ACCOUNTS, st.fractions(0, 1), st.booleans())
def test_redeemed_parts_are_never_below_zero_and_never_more_than_the_lot(
    pairs: list[tuple[int, Fraction]], rate: Fraction, lost: bool
) -> None:
    found = lots.redeem(account(pairs), rate, every, lost=lost)
    assert all(0 <= entry.released <= entry.opening for entry in found)
    assert all(entry.closing >= 0 and (entry.released * 100).denominator == 1 for entry in found)


@given(ACCOUNTS, FEN)
def test_charges_take_what_is_asked_or_all_there_is(
    pairs: list[tuple[int, Fraction]], amount: Fraction
) -> None:
    before = account(pairs)
    found, rest = lots.charge(before, amount)
    assert lots.total(found, "charged") + rest == amount
    assert rest == 0 or lots.left(found) == 0
    assert lots.left(found) == lots.left(before) - (amount - rest)
