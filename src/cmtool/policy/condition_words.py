"""A condition in words: ``得分 ≥ 90``, ``逾期率 ≤ 1% 或 （得分 ≥ 80 且 户数 ≥ 100）``, ``资格在有效期内为“是”``."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cmtool.model.expression import Num, Ref
from cmtool.model.money import grouped, plain
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.cadence import Cadence
from cmtool.policy.conditions import AllOf, AnyCondition, Condition
from cmtool.policy.figure import MONEY
from cmtool.policy.ladder import Ladder
from cmtool.policy.personal import OWN_FACTS
from cmtool.policy.policy import MAIN, Policy
from cmtool.policy.terms import RATES

_PERIODS: Mapping[Cadence, str] = {
    "month": "个月",
    "quarter": "个季度",
    "half-year": "个半年",
    "year": "年",
}
_YES, _NO = phrase("是"), phrase("否")


def number_words(value: Fraction, unit: str) -> str:
    """A number of the policy as people write it: ``90``, ``98%``, ``5,000,000`` of an amount."""
    if unit in MONEY:
        return grouped(value)
    return plain(value * RATES[unit]) + unit if unit in RATES else plain(value)


def limit_words(policy: Policy, limit: Num | Ref, unit: str) -> str:
    """A bound: a number in the unit of its figure, or the label of the figure that gives it."""
    return number_words(limit.value, unit) if isinstance(limit, Num) else _named(policy, limit.name)


def _named(policy: Policy, name: str) -> str:
    """The label of a figure; ``grade.x`` is an attribute of the grade tested, of whichever ladder has it."""
    prefix, _, attribute = name.partition(".")
    if prefix == MAIN and policy.attribute(name) is None:
        for ladder in policy.ladders.values():
            if attribute in ladder.grades[0].attributes:
                return ladder.attribute_labels.get(attribute, attribute)
    return policy.label(name)


def bounds_words(policy: Policy, condition: Condition, known: Mapping[str, Fraction] | None = None) -> str:
    """``≥ 90``; a bound that names a figure is said by its value where that is known."""
    unit = policy.unit(condition.of)

    def say(limit: Num | Ref) -> str:
        if isinstance(limit, Ref) and known is not None and limit.name in known:
            limit = Num(known[limit.name])
        return limit_words(policy, limit, unit)

    return condition.spelled(say)


def asks_yes(condition: Condition) -> bool | None:
    """Whether a fact that is either 1 or 0 must be there or must not; None where the condition is about a number."""
    own = OWN_FACTS.get(condition.of)
    if own is None or not own.is_flag or any(isinstance(limit, Ref) for _, limit in condition.bounds):
        return None
    there, absent = condition.holds(Fraction(1)), condition.holds(Fraction(0))
    return None if there == absent else there


def flag_words(policy: Policy, condition: Condition, value: Fraction) -> Phrase:
    """``资格在有效期内：是``; nothing where the condition is about a number."""
    if asks_yes(condition) is None:
        return NOTHING
    return phrase("{label}：{answer}", label=label_of(policy, condition), answer=answer_words(value != 0))


def answer_words(holds: object) -> Phrase:
    """Yes or no."""
    return _YES if holds else _NO


def label_of(policy: Policy, condition: Condition) -> str:
    return condition.label or policy.label(condition.of)


def condition_words(
    policy: Policy, condition: AnyCondition, known: Mapping[str, Fraction] | None = None
) -> Phrase:
    """The whole condition, without what is counted over time; bounds by their values where those are known."""
    if isinstance(condition, Condition):
        asked = asks_yes(condition)
        if asked is not None:
            return phrase(
                "{label}为“{answer}”", label=label_of(policy, condition), answer=answer_words(asked)
            )
        return phrase(
            "{label} {written}",
            label=label_of(policy, condition),
            written=bounds_words(policy, condition, known),
        )
    if condition.label:
        return phrase("{label}", label=condition.label)
    parts = [_bracketed(policy, part, known) for part in condition.parts]
    said = parts[0]
    for part in parts[1:]:
        template = "{left} 且 {right}" if isinstance(condition, AllOf) else "{left} 或 {right}"
        said = phrase(template, left=said, right=part)
    return said


def _bracketed(policy: Policy, part: AnyCondition, known: Mapping[str, Fraction] | None) -> Phrase:
    words = condition_words(policy, part, known)
    return words if isinstance(part, Condition) else phrase("（{words}）", words=words)


def period_words(ladder: Ladder, condition: AnyCondition) -> Phrase:
    """The periods in which a condition is counted: ``个月``, ``个季度``, or the reviews of the ladder."""
    if condition.each is not None:
        return phrase(_PERIODS[condition.each])
    return phrase("次评定") if ladder.months else phrase(_PERIODS[ladder.cadence])


def count_words(ladder: Ladder, condition: AnyCondition) -> Phrase:
    """How often it is counted: ``连续 3 个月``, ``本年 2 次``; nothing where only now matters."""
    if condition.within is not None:
        return phrase("{window} {times} 次", window=window_words(condition), times=condition.times)
    if condition.running > 1:
        periods = period_words(ladder, condition)
        return phrase("连续 {times} {periods}", times=condition.times, periods=periods)
    return NOTHING


def window_words(condition: AnyCondition) -> Phrase:
    """Within what a condition is counted: the year, or the last so many months."""
    within = condition.within
    if within is None or within.of:
        return phrase("本年")
    return phrase("近 {months} 个月", months=within.months)
