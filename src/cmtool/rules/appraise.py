"""The way of one month through the rules: book + policy + past → appraisal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmtool.model.book import Book
from cmtool.model.branch import Branch
from cmtool.model.money import fixed
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import Lot, Past, State
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.adjustments import adjustments
from cmtool.rules.apart import ApartAccounts
from cmtool.rules.appraisal import (
    Apart,
    Appraisal,
    Facts,
    HoldResult,
    ManagerResult,
    Reconciliation,
)
from cmtool.rules.carry import standing
from cmtool.rules.deductions import deferred_less
from cmtool.rules.entered import unread_entries
from cmtool.rules.events import event_readings
from cmtool.rules.facts import Evidence
from cmtool.rules.give_backs import GiveBacks
from cmtool.rules.institution import own_figure
from cmtool.rules.ladder_places import within_places
from cmtool.rules.loans import vanished
from cmtool.rules.past import remembered, with_opening
from cmtool.rules.people import people, strangers
from cmtool.rules.reckoning import Given
from cmtool.rules.reconciliation import reconcile
from cmtool.rules.results import Print
from cmtool.rules.run import Known, work_out
from cmtool.rules.targets import TargetTable, unread


def appraise(book: Book, policy: Policy, state: State, branch: Branch, *, trial: bool = False) -> Appraisal:
    """Every manager's score, pay and proposal, with all working; problems are in it, none is raised.

    ``state`` is what the last seal left (``State()`` when there is none); 期初 in the book completes it.
    """
    roster, problems = people(book, policy, state)
    appraised = frozenset(person.id for person in roster)
    evidence = Evidence(book, policy, branch, appraised)
    state, of_opening = with_opening(state, book, policy)
    facts = _facts(evidence)
    known, targets = Known(evidence, state, facts), TargetTable(book)
    values, amounts, of_adjustments = adjustments(book, policy)
    give_backs = GiveBacks(book, policy, facts, state)
    everybody = [
        replace(
            known.of(person),
            values=values.get(person.id, {}),
            amounts=amounts.get(person.id, {}),
            returning=give_backs.of(person.id),
        )
        for person in roster
    ]
    printed = Print(evidence, targets)
    others = ApartAccounts(book, policy, facts)
    apart = others.of(state, appraised)
    results = [printed.result(sheet) for sheet in work_out(policy, everybody, targets).values()]
    found = [
        *problems,
        *strangers(roster, branch.institution.code),
        *of_opening,
        *of_adjustments,
        *evidence.problems,
        *evidence.attribution.problems,
        *evidence.attribution.changed_in_month(),
        *targets.problems,
        *unread(book, policy),
        *known.problems,
        *printed.problems,
        *others.problems,
        *give_backs.problems,
        *vanished(book, state),
        *event_readings(policy, book),
        *unread_entries(book, policy),
    ]
    ranked = within_places(policy, _ranked(results))
    found += deferred_less(policy, ranked)
    reconciliation = reconcile(evidence, facts, appraised)
    found += [_unallocated(row) for row in reconciliation if not row.indicator and row.unallocated]
    return Appraisal(
        month=book.month,
        policy=policy,
        book=book,
        institution=branch.institution.name,
        results=ranked,
        facts=facts,
        reconciliation=reconciliation,
        problems=tuple(dict.fromkeys(found)),
        state=_left_behind(state, book, policy, ranked, apart, _counted(everybody), give_backs),
        trial=trial,
        apart=apart,
    )


def _facts(evidence: Evidence) -> dict[str, Facts]:
    """The rows behind every indicator whose table has come."""
    return {
        name: evidence.facts(name, indicator)
        for name, indicator in evidence.policy.indicators()
        if not own_figure(indicator) and indicator.table_id in evidence.book
    }


def _ranked(results: list[ManagerResult]) -> tuple[ManagerResult, ...]:
    """Ranks among the rated: 1 is the best score; equals share a rank."""
    scores = [result.score for result in results if result.score is not None]
    return tuple(
        replace(result, rank=1 + sum(other > result.score for other in scores))
        if result.score is not None
        else result
        for result in results
    )


Counted = Mapping[str, tuple[str, ...]]
"""What counts over several months took this month, by figure."""


def _counted(everybody: Sequence[Given]) -> Mapping[str, Counted]:
    """By 工号, the different texts of each count that later months ask for."""
    return {
        given.person.id: {name: tuple(sorted(texts)) for name, texts in given.counted.items()}
        for given in everybody
    }


def _left_behind(
    state: State,
    book: Book,
    policy: Policy,
    results: tuple[ManagerResult, ...],
    others: tuple[Apart, ...],
    counted: Mapping[str, Counted],
    give_backs: GiveBacks,
) -> State:
    """What this month leaves to the next: every figure's value, the lots, and the notes still open."""
    managers: defaultdict[str, Past] = defaultdict(Past, state.managers)
    for result in results:
        past = managers[result.person.id]
        figures = {
            name: working.value
            for name, working in result.workings.items()
            if "@" not in name and working.absent != "excluded"
        }
        lots = _lots_left(past, result.holds)
        managers[result.person.id] = remembered(
            past, book.month, figures, lots, counted[result.person.id], result.proposals
        )
    for apart in others:
        past = managers[apart.id]
        figures = {f"{hold.id}.released": hold.released for hold in apart.holds if hold.released}
        managers[apart.id] = remembered(past, book.month, figures, _lots_left(past, apart.holds))
    for id_ in managers.keys() - {result.person.id for result in results}:
        past = managers[id_]
        if stays := standing(policy, past, book.month):
            figures = {**past.figures.get(book.month, {}), **stays}
            managers[id_] = remembered(past, book.month, figures, past.lots)
    loans = book["loans"][["note", "balance"]]
    still = loans[loans["balance"] > 0]
    notes = dict(zip(still["note"].to_list(), still["balance"].to_list(), strict=True))
    for id_ in give_backs.everybody() | {id_ for id_, past in managers.items() if past.rows}:
        paid = any(result.person.id == id_ and result.payable is not None for result in results)
        managers[id_] = replace(managers[id_], rows=give_backs.left(id_, paid=paid))
    return State(dict(managers), notes, book.month)


def _lots_left(past: Past, holds: Sequence[HoldResult]) -> tuple[Lot, ...]:
    """The lots after the month, emptied ones too; those of accounts that this policy does not have stay as they are."""
    posted = {hold.id for hold in holds}
    others = tuple(lot for lot in past.lots if lot.hold not in posted)
    return (*others, *(entry.lot(hold.id) for hold in holds for entry in hold.lots))


def _unallocated(row: Reconciliation) -> Problem:
    values = {"table": row.table, "amount": fixed(row.unallocated, 2, True), "unit": row.unit}
    return problem(codes.UNALLOCATED, row.unallocated_at or Where(row.table), values)
