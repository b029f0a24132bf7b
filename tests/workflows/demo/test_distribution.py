"""A branch looks like one: households, balances and maturities in the range that practitioners tell of."""

from __future__ import annotations

from collections import Counter

import pytest

from cmtool.workflows.demo.plan import Plan
from cmtool.workflows.demo.records import Records, records

PLAN = Plan(managers=12, clients=350, months=3)


@pytest.fixture(scope="module")
def known() -> Records:
    return records(PLAN, ("见习", "客户经理", "高级"))


def test_a_manager_has_up_to_sixty_million_of_loans(known: Records) -> None:
    """With 350 households each: nobody under 20 or over 65 million yuan, the largest at least 50."""
    lent = [sum(note.balance(PLAN.closing) for note in held.notes) / 1e8 for held in known.holdings]
    assert min(lent) > 20
    assert 50 < max(lent) < 65


def test_about_twenty_notes_of_two_hundred_households_mature_in_a_month(known: Records) -> None:
    """Over 4,200 households 17 to 22 on average, and never far from it."""
    two_hundreds = PLAN.managers * PLAN.clients / 200
    due = []
    for month in PLAN.span:
        listed = (note for held in known.holdings for note in held.notes if note.stands_in(month))
        due.append(sum(month.contains(note.due_on) for note in listed) / two_hundreds)
    assert 17 < sum(due) / len(due) < 22
    assert all(14 < count < 25 for count in due)


def test_most_of_what_falls_due_is_collected_in_the_month(known: Records) -> None:
    """Good managers collect 98 % and more, the branch at least 95 %, and not everything."""
    due = collected = 0
    for held in known.holdings:
        for note in held.notes:
            for month in PLAN.span:
                if month.contains(note.due_on):
                    due += note.balance(month.last) + note.collected(month)
                    collected += note.collected(month)
    assert 0.95 < collected / due < 1


def test_no_household_has_more_than_fifty_thousand_on_a_guarantee(known: Records) -> None:
    """002 art. 10: at most 50,000 yuan for one household; the example breaks no rule by design."""
    guaranteed: Counter[str] = Counter()
    for held in known.holdings:
        for note in held.notes:
            if note.security == "保证":
                guaranteed[note.client.id] += note.balance(PLAN.closing)
    assert len(guaranteed) > 100
    assert max(guaranteed.values()) <= 50_000 * 100
