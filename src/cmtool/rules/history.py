"""Figures that read earlier months: sums over a window, what another figure came to, and bases that stay."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from cmtool.model.expression import Expression, Op, Ref, num, summed
from cmtool.model.text import phrase
from cmtool.policy.constants import Frozen
from cmtool.policy.history import History
from cmtool.rules.appraisal import Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.windows import unrecorded


def looked_back(reckoning: Reckoning, name: str, figure: History) -> Working:
    """What a figure, line or group came to over several months; months without a value by the declared rule."""
    month = reckoning.given.month
    working = Working(name, figure.label, figure.unit, None, clause=figure.clause)
    taken: list[str] = []
    nothing: list[str] = []
    missing: list[str] = []
    for when in figure.window.before(month):
        past = f"{figure.of}@{when}"
        reckoning.recall(past)
        if past in reckoning.values:
            taken.append(past)
            continue
        recorded = reckoning.given.past.recorded(figure.of, when)
        rule = figure.unrated if recorded else figure.missing
        (missing if rule == "deferred" else nothing if rule == "zero" else []).append(past)
    if missing:
        asked = len(figure.window.before(month)) + figure.window.includes_now
        return reckoning.without_past(working, unrecorded(working, missing, asked))
    if figure.window.includes_now:
        own = reckoning.absent_among((figure.of,))
        if own is None:
            taken.append(figure.of)
        elif figure.unrated == "deferred":
            return replace(working, absent=own.absent, why=own.why)
        elif figure.unrated == "zero":
            nothing.append(figure.of)
    return _taken(reckoning, working, figure, taken, nothing)


def _taken(
    reckoning: Reckoning, working: Working, figure: History, taken: list[str], nothing: list[str]
) -> Working:
    count = len(taken) + len(nothing)
    words = phrase("{count} 个月", count=count)
    if figure.take == "count":
        return reckoning.worked(working, num(len(taken)), phrase("有数值的 {count} 个月", count=len(taken)))
    if not count:
        return replace(working, absent="empty", why=phrase("没有可用的月份"))
    total = summed(map(Ref, taken))
    match figure.take:
        case "sum":
            return reckoning.worked(working, total, phrase("{months}合计", months=words))
        case "mean":
            mean = Op("quotient", (total, num(count)))
            return reckoning.worked(working, mean, phrase("{months}平均", months=words))
        case word:
            terms: tuple[Expression, ...] = (*map(Ref, taken), *([num(0)] if nothing else []))
            said = (
                phrase("{months}中最高", months=words)
                if word == "max"
                else phrase("{months}中最低", months=words)
            )
            return reckoning.worked(working, Op(word, terms) if len(terms) > 1 else terms[0], said)


def frozen(reckoning: Reckoning, name: str, figure: Frozen) -> Working:
    """The last value recorded under this name: this month's 期初, else the latest month that has one."""
    past, month = reckoning.given.past, reckoning.given.month
    working = Working(name, figure.label, figure.unit, None, clause=figure.clause)
    known = [when for when in past.figures if when <= month and past.figure(name, when) is not None]
    if known:
        latest = max(known)
        why = phrase("{month} 登记的基数", month=str(latest))
        return replace(working, value=past.figure(name, latest), why=why)
    why = phrase("期初表没有“{label}”", label=figure.label)
    match figure.when_none:
        case "zero":
            return replace(working, value=Fraction(0), why=phrase("{why}，按办法计 0", why=why))
        case "problem":
            return reckoning.without_past(working, why)
        case _:
            return replace(working, absent="missing", why=why)
