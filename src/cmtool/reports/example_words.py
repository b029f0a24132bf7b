"""Worked examples in words: what is given, what comes out, and how a figure came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from cmtool.model.money import plain
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.examples import ExamplePerson
from cmtool.policy.places import Path
from cmtool.policy.policy import Policy
from cmtool.reports.amount_words import amount
from cmtool.reports.clauses import Chapter, Clause
from cmtool.reports.words import CHANGE, STATUS, with_unit
from cmtool.rules.examples import Answer, Answered, Step, Worked, outcome_label

_OUTCOMES: Final[dict[str, str]] = {
    str(key): word for words in (STATUS, CHANGE) for key, word in words.items()
}


def example_chapter(policy: Policy, examples: Sequence[Worked]) -> Chapter:
    """The worked examples as the last chapter of a policy."""
    return Chapter(phrase("算例"), tuple(_clause(policy, one, place) for place, one in enumerate(examples)))


def answer_words(value: Answer, unit: str) -> Phrase:
    """A value that an example expects, or that comes out: a number in its unit, a word, or none."""
    match value:
        case Fraction():
            return phrase("{value}", value=_number(value, unit))
        case None:
            return phrase("没有数值")
        case str():
            return phrase(_OUTCOMES[value]) if value in _OUTCOMES else phrase("{value}", value=value)


def asked_words(one: Worked, answer: Answered) -> Phrase:
    """What was asked for; and of whom, in an example of several people."""
    if not one.example.people:
        return phrase("“{label}”", label=answer.label)
    return phrase("{who}的“{label}”", who=answer.person, label=answer.label)


def step_words(step: Step) -> Phrase:
    """``存款月均余额 20 分：实际 560,000.00 ÷ …``."""
    return phrase(
        "{label} {value}：{why}", label=step.label, value=answer_words(step.value, step.unit), why=step.why
    )


def failures(found: Worked) -> Iterator[Answered]:
    """What did not come out as expected."""
    yield from (answer for answer in found.answers if not answer.met)


def expected_words(policy: Policy, written: Mapping[str, Any], path: Path) -> Phrase:
    """Of which result an expectation's key is: ``得分（分）``, ``甲 · 得分（分）`` in an example of several people."""
    name = str(path[-1])
    label = phrase("{label}（{unit}）", label=outcome_label(policy, name), unit=policy.unit(name))
    if "people" not in path:
        return label
    return phrase("{said} · {part}", said=written["example"][path[1]]["people"][path[3]]["name"], part=label)


def _clause(policy: Policy, found: Worked, place: int) -> Clause:
    example = found.example
    said = NOTHING
    for one in example.persons():
        who = phrase("{name}：", name=one.name) if example.people else NOTHING
        answers = [answer for answer in found.answers if answer.person == one.name]
        part = phrase("{who}{given}{results}", who=who, given=_given(policy, one), results=_results(answers))
        said = phrase("{said}\n{part}", said=said, part=part) if said else part
    if example.note:
        said = phrase("{said}\n{note}", said=said, note=example.note)
    return Clause(("example", place), example.name, example.source, said)


def _given(policy: Policy, one: ExamplePerson) -> Phrase:
    parts: list[Phrase] = []
    if one.grade:
        parts.append(phrase("{label} {value}", label=policy.ladder.label, value=one.grade))
    for label, value in ((phrase("岗位"), one.post), (phrase("团队"), one.team), (phrase("方式"), one.plan)):
        if value:
            parts.append(phrase("{label} {value}", label=label, value=value))
    for name, number in one.values.items():
        parts.append(
            phrase("{label} {value}", label=policy.label(name), value=_number(number, policy.unit(name)))
        )
    for indicator, number in one.targets.items():
        parts.append(phrase("{label}的目标 {value}", label=indicator, value=plain(number)))
    for month, figures in one.past.items():
        for name, number in figures.items():
            shown = _number(number, policy.unit(name))
            parts.append(
                phrase("{month} 的{label} {value}", month=month, label=policy.label(name), value=shown)
            )
    return phrase("已知{parts}。", parts=_listed(parts)) if parts else NOTHING


def _results(answers: Sequence[Answered]) -> Phrase:
    parts = [
        phrase("{label} {value}", label=one.label, value=answer_words(one.expected, one.unit))
        if one.met
        else phrase(
            "{label} {value}（现算得 {actual}）",
            label=one.label,
            value=answer_words(one.expected, one.unit),
            actual=answer_words(one.actual, one.unit),
        )
        for one in answers
    ]
    return phrase("得出{parts}。", parts=_listed(parts)) if parts else NOTHING


def _number(value: Fraction, unit: str) -> str:
    """Yuan and points with two decimals where that is exact, anything else as short as it can be."""
    exact = (value * 100).denominator == 1
    return with_unit(value, unit) if unit in ("元", "分") and exact else amount(value, unit)


def _listed(parts: Sequence[Phrase]) -> Phrase:
    said = parts[0]
    for part in parts[1:]:
        said = phrase("{said}，{part}", said=said, part=part)
    return said
