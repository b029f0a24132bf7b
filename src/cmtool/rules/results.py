"""One manager's result: what was worked out, put in print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import pandas as pd

from cmtool.model.money import fixed
from cmtool.model.problem import Problem, problem
from cmtool.model.text import NOTHING
from cmtool.policy.policy import MAIN, PAY, SCORE
from cmtool.rules import codes
from cmtool.rules.appraisal import Event, HoldResult, ManagerResult, Person, Status
from cmtool.rules.comparison import changes
from cmtool.rules.deductions import limited
from cmtool.rules.facts import Evidence
from cmtool.rules.holds import posted
from cmtool.rules.ladder_review import Candidate
from cmtool.rules.ladders import propose
from cmtool.rules.lines import Lines
from cmtool.rules.reckoning import Given, Reckoning
from cmtool.rules.run import Sheet
from cmtool.rules.targets import TargetTable
from cmtool.rules.taxes import taxed


@dataclass
class Print:
    """Sheets put in print; collects the problems met on the way."""

    evidence: Evidence
    targets: TargetTable
    problems: list[Problem] = field(default_factory=list)

    def result(self, sheet: Sheet) -> ManagerResult:
        """One manager's result."""
        printed = self._printed(sheet.given, sheet.reckoning, sheet.lines)
        self.problems += sheet.reckoning.problems
        self.problems += self._unused_targets(sheet.given.person, sheet.lines)
        return printed

    def _unused_targets(self, person: Person, lines: Lines) -> Iterator[Problem]:
        """A person's own target for a line that the plan does not assess (002 art. 15)."""
        own = self.targets.indicators_of(person.id)
        for name, line in self.evidence.policy.line.items():
            if (
                line.target
                and line.target.indicator in own
                and not (
                    lines.standards.applies(name)
                    or not lines.standards.due(name)
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

    def _printed(self, given: Given, reckoning: Reckoning, lines: Lines) -> ManagerResult:
        policy, month, past = self.evidence.policy, given.month, given.past
        workings = reckoning.workings
        score, pay = workings[SCORE], workings[PAY]
        status: Status = (
            "rated" if score.value is not None else "barred" if score.absent == "barred" else "deferred"
        )
        reason = NOTHING if status == "rated" else score.why
        holds = tuple(posted(reckoning, name) for name in policy.hold)
        held, released = _together(holds, "held"), _together(holds, "released")
        score_lines = lines.lines_in(SCORE)
        payable = None
        limit = limited(reckoning)
        if pay.value is not None and None not in (held, released, limit):
            payable = pay.value - (held or 0) + (released or 0) + (limit or 0)
        tax, net = taxed(reckoning, payable)
        if payable is not None and payable < 0:
            words = {"id": given.person.id, "name": given.person.name, "amount": fixed(payable)}
            self.problems.append(
                problem(codes.NEGATIVE_PAYABLE, given.person.where, words, key=given.person.id)
            )
        self._strange_lots(given)
        stopped = tuple(
            workings[name].why for group in policy.group if (name := f"{group}.blocked") in workings
        )
        missing = frozenset(name for name, one in workings.items() if one.absent in ("missing", "barred"))
        candidate = Candidate(given.person, month, past, reckoning.values, status, reason, stopped, missing)
        proposals = dict(propose(policy, candidate))
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
            released=released,
            charged=_together(holds, "charged"),
            limit=limit,
            payable=payable,
            tax=tax,
            net=net,
            holds=holds,
            proposal=proposals.pop(MAIN),
            events=self._events(given.person.id),
            changes=changes(score.value, score_lines, past, month),
            workings=workings,
            others=proposals,
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


def _together(holds: tuple[HoldResult, ...], part: str) -> Fraction | None:
    """What all accounts make together; None while one of them has no value."""
    values = [getattr(hold, part) for hold in holds]
    return None if None in values else sum(values, Fraction(0))


def _date(value: date) -> date:
    return value.date() if isinstance(value, pd.Timestamp) else value
