"""One manager's result: what is known of them, worked out under the policy, and put in print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from cmtool.model.money import fixed
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import State
from cmtool.model.text import NOTHING
from cmtool.policy.indicators import Level
from cmtool.policy.policy import PAY, SCORE
from cmtool.rules import codes
from cmtool.rules.appraisal import (
    Event,
    Facts,
    HoldResult,
    ManagerResult,
    Person,
    Status,
    Working,
)
from cmtool.rules.comparison import changes
from cmtool.rules.facts import Evidence, own_figure, scale_of
from cmtool.rules.groups import hold_back
from cmtool.rules.ladder import propose
from cmtool.rules.lines import Lines
from cmtool.rules.reckoning import Given, Reckoning
from cmtool.rules.reconciliation import sums
from cmtool.rules.standards import Standards
from cmtool.rules.targets import TargetTable


@dataclass
class Run:
    """What all managers share in one run."""

    evidence: Evidence
    state: State
    targets: TargetTable
    facts: Mapping[str, Facts]

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []
        self._sums = {name: sums(found) for name, found in self.facts.items()}

    def given(self, person: Person) -> Given:
        """What is known of one manager before any arithmetic; a table that has come without rows of theirs is 0."""
        own = {name: found.get(person.id, Fraction(0)) for name, found in self._sums.items()}
        past = self.state.past(person.id)
        return Given(person, self.evidence.book.month, past, own, self._institution(person))

    def _institution(self, person: Person) -> Mapping[str, tuple[Fraction, Where]]:
        found: dict[str, tuple[Fraction, Where]] = {}
        for name, indicator in self.evidence.policy.indicators():
            if not own_figure(indicator):
                continue
            row = self.evidence.institution(indicator, person.institution)
            if row is not None:
                found[name] = (row[0] / scale_of(indicator), row[1])
            elif isinstance(indicator, Level):
                given = {
                    "institution": person.institution,
                    "month": str(self.evidence.book.month),
                    "column": indicator.value,
                }
                self.problems.append(
                    problem(codes.NO_INSTITUTION_FIGURE, person.where, given, key=person.institution)
                )
        return found

    def result(self, given: Given) -> ManagerResult:
        """One manager, worked out; again without the lines that a declared rule excluded."""
        reckoning, lines = self._worked(given, {})
        if lines.excluded:
            reckoning, lines = self._worked(given, lines.excluded)
        self.problems += reckoning.problems
        self.problems += self._unused_targets(given.person, lines)
        return self._printed(given, reckoning, lines)

    def _unused_targets(self, person: Person, lines: Lines) -> Iterator[Problem]:
        """A person's own target for a line that the plan does not assess (002 art. 15)."""
        own = self.targets.indicators_of(person.id)
        for name, line in self.evidence.policy.line.items():
            if (
                line.target
                and line.target.indicator in own
                and not (
                    lines.standards.applies(name)
                    or name in lines.excluded
                    or name in lines.standards.left_out
                )
            ):
                given = {
                    "name": person.name,
                    "id": person.id,
                    "plan": person.plan,
                    "indicator": line.target.indicator,
                }
                where = own[line.target.indicator]
                yield problem(codes.FAMILY_TARGETS, where, given, column="指标", key=person.id)

    def _worked(self, given: Given, left_out: Mapping[str, Working]) -> tuple[Reckoning, Lines]:
        policy = self.evidence.policy
        reckoning = Reckoning(policy, given)
        lines = Lines(reckoning, Standards(reckoning, self.targets, left_out))
        for name in policy.order:
            if name in policy.figure:
                reckoning.figure(name)
            elif name in policy.line:
                lines.line(name)
            elif name in policy.group:
                lines.group(name)
            else:
                hold_back(reckoning, name)
        return reckoning, lines

    def _printed(self, given: Given, reckoning: Reckoning, lines: Lines) -> ManagerResult:
        policy, month, past = self.evidence.policy, given.month, given.past
        workings = reckoning.workings
        score, pay = workings[SCORE], workings[PAY]
        status: Status = (
            "rated" if score.value is not None else "barred" if score.absent == "barred" else "deferred"
        )
        reason = NOTHING if status == "rated" else score.why
        holds = tuple(self._hold(name, reckoning) for name in policy.hold)
        known = all(workings[name].value is not None for name in policy.hold)
        held = sum((hold.held for hold in holds), Fraction(0)) if known else None
        score_lines = lines.lines_in(SCORE)
        payable = None if pay.value is None or held is None else pay.value - held
        if payable is not None and payable < 0:
            words = {"id": given.person.id, "name": given.person.name, "amount": fixed(payable)}
            self.problems.append(
                problem(codes.NEGATIVE_PAYABLE, given.person.where, words, key=given.person.id)
            )
        self._strange_lots(given)
        proposal = propose(policy, given.person.grade, past, month, reckoning.values, status, reason)
        return ManagerResult(
            person=given.person,
            status=status,
            reason=reason,
            score=score.value,
            rank=None,
            last_score=past.figure(SCORE, month.previous),
            last_recorded=past.recorded(SCORE, month.previous),
            score_lines=score_lines,
            pay_lines=lines.lines_in(PAY),
            gross=pay.value,
            withheld=held,
            released=Fraction(0),
            charged=Fraction(0),
            payable=payable,
            holds=holds,
            proposal=proposal,
            events=self._events(given.person.id),
            changes=changes(score.value, score_lines, past, month),
            workings=workings,
        )

    def _strange_lots(self, given: Given) -> None:
        """What is held in an account that this policy does not have must not vanish."""
        for lot in given.past.lots:
            if lot.hold not in self.evidence.policy.hold and lot.remaining:
                person = given.person
                values = {
                    "name": person.name,
                    "id": person.id,
                    "hold": lot.hold,
                    "amount": fixed(lot.remaining),
                }
                self.problems.append(problem(codes.HOLD_UNKNOWN, person.where, values, key=person.id))

    def _hold(self, name: str, reckoning: Reckoning) -> HoldResult:
        hold = self.evidence.policy.hold[name]
        working = reckoning.workings[name]
        held = working.value or Fraction(0)
        lots = [lot for lot in reckoning.given.past.lots if lot.hold == name]
        opening = sum((lot.remaining for lot in lots), Fraction(0))
        base = reckoning.values.get(f"{name}.base", Fraction(0))
        return HoldResult(
            id=name,
            label=hold.label,
            clause=hold.clause,
            base=base,
            opening=opening,
            held=held,
            released=Fraction(0),
            charged=Fraction(0),
            closing=opening + held,
            why=working.why,
        )

    def _events(self, manager: str) -> tuple[Event, ...]:
        book = self.evidence.book
        rows = book["conduct"]
        first, last = pd.Timestamp(book.month.first), pd.Timestamp(book.month.last)
        own = rows[(rows["manager"] == manager) & (rows["date"] >= first) & (rows["date"] <= last)]
        return tuple(
            Event(
                date=_date(values["date"]),
                item=values["item"],
                reference=values["note"],
                basis=values["basis"],
                points=values["points"],
                amount=None if pd.isna(values["amount"]) else Fraction(int(values["amount"]), 100),
                recorder=values["recorder"],
                where=book.where("conduct", int(row), "points"),
            )
            for row, values in zip(own.index, own.to_dict("records"), strict=True)
        )


def _date(value: date) -> date:
    return value.date() if isinstance(value, pd.Timestamp) else value
