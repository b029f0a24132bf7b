"""Percentages that lost their sign, and prices that give more than a yuan for a yuan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cmtool.model.expression import Num, Ref, num
from cmtool.model.money import plain
from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.policy import codes
from cmtool.policy.brackets import Brackets
from cmtool.policy.conditions import Condition
from cmtool.policy.curve import Curve
from cmtool.policy.policy import Policy
from cmtool.policy.prices import PerUnit
from cmtool.policy.relative import Relative
from cmtool.policy.slopes import LinearAround, Proportional
from cmtool.policy.steps import Bands, Interpolated, Looked
from cmtool.policy.terms import RATES
from cmtool.policy.through import Through

_MOST_RATE: Final = 10  # 1000 %: what is above was meant without its sign
_MOST_STEP: Final = 1  # a step of 100 percentage points is none
_LEAST_EDGE: Final = Fraction(3, 2)  # bands of a rate that all begin above 150 %: 1.5 was meant as 1.5 %
_YUAN: Final = "元"


@dataclass(frozen=True, slots=True)
class _Place:
    """A curve: its key, its label, the units of what goes in and of what comes out."""

    where: Where
    label: str
    unit: str
    result: str


def lost_signs(policy: Policy, name: str) -> Iterator[Problem]:
    """Targets and terms of curves that look a hundred times too large."""
    for key, line in policy.line.items():
        value = line.target.value if line.target else None
        unit = policy.unit(getattr(line.of, "name", ""))
        most = 1 if getattr(line.curve, "better", "") == "lower" else _MOST_RATE
        if unit in RATES and _over(value, most):
            yield _rate(Where(name, f"line.{key}.target"), line.label, value, unit)
    told: set[tuple[Where, object]] = set()
    for place, curve in _curves(policy, name):
        for found in _of_curve(place, curve):
            if (found.where, found.values) not in told:
                told.add((found.where, found.values))
                yield found


def of_condition(policy: Policy, where: Where, condition: Condition, label: str) -> Iterator[Problem]:
    """Bounds of a condition on a rate."""
    unit = policy.unit(condition.of)
    for _, limit in condition.bounds:
        if unit in RATES and _over(limit, _MOST_RATE):
            yield _rate(where, label, limit, unit)


def _curves(policy: Policy, name: str) -> Iterator[tuple[_Place, Curve]]:
    for key, line in policy.line.items():
        if line.curve is not None:
            units = policy.unit(getattr(line.of, "name", "")), policy.group[line.group].unit
            place = _Place(Where(name, f"line.{key}.curve"), line.label, *units)
            yield from ((place, part) for part in line.curve.parts())
    for key, figure in policy.figure.items():
        if isinstance(figure, Through):
            place = _Place(
                Where(name, f"figure.{key}.curve"),
                figure.label,
                policy.unit(getattr(figure.of, "name", "")),
                figure.unit,
            )
            yield from ((place, part) for part in figure.curve.parts())
    for key, hold in policy.hold.items():
        place = _Place(Where(name, f"hold.{key}.curve"), hold.label, _YUAN, _YUAN)
        yield from ((place, part) for part in hold.curve.parts())


def _of_curve(place: _Place, curve: Curve) -> Iterator[Problem]:
    for quantity, unit, most in _rates(place, curve):
        if _over(quantity, most):
            yield _rate(place.where, place.label, quantity, unit)
    if place.unit == place.result == _YUAN:
        for quantity in _per_yuan(curve):
            if isinstance(quantity, Num) and abs(quantity.value) > 1:
                yield _said(codes.MORE_THAN_A_YUAN, place.where, place.label, quantity)


def _rates(place: _Place, curve: Curve) -> Iterator[tuple[object, str, Fraction | int]]:
    """The terms of a curve that are rates, with their unit and from where on they look too large."""
    unit = place.unit if place.unit in RATES else ""
    match curve:
        case Proportional():
            yield from ((term, "%", _MOST_RATE) for term in (curve.cap, curve.floor))
        case LinearAround() if unit:
            yield curve.step, unit, _MOST_STEP
        case Relative():
            yield curve.step, "%", _MOST_STEP
        case Looked():
            looked = "%" if curve.on == "rate" else unit
            edges = tuple(_looked_up(curve))
            if looked:
                yield from ((edge, looked, _MOST_RATE) for edge in edges)
            if unit and edges and curve.on == "actual" and all(_over(edge, _LEAST_EDGE) for edge in edges):
                yield edges[0], unit, _LEAST_EDGE
        case Brackets() if unit:
            yield from ((edge, unit, _MOST_RATE) for edge in curve.edges())
        case _:
            return


def _looked_up(curve: Looked) -> Iterator[Num | Ref]:
    if isinstance(curve, Bands):
        yield from curve.edges()
    elif isinstance(curve, Interpolated):
        yield from (Num(point.at) for point in curve.points)


def _per_yuan(curve: Curve) -> Iterator[Num | Ref]:
    """What each yuan gives."""
    match curve:
        case Brackets():
            yield from (bracket.rate for bracket in curve.brackets)
        case PerUnit() if curve.each == num(1):
            yield curve.per
        case _:
            return


def _over(quantity: object, most: Fraction | int) -> bool:
    return isinstance(quantity, Num) and abs(quantity.value) >= most


def _rate(where: Where, label: str, quantity: object, unit: str) -> Problem:
    return _said(codes.RATE_TOO_LARGE, where, label, quantity, unit=unit)


def _said(kind: Code, where: Where, label: str, quantity: object, **more: str) -> Problem:
    value = quantity.value if isinstance(quantity, Num) else Fraction(0)
    return problem(kind, where, {"label": label, "value": plain(value), **more})
