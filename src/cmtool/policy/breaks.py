"""Where an expression of one figure bends or jumps, found from the expression itself and exact.

Between two neighbouring places an expression of the language runs straight, for all it is made of does: ``If``, ``min``
and ``max`` change over where their sides are equal, ``Floor`` where its term is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor

from cmtool.model.expression import Expression, Floor, If, Num, Op, Ref, Round, value_of

Function = Callable[[Fraction], Fraction | None]
"""A value, or None where the expression has none: a divisor is zero."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the expression jumps or bends: its value there, and what it comes to from below and from above,
    and the slopes before and after it."""

    at: Fraction
    below: Fraction
    value: Fraction
    above: Fraction
    slope_before: Fraction
    slope_after: Fraction

    @property
    def jumps(self) -> bool:
        return not self.below == self.value == self.above


def breaks(expression: Expression, names: Sequence[str], known: Mapping[str, Fraction]) -> tuple[Break, ...]:
    """Every place, in order, of the expression as a function of one figure, which goes by all of ``names``.

    ``known`` has the values of all other names; KeyError when one is missing. What does not run straight between two
    places (a quotient by the figure itself) has none there.
    """

    def at(x: Fraction, term: Expression = expression) -> Fraction | None:
        try:
            return value_of(term, {**known, **dict.fromkeys(names, x)})
        except ZeroDivisionError:
            return None

    places = sorted(set(_places(expression, at)))
    return tuple(found for place in places if (found := _break(place, places, at)) is not None)


def _places(term: Expression, at: Callable[[Fraction, Expression], Fraction | None]) -> Iterator[Fraction]:
    """Where the term, or a part of it, changes over."""
    match term:
        case Num() | Ref():
            return
        case Round(inner, _):
            yield from _places(inner, at)
        case Floor(inner):
            inside = sorted(set(_places(inner, at)))
            yield from inside
            yield from _whole(inside, lambda x: at(x, inner))
        case If(left, _, right, then, other):
            for part in (left, right, then, other):
                yield from _places(part, at)
            yield from _equal(left, right, at)
        case Op(word, terms):
            for part in terms:
                yield from _places(part, at)
            if word in ("min", "max"):
                for left, right in combinations(terms, 2):
                    yield from _equal(left, right, at)


def _equal(
    left: Expression, right: Expression, at: Callable[[Fraction, Expression], Fraction | None]
) -> Iterator[Fraction]:
    inside = sorted({*_places(left, at), *_places(right, at)})
    apart = Op("difference", (left, right))
    for low, high, straight in _stretches(inside, lambda x: at(x, apart)):
        if straight.slope:
            root = straight.near - straight.value / straight.slope
            if (low is None or root >= low) and (high is None or root <= high):
                yield root


def _whole(inside: Sequence[Fraction], function: Function) -> Iterator[Fraction]:
    """The first places of each stretch at which a term is whole: one shows what they all do."""
    for low, high, straight in _stretches(inside, function):
        if not straight.slope:
            continue
        start = Fraction(0) if low is None and high is None else low if low is not None else high
        assert start is not None, "one of the two ends is known"
        begins = straight.value + (start - straight.near) * straight.slope
        upward = (straight.slope > 0) == (low is not None or high is None)
        first = floor(begins) + 1 if upward else ceil(begins) - 1
        for step in range(2):
            whole = first + step if upward else first - step
            place = straight.near + (whole - straight.value) / straight.slope
            if (low is None or place > low) and (high is None or place < high):
                yield place


@dataclass(frozen=True, slots=True)
class _Straight:
    """A straight stretch: its value at a place of it, and its slope."""

    near: Fraction
    value: Fraction
    slope: Fraction

    def at(self, x: Fraction) -> Fraction:
        return self.value + (x - self.near) * self.slope


def _stretches(
    places: Sequence[Fraction], function: Function
) -> Iterator[tuple[Fraction | None, Fraction | None, _Straight]]:
    """The open stretches between places, and the two beyond them, where the function runs straight."""
    ends: list[Fraction | None] = [None, *places, None]
    for low, high in pairwise(ends):
        found = _straight(low, high, function)
        if found is not None:
            yield low, high, found


def _straight(low: Fraction | None, high: Fraction | None, function: Function) -> _Straight | None:
    if low is not None and high is not None:
        probes = [low + (high - low) * part / 4 for part in (1, 2, 3)]
    elif low is not None:
        probes = [low + part for part in (1, 2, 3)]
    else:
        probes = [(high if high is not None else Fraction(0)) - part for part in (3, 2, 1)]
    values = [function(x) for x in probes]
    if any(value is None for value in values):
        return None
    first, middle, last = (value for value in values if value is not None)
    if middle - first != last - middle:
        return None
    return _Straight(probes[1], middle, (last - first) / (probes[2] - probes[0]))


def _break(place: Fraction, places: Sequence[Fraction], function: Function) -> Break | None:
    number = places.index(place)
    before = _straight(places[number - 1] if number else None, place, function)
    after = _straight(place, places[number + 1] if number + 1 < len(places) else None, function)
    value = function(place)
    if before is None or after is None or value is None:
        return None
    return Break(place, before.at(place), value, after.at(place), before.slope, after.slope)
