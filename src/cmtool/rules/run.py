"""One run of a month: everybody's figures worked out together, name by name in the policy's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.money import plain
from cmtool.model.month import Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import State
from cmtool.model.text import did_you_mean
from cmtool.policy.benchmarks import Benchmark
from cmtool.policy.indicator import Indicator
from cmtool.policy.indicators import Level
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.across import Peers
from cmtool.rules.appraisal import Facts, Person, Working
from cmtool.rules.benchmarks import LENGTHS
from cmtool.rules.carry import forgotten
from cmtool.rules.facts import Evidence
from cmtool.rules.figures import figure
from cmtool.rules.holds import hold_back
from cmtool.rules.institution import institutions, own_figure
from cmtool.rules.lines import Everybody, Lines
from cmtool.rules.reckoning import Given, Reckoning
from cmtool.rules.standards import Standards
from cmtool.rules.targets import TargetTable
from cmtool.rules.values import RATE_LIMIT
from cmtool.rules.wanted import Wanted


@dataclass(frozen=True)
class Sheet:
    """One manager's figures and printed lines."""

    given: Given
    reckoning: Reckoning
    lines: Lines


def work_out(policy: Policy, everybody: Sequence[Given], targets: TargetTable) -> Mapping[str, Sheet]:
    """Everybody's sheet by 工号; worked out again where a declared rule excluded lines, without those."""
    sheets = _pass(policy, everybody, targets, {})
    excluded = {id_: sheet.lines.excluded for id_, sheet in sheets.items() if sheet.lines.excluded}
    return _pass(policy, everybody, targets, excluded) if excluded else sheets


def _pass(
    policy: Policy,
    everybody: Sequence[Given],
    targets: TargetTable,
    left_out: Mapping[str, Mapping[str, Working]],
) -> Mapping[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    all_lines = Everybody()
    for given in everybody:
        reckoning = Reckoning(policy, given)
        standards = Standards(reckoning, targets, left_out.get(given.person.id, {}))
        lines = Lines(reckoning, standards, all_lines)
        all_lines.lines.append(lines)
        sheets[given.person.id] = Sheet(given, reckoning, lines)
    peers = Peers({id_: sheet.reckoning for id_, sheet in sheets.items()})
    wanted = Wanted(policy, everybody)
    for name in policy.order:
        for sheet in sheets.values():
            _take(policy, sheet, name, peers, wanted)
    for sheet in sheets.values():
        sheet.reckoning.problems.extend(forgotten(sheet.reckoning))
    return sheets


def _take(policy: Policy, sheet: Sheet, name: str, peers: Peers, wanted: Wanted) -> None:
    """Work one name out for one manager; what a figure lacks is said only where it is asked for."""
    if name in policy.figure:
        problems = sheet.reckoning.problems
        said = len(problems)
        figure(sheet.reckoning, name, peers)
        if len(problems) > said and not wanted.of(sheet.given.person.id, name):
            del problems[said:]
    elif name in policy.line:
        sheet.lines.line(name)
    elif name in policy.group:
        sheet.lines.group(name)
    else:
        hold_back(sheet.reckoning, name)


@dataclass
class Known:
    """What the workbooks and the past say of each person before any arithmetic."""

    evidence: Evidence
    state: State
    facts: Mapping[str, Facts]

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []
        self._sums = {name: found.by_subject().sums for name, found in self.facts.items()}
        self._texts = {name: found.texts() for name, found in self.facts.items() if "text" in found.rows}

    def of(self, person: Person) -> Given:
        """One manager's own sums; a table that has come without rows of theirs is 0."""
        absent = {
            name: found.absent[person.id] for name, found in self.facts.items() if person.id in found.absent
        }
        own = {
            name: self._sums[name].get(found.subject(person), Fraction(0))
            for name, found in self.facts.items()
            if name not in absent
        }
        counted = {
            name: texts.get(self.facts[name].subject(person), frozenset())
            for name, texts in self._texts.items()
        }
        own |= {name: Fraction(len(texts)) for name, texts in counted.items()}
        past = self.state.past(person.id)
        institution = dict(self._institution(person))
        return Given(person, self.evidence.book.month, past, own, institution, absent=absent, counted=counted)

    def _institution(self, person: Person) -> Iterator[tuple[str, tuple[Fraction, Where]]]:
        for name, indicator in self.evidence.policy.indicators():
            if not own_figure(indicator):
                continue
            row = institutions(self.evidence.book, indicator, person.institution)
            if row is not None:
                yield name, row
                self._doubt(indicator, *row)
            else:
                self._lacking(indicator, person)

    def _lacking(self, indicator: Indicator, person: Person) -> None:
        month = self.evidence.book.month
        if isinstance(indicator, Benchmark):
            period = Period.around(month, LENGTHS[indicator.period])
            known = set(self.evidence.book["benchmarks"]["indicator"])
            hint = "" if indicator.item in known else did_you_mean(indicator.item, sorted(known))
            values = {"item": indicator.item, "period": str(period), "hint": hint}
            self.problems.append(
                problem(codes.NO_BENCHMARK, self.evidence.book.place("benchmarks"), values, column="指标")
            )
        elif isinstance(indicator, Level):
            given = {"institution": person.institution, "month": str(month), "column": indicator.value}
            self.problems.append(
                problem(codes.NO_INSTITUTION_FIGURE, person.where, given, key=person.institution)
            )

    def _doubt(self, indicator: Indicator, value: Fraction, where: Where) -> None:
        """A rate written as 98 was meant as 98 %."""
        if isinstance(indicator, Benchmark) and indicator.unit == "%" and abs(value) > RATE_LIMIT:
            values = {"item": indicator.item, "value": plain(value)}
            self.problems.append(problem(codes.BENCHMARK_SCALE, where, values, found=plain(value)))
