"""What a person's page says of the grades: those held, what changed within the month, and each ladder's proposal."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.text import phrase
from cmtool.policy.policy import MAIN
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.rules.appraisal import ManagerResult, Person, Working


def grades(draft: Draft, person: Person) -> Iterator[str]:
    """``等级：客户经理（自2022年1月1日起）``; a line for each other ladder on which somebody stands."""
    yield draft.say("等级：{grade}", grade=draft.grade(person))
    for name, ladder in draft.appraisal.policy.ladders.items():
        held = person.held(name)
        if name != MAIN and held.grade:
            yield draft.say("{ladder}：{grade}", ladder=ladder.label, grade=held.grade)


def cut_by_day(draft: Draft, result: ManagerResult) -> Iterator[tuple[str, Working]]:
    """The attributes whose grade or number changed within the month, each the mean weighted by days."""
    for name in draft.appraisal.policy.attributes():
        working = result.workings.get(name)
        if working is not None and working.expression is not None:
            yield name, working


def segments(draft: Draft, result: ManagerResult) -> Iterator[tuple[str, str]]:
    """A row for each attribute that was cut by days."""
    for _, working in cut_by_day(draft, result):
        assert working.value is not None, "a weighted mean has a value"
        value = words.with_unit(working.value, working.unit)
        said = phrase("{why}：{value}", why=working.why, value=value)
        yield draft.say("{label}分段", label=working.label), draft.say(said)


def proposals(draft: Draft, result: ManagerResult) -> Iterator[tuple[str, str]]:
    """Each ladder's proposal with its reason, and what is missing to the next grade."""
    ladders = draft.appraisal.policy.ladders
    for name, made in result.proposals.items():
        label = (
            draft.say("等级建议") if name == MAIN else draft.say("{ladder}建议", ladder=ladders[name].label)
        )
        said = made.reason
        if made.holds_from is not None:
            said = phrase("{said}（自{day}起）", said=said, day=words.day(made.holds_from))
        yield label, draft.say(said)
        grade = made.next_grade or draft.say("上一等级")
        missing = phrase("{lacking}", lacking=words.lacking(made))
        yield draft.say("距{grade}还差", grade=grade), draft.say(missing)
