"""The whole policy: every figure named, in an order in which each comes after what it reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Literal

from pydantic import Field, field_validator

from cmtool.model.month import Month
from cmtool.policy.constants import Frozen
from cmtool.policy.figures import AnyFigure
from cmtool.policy.history import History
from cmtool.policy.holds import Hold
from cmtool.policy.indicator import Indicator
from cmtool.policy.ladder import Ladder
from cmtool.policy.lines import Group, Line, Plan
from cmtool.policy.terms import Terms, refused

POLICY_SCHEMA = 1
SCORE, PAY = "score", "pay"


class About(Terms):
    """The policy's own papers: 文号, 批准日期, 批准机构, and how to appeal."""

    title: str
    document: str
    approved_on: date
    approved_by: str
    effective: str
    source: str = ""
    note: str = ""
    appeal_days: int = Field(ge=0)
    appeal_to: str

    @field_validator("effective")
    @classmethod
    def _a_month(cls, text: str) -> str:
        try:
            return str(Month.parse(text))
        except ValueError as error:
            raise refused("应为月份，如 2024-01") from error


class LoanRules(Terms):
    """What the policy says of loans due: which date counts for an extended note."""

    due_date: Literal["original", "extended"]


class Policy(Terms):
    """One complete policy (考核办法) of schema 1."""

    schema_version: Literal[1] = Field(alias="schema")
    about: About
    loans: LoanRules
    figure: dict[str, AnyFigure]
    line: dict[str, Line]
    group: dict[str, Group]
    plan: dict[str, Plan]
    hold: dict[str, Hold] = Field(default_factory=dict)
    ladder: Ladder

    @property
    def effective(self) -> Month:
        return Month.parse(self.about.effective)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Names of all figures, lines, groups and holds, each after what it reads; file order where it is free.

        graphlib.CycleError when figures read each other in a circle.
        """
        graph = {name: [read for read in reads if read in self.names] for name, reads in self.reads.items()}
        return tuple(TopologicalSorter(graph).static_order())

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset((*self.figure, *self.line, *self.group, *self.hold))

    @cached_property
    def reads(self) -> Mapping[str, tuple[str, ...]]:
        """Each name → the names it reads, without months (``deposits@last_month`` reads the past, not the graph)."""
        found: dict[str, tuple[str, ...]] = {}
        for name, figure in self.figure.items():
            found[name] = tuple(read for read in figure.reads() if "@" not in read)
        for name, line in self.line.items():
            found[name] = tuple(line.reads())
        for name in self.group:
            found[name] = (*self.lines_of(name), *self.groups_in(name), *self._gates_of(name))
        for name, hold in self.hold.items():
            found[name] = hold.on
        return found

    def _gates_of(self, group: str) -> Iterator[str]:
        yield from (gate.of for gate in self.group[group].gates)

    def lines_of(self, group: str) -> tuple[str, ...]:
        """The lines directly in a group, in file order."""
        return tuple(name for name, line in self.line.items() if line.group == group)

    def groups_in(self, group: str) -> tuple[str, ...]:
        """The groups directly inside a group, in file order."""
        return tuple(name for name, inner in self.group.items() if inner.inside == group)

    def lines_under(self, group: str) -> tuple[str, ...]:
        """All lines of a group and its inner groups, in file order."""
        inner = self.groups_under(group)
        return tuple(name for name, line in self.line.items() if line.group in inner)

    def groups_under(self, group: str) -> frozenset[str]:
        """The group and all groups inside it, at any depth."""
        inner = {group}
        while wider := {name for name in self.group if self.group[name].inside in inner} - inner:
            inner |= wider
        return frozenset(inner)

    def weighing(self, group: str) -> str:
        """The nearest enclosing group that says what its weights add up to; ``""`` when none does."""
        while group and self.group[group].weights is None:
            group = self.group[group].inside
        return group

    @property
    def combined(self) -> str:
        """The plan of somebody whose 方式 is blank."""
        return next(name for name, plan in self.plan.items() if plan.combined)

    def month_name(self, name: str) -> str:
        """Under which name a figure's own value of one month is kept: a window adds such values up."""
        figure = self.figure.get(name)
        return f"{name}.month" if isinstance(figure, Indicator) and figure.windowed else name

    def recalled(self) -> frozenset[str]:
        """Names whose values of earlier months somebody asks for: bases, windows, the ladder, holds, and the score
        lines that a statement compares with last month."""
        asked = {
            read.split("@")[0] for figure in self.figure.values() for read in figure.reads() if "@" in read
        }
        asked |= {figure.of for figure in self.figure.values() if isinstance(figure, History)}
        asked |= {name for name, figure in self.figure.items() if isinstance(figure, Frozen)}
        windowed = {name for name in self.figure if self.month_name(name) != name}
        conditions = (
            condition
            for grade in self.ladder.grades
            for condition in (*self.ladder.entry_of(grade), *self.ladder.keep_of(grade))
        )
        compared = {SCORE, *self.lines_under(SCORE)}
        return frozenset(
            asked | windowed | compared | {condition.of for condition in conditions} | set(self.hold)
        )

    def label(self, name: str) -> str:
        """The Chinese label of any figure, line, group, hold or grade attribute."""
        if name.startswith("grade."):
            attribute = name.removeprefix("grade.")
            return self.ladder.attribute_labels.get(attribute, attribute)
        for part in (self.figure, self.line, self.group, self.hold):
            if name in part:
                return str(part[name].label)
        return name

    def unit(self, name: str) -> str:
        if name.startswith("grade."):
            return self.ladder.attribute_units.get(name.removeprefix("grade."), "")
        if name in self.figure:
            return self.figure[name].unit
        if name in self.line:
            return self.group[self.line[name].group].unit
        return self.group[name].unit if name in self.group else "元"

    def needs(self) -> Mapping[str, frozenset[str]]:
        """Tables and fields that must come each month, from the figures; the roster always."""
        found: defaultdict[str, set[str]] = defaultdict(set, {"managers": set()})
        for figure in self.figure.values():
            for table, fields in figure.columns().items():
                found[table] |= fields
        return {table: frozenset(fields) for table, fields in found.items()}

    def target_indicators(self) -> frozenset[str]:
        """The 指标 names under which a 目标 table may give targets."""
        return frozenset(
            line.target.indicator for line in self.line.values() if line.target and line.target.indicator
        )

    def indicators(self) -> Iterator[tuple[str, Indicator]]:
        """Every figure that is made from rows."""
        for name, figure in self.figure.items():
            if isinstance(figure, Indicator):
                yield name, figure
