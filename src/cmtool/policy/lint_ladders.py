"""What only several terms of a ladder show together: names in conditions, places, tiers that nobody reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cmtool.model.expression import Comparison, Num, Ref, compare
from cmtool.model.problem import Problem, Where, problem
from cmtool.policy import codes
from cmtool.policy.condition_words import condition_words
from cmtool.policy.conditions import AllOf, AnyCondition, Condition
from cmtool.policy.grades import GradeTerms
from cmtool.policy.ladder import Ladder, Steps
from cmtool.policy.policy import MAIN, Policy

_UP: tuple[Comparison, ...] = ("ge", "gt")
_DOWN: tuple[Comparison, ...] = ("le", "lt")


def ladder_reads(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Every name that a ladder asks for: the ladder's key, the place in it, the name.

    In conditions ``grade.x`` is the grade tested, of whichever ladder.
    """
    for name, ladder in policy.ladders.items():
        key = policy.ladder_keys[name]
        for side, _, condition in ladder.conditions():
            yield from ((key, side, read) for read in _asked(ladder, condition))
        for number, gate in enumerate(ladder.gates):
            yield from ((key, f"gates.{number}", read) for read in _asked(ladder, gate.when))
        for grade in ladder.grades:
            yield from ((key, "places", read) for read in grade.reads())
        if any(grade.places for grade in ladder.grades):
            yield from ((key, "rank_by", read) for read in ladder.rank_by)


def _asked(ladder: Ladder, condition: AnyCondition) -> Iterator[str]:
    for read in condition.reads():
        prefix, _, attribute = read.partition(".")
        if not (prefix == MAIN and attribute in ladder.grades[0].attributes):
            yield read


def lint_ladders(policy: Policy, name: str) -> Iterator[Problem]:
    """Ladders of one word, grades that can never be proposed, grades lost as soon as they are reached."""
    yield from _words(policy, name)
    for ladder_name, ladder in policy.ladders.items():
        where = Where(name, policy.ladder_keys[ladder_name])
        if ladder.rule == "highest" and ladder.step_limit == Steps():
            yield from _unreachable(ladder, where)
        elif ladder.rule == "step":
            yield from _lost_at_once(policy, ladder, where)
            yield from _easier_above(policy, ladder, where)
        yield from _unreviewed(ladder, where)


def _words(policy: Policy, name: str) -> Iterator[Problem]:
    """序列 names a ladder by its key or label; figures and ladders share the space before the point."""
    seen: set[str] = set()
    for ladder_name, ladder in policy.ladders.items():
        key = policy.ladder_keys[ladder_name]
        if ladder.label in seen:
            yield problem(codes.LADDER_TWICE, Where(name, f"{key}.label"), {"label": ladder.label})
        seen |= {ladder.label, key.rpartition(".")[2]}


def _unreachable(ladder: Ladder, where: Where) -> Iterator[Problem]:
    """A tier is never given when whoever meets its conditions also meets those of a higher one that is never full."""
    for number, grade in enumerate(ladder.grades):
        own = _flat(ladder.entry_of(grade))
        for higher in ladder.grades[number + 1 :]:
            wanted = _flat(ladder.entry_of(higher))
            if own is None or wanted is None or higher.places:
                continue
            if all(any(_implies(ladder, a, grade.name, b, higher.name) for a in own) for b in wanted):
                values = {"grade": grade.name, "higher": higher.name}
                place = Where(where.file, f"{where.sheet}.grades.{number}.entry")
                yield problem(codes.TIER_UNREACHABLE, place, values)
                break


def _lost_at_once(policy: Policy, ladder: Ladder, where: Where) -> Iterator[Problem]:
    """What one must keep at once should not ask more than what lets one in, or one rises and falls in turn."""
    for number, grade in enumerate(ladder.grades):
        entry, keep = _flat(ladder.entry_of(grade)), _flat(ladder.keep_of(grade))
        if not number or not entry or keep is None:
            continue
        for kept in keep:
            asked = [one for one in entry if one.of == kept.of and kept.within is None]
            if asked and not any(_bounds_imply(ladder, one, grade.name, kept, grade.name) for one in asked):
                values = {"grade": grade.name, "condition": condition_words(policy, kept)}
                place = Where(where.file, f"{where.sheet}.grades.{number}.keep")
                yield problem(codes.LOST_AT_ONCE, place, values)


