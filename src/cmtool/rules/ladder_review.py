"""One manager before one ladder: the grade held, what the gates say, how each condition stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from cmtool.model.month import Month
from cmtool.model.state import Past
from cmtool.model.text import Phrase, phrase
from cmtool.policy.condition_words import condition_words
from cmtool.policy.grades import GradeTerms
from cmtool.policy.ladder import Effect, Ladder
from cmtool.policy.policy import Policy
from cmtool.rules.appraisal import Person, Status
from cmtool.rules.grades import GradeHeld
from cmtool.rules.ladder_records import Records
from cmtool.rules.ladder_standing import standing
from cmtool.rules.personal import full_months
from cmtool.rules.proposal import Change, Proposal, Standing, Veto


@dataclass(frozen=True)
class Candidate:
    """What is known of one manager when the ladders are asked: the month's figures, the past, and the status.

    ``blocked`` are reasons from elsewhere why nobody may rise, ``missing`` figures whose data have not come.
    """

    person: Person
    month: Month
    past: Past
    values: Mapping[str, Fraction]
    status: Status
    why: Phrase
    blocked: tuple[Phrase, ...] = ()
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fired:
    """A gate that acts, with why."""

    effect: Effect
    why: Phrase


@dataclass(frozen=True)
class Review:
    """One candidate before one ladder."""

    policy: Policy
    name: str
    candidate: Candidate

    @property
    def ladder(self) -> Ladder:
        return self.policy.ladders[self.name]

    @property
    def held(self) -> GradeHeld:
        return self.candidate.person.held(self.name)

    @property
    def own(self) -> str:
        """The grade held; ``""`` or the word for having none where there is none."""
        return self.held.grade

    @cached_property
    def records(self) -> Records:
        """The candidate's figures as this ladder sees them: months in grade are those in its own grade."""
        values = dict(self.candidate.values)
        months = self.months_in_grade
        if months is not None:
            values["person.months_in_grade"] = Fraction(months)
        month, past = self.candidate.month, self.candidate.past
        missing = self.candidate.missing
        return Records(self.policy, self.name, self.ladder, month, past, values, missing)

    @property
    def months_in_grade(self) -> int | None:
        since = self.held.held_since
        return None if since is None else full_months(since, self.candidate.month)

    @property
    def is_protected(self) -> bool:
        """Whether the time after an appointment in which nobody falls still runs."""
        months = self.months_in_grade
        return months is not None and months < self.ladder.protection_months

    def entry(self, grade: GradeTerms) -> tuple[Standing, ...]:
        return tuple(standing(self.records, condition, grade) for condition in self.ladder.entry_of(grade))

    @cached_property
    def keep(self) -> tuple[Standing, ...]:
        """How the own grade's conditions to stay stand; none for who has no grade."""
        if not self.ladder.has(self.own):
            return ()
        grade = self.ladder.grade(self.own)
        return tuple(
            standing(self.records, condition, grade, "keep") for condition in self.ladder.keep_of(grade)
        )

    @cached_property
    def vetoes(self) -> tuple[Veto, ...]:
        """Every gate with how it stands, in the policy's order; ``grade.x`` in it is the own grade's."""
        own = self._own_terms
        return tuple(Veto(gate.effect, standing(self.records, gate.when, own)) for gate in self.ladder.gates)

    @property
    def _own_terms(self) -> GradeTerms | None:
        return self.ladder.grade(self.own) if self.own in self.ladder.known else None

    @cached_property
    def fired(self) -> tuple[Fired, ...]:
        """The gates that act; one that cannot be judged puts the proposal off."""
        own = self._own_terms
        found = [Fired("blocked", why) for why in self.candidate.blocked]
        for gate, veto in zip(self.ladder.gates, self.vetoes, strict=True):
            stands = veto.standing
            known = gate.when.truth(self.records.known(self.candidate.month, gate.when, own))
            if stands.met:
                found.append(Fired(gate.effect, stands.said))
            elif known is None:
                said = condition_words(self.policy, gate.when)
                found.append(Fired("deferred", phrase("“{said}”没有数值，不能判断", said=said)))
        return tuple(found)

    def fires(self, effect: Effect) -> Phrase | None:
        """Why a gate of this effect acts; None when none does."""
        whys = tuple(fired.why for fired in self.fired if fired.effect == effect)
        return phrase("{whys}", whys=whys) if whys else None

    def made(
        self,
        change: Change,
        grade: str,
        reason: Phrase,
        entry: tuple[Standing, ...] = (),
        next_grade: str = "",
        lacking: tuple[Phrase, ...] = (),
        qualified: tuple[str, ...] = (),
    ) -> Proposal:
        """A proposal with what holds of every one."""
        moves = change in ("rise", "fall", "exit", "unrated")
        return Proposal(
            change,
            grade,
            reason,
            entry,
            self.keep,
            next_grade,
            lacking,
            own=self.own,
            vetoes=self.vetoes,
            holds_from=self.ladder.holds_from(self.candidate.month) if moves else None,
            qualified=qualified,
            noted=self.ladder.is_remembered,
        )


def lacking(entry: tuple[Standing, ...]) -> tuple[Phrase, ...]:
    return tuple(stands.said for stands in entry if not stands.met)


def doubtful(entry: Iterable[Standing]) -> tuple[Phrase, ...]:
    """What leaves it open whether all of these hold: nothing fails for sure, but data have not come."""
    unmet = [stands for stands in entry if not stands.met]
    return tuple(stands.said for stands in unmet) if all(not stands.known for stands in unmet) else ()
