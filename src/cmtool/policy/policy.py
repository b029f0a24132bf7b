"""The whole policy: every figure named, in an order in which each comes after what it reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, field_validator

from cmtool.model.expression import Ref
from cmtool.model.month import Month
from cmtool.model.text import phrase
from cmtool.policy.constants import Frozen
from cmtool.policy.examples import Example
from cmtool.policy.figures import AnyFigure
from cmtool.policy.groups import Group
from cmtool.policy.history import History
from cmtool.policy.holds import Hold
from cmtool.policy.indicator import Indicator
from cmtool.policy.ladder import Ladder
from cmtool.policy.legal import Legal
from cmtool.policy.lines import Line, Plan
from cmtool.policy.part_month import PartMonth
from cmtool.policy.personal import OWN_FACTS, Exam
from cmtool.policy.tax import Tax
from cmtool.policy.terms import Terms, refused

POLICY_SCHEMA = 1
SCORE, PAY = "score", "pay"
CARRIED = "carried"
LINE_PARTS: Mapping[str, str] = {
    "target": "{label}的目标",
    "shortfall": "{label}未完成数",
    "completion": "{label}完成率",
    CARRIED: "{label}结转",
}
"""What of a line another figure may read: ``deposits.target``; with its label."""
MAIN = "grade"
"""The ladder of the roster's 等级, and what stands before the point in the names of its attributes."""
_TAKEN = (MAIN, "person", "month")


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


