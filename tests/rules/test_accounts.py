"""Holding accounts over the months, by hand: what comes back when, and what of it belongs to whom."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.model.month import Month
from cmtool.model.state import Lot, Past
from cmtool.policy.holds import Hold
from cmtool.rules.accounts import Account, Occasion, account

TAKES_ALL = {"kind": "per_unit", "per": 1, "floor": "none", "cap": "none"}
Held = Mapping[Month, str]


def hold(**more: object) -> Hold:
    return Hold.model_validate({"label": "预留风险金", "on": ["piece"], "curve": TAKES_ALL, **more})


def of(hold: Hold, month: Month, *pairs: tuple[Month, str], **more: object) -> Account:
    """The account in a month in which nothing is held, over full lots."""
    lots = tuple(Lot("risk", when, Fraction(amount), Fraction(amount)) for when, amount in pairs)
    given: dict[str, object] = {"held": Fraction(0), "past": Past(lots=lots), **more}
    return account(hold, Occasion("risk", month, **given))  # type: ignore[arg-type]


def over(hold: Hold, first: Month, months: int, held: Held, **more: object) -> dict[Month, Account]:
    """The account month by month, each from what the month before left behind."""
    past, found = Past(), {}
    for month in (first.plus(n) for n in range(months)):
        now = account(hold, Occasion("risk", month, past, Fraction(held.get(month, 0)), **more))  # type: ignore[arg-type]
        figures = {**past.figures, month: {"risk.released": now.released}}
        past = Past(figures, tuple(entry.lot("risk") for entry in now.lots))
        found[month] = now
    return found


THIRDS = {"kind": "fraction_of_balance", "fraction": "1/3", "after_years": 3, "month": 1}


def test_one_third_of_the_balance_each_year_from_the_fourth() -> None:
    """9,000.00 held in year 1 (2021): 3,000.00 in January 2024, 2,000.00 of 6,000 in 2025, 1,333.33 of 4,000 in 2026."""
    found = over(hold(release=THIRDS), Month(2021, 1), 72, {Month(2021, 3): "5000", Month(2021, 9): "4000"})
    released = {str(month): now.released for month, now in found.items() if now.released}
    assert released == {
        "2024-01": Fraction("3000.00"),
        "2025-01": Fraction("2000.00"),
        "2026-01": Fraction("1333.33"),
    }
    assert found[Month(2026, 12)].total("closing") == Fraction("2666.67")


def test_thirty_thousand_at_the_end_of_the_third_year_give_ten_thousand_in_the_fourth() -> None:
    """10,000 a year from 2021: 30,000 at the end of 2023, 10,000.00 in January 2024; the lot of January stays out."""
    held = {Month(year, 6): "10000" for year in (2021, 2022, 2023)} | {Month(2024, 1): "500"}
    found = over(hold(release=THIRDS), Month(2021, 1), 37, held)
    assert [now.released for now in found.values() if now.released] == [10000]
    assert found[Month(2024, 1)].total("closing") == 20500


def test_eighteen_months_later_each_lot_comes_back_net_of_what_was_charged() -> None:
    """S5, the earlier version: 600 of December 2022, less 150 charged, is 450 in June 2024; the lot of January 2023
    follows in July."""
    rule = hold(release={"kind": "same_lot_after", "months": 18})
    pairs = ((Month(2022, 12), "600"), (Month(2023, 1), "40"))
    june = of(rule, Month(2024, 6), *pairs, charge=Fraction(150))
    assert (june.charged, june.released, june.total("closing")) == (150, 450, 40)
    assert of(rule, Month(2024, 5), *pairs).released == 0
    assert of(rule, Month(2024, 7), *pairs).released == 640


def test_running_a_month_again_gives_the_same_and_moves_nothing_of_the_policy() -> None:
    """The rule's own number of months stays what it was: every run of a month is alike."""
    rule = hold(release={"kind": "same_lot_after", "months": 18})
    before = rule.model_dump()
    runs = [of(rule, Month(2024, 6), (Month(2022, 12), "600")) for _ in range(3)]
    assert runs[0] == runs[1] == runs[2]
    assert rule.model_dump() == before


def test_while_the_pay_is_not_known_nothing_comes_back_and_later_all_does() -> None:
    rule = hold(release={"kind": "same_lot_after", "months": 12})
    unpaid = of(rule, Month(2024, 6), (Month(2023, 6), "600"), paid=False)
    assert (unpaid.released, unpaid.total("closing")) == (None, 600)
    assert str(unpaid.said) == "应发未定，到期的 600.00 元以后一并释放"
    assert of(rule, Month(2024, 7), (Month(2023, 6), "600")).released == 600


def test_a_yearly_release_that_was_put_off_comes_in_the_next_month_with_pay() -> None:
    rule = hold(release=THIRDS | {"after_years": 1})
    lot = Lot("risk", Month(2023, 5), Fraction(900), Fraction(900))
    put_off = Past(
        {Month(2023, 12): {"risk.released": Fraction(0)}, Month(2024, 1): {"risk.released": None}}, (lot,)
    )
    assert account(rule, Occasion("risk", Month(2024, 2), put_off, Fraction(0))).released == 300
    done = Past({**put_off.figures, Month(2024, 2): {"risk.released": Fraction(300)}}, (lot,))
    assert account(rule, Occasion("risk", Month(2024, 3), done, Fraction(0))).released == 0


