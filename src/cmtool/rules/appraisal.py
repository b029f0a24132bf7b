"""The appraisal: every figure of every manager with its working, and what becomes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.expression import Expression
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where
from cmtool.model.state import State
from cmtool.model.text import NOTHING, Phrase
from cmtool.policy.indicator import About
from cmtool.policy.policy import MAIN, PAY, SCORE, Policy
from cmtool.rules.contributions import contributions
from cmtool.rules.grades import GradeHeld
from cmtool.rules.lots import Entries
from cmtool.rules.presence import Presence
from cmtool.rules.proposal import Proposal

Status = Literal["rated", "deferred", "barred"]
Absent = Literal["", "empty", "missing", "barred", "excluded"]
"""Why a figure has no value: nothing was due; data have not come (缓评); a gate fired; left out of the plan."""


@dataclass(frozen=True)
class Facts:
    """The rows behind one indicator, whoever they belong to.

    ``rows`` has one row for each source row and manager: ``manager`` (工号, ``""`` unallocated), ``client``
    (``""`` where the table has none), ``row`` (index in the table's frame), ``amount`` (whole, in units of 1/scale),
    ``numerator`` and ``denominator`` of the share. A contribution is amount × share ÷ scale, in the figure's unit.
    A figure ``about`` more than the person also says the ``subject`` each row counts for. A count of
    different values over months or of a team says the ``text`` of each. ``absent`` are those who have no value, by
    工号, and why.
    """

    figure: str
    table: str
    column: str  # the field whose cell is the source, "" when the row itself is counted
    scale: int
    total: Fraction  # of all rows before anyone is asked whose they are
    rows: pd.DataFrame
    about: About = "person"
    absent: Mapping[str, Phrase] = field(default_factory=dict)

    @cached_property
    def sums(self) -> Mapping[str, Fraction]:
        """Each manager's exact sum of contributions, in the figure's unit; ``""`` is unallocated."""
        found: defaultdict[str, Fraction] = defaultdict(Fraction)
        for manager, contribution in contributions(self.rows):
            found[manager] += contribution / self.scale
        return dict(found)

    def counted(self, person: Person) -> pd.DataFrame:
        """The rows that count for a person."""
        whose = "manager" if self.about == "person" else "subject"
        return self.rows[self.rows[whose] == self.subject(person)]

    def subject(self, person: Person) -> str:
        """Under what a person's figure is added up."""
        return subject_of(self.about, person.id, person.team, person.institution)

    def texts(self) -> Mapping[str, frozenset[str]]:
        """The different texts counted, by subject."""
        whose = "manager" if self.about == "person" else "subject"
        found = self.rows[[whose, "text"]].astype(object).groupby(whose)["text"]
        return {str(subject): frozenset(map(str, texts)) for subject, texts in found}

    def by_subject(self) -> Facts:
        """The same rows, each under its subject instead of its manager."""
        if self.about == "person":
            return self
        return replace(self, rows=self.rows.assign(manager=self.rows["subject"]), about="person")


def subject_of(about: About, person: str, team: str, institution: str) -> str:
    """What somebody's figure is about: the person, the own team (alone when in none), institution, or everybody."""
    match about:
        case "team":
            return f"团队 {team}" if team else f"本人 {person}"
        case "institution":
            return f"机构 {institution}"
        case "all":
            return "全部"
        case _:
            return person


@dataclass(frozen=True, slots=True)
class Working:
    """One figure of one manager: its exact value (a line, group or hold: as printed), and how it came about.

    ``expression`` names the figures it was made from; None for an indicator from rows, a figure read from a table,
    or an override. ``computed`` is the value that an approved adjustment replaced. ``where`` is a single source cell
    (a target's, an institution figure's, an adjustment's).
    """

    name: str
    label: str
    unit: str
    value: Fraction | None
    why: Phrase = NOTHING
    expression: Expression | None = None
    absent: Absent = ""
    clause: str = ""
    computed: Fraction | None = None
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class LineResult:
    """One printed row of a score or pay sheet; the parts beside the value are exact."""

    id: str
    label: str
    clause: str
    group: str
    family: str
    unit: str
    value: Fraction | None
    why: Phrase
    weight: Fraction | None = None
    target: Fraction | None = None
    actual: Fraction | None = None
    actual_unit: str = ""
    completion: Fraction | None = None  # actual ÷ target
    rate: Fraction | None = None  # unrounded result ÷ weight, after cap
    lost: Fraction | None = None  # weight − value
    absent: Absent = ""
    deduction: bool = False
    adjustment: bool = False  # a line that an approved 考核调整 added
    step: bool = False  # what a group's cap, floor, factor, gate or carry did to its sum


@dataclass(frozen=True, slots=True)
class HoldResult:
    """One holding account of one manager this month, yuan.

    opening + held − charged − released − forfeited = closing; ``held``, ``released`` and ``charged`` are None while
    they have no value, which moves nothing. ``why`` says how the held amount, ``said`` how a release came about.
    """

    id: str
    label: str
    clause: str
    base: Fraction | None
    opening: Fraction
    held: Fraction | None
    released: Fraction | None
    charged: Fraction | None
    forfeited: Fraction
    closing: Fraction
    why: Phrase
    said: Phrase = NOTHING
    lots: Entries = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One registered event of a manager, for the person's own statement."""

    date: date
    item: str
    reference: str  # note or client
    basis: str
    points: Fraction
    amount: Fraction | None
    recorder: str
    where: Where


@dataclass(frozen=True, slots=True)
class Person:
    """Who is appraised, as the roster and the grades say for the month."""

    id: str
    name: str
    institution: str
    grade: str
    grade_since: date | None
    post: str
    team: str
    plan: str
    exam_valid_until: date | None
    where: Where
    joined: date | None = None
    left: date | None = None
    exam_score: Fraction | None = None
    base_pay: Fraction | None = None
    grades: Mapping[str, GradeHeld] = field(default_factory=dict, hash=False)  # by ladder
    presence: Presence | None = None  # None where nobody asked: all month

    def held(self, ladder: str) -> GradeHeld:
        """The grade of a ladder on the last day of the month."""
        own = GradeHeld(self.grade, self.grade_since) if ladder == MAIN else GradeHeld("", None)
        return self.grades.get(ladder, own)

    @property
    def in_grade_since(self) -> date | None:
        """The day of the first appointment in a row to the grade of the roster's ladder."""
        return self.held(MAIN).held_since


@dataclass(frozen=True)
class ManagerResult:
    """Everything about one manager. Money in yuan, as printed; None while not rated or not computable."""

    person: Person
    status: Status
    reason: Phrase  # why not rated; empty when rated
    score: Fraction | None
    rank: int | None  # among the rated, 1 is best; equals share a rank
    last_score: Fraction | None
    last_recorded: bool  # whether the month before is recorded at all
    score_lines: tuple[LineResult, ...]
    pay_lines: tuple[LineResult, ...]
    gross: Fraction | None
    withheld: Fraction | None
    released: Fraction | None
    charged: Fraction | None
    limit: Fraction | None  # by which the law's limit on deductions changes what is payable
    payable: Fraction | None  # gross − withheld + released + limit
    tax: Fraction | None  # estimated; None also where the policy has no tax
    net: Fraction | None
    holds: tuple[HoldResult, ...]
    proposal: Proposal
    events: tuple[Event, ...]
    changes: tuple[Phrase, ...]  # against last month: main causes, largest first
    workings: Mapping[str, Working]
    others: Mapping[str, Proposal] = field(default_factory=dict)  # of the ladders beside the roster's

    @property
    def proposals(self) -> Mapping[str, Proposal]:
        """Every ladder's proposal, the roster's first."""
        return {MAIN: self.proposal, **self.others}


@dataclass(frozen=True, slots=True)
class Apart:
    """The holding accounts of somebody who is not appraised this month (left, or not on the roster any more).

    What is released of them is paid all the same.
    """

    id: str
    name: str  # "" when nobody knows it
    why: Phrase  # why there is no sheet
    holds: tuple[HoldResult, ...]

    @property
    def released(self) -> Fraction:
        return sum((hold.released or Fraction(0) for hold in self.holds), Fraction(0))


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One measure of one table: managers + unallocated + excluded + difference = total; yuan (or the unit said).

    ``control`` is what the workbooks' own 合计 or the 总账 say, None where neither is given. What is held only in other
    roles than the one that counts (主办, of a table's own balance) is ``elsewhere``, a part of ``excluded``.
    """

    table: str
    measure: str
    unit: str
    total: Fraction
    managers: Fraction
    unallocated: Fraction
    excluded: Fraction
    difference: Fraction
    control: Fraction | None = None
    by_manager: Mapping[str, Fraction] = field(default_factory=dict)
    indicator: str = ""  # the figure this row is about; "" for the table's own balance
    unallocated_at: Where | None = None  # the first row that is nobody's
    elsewhere: Fraction = Fraction(0)


@dataclass(frozen=True)
class Appraisal:
    """The month's outcome, complete: what reports, seals and the next month are made from."""

    month: Month
    policy: Policy
    book: Book
    institution: str  # name
    results: tuple[ManagerResult, ...]  # by 工号
    facts: Mapping[str, Facts]
    reconciliation: tuple[Reconciliation, ...]
    problems: tuple[Problem, ...]
    state: State  # what this month leaves behind
    trial: bool = False
    apart: tuple[Apart, ...] = ()  # by 工号

    def result(self, manager: str) -> ManagerResult | None:
        return next((result for result in self.results if result.person.id == manager), None)

    @property
    def score_places(self) -> int:
        return self.policy.group[SCORE].places

    @property
    def pay_label(self) -> str:
        return self.policy.group[PAY].label
