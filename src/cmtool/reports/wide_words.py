"""The words of figures that are not from rows nor plain arithmetic: constants, cases, other people, the past."""

from __future__ import annotations

from cmtool.model.expression import Num, Ref
from cmtool.model.text import Phrase, phrase
from cmtool.policy.across import Across
from cmtool.policy.condition_words import condition_words
from cmtool.policy.constants import Constant, Frozen
from cmtool.policy.history import History, Window
from cmtool.policy.policy import Policy
from cmtool.policy.through import Case, Choice, Through
from cmtool.reports.amount_words import amount
from cmtool.reports.curve_words import curve_words_of

_SCOPES = {"team": "本团队", "institution": "本机构", "all": "全部"}
_TAKEN = {
    "sum": "合计",
    "mean": "平均",
    "max": "最高",
    "min": "最低",
    "count": "人数",
    "rank": "名次",
    "share": "占比",
}
_MEMBER_MISSING = {
    "leave_out": "没有数值的成员不计",
    "zero": "没有数值的成员计 0",
    "deferred": "有成员没有数值时缓评",
}
_MONTHS = {"sum": "合计", "mean": "平均", "max": "最高", "min": "最低", "count": "有数值的月数"}
_SO_FAR = {"month": "本月", "quarter": "本季至今", "half_year": "本半年至今", "year": "本年至今"}


def wide_words(policy: Policy, figure: Across | Choice | Constant | Frozen | History | Through) -> Phrase:
    """Where the figure comes from, in one sentence."""
    match figure:
        case Constant():
            return _constant(figure)
        case Frozen():
            return phrase("期初表登记的基数，登记后不变")
        case Through():
            return _through(policy, figure)
        case Choice():
            return _choice(policy, figure)
        case Across():
            return _across(policy, figure)
        case History():
            return _history(policy, figure)


def window_words(window: Window) -> Phrase:
    """Which months."""
    if window.rolling:
        return phrase("最近 {n} 个月（含本月）", n=window.rolling)
    if window.trailing:
        return phrase("之前 {n} 个月", n=window.trailing)
    return phrase(_SO_FAR[window.so_far])


def _constant(figure: Constant) -> Phrase:
    if not figure.v.changes:
        return phrase("{value}", value=amount(figure.v.steps[0].v, figure.unit))
    steps = tuple(
        phrase("{day} 起 {value}", day=step.since.isoformat(), value=amount(step.v, figure.unit))
        for step in figure.v.steps
    )
    rule = {
        "by_day": phrase("月中变动按天数加权"),
        "month_start": phrase("月中变动按月初"),
        "month_end": phrase("月中变动按月末"),
    }[figure.within_month]
    return phrase("{steps}，{rule}", steps=steps, rule=rule)


def _through(policy: Policy, figure: Through) -> Phrase:
    unit = policy.unit(figure.of.name) if isinstance(figure.of, Ref) else ""
    of = _named(policy, figure.of, unit)
    words = curve_words_of(policy, figure.curve, unit, figure.unit)
    if figure.against is None:
        return phrase("{of}：{curve}", of=of, curve=words)
    return phrase(
        "{of}（对照 {target}）：{curve}", of=of, target=_named(policy, figure.against, unit), curve=words
    )


def _choice(policy: Policy, figure: Choice) -> Phrase:
    parts = tuple(
        phrase("{when}：{value}", when=_case(policy, case), value=_named(policy, case.value, figure.unit))
        for case in figure.cases
    )
    return phrase(
        "{parts}；其余：{otherwise}", parts=parts, otherwise=_named(policy, figure.otherwise, figure.unit)
    )


def _case(policy: Policy, case: Case) -> Phrase:
    who = "、".join((*case.grades, *case.posts, *case.teams))
    if case.when is None:
        return phrase("{who}", who=who)
    said = condition_words(policy, case.when)
    return phrase("{who}且 {said}", who=who, said=said) if who else said


def _across(policy: Policy, figure: Across) -> Phrase:
    words = phrase(
        "{scope}“{label}”的{taken}",
        scope=phrase(_SCOPES[figure.over]),
        label=policy.label(figure.of),
        taken=phrase(_TAKEN[figure.take]),
    )
    if figure.own == "excluded":
        words = phrase("{words}（不含本人）", words=words)
    if who := "、".join((*figure.posts, *figure.grades)):
        words = phrase("{words}，只取 {who}", words=words, who=who)
    return phrase("{words}，{missing}", words=words, missing=phrase(_MEMBER_MISSING[figure.missing]))


def _history(policy: Policy, figure: History) -> Phrase:
    return phrase(
        "“{label}”{window}的{taken}",
        label=policy.label(figure.of),
        window=window_words(figure.window),
        taken=phrase(_MONTHS[figure.take]),
    )


def _named(policy: Policy, value: Num | Ref, unit: str) -> str:
    return amount(value.value, unit) if isinstance(value, Num) else policy.label(value.name)
