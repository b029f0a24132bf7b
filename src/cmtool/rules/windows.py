"""An indicator over several months: this month's own value and those that earlier months left, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from cmtool.model.expression import Expression, Op, Ref, num, summed
from cmtool.model.money import plain
from cmtool.model.month import Month, month_runs
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.indicator import Indicator
from cmtool.policy.indicators import Average, Count, Level
from cmtool.rules.appraisal import Working
from cmtool.rules.reckoning import Reckoning


def windowed(reckoning: Reckoning, working: Working, figure: Indicator) -> Working:
    """The months of the window put together; ``working`` is this month's own value.

    Sums, counts and 积数 add up. 日均 is the sum of each month's 日均 × its days ÷ all those days, a level the mean
    of the month ends. A month that nobody recorded has no value, unless ``missing`` leaves it out or counts it zero.
    """
    own = reckoning.keep(replace(working, name=f"{working.name}.month"))
    if isinstance(figure, Count) and figure.distinct:
        return _counted_once(reckoning, working, figure)
    month = reckoning.given.month
    asked = {f"{own.name}@{when}": when for when in figure.span.before(month)}
    for name in asked:
        reckoning.recall(name)
    unknown = [name for name in asked if name not in reckoning.values]
    rule = getattr(figure, "missing", "deferred")
    if unknown and rule == "deferred":
        return reckoning.without_past(
            working, unrecorded(working, unknown, len(asked) + figure.span.includes_now)
        )
    taken = {name: when for name, when in asked.items() if name not in unknown}
    if figure.span.includes_now:
        taken[own.name] = month
    zeros = [asked[name] for name in unknown] if rule == "zero" else []
    if not taken and not zeros:
        return replace(working, value=None, absent="empty", why=phrase("没有可用的月份"))
    why = _left_out(unknown, rule) if unknown else NOTHING
    return reckoning.worked(replace(working, value=None), together(figure, taken, zeros), why)


def _counted_once(reckoning: Reckoning, working: Working, figure: Count) -> Working:
    """Different values over all months of the window, each once.

    A month for which 期初 gives a number only adds that number: nobody knows which values those were.
    """
    given, name = reckoning.given, working.name
    texts: set[str] = set(given.counted.get(name, ())) if figure.span.includes_now else set()
    numbers: dict[str, Fraction] = {}
    unknown: list[str] = []
    before = figure.span.before(given.month)
    for when in before:
        known, number = given.past.counted.get(when, {}).get(name), given.past.figure(f"{name}.month", when)
        if known is not None:
            texts |= set(known)
        elif number is not None:
            numbers[str(when)] = number
        else:
            unknown.append(f"{name}.month@{when}")
    if unknown and figure.missing == "deferred":
        return reckoning.without_past(
            working, unrecorded(working, unknown, len(before) + figure.span.includes_now)
        )
    why = phrase("各月不同的“{column}”合并后 {count} 个", column=figure.distinct, count=len(texts))
    for month, number in numbers.items():
        why = phrase(
            "{why}，另加 {month} 期初 {number} 个（无法去重）", why=why, month=month, number=plain(number)
        )
    if unknown:
        why = phrase("{why}；{left}", why=why, left=_left_out(unknown, figure.missing))
    return replace(working, value=len(texts) + sum(numbers.values(), Fraction(0)), why=why)


def together(figure: Indicator, taken: dict[str, Month], zeros: list[Month]) -> Expression:
    """The months' values as one: ``taken`` are the figures with their months, ``zeros`` months that count nothing."""
    if isinstance(figure, Average) and figure.measure == "daily_average":
        weighted = tuple(Op("product", (Ref(name), num(when.days))) for name, when in taken.items())
        return Op("quotient", (summed(weighted), num(sum(when.days for when in (*taken.values(), *zeros)))))
    total = summed(map(Ref, taken))
    return Op("quotient", (total, num(len(taken) + len(zeros)))) if isinstance(figure, Level) else total


def _months_of(names: Iterable[str]) -> str:
    """The months of names like ``score@2024-05``, for a sentence."""
    return month_runs(Month.parse(name.partition("@")[2]) for name in names)


def _left_out(unknown: list[str], rule: str) -> Phrase:
    months = _months_of(unknown)
    if rule == "zero":
        return phrase("{months} 没有记录，按办法计 0", months=months)
    return phrase("{months} 没有记录，按办法不计入", months=months)


def unrecorded(working: Working, names: list[str], needed: int) -> Phrase:
    """Which of the months that are needed nobody recorded."""
    return phrase(
        "没有 {months} 的“{label}”（已记录 {recorded}/{needed} 个月）",
        months=_months_of(names),
        label=working.label,
        recorded=needed - len(names),
        needed=needed,
    )
