"""A policy's worked examples, run through the same rules as a month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from cmtool.model.book import Book, Source, frame
from cmtool.model.branch import Branch
from cmtool.model.expression import names_in
from cmtool.model.money import half_up
from cmtool.model.month import Month, Period
from cmtool.model.problem import Where
from cmtool.model.state import State
from cmtool.model.tables import TABLES
from cmtool.model.text import Phrase, phrase
from cmtool.policy.examples import Example, ExamplePerson
from cmtool.policy.indicator import Indicator
from cmtool.policy.policy import PAY, Policy
from cmtool.rules.appraisal import ManagerResult
from cmtool.rules.facts import Evidence
from cmtool.rules.institution import own_figure
from cmtool.rules.past import with_opening
from cmtool.rules.people import people
from cmtool.rules.reckoning import Adjustment, Given
from cmtool.rules.results import Print
from cmtool.rules.run import Known, work_out
from cmtool.rules.targets import TargetTable

_INSTITUTION = "1"
_BLANK: Mapping[str, Any] = {"id": "", "name": "", "text": "", "choice": ""}
_MOST_STEPS = 14
_LABELS: Mapping[str, str] = {
    "payable": "本期应兑现",
    "withheld": "预留",
    "released": "释放",
    "tax": "个人所得税",
    "net": "实发",
}
Answer = Fraction | str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One figure on the way to a result: its label, value and unit, and how it came about."""

    label: str
    value: Fraction | None
    unit: str
    why: Phrase


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing that an example expects of somebody, and what the rules give; ``steps`` lead there, the last first."""

    person: str
    name: str
    label: str | Phrase
    unit: str
    expected: Fraction | str
    actual: Answer
    steps: tuple[Step, ...] = ()

    @property
    def met(self) -> bool:
        return self.actual == self.expected


@dataclass(frozen=True, slots=True)
class Worked:
    """One example worked out. ``left_out`` are people whom the rules refuse, with why."""

    example: Example
    answers: tuple[Answered, ...]
    left_out: tuple[Phrase, ...] = ()

    @property
    def met(self) -> bool:
        return not self.left_out and all(answer.met for answer in self.answers)


def worked_examples(policy: Policy) -> tuple[Worked, ...]:
    """Every example of a policy, worked out by the rules of a real month."""
    return tuple(worked(policy, example) for example in policy.example)


def worked(policy: Policy, example: Example) -> Worked:
    """The people of an example appraised together."""
    persons = list(example.persons())
    book = _book(policy, example, persons)
    branch = Branch.model_validate(
        {
            "schema": 1,
            "institution": {"code": _INSTITUTION, "name": example.name},
            "deposits": {"style": "changes"},
        }
    )
    evidence = Evidence(book, policy, branch)
    state, _ = with_opening(State(), book, policy)
    roster, problems = people(book, policy, state)
    known, targets = Known(evidence, state, {}), TargetTable(book)
    by_id = {str(number): one for number, one in enumerate(persons, 1)}
    everybody = [_given(policy, example, by_id[person.id], known.of(person)) for person in roster]
    printed = Print(evidence, targets)
    results = {
        by_id[id_].name: printed.result(sheet) for id_, sheet in work_out(policy, everybody, targets).items()
    }
    answers = tuple(
        _answered(policy, one, results[one.name], name)
        for one in persons
        if one.name in results
        for name in one.expect
    )
    refused = tuple(found.sentence for found in problems if found.is_error)
    absent = tuple(
        phrase("“{name}”本月不在考核之列", name=one.name)
        if example.people
        else phrase("这个人本月不在考核之列，见 joined、left")
        for one in persons
        if one.expect and one.name not in results and not refused
    )
    return Worked(example, answers, (*refused, *absent))


def _given(policy: Policy, example: Example, one: ExamplePerson, given: Given) -> Given:
    """What the example says in the place of what workbooks would: sums of rows, and any other figure as given.

    Of an indicator over several months the example gives the whole window.
    """
    place = Where(example.name)
    sums: dict[str, Fraction] = {}
    outside: dict[str, tuple[Fraction, Where]] = {}
    whole: dict[str, Fraction] = {}
    for name, indicator in policy.indicators():
        if name in one.values or example.others == "zero":
            value = one.values.get(name, Fraction(0))
            if own_figure(indicator):
                outside[name] = (value, place)
            else:
                sums[name] = value
                if policy.month_name(name) != name:
                    whole[name] = value
    computed = {
        name: value
        for name, value in one.values.items()
        if not isinstance(policy.figure.get(name), Indicator)
    }
    values = {
        name: Adjustment(value, phrase("算例给定"), place) for name, value in (computed | whole).items()
    }
    return replace(given, sums=sums, institution=outside, values=values)


def _book(policy: Policy, example: Example, persons: list[ExamplePerson]) -> Book:
    """The roster, grades, targets and opening figures of an example, as their tables would have them."""
    month = Month.parse(example.month) if example.month else policy.effective
    rows: dict[str, list[dict[str, Any]]] = {"managers": [], "grades": [], "targets": [], "opening": []}
    for number, one in enumerate(persons, 1):
        id_ = str(number)
        rows["managers"].append(_roster_row(policy, id_, one))
        rows["grades"] += [
            {
                "manager": id_,
                "grade": grade,
                "effective": one.grade_since or date(1990, 1, 1),
                "ladder": ladder,
            }
            for ladder, grade in one.grades.items()
        ]
        rows["targets"] += [
            {"manager": id_, "indicator": indicator, "period": Period.of(month), "value": value}
            for indicator, value in one.targets.items()
        ]
        if one.plan:
            rows["targets"].append({"manager": id_, "period": Period.of(month), "plan": one.plan})
        rows["opening"] += [
            {"manager": id_, "indicator": name, "period": Period.parse(text), "value": value}
            for text, figures in one.past.items()
            for name, value in figures.items()
        ]
    tables = {name: _frame(name, number, found) for number, (name, found) in enumerate(rows.items())}
    sources = tuple(Source(name, example.name, TABLES[name].name, "", {}) for name in rows)
    return Book(month, tables, sources)


def _roster_row(policy: Policy, id_: str, one: ExamplePerson) -> dict[str, Any]:
    return {
        "id": id_,
        "name": one.name,
        "institution": one.institution or _INSTITUTION,
        "grade": one.grade or policy.ladder.order[0],
        "grade_since": one.grade_since,
        "joined": one.joined,
        "left": one.left,
        "post": one.post,
        "team": one.team,
        "exam_score": one.exam_score,
        "exam_valid_until": one.exam_valid_until,
        "base_pay": None if one.base_pay is None else int(one.base_pay * 100),
    }


def _frame(table: str, source: int, rows: list[dict[str, Any]]) -> Any:
    known = TABLES[table]
    return frame(
        table,
        [
            [*(row.get(name, _BLANK.get(known.kind(name))) for name in known.columns), source, line]
            for line, row in enumerate(rows, 2)
        ],
    )


def _answered(policy: Policy, one: ExamplePerson, result: ManagerResult, name: str) -> Answered:
    """One expectation beside what came out."""
    expected = one.expect[name]
    if name in result.workings:
        working = result.workings[name]
        steps = tuple(_steps(policy, result, name)) if working.value != expected else ()
        return Answered(one.name, name, working.label, working.unit, expected, working.value, steps)
    label, actual = _outcome(result, name)
    money = isinstance(expected, Fraction)
    steps = tuple(_steps(policy, result, PAY)) if money and actual != expected else ()
    return Answered(one.name, name, label, "元" if money else "", expected, actual, steps)


def _outcome(result: ManagerResult, name: str) -> tuple[Phrase, Answer]:
    match name:
        case "status":
            return phrase("评定结果"), result.status
        case "change":
            return phrase("等级建议"), result.proposal.change
        case "proposed":
            return phrase("建议等级"), result.proposal.grade
        case _:
            value = getattr(result, name, None)
            return phrase(_LABELS.get(name, name)), half_up(value, 2) if isinstance(value, Fraction) else None


def outcome_label(policy: Policy, name: str) -> Phrase:
    """What an example's number is expected of: a figure, line, group or hold, or an outcome beside them."""
    return phrase(_LABELS[name]) if name in _LABELS else phrase("{label}", label=policy.label(name))


def _steps(policy: Policy, result: ManagerResult, name: str) -> Iterator[Step]:
    """The figures from which one was made, and from which those were, the result itself first."""
    waiting, told = [name], set[str]()
    while waiting and len(told) < _MOST_STEPS:
        one = waiting.pop(0)
        if one in told or one not in result.workings:
            continue
        told.add(one)
        working = result.workings[one]
        yield Step(working.label, working.value, working.unit, working.why)
        inner = policy.lines_of(one) + policy.groups_in(one) if one in policy.group else ()
        waiting += [*inner, *(names_in(working.expression) if working.expression is not None else ())]
