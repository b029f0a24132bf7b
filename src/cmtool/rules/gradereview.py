"""A grade review: the sealed months of a period put together for the people who decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.branch import Branch
from cmtool.model.money import fixed
from cmtool.model.month import Month, Period
from cmtool.model.state import State
from cmtool.model.tables import TABLES
from cmtool.model.text import Phrase, phrase
from cmtool.policy.policy import MAIN, Policy
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.rules.appraise import appraise
from cmtool.rules.portfolio import Portfolio, portfolios
from cmtool.rules.proposal import Proposal, Standing
from cmtool.rules.raters import RaterGroup, rater_groups

NEAR: Final = Fraction(1, 2)
"""Points within which a score is called borderline."""


@dataclass(frozen=True)
class SealedMonth:
    """One sealed month worked out again from its inputs, and what the months before had left."""

    appraisal: Appraisal
    branch: Branch
    before: State

    @property
    def month(self) -> Month:
        return self.appraisal.month


@dataclass(frozen=True)
class PersonReview:
    """One manager before the committee. ``months`` are the period's months in order, None where not sealed."""

    result: ManagerResult
    proposal: Proposal
    months: tuple[ManagerResult | None, ...]
    portfolios: tuple[Portfolio | None, ...]
    raters: tuple[RaterGroup, ...]
    near: tuple[Phrase, ...]
    pay_effect: Fraction | None  # a month's pay in the proposed grade less that in the own one, yuan

    @property
    def id(self) -> str:
        return self.result.person.id

    @property
    def portfolio(self) -> Portfolio | None:
        """At the end of the last sealed month."""
        return next((one for one in reversed(self.portfolios) if one is not None), None)


@dataclass(frozen=True)
class GradeReview:
    """The whole review. ``last`` is the last sealed month, whose proposals are printed."""

    period: Period
    ladder: str
    months: tuple[Month, ...]
    sealed: Mapping[Month, SealedMonth]
    people: tuple[PersonReview, ...]

    @property
    def last(self) -> SealedMonth:
        return self.sealed[max(self.sealed)]

    @property
    def policy(self) -> Policy:
        return self.last.appraisal.policy

    @property
    def missing(self) -> tuple[Month, ...]:
        return tuple(month for month in self.months if month not in self.sealed)


def review(period: Period, sealed: Mapping[Month, SealedMonth]) -> GradeReview:
    """Put the sealed months together; at least one is needed."""
    last = sealed[max(sealed)]
    ladder = ladder_for(period, last.appraisal.policy)
    owned = {
        month: portfolios(one.appraisal.book, one.appraisal.policy, one.branch)
        for month, one in sealed.items()
    }
    effects = pay_effects(last, ladder)
    people = tuple(
        _person(period, sealed, owned, ladder, result, effects.get(result.person.id))
        for result in last.appraisal.results
        if ladder in result.proposals  # a further ladder may be for some posts only
    )
    return GradeReview(period, ladder, period.months, sealed, people)


def ladder_for(period: Period, policy: Policy) -> str:
    """The ladder that is looked at once in such a period; else the roster's."""
    for name, ladder in policy.ladders.items():
        if len(ladder.reviewed) * period.length == 12 and period.last.number in ladder.reviewed:
            return name
    return MAIN


def _person(
    period: Period,
    sealed: Mapping[Month, SealedMonth],
    owned: Mapping[Month, Mapping[str, Portfolio]],
    ladder: str,
    result: ManagerResult,
    effect: Fraction | None,
) -> PersonReview:
    who, proposal = result.person.id, result.proposals[ladder]
    months = tuple(
        sealed[month].appraisal.result(who) if month in sealed else None for month in period.months
    )
    held = tuple(owned[month].get(who) if month in owned else None for month in period.months)
    books = (sealed[month].appraisal.book for month in sorted(sealed))
    raters = tuple(rater_groups(books, sealed[max(sealed)].appraisal.policy, who, period))
    return PersonReview(result, proposal, months, held, raters, tuple(nearly(proposal)), effect)


def nearly(proposal: Proposal) -> Iterator[Phrase]:
    """Borderline cases: a score within half a point of its bound, or all but one condition of the next grade met."""
    for standing in (*proposal.keep, *proposal.entry):
        for leaf in standing.leaves():
            gap = _gap(leaf)
            if gap is not None and leaf.unit == "分" and abs(gap) <= NEAR:
                yield phrase("{label}距标准 {gap} 分", label=leaf.label, gap=_signed(gap))
    short = [standing for standing in proposal.entry if not standing.met]
    if proposal.change == "keep" and len(short) == 1 and len(proposal.entry) > 1:
        yield phrase("距“{grade}”只差一项", grade=proposal.next_grade)


def _gap(standing: Standing) -> Fraction | None:
    """Actual less bound; None where the standard is not one plain number."""
    text = standing.written.lstrip("≥≤<>= ").replace(",", "")
    try:
        bound = Fraction(text)
    except ValueError:
        return None
    return None if standing.actual is None else standing.actual - bound


def _signed(value: Fraction) -> str:
    return ("+" if value > 0 else "") + fixed(value)


def pay_effects(last: SealedMonth, ladder: str) -> Mapping[str, Fraction]:
    """What the proposed grades would have changed in the last sealed month's pay, with all else as it was; yuan."""
    appraisal = last.appraisal
    moved = {
        result.person.id: made.grade
        for result in appraisal.results
        if (made := result.proposals.get(ladder)) is not None and made.change in ("rise", "fall")
    }
    if not moved:
        return {}
    again = appraise(_promoted(appraisal, ladder, moved), appraisal.policy, last.before, last.branch)
    effects: dict[str, Fraction] = {}
    for who in moved:
        was, now = appraisal.result(who), again.result(who)
        if was is not None and now is not None and was.gross is not None and now.gross is not None:
            effects[who] = now.gross - was.gross
    return effects


def _promoted(appraisal: Appraisal, ladder: str, moved: Mapping[str, str]) -> Book:
    """The month's book as if the proposed grades had been held from its first day."""
    book, terms = appraisal.book, appraisal.policy.ladders[ladder]
    grades = book["grades"]
    label = "" if ladder == MAIN else terms.label
    rows = [
        {
            **dict.fromkeys(TABLES["grades"].columns, ""),
            "manager": who,
            "grade": grade,
            "effective": pd.Timestamp(book.month.first),
            "ladder": label,
            "source": 0,
            "line": 0,
        }
        for who, grade in moved.items()
    ]
    first = pd.Timestamp(book.month.first)
    kept = grades[~(grades["manager"].isin(list(moved)) & (grades["effective"] >= first))]
    extra = pd.DataFrame(rows)[list(grades.columns)].astype(grades.dtypes.to_dict())
    tables = {**book.tables, "grades": pd.concat([kept, extra], ignore_index=True)}
    roster = book["managers"]
    changed = roster.assign(
        grade=[moved.get(who, grade) for who, grade in zip(roster["id"], roster["grade"], strict=True)]
        if ladder == MAIN
        else roster["grade"]
    )
    decisions = tuple(one for one in book.decisions if one.manager not in moved)
    return replace(book, tables={**tables, "managers": changed}, decisions=decisions)
