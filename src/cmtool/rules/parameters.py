"""Curves whose parameters are figures: what is wrong with the values that those have this month."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from cmtool.model.expression import value_of
from cmtool.model.money import plain
from cmtool.model.problem import problem
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import Curve
from cmtool.rules import codes
from cmtool.rules.appraisal import Working
from cmtool.rules.reckoning import Reckoning


def refused(reckoning: Reckoning, working: Working, curve: Curve) -> Working | None:
    """The working without value when a step of its curve has no size or its bounds cross, which is said; else None."""
    fault = next(filter(None, (_fault(reckoning, part) for part in curve.parts())), None)
    if fault is None:
        return None
    person = reckoning.given.person
    values = {"name": person.name, "id": person.id, "line": working.label, "why": fault}
    reckoning.problems.append(problem(codes.CURVE_PARAMETER, person.where, values, key=person.id))
    return replace(working, absent="missing", why=fault)


def _fault(reckoning: Reckoning, curve: Curve) -> Phrase | None:
    known = reckoning.values
    for size in curve.sizes():
        if reckoning.knows(size) and value_of(size, known) <= 0:
            return phrase("步长 {size} 不大于 0", size=plain(value_of(size, known)))
    edges = [value_of(edge, known) for edge in curve.edges() if reckoning.knows(edge)]
    for low, high in pairwise(edges):
        if low >= high:
            return phrase("界限 {low} 与 {high} 没有逐档增大", low=plain(low), high=plain(high))
    return None
