"""One manager's figures, in the policy's order, each with its working."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Op, Ref, names_in, value_of
from cmtool.model.money import FEN, half_up
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import Kept, Past
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.condition_words import bounds_words, flag_words, label_of
from cmtool.policy.conditions import Condition
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.appraisal import Absent, Person, Working
from cmtool.rules.attributes import attributes
from cmtool.rules.personal import facts_of
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
    ``counted`` are the different texts that counts over several months took this month. ``absent`` are
    the figures without value for this manager, and why; ``institution`` the figures of the manager's
    institution, or from outside, with their cells.
    """

    person: Person
    month: Month
    past: Past
    sums: Mapping[str, Fraction]
    institution: Mapping[str, tuple[Fraction, Where]]
    absent: Mapping[str, Phrase] = field(default_factory=dict)
    counted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    values: Mapping[str, Adjustment] = field(default_factory=dict)
    amounts: Mapping[str, tuple[Adjustment, ...]] = field(default_factory=dict)
    returning: Mapping[str, tuple[Kept, ...]] = field(default_factory=dict)


@dataclass
class Reckoning:
    """The workings so far of one manager under one policy."""

    policy: Policy
    given: Given
    workings: dict[str, Working] = field(default_factory=dict)
    values: dict[str, Fraction] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        person, month = self.given.person, self.given.month
        own = (fact for fact in facts_of(person, month) if fact.name in self.policy.asked)
        for working in (*attributes(self.policy, person, month), *own):
            self.keep(working)

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

    def worked(self, working: Working, expression: Expression, why: Phrase) -> Working:
        """The working with its expression worked out; without value when a named figure has none."""
        names = tuple(dict.fromkeys(names_in(expression)))
        for name in names:
            if "@" in name:
                self.recall(name)
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

    def knows(self, expression: Expression) -> bool:
        """Whether every figure that the expression names has a value."""
        return all(name in self.values for name in names_in(expression))

    def without_past(self, working: Working, why: Phrase) -> Working:
        """A working that lacks an earlier month; the lack is said."""
        person = self.given.person
        given = {"figure": working.label, "why": why}
        self.problems.append(problem(codes.PAST_MISSING, person.where, given, key=person.id))
        return replace(working, value=None, absent="missing", why=why)

    def recall(self, name: str) -> None:
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

    def compared(self, condition: Condition) -> Phrase:
        """A condition and what was held against it: ``违规 3（≥ 3）``, ``资格在有效期内：是``."""
        policy, value = self.policy, self.values[condition.of]
        return flag_words(policy, condition, value) or phrase(
            "{label} {value}（{written}）",
            label=label_of(policy, condition),
            value=shown(value, policy.unit(condition.of)),
            written=bounds_words(policy, condition, self.values),
        )

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
        case "last_quarter_end":
            return Month(month.year, (month.number - 1) // 3 * 3 + 1).previous
        case "same_month_last_year":
            return month.plus(-12)
        case _:
            return Month.parse(when)
