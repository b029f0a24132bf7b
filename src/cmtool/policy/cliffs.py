"""Pay cliffs: where doing better gives less, and where one step more or less gives another amount or grade.

Every curve of the policy is looked at, wherever it stands, by its own arithmetic; so are gates and the ladders'
conditions. What is found is no error: a board may want it so, and should know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cmtool.model.expression import Num, value_of
from cmtool.model.money import fixed, half_up
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, phrase
from cmtool.policy import codes
from cmtool.policy.breaks import Break, breaks
from cmtool.policy.condition_words import number_words
from cmtool.policy.conditions import AnyCondition, Condition
from cmtool.policy.curve_subjects import Subject, subjects
from cmtool.policy.grades import GradeTerms
from cmtool.policy.indicators import Average, Count, Events, Flow, Level
from cmtool.policy.policy import MAIN, Policy
from cmtool.policy.rowvalue import BUILT_IN

_STEPS: Final[Mapping[str, Fraction]] = {
    **dict.fromkeys(("元", "分"), Fraction(1, 100)),
    **dict.fromkeys(("%", "‰"), Fraction(1, 10000)),
    **dict.fromkeys(("户", "笔", "次", "人", "天"), Fraction(1)),
}
"""The smallest difference that is printed, by unit."""
_FAR = Fraction(1)
_EFFECTS: Final = {"barred": "不予评定", "deferred": "缓评", "zero": "计 0", "blocked": "不得晋级"}


@dataclass(frozen=True, slots=True)
class Cliff:
    """Two neighbouring values of a figure and what each gives; ``inverted`` where the better one gives less."""

    left: Fraction
    left_gives: Fraction
    right: Fraction
    right_gives: Fraction
    inverted: bool


def cliffs(policy: Policy, name: str) -> Iterator[Problem]:
    """Every notice about a policy, told once; ``name`` is its file."""
    said: set[tuple[object, ...]] = set()
    for subject in subjects(policy):
        for cliff in cliffs_of(subject):
            told = _told(subject, cliff, name)
            if (told.where, told.values) not in said:
                said.add((told.where, told.values))
                yield told
    yield from _gates(policy, name)
    yield from _grades(policy, name)


def cliffs_of(subject: Subject) -> Iterator[Cliff]:
    """The cliffs of one curve: places at which it jumps, and stretches that run against its own trend.

    What is better is told by the curve itself: where it gives more at its upper end than at its lower, more is better.
    """
    found = breaks(subject.expression, subject.names, subject.known)
    if not found:
        return
    trend = _trend(found)
    step = _STEPS.get(subject.unit, Fraction(1, 100)) if not subject.of_target else Fraction(1, 10000)
    for number, place in enumerate(found):
        if place.jumps:
            yield _jump(subject, place, step, trend)
        if place.slope_after * trend < 0:
            end = found[number + 1].at if number + 1 < len(found) else place.at + max(_FAR, step)
            yield Cliff(
                place.at, place.above, end, place.above + (end - place.at) * place.slope_after, inverted=True
            )


def _trend(found: tuple[Break, ...]) -> int:
    """Whether the curve rises (1) or falls (−1) on the whole; a curve that comes back to where it was should rise."""
    first, last = found[0], found[-1]
    gained = last.above + last.slope_after * _FAR - (first.below - first.slope_before * _FAR)
    return -1 if gained < 0 else 1


def _jump(subject: Subject, place: Break, step: Fraction, trend: int) -> Cliff:
    """A jump, told by the last value before it and the first after it."""
    at_place = place.value != place.below
    left, right = (place.at - step, place.at) if at_place else (place.at, place.at + step)
    left_gives, right_gives = (
        value_of(subject.expression, {**subject.known, **dict.fromkeys(subject.names, x)})
        for x in (left, right)
    )
    return Cliff(left, left_gives, right, right_gives, inverted=(place.above - place.below) * trend < 0)


def _told(subject: Subject, cliff: Cliff, name: str) -> Problem:
    kind = codes.BETTER_GETS_LESS if cliff.inverted else codes.CLIFF
    values = {
        "label": subject.label,
        "left": _shown(subject, cliff.left),
        "right": _shown(subject, cliff.right),
        "left_gives": _worth(cliff.left_gives, subject.result),
        "right_gives": _worth(cliff.right_gives, subject.result),
    }
    return problem(kind, Where(name, subject.key), values)


def _shown(subject: Subject, value: Fraction) -> Phrase:
    if subject.of_target:
        return phrase("目标的 {rate}", rate=number_words(half_up(value, 6), "%"))
    return phrase("{value}", value=_worth(value, subject.unit))


def _worth(value: Fraction, unit: str) -> str:
    """A value in its unit: yuan with thousands and fen, the rest as short as it can be."""
    if unit == "元":
        return f"{fixed(value, 2, thousands=True)} 元"
    words = number_words(half_up(value, 6), unit)
    return words if unit in ("%", "‰") else f"{words} {unit}".strip()


def _gates(policy: Policy, name: str) -> Iterator[Problem]:
    """A gate, or a line's own condition, is one step wide: what it does on either side of its bound."""
    for key, group in policy.group.items():
        for number, gate in enumerate(group.gates):
            effect = phrase(_EFFECTS.get(gate.effect, gate.effect))
            yield from _gate(policy, Where(name, f"group.{key}.gates.{number}"), gate, group.label, effect)
    for key, line in policy.line.items():
        if line.when is not None:
            yield from _gate(policy, Where(name, f"line.{key}.when"), line.when, line.label, phrase("计入"))


