"""How far figures can go, and what therefore never happens: bounds nobody reaches, cases that never get their turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from cmtool.model.expression import Num, value_of
from cmtool.model.problem import Problem, Where, problem
from cmtool.policy import codes
from cmtool.policy.breaks import breaks
from cmtool.policy.condition_words import bounds_words, number_words
from cmtool.policy.conditions import AnyCondition, Condition
from cmtool.policy.curve_subjects import Subject, subjects
from cmtool.policy.curves import Cases
from cmtool.policy.lost_signs import of_condition
from cmtool.policy.policy import Policy
from cmtool.policy.through import Choice, Through

Reach = tuple[Fraction | None, Fraction | None]
"""The lowest and the highest value; None is without end."""
_ENDLESS: Final[Reach] = (None, None)
_COUNTED: Final = ("户", "笔", "次", "人", "天")


def unreached(policy: Policy, name: str) -> Iterator[Problem]:
    """Conditions that never hold, cases that never get their turn, and rates that look a hundred times too large."""
    reach = dict(reaches(policy))
    for where, condition in _conditions(policy, name):
        for leaf in condition.leaves():
            low, high = reach.get(leaf.of, _ENDLESS)
            label = leaf.label or policy.label(leaf.of)
            if _never(leaf, low, high):
                values = {
                    "label": label,
                    "bounds": bounds_words(policy, leaf),
                    "reach": _said(policy, leaf.of, low, high),
                }
                yield problem(codes.NEVER_REACHED, where, values)
            yield from of_condition(policy, where, leaf, label)
    yield from _shadowed(policy, name)


def reaches(policy: Policy) -> Iterator[tuple[str, Reach]]:
    """The reach of every line with a curve, and of every group of such lines."""
    lines: dict[str, Reach] = {}
    for subject in subjects(policy):
        part, key = subject.key.split(".")[:2]
        if part == "line":
            own = reach_of(subject)
            lines[key] = _wider(lines[key], own) if key in lines else own
    for group in policy.group:
        yield group, _of_group(policy, group, lines)
    yield from lines.items()


def reach_of(subject: Subject) -> Reach:
    """The lowest and highest value of a curve; where nothing bends it, it has no end. What is counted is not negative."""
    found = breaks(subject.expression, subject.names, subject.known)
    counted = subject.unit in _COUNTED
    if counted:
        found = tuple(one for one in found if one.at > 0)
    if not found:
        return _ENDLESS
    values = [value for one in found for value in (one.below, one.value, one.above)]
    if counted:
        values.append(
            value_of(subject.expression, {**subject.known, **dict.fromkeys(subject.names, Fraction(0))})
        )
    first, last = Fraction(0) if counted else found[0].slope_before, found[-1].slope_after
    high = None if last > 0 or first < 0 else max(values)
    low = None if last < 0 or first > 0 else min(values)
    return low, high


def _of_group(policy: Policy, name: str, lines: Mapping[str, Reach]) -> Reach:
    """The sum of what its lines reach, within its cap and floor; lines for some people only may give nothing."""
    low: Fraction | None = Fraction(0)
    high: Fraction | None = Fraction(0)
    for line in policy.lines_under(name):
        least, most = lines.get(line, _ENDLESS)
        low = None if low is None or least is None else low + min(least, Fraction(0))
        high = None if high is None or most is None else high + max(most, Fraction(0))
    group = policy.group[name]
    if group.factor or group.carry or any(policy.group[inner].factor for inner in policy.groups_under(name)):
        low = high = None
    if isinstance(group.cap, Num):
        high = group.cap.value if high is None else min(high, group.cap.value)
    if isinstance(group.floor, Num):
        low = group.floor.value if low is None else max(low, group.floor.value)
    return low, high


def _wider(one: Reach, other: Reach) -> Reach:
    low = None if one[0] is None or other[0] is None else min(one[0], other[0])
    high = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return low, high


def _never(condition: Condition, low: Fraction | None, high: Fraction | None) -> bool:
    """Whether no value within reach is within the bounds."""
    for sign, limit in condition.bounds:
        if not isinstance(limit, Num):
            continue
        bound = limit.value
        if (
            sign in ("ge", "gt", "eq")
            and high is not None
            and (bound > high or (sign == "gt" and bound == high))
        ):
            return True
        if (
            sign in ("le", "lt", "eq")
            and low is not None
            and (bound < low or (sign == "lt" and bound == low))
        ):
            return True
    return False


def _said(policy: Policy, name: str, low: Fraction | None, high: Fraction | None) -> str:
    ends = ["—" if end is None else number_words(end, policy.unit(name)) for end in (low, high)]
    return " ～ ".join(ends)


def _conditions(policy: Policy, name: str) -> Iterator[tuple[Where, AnyCondition]]:
    """Every condition with its key."""
    for ladder_name, ladder in policy.ladders.items():
        key = policy.ladder_keys[ladder_name]
        told: set[int] = set()
        for side, _, condition in ladder.conditions():
            if id(condition) not in told:
                told.add(id(condition))
                yield Where(name, f"{key}.{side}"), condition
    for group, terms in policy.group.items():
        yield from (
            (Where(name, f"group.{group}.gates.{number}"), gate) for number, gate in enumerate(terms.gates)
        )
    for line, parts in policy.line.items():
        if parts.when is not None:
            yield Where(name, f"line.{line}.when"), parts.when
    for where, cases in _cases(policy, name):
        yield from ((where, case) for case in cases if case is not None)


def _cases(policy: Policy, name: str) -> Iterator[tuple[Where, list[AnyCondition | None]]]:
    """Every list of cases, as conditions in their order; None for a case of certain people."""
    for key, figure in policy.figure.items():
        if isinstance(figure, Choice):
            asked = [
                case.when if not (case.grades or case.posts or case.teams) else None for case in figure.cases
            ]
            yield Where(name, f"figure.{key}.cases"), asked
        elif isinstance(figure, Through) and isinstance(figure.curve, Cases):
            yield Where(name, f"figure.{key}.curve.cases"), [case.when for case in figure.curve.cases]
    for key, line in policy.line.items():
        if isinstance(line.curve, Cases):
            yield Where(name, f"line.{key}.curve.cases"), [case.when for case in line.curve.cases]


def _shadowed(policy: Policy, name: str) -> Iterator[Problem]:
    """A case whose values an earlier one takes all."""
    for where, cases in _cases(policy, name):
        for number, case in enumerate(cases):
            if not isinstance(case, Condition):
                continue
            earlier = (one for one in cases[:number] if isinstance(one, Condition) and one.of == case.of)
            first = next((one for one in earlier if _within(case, one)), None)
            if first is not None:
                values = {
                    "number": number + 1,
                    "case": bounds_words(policy, case),
                    "earlier": bounds_words(policy, first),
                }
                yield problem(codes.CASE_SHADOWED, Where(where.file, f"{where.sheet}.{number}"), values)


def _within(case: Condition, earlier: Condition) -> bool:
    """Whether every value of a case is one of the earlier case: each bound of that one holds at the case's own."""
    own = {sign: limit.value for sign, limit in case.bounds if isinstance(limit, Num)}
    if len(own) < len(case.bounds) or not all(isinstance(limit, Num) for _, limit in earlier.bounds):
        return False
    lowest = max(((own[sign], sign == "gt") for sign in ("ge", "gt", "eq") if sign in own), default=None)
    highest = min(((own[sign], sign != "lt") for sign in ("le", "lt", "eq") if sign in own), default=None)
    for sign, limit in earlier.bounds:
        bound = limit.value if isinstance(limit, Num) else Fraction(0)
        match sign:
            case "ge" if lowest is None or lowest[0] < bound:
                return False
            case "gt" if lowest is None or lowest < (bound, True):
                return False
            case "le" if highest is None or highest[0] > bound:
                return False
            case "lt" if highest is None or highest > (bound, False):
                return False
            case "eq" if lowest != (bound, False) or highest != (bound, True):
                return False
    return True
