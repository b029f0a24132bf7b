"""Groups of one manager: sums of printed values, bounded and gated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Op, Ref, Round, num
from cmtool.model.money import plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import bounded
from cmtool.policy.lines import Group
from cmtool.rules.appraisal import LineResult, Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown


def added_lines(reckoning: Reckoning, group: str) -> Iterator[LineResult]:
    """The lines that approved adjustments (考核调整) add to a group."""
    unit = reckoning.policy.group[group].unit
    for number, adjusted in enumerate(reckoning.given.amounts.get(group, ()), 1):
        name, label = f"{group}.adjustment{number}", str(phrase("考核调整"))
        reckoning.keep(Working(name, label, unit, adjusted.value, adjusted.why, where=adjusted.where))
        yield LineResult(name, label, "", group, "", unit, adjusted.value, adjusted.why, adjustment=True)


def sum_up(reckoning: Reckoning, name: str, added: Iterable[str]) -> None:
    """Sum of the printed lines, inner groups and added lines → cap and floor → gates."""
    policy, group = reckoning.policy, reckoning.policy.group[name]
    every = (*policy.lines_of(name), *policy.groups_in(name), *added)
    parts = [part for part in every if reckoning.workings[part].absent != "excluded"]
    working = Working(name, group.label, group.unit, None, clause=group.clause)
    terms: tuple[Expression, ...] = tuple(Ref(part) for part in parts) or (num(0),)
    total: Expression = Op("sum", terms) if len(terms) > 1 else terms[0]
    words = phrase("{count} 项之和", count=len(parts))
    if group.cap is not None or group.floor is not None:
        words = phrase("{words}，{bounds}", words=words, bounds=_bounds(reckoning, group))
    expression = bounded(total, group.floor, group.cap)
    if expression is not total:
        expression = Round(expression, group.places)
    worked = reckoning.worked(working, expression, words)
    reckoning.keep(_gated(reckoning, worked, group))


def _gated(reckoning: Reckoning, worked: Working, group: Group) -> Working:
    for gate in group.gates:
        value = reckoning.values.get(gate.of)
        if value is None:
            unknown = reckoning.workings[gate.of]
            return replace(worked, value=None, absent=unknown.absent, why=unknown.why)
        if not gate.holds(value):
            continue
        label = gate.label or reckoning.policy.label(gate.of)
        unit = reckoning.policy.unit(gate.of)
        words = phrase(
            "{label} {value}（{written}）", label=label, value=shown(value, unit), written=gate.written
        )
        clause = gate.clause or worked.clause
        match gate.effect:
            case "zero":
                why = phrase("{words}，本组计 0", words=words)
                return replace(
                    worked, value=Fraction(0), expression=num(0), absent="", why=why, clause=clause
                )
            case "barred":
                why = phrase("{words}，不予评定", words=words)
                return replace(worked, value=None, absent="barred", why=why, clause=clause)
            case "deferred":
                why = phrase("{words}，缓评", words=words)
                return replace(worked, value=None, absent="missing", why=why, clause=clause)
    return worked


def _bounds(reckoning: Reckoning, group: Group) -> tuple[Phrase, ...]:
    def said(bound: Num | Ref) -> Phrase | str:
        return plain(bound.value) if isinstance(bound, Num) else reckoning.spoken(bound)

    cap = () if group.cap is None else (phrase("最高 {cap}", cap=said(group.cap)),)
    floor = () if group.floor is None else (phrase("最低 {floor}", floor=said(group.floor)),)
    return (*cap, *floor)
