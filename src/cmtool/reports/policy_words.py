"""The policy's terms in words: lines, targets and where figures come from."""

from __future__ import annotations

from cmtool.model.expression import Expression, Num, Op, Ref
from cmtool.model.money import plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.across import Across
from cmtool.policy.arithmetic import Delta
from cmtool.policy.constants import Constant, Frozen
from cmtool.policy.figure import Computed
from cmtool.policy.figures import AnyFigure
from cmtool.policy.history import History
from cmtool.policy.lines import Line
from cmtool.policy.policy import Policy
from cmtool.policy.targets import Target
from cmtool.policy.through import Choice, Through
from cmtool.reports.curve_words import amount, curve_words_of
from cmtool.reports.row_words import row_words
from cmtool.reports.wide_words import wide_words

_OPERATIONS = {
    "sum": "{left} ＋ {right}",
    "difference": "{left} － {right}",
    "product": "{left} × {right}",
    "quotient": "{left} ÷ {right}",
    "min": "{left} 与 {right} 取小",
    "max": "{left} 与 {right} 取大",
}
_BASES = {
    "last_month": "上月末",
    "year_start": "上年末",
    "last_quarter_end": "上季末",
    "same_month_last_year": "上年同月",
}
_WHEN_EMPTY = {
    "full": "无发生额得满分",
    "zero": "无发生额计 0",
    "deferred": "无发生额缓评",
    "excluded": "无发生额不考核",
    "problem": "无发生额列为问题",
}
_WHEN_MISSING = {"deferred": "缺数据缓评", "zero": "缺数据计 0", "excluded": "缺数据不考核"}
_NO_TARGET = {
    "problem": "没有目标列为问题",
    "deferred": "没有目标缓评",
    "zero": "没有目标计 0",
    "excluded": "没有目标不考核",
}


def quantity(policy: Policy, value: Num | Ref, unit: str) -> str:
    """A number of the policy, or the label of the figure that gives it."""
    return amount(value.value, unit) if isinstance(value, Num) else policy.label(value.name)


def target_words(policy: Policy, target: Target, unit: str) -> Phrase:
    """Where a line's target comes from, the winner first."""
    parts: list[Phrase] = []
    if target.indicator:
        parts.append(phrase("目标表“{indicator}”", indicator=target.indicator))
    for who, given in (*target.by_post.items(), *target.by_grade.items()):
        parts.append(phrase("{who}：{value}", who=who, value=quantity(policy, given, unit)))
    if target.value is not None:
        parts.append(phrase("{value}", value=quantity(policy, target.value, unit)))
    else:
        parts.append(phrase(_NO_TARGET[target.missing]))
    return phrase("{parts}", parts=tuple(parts))


def line_words(policy: Policy, line: Line) -> Phrase:
    """How a line is reckoned, and what holds when there is nothing to reckon from."""
    unit = policy.unit(line.of.name) if isinstance(line.of, Ref) else ""
    result = policy.group[line.group].unit
    words = curve_words_of(policy, line.curve, unit, result) if line.curve else phrase("照依据的数额")
    if line.grades or line.posts:
        who = "、".join((*line.grades, *line.posts))
        words = phrase("{words}；只适用于 {who}", words=words, who=who)
    if line.weight is not None:
        words = phrase("{words}。{rules}", words=words, rules=_when_nothing(policy, line))
    return phrase("{words}。{note}", words=words, note=line.note) if line.note else words


def _when_nothing(policy: Policy, line: Line) -> tuple[Phrase, ...]:
    """What holds when nothing was due (where that can be) and when data have not come."""
    figure = policy.figure.get(line.of.name) if isinstance(line.of, Ref) else None
    may_be_empty = getattr(figure, "when_zero", "") == "empty"
    missing = phrase(_WHEN_MISSING[line.when_missing])
    return (phrase(_WHEN_EMPTY[line.when_empty]), missing) if may_be_empty else (missing,)


def figure_words(policy: Policy, figure: AnyFigure) -> Phrase:
    """Where a figure comes from."""
    if isinstance(figure, Across | Choice | Constant | Frozen | History | Through):
        return wide_words(policy, figure)
    if isinstance(figure, Delta):
        base = phrase(_BASES[figure.against])
        return phrase("{of} 比 {base} 增减", of=policy.label(figure.of), base=base)
    if isinstance(figure, Computed):
        return arithmetic(policy, figure.expression())
    return row_words(policy, figure)


def arithmetic(policy: Policy, expression: Expression) -> Phrase:
    """An expression with the labels of its figures: ``固定工资 ＋ 人平四项费用``."""
    match expression:
        case Num(value):
            return phrase("{value}", value=plain(value))
        case Ref(name):
            return phrase("{label}", label=policy.label(name))
        case Op(word, terms):
            said = arithmetic(policy, terms[0])
            for term in terms[1:]:
                said = phrase(_OPERATIONS[word], left=said, right=arithmetic(policy, term))
            return said
        case _:
            raise AssertionError(f"a policy's arithmetic has no {expression!r}")
