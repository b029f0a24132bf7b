"""How the conditions of a ladder stand for one manager, single ones and several together."""

from __future__ import annotations

from dataclasses import replace

from cmtool.model.text import phrase
from cmtool.policy.condition_words import asks_yes, bounds_words, condition_words, label_of
from cmtool.policy.conditions import AllOf, AnyCondition, Condition, Together
from cmtool.policy.grades import GradeTerms
from cmtool.rules.ladder_count import Count, Side
from cmtool.rules.ladder_records import Records
from cmtool.rules.proposal import Standing


def standing(
    records: Records, condition: AnyCondition, tested: GradeTerms | None, side: Side = "entry"
) -> Standing:
    """How a condition stands. Several together are met as their parts are, unless they are counted as a whole."""
    if isinstance(condition, Condition):
        return _single(records, condition, tested, side)
    parts = tuple(standing(records, part, tested, side) for part in condition.parts)
    whole = (
        _counted(Count(records, condition, tested, side))
        if condition.counts
        else _as_the_parts(records, condition, parts, side)
    )
    every = isinstance(condition, AllOf)
    grade = tested.name if tested else ""
    known = not records.lacks(condition, tested)
    return replace(whole, grade=grade, parts=parts, together="all" if every else "any", known=known)


def _single(records: Records, condition: Condition, tested: GradeTerms | None, side: Side) -> Standing:
    now = records.known(records.month, condition, tested)
    return replace(
        _counted(Count(records, condition, tested, side)),
        label=label_of(records.policy, condition),
        written=bounds_words(records.policy, condition, now),
        actual=now.get(condition.of),
        of=condition.of,
        unit=records.policy.unit(condition.of),
        grade=tested.name if tested else "",
        asks_yes=asks_yes(condition),
    )


def _counted(count: Count) -> Standing:
    records, condition = count.records, count.condition
    return Standing(
        label=str(condition_words(records.policy, condition)),
        clause=condition.clause or records.ladder.clause,
        written="",
        actual=None,
        met=count.met,
        months=len(count.seen),
        needed=condition.times,
        recorded=count.recorded,
        said=count.said,
        known=not records.lacks(condition, count.tested),
    )


def _as_the_parts(records: Records, condition: Together, parts: tuple[Standing, ...], side: Side) -> Standing:
    """Met when all of the parts, or one of them, are; those that decide are said."""
    every = isinstance(condition, AllOf)
    met = all(part.met for part in parts) if every else any(part.met for part in parts)
    said = phrase("{parts}", parts=tuple(part.said for part in parts if part.met == met))
    if not met and not every:
        said = phrase("以下须有一项：{parts}", parts=said)
    return Standing(
        label=condition.label or "、".join(part.label for part in parts),
        clause=condition.clause or records.ladder.clause,
        written="",
        actual=None,
        met=met,
        months=int(met == (side == "entry")),
        needed=1,
        recorded=1,
        said=said,
    )
