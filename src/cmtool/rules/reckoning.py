"""One manager's figures, in the policy's order, each with its working."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Op, Ref, names_in, num, value_of
from cmtool.model.money import FEN, half_up
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import Past
from cmtool.model.tables import TABLES
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.arithmetic import Delta
from cmtool.policy.figure import Computed
from cmtool.policy.indicators import Average, Count, Events, Flow, Indicator
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.appraisal import Absent, Person, Working
from cmtool.rules.values import shown

_WEIGHT: Mapping[Absent, int] = {"": 0, "excluded": 0, "empty": 1, "missing": 2, "barred": 3}


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An approved 考核调整: a figure's new value, or an amount added to a group."""

    value: Fraction
    why: Phrase
    where: Where


@dataclass(frozen=True)
class Given:
    """What is known of one manager before any arithmetic.

    ``sums`` are the month's own sums of the indicators from rows; an indicator that is not in it has not come.
    ``institution`` are the figures of the manager's institution with their cells.
    """

    person: Person
    month: Month
    past: Past
    sums: Mapping[str, Fraction]
    institution: Mapping[str, tuple[Fraction, Where]]
    values: Mapping[str, Adjustment] = field(default_factory=dict)
    amounts: Mapping[str, tuple[Adjustment, ...]] = field(default_factory=dict)


