"""A line's value through its curve: bounded, printed once, said in a sentence; and its parts that others read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Op, Ref, Round, num, value_of
from cmtool.model.money import plain
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.curve import Inputs, Spoken, bounded
from cmtool.policy.lines import Line
from cmtool.policy.policy import CARRIED
from cmtool.rules.appraisal import Working
from cmtool.rules.carry import carried_in, still
from cmtool.rules.parameters import refused
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown


def through_curve(reckoning: Reckoning, working: Working, line: Line, unit: str) -> Working:
    """The line's printed value; ``unit`` is that of its actual and target."""
    name, places = working.name, reckoning.policy.group[line.group].places
    target = Ref(f"{name}.target") if line.target else None
    weight = Ref(f"{name}.weight") if line.weight is not None else None
    raw: Expression = line.of
    if line.curve is not None:
        if (without := refused(reckoning, working, line.curve)) is not None:
            return without
        raw = line.curve.expression(Inputs(line.of, target, weight))
    scaled = bounded(raw, line.floor, line.cap)
    if line.times != num(1):
        scaled = Op("product", (scaled, line.times))
    expression = Round(scaled, places)
    why = NOTHING
    if reckoning.knows(expression):
        why = _copied(reckoning, line)
        if line.curve is not None:
            terms = {"actual": line.of, "target": target, "weight": weight}
            spoken = _spoken(
                reckoning, terms, value_of(Round(raw, places), reckoning.values), unit, working.unit
            )
            why = line.curve.why(spoken)
        why = _held(reckoning, line, value_of(raw, reckoning.values), why, working.unit)
        why = _scaled(reckoning, line, why)
    return reckoning.worked(working, expression, why)


def _spoken(
    reckoning: Reckoning, terms: Mapping[str, Num | Ref | None], result: Fraction, unit: str, gives: str
) -> Spoken:
    """The curve's inputs as they are printed."""
    values = {word: value_of(term, reckoning.values) for word, term in terms.items() if term is not None}
    target, weight = values.get("target"), values.get("weight")
    return Spoken(
        shown(values["actual"], unit),
        "" if target is None else shown(target, unit),
        "" if weight is None else _weight_text(weight),
        values | {"result": result},
        reckoning.values,
        gives,
        reckoning.policy.label,
    )


def _copied(reckoning: Reckoning, line: Line) -> Phrase:
    """A line without a curve says how its own figure came about."""
    if isinstance(line.of, Ref):
        return reckoning.workings[line.of.name].why
    return phrase("办法规定的数额")


def _held(reckoning: Reckoning, line: Line, raw: Fraction, why: Phrase, unit: str) -> Phrase:
    """The words with the line's own bound that held, if one did."""
    for bound, template in ((line.cap, "{why}；本项最高 {bound}"), (line.floor, "{why}；本项最低 {bound}")):
        if bound is None:
            continue
        value = value_of(bound, reckoning.values)
        if (raw > value) if bound is line.cap else (raw < value):
            return phrase(template, why=why, bound=shown(value, unit))
    return why


def _scaled(reckoning: Reckoning, line: Line, why: Phrase) -> Phrase:
    """The words with what scaled the line, if it did."""
    if not isinstance(line.times, Ref) or reckoning.values[line.times.name] == 1:
        return why
    by = reckoning.workings[line.times.name]
    value = shown(reckoning.values[by.name], by.unit)
    return phrase("{why}；× {label} {value}（{said}）", why=why, label=by.label, value=value, said=by.why)


def carry_on(reckoning: Reckoning, working: Working, line: Line) -> None:
    """What a line's target carries into the next month; all of it when nothing was worked out this month."""
    if line.target is None or not line.target.carry:
        return
    name, policy = working.name, reckoning.policy
    taken = carried_in(reckoning, name, line.target.until)
    gap = Op("difference", (Ref(f"{name}.target"), line.of))
    moved: Mapping[str, Expression] = {
        "shortfall": Op("max", (num(0), gap)),
        "surplus": Op("min", (num(0), gap)),
        "both": gap,
    }
    left = moved[line.target.carry] if _worked_out(reckoning, working, line) else still(taken)
    carried = Working(f"{name}.{CARRIED}", policy.label(f"{name}.{CARRIED}"), policy.compared_in(name), None)
    reckoning.keep(reckoning.worked(carried, left, phrase("结转下月")))


def _worked_out(reckoning: Reckoning, working: Working, line: Line) -> bool:
    """Whether the line had an actual and a target this month."""
    known = reckoning.knows(line.of) and f"{working.name}.target" in reckoning.values
    return known and working.absent != "excluded"


def keep_parts(reckoning: Reckoning, working: Working, line: Line) -> None:
    """The parts of a line that others read: its target, its shortfall, its completion."""
    name, policy = working.name, reckoning.policy
    actual, target = line.of, Ref(f"{name}.target")
    asked: Mapping[str, Expression] = {
        "shortfall": Op("max", (num(0), Op("difference", (target, actual)))),
        "completion": Op("quotient", (actual, target)),
        "target": target,
        CARRIED: num(0),  # where nothing was carried on before
    }
    for part, expression in asked.items():
        read = f"{name}.{part}"
        if read not in policy.parts_read or read in reckoning.workings:
            continue
        blank = Working(read, policy.label(read), policy.unit(read), None, clause=line.clause)
        divides = part == "completion" and reckoning.values.get(target.name) == 0
        if _worked_out(reckoning, working, line) and not divides:
            reckoning.keep(reckoning.worked(blank, expression, NOTHING))
        else:
            absent = working.absent or "missing"
            reckoning.keep(replace(blank, absent=absent, why=working.why or phrase("没有目标或实际数")))


def _weight_text(weight: Fraction) -> str:
    text = plain(weight)
    return shown(weight, "分") if "/" in text else text
