"""Everybody's appointments: the roster, 任职等级 with its 序列, and ladders that take effect by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.problem import Problem, problem
from cmtool.model.state import State
from cmtool.policy.policy import MAIN, Policy
from cmtool.rules import codes
from cmtool.rules.grades import Appointment, GradeHeld, held

DECIDED = ("rise", "fall", "keep", "deferred")
"""Decisions after which somebody holds the grade decided."""
MOVED = ("rise", "fall", "unrated")
"""Proposals after which somebody holds another grade, where the ladder takes effect by itself."""


@dataclass
class Appointments:
    """Who was appointed to which grade of which ladder, and from when."""

    book: Book
    policy: Policy
    state: State
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._history: defaultdict[tuple[str, str], list[Appointment]] = defaultdict(list)
        for row, values in enumerate(self.book["grades"].to_dict("records")):
            ladder = self.policy.ladder_named(values["ladder"])
            if ladder is None:
                known = "、".join(ladder.label for ladder in self.policy.ladders.values())
                where = self.book.where("grades", row, "ladder")
                given = {"ladder": values["ladder"], "known": known}
                self.problems.append(
                    problem(codes.LADDER_UNKNOWN, where, given, column="序列", key=values["manager"])
                )
                continue
            since = _day(values["effective"])
            if since is not None and since <= self.book.month.last:
                self._history[values["manager"], ladder].append(
                    Appointment(str(values["grade"]), since, "history")
                )

        for decision in self.book.decisions:
            if (
                decision.outcome in DECIDED
                and decision.grade
                and decision.since is not None
                and decision.since <= self.book.month.last
            ):
                self._history[decision.manager, decision.ladder].append(
                    Appointment(decision.grade, decision.since, "decision")
                )

    def of(self, values: Mapping[Any, Any]) -> Mapping[str, GradeHeld]:
        """What somebody of the roster holds this month, ladder by ladder."""
        return {name: held(self._all(values, name), self.book.month) for name in self.policy.ladders}

    def has_history(self, manager: str, ladder: str) -> bool:
        return bool(self._history.get((manager, ladder)))

    def _all(self, values: Mapping[Any, Any], ladder: str) -> list[Appointment]:
        found = [*self._history.get((values["id"], ladder), ()), *self._by_rule(values["id"], ladder)]
        if ladder == MAIN:
            found.append(Appointment(values["grade"], _day(values["grade_since"]), "roster"))
        return found

    def _by_rule(self, manager: str, ladder: str) -> Iterator[Appointment]:
        if not self.policy.ladders[ladder].automatic:
            return
        for advice in self.state.past(manager).advice.get(ladder, ()):
            if advice.change in MOVED and advice.holds_from is not None:
                yield Appointment(advice.grade, advice.holds_from, "rule")


def _day(value: object) -> date | None:
    if value is None or value is pd.NaT:
        return None
    assert isinstance(value, date)
    return value.date() if isinstance(value, pd.Timestamp) else value