@dataclass
class Reckoning:
    """The workings so far of one manager under one policy."""

    policy: Policy
    given: Given
    workings: dict[str, Working] = field(default_factory=dict)
    values: dict[str, Fraction] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        grade = self.policy.ladder.grade(self.given.person.grade)
        for attribute, value in grade.attributes.items():
            name = f"grade.{attribute}"
            why = phrase("{grade}的{label}", grade=grade.name, label=self.policy.label(name))
            clause = self.policy.ladder.clause
            unit = self.policy.unit(name)
            self.keep(Working(name, self.policy.label(name), unit, value, why, clause=clause))

    def keep(self, working: Working) -> Working:
        """Take a working in; an approved adjustment replaces its value and keeps the computed one beside it."""
        adjusted = self.given.values.get(working.name)
        if adjusted is not None and working.absent == "excluded":
            given = {"name": self.given.person.id, "item": working.label}
            self.problems.append(
                problem(codes.OVERRIDE_NOT_ASSESSED, adjusted.where, given, key=self.given.person.id)
            )
        elif adjusted is not None:
            working = replace(
                working,
                value=self._printed(working.name, adjusted.value),
                computed=working.value,
                why=adjusted.why,
                expression=None,
                absent="",
                where=adjusted.where,
            )
        self.workings[working.name] = working
        if working.value is not None:
            self.values[working.name] = working.value
        return working

    def _printed(self, name: str, value: Fraction) -> Fraction:
        """A line, group or hold is a printed value, whoever gave it; a figure is exact."""
        if name in self.policy.line:
            return half_up(value, self.policy.group[self.policy.line[name].group].places)
        if name in self.policy.group:
            return half_up(value, self.policy.group[name].places)
        return half_up(value, FEN) if name in self.policy.hold else value

    def figure(self, name: str) -> Working:
        """The working of a figure: from rows, from the institution, or by arithmetic."""
        figure = self.policy.figure[name]
        if isinstance(figure, Computed):
            return self.keep(self._computed(name, figure))
        return self.keep(self._indicator(name, figure))

    def _indicator(self, name: str, figure: Indicator) -> Working:
        blank = Working(name, figure.label, figure.unit, None, clause=figure.clause)
        if figure.table_id == "institution":
            found = self.given.institution.get(name)
            if found is None:
                return replace(
                    blank, absent="missing", why=phrase("机构基本情况表没有{label}", label=figure.label)
                )
            value, where = found
            return replace(blank, value=value, where=where, why=phrase("机构基本情况表"))
        if name not in self.given.sums:
            return replace(blank, absent="missing", why=phrase("没有{table}数据", table=_table(figure)))
        value = self.given.sums[name]
        working = replace(blank, value=value, why=_source_words(figure, self.given.month))
        if isinstance(figure, Flow | Count | Events) and figure.window != "month":
            return self._windowed(working, figure.window)
        return working

    def _windowed(self, working: Working, window: str) -> Working:
        """A quarter's or year's sum: this month's own sum and those that earlier months left."""
        own = replace(working, name=f"{working.name}.month", label=working.label)
        self.keep(own)
        month = self.given.month
        first = Month(month.year, 1 if window == "year" else (month.number - 1) // 3 * 3 + 1)
        earlier = [first.plus(n) for n in range((month.year - first.year) * 12 + month.number - first.number)]
        names = [f"{own.name}@{when}" for when in earlier]
        terms: tuple[Expression, ...] = (*(Ref(name) for name in names), Ref(own.name))
        for name in names:
            self._recall(name)
        missing = [str(when) for when, name in zip(earlier, names, strict=True) if name not in self.values]
        if missing:
            why = phrase(
                "没有 {months} 的“{label}”（已记录 {recorded}/{needed} 个月）",
                months="、".join(missing),
                label=working.label,
                recorded=len(names) + 1 - len(missing),
                needed=len(names) + 1,
            )
            self._say_past(working, why)
            return replace(working, value=None, absent="missing", why=why)
        return self.worked(replace(working, value=None), Op("sum", terms), NOTHING)

    def _computed(self, name: str, figure: Computed) -> Working:
        expression = figure.expression()
        working = Working(name, figure.label, figure.unit, None, clause=figure.clause)
        for divisor in figure.divisors():
            if self._known(divisor) and value_of(divisor, self.values) == 0:
                return self._zero_divisor(working, figure)
        if isinstance(figure, Delta):
            base = f"{figure.of}@{figure.against}"
            self._recall(base)
            if base not in self.values:
                self._say_past(working, self.workings[base].why)
        return self.worked(working, expression, NOTHING)

    def _say_past(self, working: Working, why: Phrase) -> None:
        person = self.given.person
        given = {"figure": working.label, "why": why}
        self.problems.append(problem(codes.PAST_MISSING, person.where, given, key=person.id))

    def _zero_divisor(self, working: Working, figure: Computed) -> Working:
        rule = getattr(figure, "when_zero", "problem")
        words = phrase("{label}：除数为 0", label=figure.label)
        if rule == "zero":
            return replace(working, value=Fraction(0), expression=num(0), why=words)
        if rule == "empty":
            return replace(working, absent="empty", why=words)
        self.problems.append(
            problem(
                codes.ZERO_DIVISOR,
                self.given.person.where,
                {"figure": figure.label},
                key=self.given.person.id,
            )
        )
        return replace(working, absent="missing", why=words)

    def worked(self, working: Working, expression: Expression, why: Phrase) -> Working:
        """The working with its expression worked out; without value when a named figure has none."""
        names = tuple(dict.fromkeys(names_in(expression)))
        for name in names:
            if "@" in name:
                self._recall(name)
        absent = self.absent_among(names)
        if absent is not None:
            return replace(working, absent=absent.absent, why=absent.why, expression=expression)
        value = value_of(expression, self.values)
        return replace(working, value=value, expression=expression, why=why or self.spoken(expression))

    def absent_among(self, names: Iterator[str] | tuple[str, ...]) -> Working | None:
        """The first of the named figures that has no value, the gravest reason first."""
        without = [
            self.workings[name]
            for name in names
            if name in self.workings and self.workings[name].value is None
        ]
        return max(without, key=lambda working: _WEIGHT[working.absent], default=None)

    def _known(self, expression: Expression) -> bool:
        return all(name in self.values for name in names_in(expression))

    def _recall(self, name: str) -> None:
        """Bring a past figure in as a working of its own: ``granted@last_month``, ``granted.month@2024-04``."""
        base, _, when = name.partition("@")
        month = _past_month(when, self.given.month)
        value = self.given.past.figure(base, month)
        label = f"{self.policy.label(base.removesuffix('.month'))}（{month}）"
        unit = self.policy.unit(base.removesuffix(".month"))
        why = phrase("{month} 的封存或期初", month=str(month))
        if value is None:
            why = phrase("没有 {month} 的“{label}”（未封存，也没有期初）", month=str(month), label=label)
        absent: Absent = "missing" if value is None else ""
        self.keep(Working(name, label, unit, value, why, absent=absent))

    def spoken(self, expression: Expression) -> Phrase:
        """The arithmetic in words and figures: ``固定工资 3,000.00 + 人平四项费用 1,850.00``."""
        match expression:
            case Ref(name):
                working = self.workings[name]
                value = NOTHING if working.value is None else shown(working.value, working.unit)
                return phrase("{label} {value}", label=working.label, value=value)
            case Num(value):
                return phrase("{value}", value=shown(value, "倍"))
            case Op(word, terms):
                sign = {
                    "sum": "{left} + {right}",
                    "difference": "{left} − {right}",
                    "product": "{left} × {right}",
                    "quotient": "{left} ÷ {right}",
                    "min": "{left} 与 {right} 取小",
                    "max": "{left} 与 {right} 取大",
                }[word]
                said = self.spoken(terms[0])
                for term in terms[1:]:
                    said = phrase(sign, left=said, right=self.spoken(term))
                return said
            case _:
                return NOTHING


def _past_month(when: str, month: Month) -> Month:
    match when:
        case "last_month":
            return month.previous
        case "year_start":
            return Month(month.year - 1, 12)
        case _:
            return Month.parse(when)


def _table(figure: Indicator) -> str:
    return TABLES[figure.table_id].name


def _source_words(figure: Indicator, month: Month) -> Phrase:
    """Where an indicator from rows comes from, in one sentence."""
    match figure:
        case Average(measure="daily_average"):
            return phrase("{table}：本月积数 ÷ {days} 天", table=_table(figure), days=month.days)
        case Average():
            return phrase("{table}：每日余额之和", table=_table(figure))
        case Flow(value="due"):
            return phrase("{table}：本月到期本金", table=_table(figure))
        case Flow(value="collected_due"):
            return phrase("{table}：到期借据本月收回本金", table=_table(figure))
        case Flow():
            return phrase("{table}：“{value}”本月合计", table=_table(figure), value=figure.value)
        case Count():
            return phrase("{table}：本月笔数", table=_table(figure))
        case Events():
            return phrase("{table}：本月登记事项", table=_table(figure))
        case _:
            return phrase("{table}：月末数", table=_table(figure))