def _easier_above(policy: Policy, ladder: Ladder, where: Where) -> Iterator[Problem]:
    """A grade that asks less than the one below it, and nowhere more: the grades were written from the top down."""
    for number, grade in enumerate(ladder.grades):
        lower = ladder.below(grade.name)
        if lower is None or ladder.below(lower.name) is None:
            continue  # nobody rises into the lowest
        own, under = _least(ladder, grade), _least(ladder, lower)
        shared = [of for of in own if of in under]
        less = [of for of in shared if own[of] < under[of]]
        if less and not any(own[of] > under[of] for of in shared):
            values = {"grade": grade.name, "lower": lower.name, "label": policy.label(less[0])}
            yield problem(codes.EASIER_ABOVE, Where(where.file, f"{where.sheet}.grades.{number}"), values)


def _least(ladder: Ladder, grade: GradeTerms) -> dict[str, Fraction]:
    """The figures of which a grade asks at least so much, where the policy alone says how much."""
    found: dict[str, Fraction] = {}
    for condition in _flat(ladder.entry_of(grade)) or ():
        for sign, limit in condition.bounds:
            value = _number(ladder, limit, grade.name)
            if sign in _UP and value is not None:
                found[condition.of] = value
    return found


def _unreviewed(ladder: Ladder, where: Where) -> Iterator[Problem]:
    """More times in a calendar year than the ladder is looked at in one."""
    for side, _, condition in ladder.conditions():
        within, reviews = condition.within, len(ladder.reviewed)
        if within and within.of and condition.each is None and within.times > reviews:
            values = {"times": within.times, "reviews": reviews}
            yield problem(codes.NEVER_SO_OFTEN, Where(where.file, f"{where.sheet}.{side}"), values)
            return


def _flat(conditions: Sequence[AnyCondition]) -> list[Condition] | None:
    """Conditions that must all hold, without nests; None where alternatives or counts make them hard to compare."""
    found: list[Condition] = []
    for condition in conditions:
        if condition.counts and not isinstance(condition, Condition):
            return None
        if isinstance(condition, Condition):
            found.append(condition)
        elif isinstance(condition, AllOf):
            inner = _flat(condition.parts)
            if inner is None:
                return None
            found += inner
        else:
            return None
    return found


def _implies(ladder: Ladder, left: Condition, left_grade: str, right: Condition, right_grade: str) -> bool:
    """Whether who meets ``left`` surely meets ``right``; figures and dated attributes are not known, so not sure."""
    if (left.within, left.each) != (right.within, right.each) or left.running < right.running:
        return False
    return _bounds_imply(ladder, left, left_grade, right, right_grade)


def _bounds_imply(
    ladder: Ladder, left: Condition, left_grade: str, right: Condition, right_grade: str
) -> bool:
    owned = [(sign, _number(ladder, limit, left_grade)) for sign, limit in left.bounds]
    wanted = [(sign, _number(ladder, limit, right_grade)) for sign, limit in right.bounds]
    return left.of == right.of and all(any(_tighter(own, one) for own in owned) for one in wanted)


def _number(ladder: Ladder, limit: Num | Ref, grade: str) -> Fraction | None:
    """A bound's number for a grade, where the policy alone says it."""
    if isinstance(limit, Num):
        return limit.value
    return ladder.grade(grade).lasting(limit.name.partition(".")[2])


def _tighter(own: tuple[Comparison, Fraction | None], wanted: tuple[Comparison, Fraction | None]) -> bool:
    """Whether a value within the one bound is surely within the other."""
    (sign, value), (other, limit) = own, wanted
    if value is None or limit is None:
        return False
    if sign == "eq":
        return compare(value, other, limit)
    if value == limit:
        return sign == other or (sign, other) in (("gt", "ge"), ("lt", "le"))
    up = value > limit
    return (sign in _UP and other in _UP and up) or (sign in _DOWN and other in _DOWN and not up)
