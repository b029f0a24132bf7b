"""方式: the plan that the 目标 table names for the person, else for the post, grade, team or institution."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from cmtool.model.book import Book
from cmtool.model.month import Period
from cmtool.model.problem import Problem, problem
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.appraisal import Person
from cmtool.rules.targets import LEVELS, whose


@dataclass
class Plans:
    """The rows of the 目标 table that cover the month and name a plan; rows that cannot be meant are problems."""

    book: Book
    policy: Policy
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._named: defaultdict[tuple[str, str], dict[Period, str]] = defaultdict(dict)
        targets = self.book["targets"]
        for row in targets.index[targets["plan"] != ""]:
            level = next((level for level in LEVELS if targets[level][row]), None)
            if level is not None and self.book.month in targets["period"][row]:
                self._add(row, level, targets[level][row])

    def _add(self, row: int, level: str, who: str) -> None:
        plan, period = self.book["targets"]["plan"][row], self.book["targets"]["period"][row]
        where = self.book.where("targets", row, "plan")
        if plan not in self.policy.plan:
            given = {"plan": plan, "known": "、".join(self.policy.plan)}
            self.problems.append(
                problem(codes.PLAN_UNKNOWN, where, given, column="方式", key=who, found=plan)
            )
        known = self._named[level, who].setdefault(period, plan)
        if known != plan:
            given = {"who": who, "a": known, "b": plan}
            self.problems.append(problem(codes.PLAN_TWICE, where, given, column="方式", key=who, found=plan))

    def of(self, person: Person) -> str:
        """The plan of the nearest level that names one, and there of the shortest period; blank is the combined one."""
        own = whose(person)
        for level in LEVELS:
            rows = self._named.get((level, own[level]), {})
            if own[level] and rows:
                return rows[min(rows, key=lambda period: period.length)]
        return self.policy.combined