def test_a_branch_that_starts_in_march_does_not_release_january_again() -> None:
    """Nobody recorded January: what was paid out then was paid out by hand."""
    rule = hold(release=THIRDS | {"after_years": 1})
    assert of(rule, Month(2024, 3), (Month(2023, 5), "900")).released == 0


REDEEMED = {
    "kind": "redeemed",
    "months": 12,
    "of": "bad_ratio",
    "curve": {"kind": "bands", "bands": [{"le": "1%", "v": 1}, {"gt": "1%", "v": "50%"}]},
    "rest": "forfeited",
}


def test_a_later_indicator_redeems_a_share_and_the_rest_is_lost_or_stays() -> None:
    pairs = ((Month(2024, 2), "300.01"), (Month(2024, 7), "200"))
    december = {"month": Month(2024, 12), "rate": Fraction(1, 2)}
    found = of(hold(release=REDEEMED), december["month"], *pairs, rate=december["rate"])  # type: ignore[arg-type]
    assert (found.released, found.total("forfeited"), found.total("closing")) == (
        Fraction("250.01"),
        Fraction("250.00"),
        0,
    )
    kept = of(hold(release=REDEEMED | {"rest": "kept"}), Month(2024, 12), *pairs, rate=Fraction(1, 2))
    assert (kept.released, kept.total("closing")) == (Fraction("250.01"), Fraction("250.00"))
    young = of(hold(release=REDEEMED | {"after": 6}), Month(2024, 12), *pairs, rate=Fraction(1))
    assert [entry.released for entry in young.lots] == [Fraction("300.01"), 0]
    assert of(hold(release=REDEEMED), Month(2024, 11), *pairs, rate=Fraction(1)).released == 0


def test_an_indicator_without_value_redeems_nothing_yet() -> None:
    found = of(hold(release=REDEEMED), Month(2024, 12), (Month(2024, 2), "300"))
    assert (found.released, found.total("closing")) == (None, 300)


SETTLED = {"kind": "settled", "months": 12, "of": "year_worth"}


@pytest.mark.parametrize(
    ("worth", "released", "forfeited"), [(1600, 1600, 2000), (-1400, -1400, 5000), (4600, 4600, -1000)]
)
def test_a_settlement_may_be_negative(worth: int, released: int, forfeited: int) -> None:
    """70 % of 1,000 was paid each month: 8,400 of 12,000, 3,600 held. A year worth 10,000 leaves 1,600 to pay and 2,000
    are lost; worth 7,000, 1,400 are owed; worth 13,000, 4,600 are paid: 1,000 more than was held."""
    lots = [(Month(2024, number), "300") for number in range(1, 13)]
    found = of(hold(release=SETTLED), Month(2024, 12), *lots[:11], held=Fraction(300), worth=Fraction(worth))
    assert (found.released, found.total("forfeited"), found.total("closing")) == (released, forfeited, 0)


def test_a_settlement_counts_what_was_charged_of_its_own_lots() -> None:
    lots = [(Month(2023, 12), "77"), (Month(2024, 1), "300"), (Month(2024, 2), "300")]
    found = of(hold(release=SETTLED), Month(2024, 12), *lots, charge=Fraction(100), worth=Fraction(500))
    assert found.charged == 100
    assert (found.released, found.total("closing")) == (477, 0)


LEFT = Month(2024, 3)


def test_leavers_by_the_declared_rule() -> None:
    pairs = ((Month(2023, 5), "100"), (Month(2024, 2), "50"))
    lasting = {"kind": "same_lot_after", "months": 12}
    keep = hold(release=lasting)
    assert of(keep, Month(2024, 5), *pairs, left=LEFT).released == 100
    after = hold(release=lasting, leavers={"kind": "release_after", "months": 6})
    assert of(after, Month(2024, 8), *pairs, left=LEFT).released == 0
    assert of(after, Month(2024, 9), *pairs, left=LEFT).released == 150
    lost = hold(release=lasting, leavers={"kind": "forfeit"})
    gone = of(lost, LEFT, *pairs, left=LEFT)
    assert (gone.released, gone.total("forfeited"), gone.total("closing")) == (0, 150, 0)
    assert of(lost, Month(2024, 2), *pairs, left=LEFT).total("forfeited") == 0


AMOUNT = st.integers(0, 900_000).map(lambda fen: Fraction(fen, 100))


@given(
    st.lists(st.tuples(st.integers(1, 60), AMOUNT), max_size=6),
    AMOUNT,
    AMOUNT,
    st.sampled_from(
        [
            THIRDS,
            {"kind": "same_lot_after", "months": [6, 18]},
            REDEEMED,
            REDEEMED | {"rest": "kept"},
            SETTLED,
        ]
    ),
    st.integers(0, 11),
)
def test_an_account_always_adds_up(
    pairs: list[tuple[int, Fraction]],
    held: Fraction,
    charge: Fraction,
    release: dict[str, object],
    ahead: int,
) -> None:
    month = Month(2024, 1).plus(ahead)
    lots = tuple(Lot("risk", month.plus(-ago), amount, amount) for ago, amount in pairs)
    found = account(
        hold(release=release),
        Occasion("risk", month, Past(lots=lots), held, charge, rate=Fraction(1, 3), worth=Fraction(700)),
    )
    opening = sum((amount for _, amount in pairs), Fraction(0))
    parts = [found.total(part) for part in ("charged", "released", "forfeited")]
    assert found.total("closing") == opening + held - sum(parts)
    assert all(entry.closing >= 0 for entry in found.lots)
