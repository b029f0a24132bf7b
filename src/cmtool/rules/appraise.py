"""The way of one month through the rules: book + policy + past → appraisal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.branch import Branch
from cmtool.model.money import fixed
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import Lot, Past, State
from cmtool.model.tables import TABLES
from cmtool.model.text import NOTHING
from cmtool.policy.figures import Level
from cmtool.policy.policy import PAY, SCORE, Policy
from cmtool.rules import codes
from cmtool.rules.adjustments import adjustments
from cmtool.rules.appraisal import (
    Appraisal,
    Event,
    Facts,
    HoldResult,
    ManagerResult,
    Person,
    Reconciliation,
    Status,
)
from cmtool.rules.comparison import changes
from cmtool.rules.facts import Evidence, event_readings, own_figure, scale_of
from cmtool.rules.ladder import propose
from cmtool.rules.lines import Sheet
from cmtool.rules.loans import vanished
from cmtool.rules.past import remembered, with_opening
from cmtool.rules.people import people
from cmtool.rules.reckoning import Given, Reckoning
from cmtool.rules.reconciliation import reconcile, sums
from cmtool.rules.targets import TargetTable


def appraise(book: Book, policy: Policy, state: State, branch: Branch, *, trial: bool = False) -> Appraisal:
    """Every manager's score, pay and proposal, with all working; problems are in it, none is raised.

    ``state`` is what the last seal left (``State()`` when there is none); 期初 in the book completes it.
    """
    evidence = Evidence(book, policy, branch)
    roster, problems = people(book, policy)
    state, of_opening = with_opening(state, book, policy)
    facts = _facts(evidence)
    run = _Run(evidence, state, TargetTable(book), facts)
    values, amounts, of_adjustments = adjustments(book, policy)
    results: list[ManagerResult] = []
    for person in roster:
        given = replace(
            run.given(person), values=values.get(person.id, {}), amounts=amounts.get(person.id, {})
        )
        results.append(run.result(given))
    found = [
        *problems,
        *of_opening,
        *of_adjustments,
        *evidence.problems,
        *evidence.attribution.problems,
        *evidence.attribution.changed_in_month(),
        *run.targets.problems,
        *run.problems,
        *vanished(book, state),
        *event_readings(policy, book),
    ]
    ranked = _ranked(results)
    known = frozenset(person.id for person in roster)
    reconciliation = reconcile(evidence, facts, known)
    found += [_unallocated(row, book) for row in reconciliation if not row.indicator and row.unallocated]
    return Appraisal(
        month=book.month,
        policy=policy,
        book=book,
        institution=branch.institution.name,
        results=ranked,
        facts=facts,
        reconciliation=reconciliation,
        problems=tuple(dict.fromkeys(found)),
        state=_left_behind(state, book, ranked),
        trial=trial,
    )


def _facts(evidence: Evidence) -> dict[str, Facts]:
    """The rows behind every indicator whose table has come."""
    return {
        name: evidence.facts(name, indicator)
        for name, indicator in evidence.policy.indicators()
        if not own_figure(indicator) and indicator.table_id in evidence.book
    }


@dataclass
class _Run:
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
                found[name] = (Fraction(row[0]) / scale_of(indicator), row[1])
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
        reckoning, sheet = self._worked(given, frozenset())
        if sheet.excluded:
            reckoning, sheet = self._worked(given, frozenset(sheet.excluded))
        self.problems += reckoning.problems
        self.problems += self._unused_targets(given.person, sheet)
        return self._printed(given, reckoning, sheet)

    def _unused_targets(self, person: Person, sheet: Sheet) -> Iterator[Problem]:
        """A person's own target for a line that the plan does not assess (002 art. 15)."""
        own = self.targets.indicators_of(person.id)
        for name, line in self.evidence.policy.line.items():
            if line.target and line.target.indicator in own and not sheet.applies(name):
                given = {
                    "name": person.name,
                    "id": person.id,
                    "plan": person.plan,
                    "indicator": line.target.indicator,
                }
                where = own[line.target.indicator]
                yield problem(codes.FAMILY_TARGETS, where, given, column="指标", key=person.id)

    def _worked(self, given: Given, left_out: frozenset[str]) -> tuple[Reckoning, Sheet]:
        policy = self.evidence.policy
        reckoning = Reckoning(policy, given)
        sheet = Sheet(reckoning, self.targets, left_out)
        for name in policy.order:
            if name in policy.figure:
                reckoning.figure(name)
            elif name in policy.line:
                sheet.line(name)
            elif name in policy.group:
                sheet.group(name)
            else:
                sheet.hold(name)
        return reckoning, sheet

    def _printed(self, given: Given, reckoning: Reckoning, sheet: Sheet) -> ManagerResult:
        policy, month, past = self.evidence.policy, given.month, given.past
        workings = reckoning.workings
        score, pay = workings[SCORE], workings[PAY]
        status: Status = (
            "rated" if score.value is not None else "barred" if score.absent == "barred" else "deferred"
        )
        reason = NOTHING if status == "rated" else score.why
        holds = tuple(self._hold(name, reckoning) for name in policy.hold if workings[name].value is not None)
        held = None if len(holds) < len(policy.hold) else sum((hold.held for hold in holds), Fraction(0))
        lines = sheet.lines_in(SCORE)
        payable = None if pay.value is None or held is None else pay.value - held
        if payable is not None and payable < 0:
            words = {"id": given.person.id, "name": given.person.name, "amount": fixed(payable)}
            self.problems.append(
                problem(codes.NEGATIVE_PAYABLE, given.person.where, words, key=given.person.id)
            )
        proposal = propose(policy, given.person.grade, past, month, reckoning.values, status, reason)
        return ManagerResult(
            person=given.person,
            status=status,
            reason=reason,
            score=score.value,
            rank=None,
            last_score=past.figure(SCORE, month.previous),
            last_recorded=past.recorded(SCORE, month.previous),
            score_lines=lines,
            pay_lines=sheet.lines_in(PAY),
            gross=pay.value,
            withheld=held,
            released=Fraction(0),
            charged=Fraction(0),
            payable=payable,
            holds=holds,
            proposal=proposal,
            events=self._events(given.person.id),
            changes=changes(score.value, lines, past, month),
            workings=workings,
        )

    def _hold(self, name: str, reckoning: Reckoning) -> HoldResult:
        hold = self.evidence.policy.hold[name]
        working = reckoning.workings[name]
        held = working.value or Fraction(0)
        lots = [lot for lot in reckoning.given.past.lots if lot.hold == name]
        opening = sum((lot.remaining for lot in lots), Fraction(0))
        base = reckoning.values[f"{name}.base"]
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


