"""The working of any figure, by its kind."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Ref, num, value_of
from cmtool.model.problem import problem
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.across import Across
from cmtool.policy.arithmetic import Delta
from cmtool.policy.constants import Constant, Frozen
from cmtool.policy.curve import Spoken
from cmtool.policy.figure import Computed, Figure
from cmtool.policy.give_back import GiveBack
from cmtool.policy.history import History
from cmtool.policy.indicators import Indicator
from cmtool.policy.through import Case, Choice, Through
from cmtool.rules import codes
from cmtool.rules.across import Peers, across
from cmtool.rules.appraisal import Working
from cmtool.rules.give_backs import returned
from cmtool.rules.history import frozen, looked_back
from cmtool.rules.indicators import indicator
from cmtool.rules.parameters import refused
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.segments import said_by_day, weighted
from cmtool.rules.values import shown


def figure(reckoning: Reckoning, name: str, peers: Peers) -> Working:
    """Work a figure out and keep it."""
    return reckoning.keep(_worked(reckoning, name, reckoning.policy.figure[name], peers))


def _worked(reckoning: Reckoning, name: str, figure: Figure, peers: Peers) -> Working:
    match figure:
        case Indicator():
            return indicator(reckoning, name, figure)
        case Across():
            return across(reckoning, name, figure, peers)
        case History():
            return looked_back(reckoning, name, figure)
        case Frozen():
            return frozen(reckoning, name, figure)
        case GiveBack():
            return returned(reckoning, name, figure)
        case Constant():
            return _constant(reckoning, name, figure)
        case Choice():
            return _chosen(reckoning, name, figure)
        case Computed():
            return _computed(reckoning, name, figure)
        case _:
            raise AssertionError(f"no working for {figure!r}")


def _computed(reckoning: Reckoning, name: str, figure: Computed) -> Working:
    expression = figure.expression()
    working = Working(name, figure.label, figure.unit, None, clause=figure.clause)
    for divisor in figure.divisors():
        if reckoning.knows(divisor) and value_of(divisor, reckoning.values) == 0:
            return _zero_divisor(reckoning, working, figure)
    if isinstance(figure, Delta):
        base = f"{figure.of}@{figure.against}"
        reckoning.recall(base)
        if base not in reckoning.values:
            reckoning.without_past(working, reckoning.workings[base].why)
    why = NOTHING
    if isinstance(figure, Through) and (without := refused(reckoning, working, figure.curve)) is not None:
        return without
    if isinstance(figure, Through) and reckoning.knows(expression):
        why = figure.curve.why(_spoken(reckoning, figure))
    return reckoning.worked(working, expression, why)


def _spoken(reckoning: Reckoning, figure: Through) -> Spoken:
    """The inputs of a figure's curve as they are printed."""
    terms = {"actual": figure.of, "target": figure.against, "weight": figure.weight}
    values = {word: value_of(term, reckoning.values) for word, term in terms.items() if term is not None}
    units = {
        word: reckoning.policy.unit(term.name) if isinstance(term, Ref) else ""
        for word, term in terms.items()
    }
    said = {word: shown(value, units[word]) for word, value in values.items()}
    values["result"] = value_of(figure.expression(), reckoning.values)
    target, weight = said.get("target", ""), said.get("weight", "")
    policy = reckoning.policy
    return Spoken(said["actual"], target, weight, values, reckoning.values, figure.unit, policy.label)


def _zero_divisor(reckoning: Reckoning, working: Working, figure: Computed) -> Working:
    rule = getattr(figure, "when_zero", "problem")
    words = phrase("{label}：除数为 0", label=figure.label)
    if rule == "zero":
        return replace(working, value=Fraction(0), expression=num(0), why=words)
    if rule == "empty":
        return replace(working, absent="empty", why=words)
    person = reckoning.given.person
    reckoning.problems.append(
        problem(codes.ZERO_DIVISOR, person.where, {"figure": figure.label}, key=person.id)
    )
    return replace(working, absent="missing", why=words)


def _constant(reckoning: Reckoning, name: str, figure: Constant) -> Working:
    month = reckoning.given.month
    working = Working(name, figure.label, figure.unit, None, clause=figure.clause)
    if figure.within_month == "by_day":
        segments = figure.v.segments(month)
        if segments and segments[0][0] == month.first:
            return reckoning.worked(
                working, weighted(segments, month.days), said_by_day(segments, figure.unit)
            )
        day = month.first
    else:
        day = month.first if figure.within_month == "month_start" else month.last
        value = figure.v.on(day)
        if value is not None:
            return reckoning.worked(working, Num(value), phrase("办法规定的数额"))
    return replace(
        working, absent="missing", why=phrase("{day} 还没有规定“{label}”", day=day, label=figure.label)
    )


def _chosen(reckoning: Reckoning, name: str, figure: Choice) -> Working:
    """The first case that holds; a condition whose figure has no value leaves the choice open."""
    working = Working(name, figure.label, figure.unit, None, clause=figure.clause)
    taken: Expression = figure.otherwise
    said = phrase("其余情况")
    for case in figure.cases:
        if not _is_for(reckoning, case):
            continue
        if case.when is not None:
            holds = case.when.truth(reckoning.values)
            unknown = reckoning.absent_among(tuple(case.when.reads())) if holds is None else None
            if unknown is not None:
                return replace(working, absent=unknown.absent, why=unknown.why)
            if not holds:
                continue
        taken, said = case.value, _case_words(reckoning, case)
        break
    if whole := _elementary(reckoning, figure):
        taken = whole
    return reckoning.worked(working, taken, said)


def _is_for(reckoning: Reckoning, case: Case) -> bool:
    person = reckoning.given.person
    return case.concerns(person.grade, person.post, person.team)


def _case_words(reckoning: Reckoning, case: Case) -> Phrase:
    if case.when is None:
        return phrase("{who}的情况", who="、".join((*case.grades, *case.posts, *case.teams)))
    parts = tuple(reckoning.compared(leaf) for leaf in case.when.leaves() if leaf.truth(reckoning.values))
    return phrase("{parts}", parts=parts)


def _elementary(reckoning: Reckoning, figure: Choice) -> Expression | None:
    """All cases that concern this person as one formula, where every figure in it has a value."""
    expression: Expression = figure.otherwise
    for case in reversed([case for case in figure.cases if _is_for(reckoning, case)]):
        expression = case.value if case.when is None else case.when.chosen(case.value, expression)
    return expression if reckoning.knows(expression) else None