def _one_or_several(written: Any) -> str:
    several = isinstance(written, dict) and all(isinstance(part, dict) for part in written.values())
    return "[several]" if several and written else "[one]"


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
    exam: Exam | None = None
    legal: Legal | None = None
    tax: Tax | None = None
    part_month: PartMonth | None = None
    example: tuple[Example, ...] = ()
    ladder_written: Annotated[
        Annotated[Ladder, Tag("[one]")] | Annotated[dict[str, Ladder], Tag("[several]")],
        Discriminator(_one_or_several),
    ] = Field(alias="ladder")

    @field_validator("ladder_written")
    @classmethod
    def _names_of_ladders(cls, written: Ladder | dict[str, Ladder]) -> Ladder | dict[str, Ladder]:
        for name in () if isinstance(written, Ladder) else tuple(written)[1:]:
            if name in _TAKEN:
                raise refused("等级序列不能叫“{name}”：这个名字另有含义", name=name)
        first = written if isinstance(written, Ladder) else next(iter(written.values()))
        if not first.is_for_all:
            raise refused("第一个等级序列适用于所有人，不写 posts、teams、institutions")
        return written

    @cached_property
    def ladders(self) -> Mapping[str, Ladder]:
        """Every ladder by what stands before the point in its attributes' names; the first is the roster's 等级."""
        if isinstance(self.ladder_written, Ladder):
            return {MAIN: self.ladder_written}
        return {
            name if number else MAIN: ladder
            for number, (name, ladder) in enumerate(self.ladder_written.items())
        }

    @property
    def ladder(self) -> Ladder:
        """The ladder of the roster's 等级."""
        return self.ladders[MAIN]

    @cached_property
    def ladder_keys(self) -> Mapping[str, str]:
        """Each ladder → its key in the file: ``ladder``, or ``ladder.level``."""
        if isinstance(self.ladder_written, Ladder):
            return {MAIN: "ladder"}
        keys = (f"ladder.{name}" for name in self.ladder_written)
        return dict(zip(self.ladders, keys, strict=True))

    def ladder_named(self, word: str) -> str | None:
        """The ladder that a 序列 names by its key or label; blank is the roster's; None when there is none."""
        for name, ladder in self.ladders.items():
            key = self.ladder_keys[name].rpartition(".")[2]
            if word in (ladder.label, key) or (name == MAIN and not word):
                return name
        return None

    def attribute(self, name: str) -> tuple[Ladder, str] | None:
        """The ladder and the attribute that a name like ``grade.coefficient`` means; None when it means none."""
        ladder, _, attribute = name.partition(".")
        found = self.ladders.get(ladder)
        return (found, attribute) if found and attribute in found.grades[0].attributes else None

    def attributes(self) -> Iterator[str]:
        """The names of all attributes: ``grade.fixed``, ``level.pay``."""
        for name, ladder in self.ladders.items():
            yield from (f"{name}.{attribute}" for attribute in ladder.grades[0].attributes)

    @property
    def effective(self) -> Month:
        return Month.parse(self.about.effective)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Names of all figures, lines, groups and holds, each after what it reads; file order where it is free. A hold
        comes after the pay and the holds before it: no more is kept back than there is.

        graphlib.CycleError when figures read each other in a circle.
        """
        graph = {
            name: [owner for read in reads if (owner := self.owner(read)) in self.names]
            for name, reads in self.reads.items()
        }
        above = [PAY] if PAY in self.group else []
        for name in self.hold:
            graph[name] += above
            above.append(name)
        return tuple(TopologicalSorter(graph).static_order())

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset((*self.figure, *self.line, *self.group, *self.hold))

    def knows(self, name: str) -> bool:
        """Whether a name, or what it is a part of, is a figure, line, group or hold, an attribute or a fact of a person."""
        return self.owner(name) in self.names or name in OWN_FACTS or self.attribute(name) is not None

    def owner(self, name: str) -> str:
        """The line or group of one of its parts (``deposits.target``, ``pay.carried``); of any other name, itself."""
        base, _, part = name.rpartition(".")
        known = (base in self.line and part in LINE_PARTS) or (base in self.group and part == CARRIED)
        return base if known else name

    @cached_property
    def parts_read(self) -> frozenset[str]:
        """The parts of lines and groups that anybody asks for."""
        asked = {read for reads in self.reads.values() for read in reads}
        asked |= {read for ladder in self.ladders.values() for read in ladder.reads()}
        asked |= {figure.of for figure in self.figure.values() if isinstance(figure, History)}
        return frozenset(read for read in asked if self.owner(read) != read)

    def part_of(self, name: str) -> str:
        """Which part of its owner a name means: ``target``; ``""`` where it is no part."""
        return "" if self.owner(name) == name else name.rpartition(".")[2]

    @cached_property
    def reads(self) -> Mapping[str, tuple[str, ...]]:
        """Each name → the names it reads, without months (``deposits@last_month`` reads the past, not the graph)."""
        found: dict[str, tuple[str, ...]] = {}
        for name, figure in self.figure.items():
            found[name] = tuple(read for read in figure.reads() if "@" not in read)
        for name, line in self.line.items():
            found[name] = tuple(line.reads())
        for name in self.group:
            found[name] = (*self.lines_of(name), *self.groups_in(name), *self.group[name].reads())
        for name, hold in self.hold.items():
            found[name] = tuple(hold.reads())
        return found

    @property
    def read_after_pay(self) -> frozenset[str]:
        """Figures that the law's limits and the tax read, once the pay is worked out."""
        parts = (part for part in (self.legal, self.tax) if part is not None)
        return frozenset(read for part in parts for _, read in part.reads())

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
        while group in self.group and self.group[group].weights is None:
            group = self.group[group].inside
        return group if group in self.group else ""

    @property
    def combined(self) -> str:
        """The plan of somebody whose 方式 is blank."""
        return next(name for name, plan in self.plan.items() if plan.combined)

    def month_name(self, name: str) -> str:
        """Under which name a figure's own value of one month is kept: a window adds such values up."""
        figure = self.figure.get(name)
        return f"{name}.month" if isinstance(figure, Indicator) and figure.windowed else name

    @cached_property
    def asked(self) -> frozenset[str]:
        """Every name that anything reads."""
        reads = {read for reads in self.reads.values() for read in reads}
        reviewed = {read for ladder in self.ladders.values() for read in ladder.reads()}
        return frozenset(reads | reviewed | self.read_after_pay)

    def recalled(self) -> frozenset[str]:
        """Names whose values of earlier months somebody asks for: bases, windows, the ladder, holds, and the score
        lines that a statement compares with last month."""
        asked = {
            read.split("@")[0] for figure in self.figure.values() for read in figure.reads() if "@" in read
        }
        asked |= {figure.of for figure in self.figure.values() if isinstance(figure, History)}
        asked |= {name for name, figure in self.figure.items() if isinstance(figure, Frozen)}
        windowed = {name for name in self.figure if self.month_name(name) != name}
        reviewed = {read for ladder in self.ladders.values() for read in ladder.reads()}
        compared = {SCORE, *self.lines_under(SCORE)}
        standing = {name for name, line in self.line.items() if line.between == "stands"}
        return frozenset(asked | windowed | compared | reviewed | standing | self.carrying() | set(self.hold))

    def carrying(self) -> frozenset[str]:
        """Under which names lines and groups carry something into the next month."""
        lines = (name for name, line in self.line.items() if line.target and line.target.carry)
        groups = (name for name, group in self.group.items() if group.carry)
        return frozenset(f"{name}.{CARRIED}" for name in (*lines, *groups))

    def label(self, name: str) -> str:
        """The Chinese label of any figure, line, group, hold or grade attribute."""
        if found := self.attribute(name):
            ladder, attribute = found
            return ladder.attribute_labels.get(attribute, attribute)
        if name in OWN_FACTS:
            return OWN_FACTS[name].label
        for part in (self.figure, self.line, self.group, self.hold):
            if name in part:
                return str(part[name].label)
        if part_of := self.part_of(name):
            return str(phrase(LINE_PARTS[part_of], label=self.label(self.owner(name))))
        return name

    def unit(self, name: str) -> str:
        if found := self.attribute(name):
            ladder, attribute = found
            return ladder.attribute_units.get(attribute, "")
        if name in OWN_FACTS:
            return OWN_FACTS[name].unit
        if name in self.figure:
            return self.figure[name].unit
        if part := self.part_of(name):
            return "%" if part == "completion" else self.compared_in(self.owner(name))
        if name in self.line:
            group = self.group.get(self.line[name].group)
            return group.unit if group else ""
        return self.group[name].unit if name in self.group else "元"

    def compared_in(self, name: str) -> str:
        """The unit of a line's actual and target; of a group, its own."""
        if name not in self.line:
            return self.group[name].unit
        of = self.line[name].of
        return self.unit(of.name) if isinstance(of, Ref) else ""

    def needs(self) -> Mapping[str, frozenset[str]]:
        """Tables and fields that must come each month, from the figures; the roster always."""
        found: defaultdict[str, set[str]] = defaultdict(set, {"managers": set()})
        for figure in self.figure.values():
            for table, fields in figure.columns().items():
                found[table] |= fields
        found["managers"] |= {
            fact.field for name, fact in OWN_FACTS.items() if name in self.asked and fact.field
        }
        if self.exam is not None and "person.exam_valid" in self.asked:
            found["managers"] = found["managers"] - {"exam_valid_until"} | {"exam_date"}
        if any(ladder.unrated is None for name, ladder in self.ladders.items() if name != MAIN):
            found["grades"].add("ladder")
        if self.part_month is not None and self.part_month.reads_leave:
            found["leaves"] |= {"manager", "start", "kind"}
        return {table: frozenset(fields) for table, fields in found.items()}

    @cached_property
    def reads_due(self) -> bool:
        """Whether a figure reads what principal of the loans fell due in the month, or what of it was collected."""
        return any(
            column.derived and column.table == "loans"
            for _, figure in self.indicators()
            for column in map(figure.column, (*figure.where, *figure.named_columns()))
        )

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
