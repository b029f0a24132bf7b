"""Attributes of the grades that somebody holds, as figures; day by day where grade or number change in the month.

The days are those on which somebody was there: ``person.presence`` takes the others away, and once is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cmtool.model.expression import value_of
from cmtool.model.month import Month
from cmtool.model.text import phrase
from cmtool.policy.dated import Segment
from cmtool.policy.ladder import Ladder
from cmtool.policy.policy import Policy
from cmtool.rules.appraisal import Person, Working
from cmtool.rules.grades import GradeHeld, Stint
from cmtool.rules.presence import Presence, whole
from cmtool.rules.segments import days_in, weighted
from cmtool.rules.values import shown


def attributes(policy: Policy, person: Person, month: Month) -> Iterator[Working]:
    """Every attribute of every ladder: ``grade.fixed``, ``level.pay``; without value where no grade is held."""
    for prefix, ladder in policy.ladders.items():
        held = person.held(prefix)
        for attribute in ladder.grades[0].attributes:
            name = f"{prefix}.{attribute}"
            blank = Working(name, policy.label(name), policy.unit(name), None, clause=ladder.clause)
            if ladder.concerns(person.post, person.team, person.institution):
                yield _attribute(blank, ladder, held, attribute, month, person.presence or whole(month))
            else:
                why = phrase("不在“{ladder}”序列", ladder=ladder.label)
                yield replace(blank, absent="excluded", why=why)


def _attribute(
    blank: Working, ladder: Ladder, held: GradeHeld, attribute: str, month: Month, presence: Presence
) -> Working:
    if not held.grade:
        why = phrase("没有“{ladder}”的等级记录", ladder=ladder.label)
        return replace(blank, absent="missing", why=why)
    match ladder.within(attribute):
        case "by_day" if presence.days:
            return _by_day(blank, ladder, held, attribute, month, presence)
        case "month_start":
            if not held.covers(month):
                return _unknown(blank, month.first)
            return _on(blank, ladder, held.stints[0].grade, attribute, month.first)
        case _:
            return _on(blank, ladder, held.grade, attribute, month.last)


def _on(blank: Working, ladder: Ladder, grade: str, attribute: str, day: date) -> Working:
    """The number of one day for the whole month."""
    value = ladder.grade(grade).on(attribute, day)
    if value is None:
        return _unknown(blank, day)
    return replace(blank, value=value, why=phrase("{grade}的{label}", grade=grade, label=blank.label))


def _by_day(
    blank: Working, ladder: Ladder, held: GradeHeld, attribute: str, month: Month, presence: Presence
) -> Working:
    """Σ number × days ÷ days present, over the stints, the days on which the number changes, and the days away."""
    pieces = [
        (stint.grade, segment)
        for stint in held.stints
        for segment in _within(ladder, stint, attribute, month, presence)
    ]
    segments = tuple(segment for _, segment in pieces)
    if sum(map(days_in, segments)) < presence.days:
        first_there, _ = next(presence.runs(month.first, month.last))
        return _unknown(blank, first_there)
    if len({value for _, _, value in segments}) == 1:
        grades = "、".join(dict.fromkeys(grade for grade, _ in pieces))
        return replace(
            blank, value=segments[0][2], why=phrase("{grade}的{label}", grade=grades, label=blank.label)
        )
    expression = weighted(segments, presence.days)
    parts = tuple(
        phrase(
            "{first}–{last}日 {grade} {value}",
            first=first.day,
            last=last.day,
            grade=grade,
            value=shown(value, blank.unit),
        )
        for grade, (first, last, value) in pieces
    )
    why = phrase("{parts}，按天数加权", parts=parts)
    return replace(blank, value=value_of(expression, {}), expression=expression, why=why)


def _within(
    ladder: Ladder, stint: Stint, attribute: str, month: Month, presence: Presence
) -> Iterator[Segment]:
    for first, last, value in ladder.grade(stint.grade).segments(attribute, month):
        for start, end in presence.runs(max(first, stint.first), min(last, stint.last)):
            yield start, end, value


def _unknown(blank: Working, day: date) -> Working:
    return replace(
        blank,
        absent="missing",
        why=phrase("{day} 的“{label}”没有记录", day=day.isoformat(), label=blank.label),
    )