def _ranked(results: list[ManagerResult]) -> tuple[ManagerResult, ...]:
    """Ranks among the rated: 1 is the best score; equals share a rank."""
    scores = [result.score for result in results if result.score is not None]
    return tuple(
        replace(result, rank=1 + sum(other > result.score for other in scores))
        if result.score is not None
        else result
        for result in results
    )


def _left_behind(state: State, book: Book, results: tuple[ManagerResult, ...]) -> State:
    """What this month leaves to the next: every figure's value, the lots, and the notes still open."""
    managers: defaultdict[str, Past] = defaultdict(Past, state.managers)
    for result in results:
        past = managers[result.person.id]
        figures = {
            name: working.value
            for name, working in result.workings.items()
            if "@" not in name and working.absent != "excluded"
        }
        held = [Lot(hold.id, book.month, hold.held, hold.held) for hold in result.holds if hold.held]
        managers[result.person.id] = remembered(past, book.month, figures, (*past.lots, *held))
    loans = book["loans"]
    still = loans[loans["balance"] > 0]
    notes = dict(zip(still["note"], still["balance"].astype(int), strict=True))
    return State(dict(managers), notes, book.month)


def _unallocated(row: Reconciliation, book: Book) -> Problem:
    source = next((source for source in book.sources if TABLES[source.table].name == row.table), None)
    where = Where(source.path, source.sheet) if source else Where(row.table)
    values = {"table": row.table, "amount": fixed(row.unallocated, 2, True), "unit": row.unit}
    return problem(codes.UNALLOCATED, where, values)


def _date(value: date) -> date:
    return value.date() if isinstance(value, pd.Timestamp) else value