def _gate(
    policy: Policy, where: Where, condition: AnyCondition, what: str, effect: Phrase
) -> Iterator[Problem]:
    for one in condition.leaves():
        for left, right in _sides(policy, one):
            label = one.label or policy.label(one.of)
            values = {"label": label, "left": left, "right": right, "what": what, "effect": effect}
            yield problem(codes.GATE_CLIFF, where, values)


def _grades(policy: Policy, name: str) -> Iterator[Problem]:
    """A ladder's conditions: one step of one figure is one grade, with all of the pay that hangs on it. Grades with the
    same conditions are told together."""
    for ladder_name, ladder in policy.ladders.items():
        told: dict[tuple[str, tuple[Phrase, ...]], list[Phrase]] = {}
        for number, grade in enumerate(ladder.grades):
            lower = ladder.below(grade.name)
            if lower is None:
                continue
            rise, fall = (
                _moved(policy, ladder_name, lower, grade),
                _moved(policy, ladder_name, grade, lower),
            )
            for side, conditions, moved in (
                ("entry", ladder.entry_of(grade), rise),
                ("keep", ladder.keep_of(grade), fall),
            ):
                own = f"grades.{number}.{side}" if getattr(grade, side) is not None else side
                edges = tuple(_edges(policy, ladder_name, grade, conditions))
                if edges:
                    told.setdefault((f"{policy.ladder_keys[ladder_name]}.{own}", edges), []).append(moved)
        for (key, edges), moves in told.items():
            yield problem(codes.GRADE_CLIFF, Where(name, key), {"edges": edges, "moves": tuple(moves)})


def _edges(
    policy: Policy, ladder_name: str, grade: GradeTerms, conditions: Sequence[AnyCondition]
) -> Iterator[Phrase]:
    """Each figure with the two values between which it decides."""
    for condition in conditions:
        for one in condition.leaves():
            for left, right in _sides(policy, one, _held(ladder_name, grade)):
                label = one.label or policy.label(one.of)
                yield phrase("“{label}”是 {left} 还是 {right}", label=label, left=left, right=right)


def _held(ladder_name: str, grade: GradeTerms) -> Mapping[str, Fraction]:
    """A grade's attributes by the names that its conditions may use; the last value of each where it changes."""
    known = {
        key: value if isinstance(value, Fraction) else value.steps[-1].v
        for key, value in grade.attributes.items()
    }
    return {f"{prefix}.{key}": value for prefix in (ladder_name, MAIN) for key, value in known.items()}


def _moved(policy: Policy, ladder_name: str, old: GradeTerms, new: GradeTerms) -> Phrase:
    """From one grade to another, and how the attributes that pay is made from differ."""
    paid = {read for reads in policy.reads.values() for read in reads}
    values = _held(ladder_name, old), _held(ladder_name, new)
    said = phrase("{lower} → {upper}", lower=old.name, upper=new.name)
    for attribute in new.attributes:
        name = f"{ladder_name}.{attribute}"
        before, after = values[0][name], values[1][name]
        if name in paid and before != after:
            unit = policy.unit(name)
            words = {"label": policy.label(name), "low": _worth(before, unit), "high": _worth(after, unit)}
            said = phrase("{said}，{change}", said=said, change=phrase("{label} {low} → {high}", **words))
    return said


def _never_negative(policy: Policy, name: str) -> bool:
    """Whether a figure counts rows or adds up a column of theirs: asked for 0 or more, it is asked for nothing."""
    match policy.figure.get(name):
        case Count():
            return True
        case Flow() | Level() as figure:
            return isinstance(figure.value, str)
        case Average() as figure:
            return figure.factor is None
        case Events() as figure:
            return figure.measure == "count"
        case _:
            return False


def _sides(
    policy: Policy, condition: Condition, known: Mapping[str, Fraction] | None = None
) -> Iterator[tuple[str, str]]:
    """The two neighbouring values at each bound of a condition that is a number, or a name in ``known``; the calendar
    is nobody's doing."""
    if condition.of in BUILT_IN:
        return
    unit = policy.unit(condition.of)
    step = _STEPS.get(unit, Fraction(1, 100))
    for sign, limit in condition.bounds:
        edge = limit.value if isinstance(limit, Num) else (known or {}).get(limit.name)
        if edge is None or sign == "eq":
            continue
        left, right = (edge - step, edge) if sign in ("ge", "lt") else (edge, edge + step)
        if left < 0 and _never_negative(policy, condition.of):
            continue
        yield _worth(left, unit), _worth(right, unit)
