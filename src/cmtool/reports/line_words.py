"""The policy's lines, targets and groups in words."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.expression import Num, Ref, num
from cmtool.model.text import Phrase, phrase
from cmtool.policy.condition_words import condition_words
from cmtool.policy.groups import AnyGate, Carry, Group
from cmtool.policy.lines import Line
from cmtool.policy.policy import Policy
from cmtool.policy.targets import Target
from cmtool.reports.amount_words import amount
from cmtool.reports.curve_words import curve_words_of

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
_CADENCES = {"quarter": "按季", "half-year": "按半年", "year": "按年"}
_BETWEEN = {"stands": "其余月份沿用上期结果", "nothing": "其余月份不计"}
_CARRIES = {
    "shortfall": "未完成数加入下月目标",
    "surplus": "超额数抵减下月目标",
    "both": "未完成数、超额数转入下月目标",
}
_CARRIED = {
    "shortfall": "保底补足的数下月扣回",
    "surplus": "超过封顶的数下月补发",
    "both": "保底补足、超过封顶的数转入下月",
}
_UNTIL = {"year": "，年末清零", "never": ""}
_EFFECTS = {"barred": "不予评定", "deferred": "缓评", "zero": "计 0", "blocked": "不得晋级"}


def quantity(policy: Policy, value: Num | Ref, unit: str) -> str:
    """A number of the policy, or the label of the figure that gives it."""
    return amount(value.value, unit) if isinstance(value, Num) else policy.label(value.name)


def target_words(policy: Policy, target: Target, unit: str) -> Phrase:
    """Where a line's target comes from, the winner first; how it is split, scaled and carried."""
    parts: list[Phrase] = []
    if target.indicator:
        parts.append(phrase("目标表“{indicator}”", indicator=target.indicator))
    for given in (target.by_post, target.by_grade, target.by_team, target.by_institution):
        for who, value in given.items():
            parts.append(phrase("{who}：{value}", who=who, value=quantity(policy, value, unit)))
    if target.value is not None:
        parts.append(phrase("{value}", value=quantity(policy, target.value, unit)))
    else:
        parts.append(phrase(_NO_TARGET[target.missing]))
    parts.extend(_moved(policy, target))
    return phrase("{parts}", parts=tuple(parts))


def _moved(policy: Policy, target: Target) -> Iterator[Phrase]:
    if target.split:
        shares = set(target.split)
        split = phrase("逐月平均") if len(shares) == 1 else phrase("按月 {shares}", shares=_shares(target))
        words = phrase("季度、年度目标{split}", split=split)
        yield phrase("{words}，取累计数", words=words) if target.spread == "to_date" else words
    if target.times != num(1):
        yield phrase("再乘 {times}", times=quantity(policy, target.times, ""))
    if target.carry:
        yield phrase("{what}{until}", what=phrase(_CARRIES[target.carry]), until=phrase(_UNTIL[target.until]))


def _shares(target: Target) -> str:
    return "、".join(amount(share, "%") for share in target.split)


def line_words(policy: Policy, line: Line) -> Phrase:
    """How a line is reckoned, for whom and when, and what holds when there is nothing to reckon from."""
    unit = policy.unit(line.of.name) if isinstance(line.of, Ref) else ""
    result = policy.group[line.group].unit
    words = curve_words_of(policy, line.curve, unit, result) if line.curve else phrase("照依据的数额")
    for template, bound in (
        ("{words}；本项最高 {bound}", line.cap),
        ("{words}；本项最低 {bound}", line.floor),
    ):
        if bound is not None:
            words = phrase(template, words=words, bound=quantity(policy, bound, result))
    if line.times != num(1):
        words = phrase("{words}；再乘 {times}", words=words, times=quantity(policy, line.times, ""))
    if line.compensation:
        words = phrase("{words}；受赔偿扣款限额约束", words=words)
    whom = (*line.grades, *line.posts, *line.teams, *line.institutions)
    if whom:
        words = phrase("{words}；只适用于 {who}", words=words, who="、".join(whom))
    if line.when is not None:
        words = phrase("{words}；只在 {asked} 时", words=words, asked=condition_words(policy, line.when))
    if line.between:
        cadence, between = phrase(_CADENCES[line.cadence]), phrase(_BETWEEN[line.between])
        words = phrase("{words}；{cadence}计算，{between}", words=words, cadence=cadence, between=between)
    if line.weight is not None:
        words = phrase("{words}。{rules}", words=words, rules=_when_nothing(policy, line))
    return phrase("{words}。{note}", words=words, note=line.note) if line.note else words


def _when_nothing(policy: Policy, line: Line) -> tuple[Phrase, ...]:
    """What holds when nothing was due (where that can be) and when data have not come."""
    figure = policy.figure.get(line.of.name) if isinstance(line.of, Ref) else None
    may_be_empty = getattr(figure, "when_zero", "") == "empty"
    missing = phrase(_WHEN_MISSING[line.when_missing])
    return (phrase(_WHEN_EMPTY[line.when_empty]), missing) if may_be_empty else (missing,)


def group_words(policy: Policy, group: Group) -> Phrase:
    """What is done to the sum of a group, step by step."""
    steps = [
        *_steps(policy, group),
        *(_gate(policy, gate) for gate in group.gates),
        *((_carry(group.carry),) if group.carry else ()),
    ]
    return phrase("{steps}", steps=tuple(steps)) if steps else phrase("各项之和，不设封顶和保底")


def _steps(policy: Policy, group: Group) -> Iterator[Phrase]:
    for template, bound in (("最高 {bound}", group.cap), ("最低 {bound}", group.floor)):
        if bound is not None:
            yield phrase(template, bound=quantity(policy, bound, group.unit))
    for factor in group.factor:
        yield phrase("再 × {factor}", factor=quantity(policy, factor, ""))


def _gate(policy: Policy, gate: AnyGate) -> Phrase:
    asked = condition_words(policy, gate)
    return phrase("{asked}：{effect}", asked=asked, effect=phrase(_EFFECTS[gate.effect]))


def _carry(carry: Carry) -> Phrase:
    return phrase("{what}{until}", what=phrase(_CARRIED[carry.what]), until=phrase(_UNTIL[carry.until]))
