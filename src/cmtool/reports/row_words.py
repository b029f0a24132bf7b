"""The words of figures from rows: which table, which rows, what a row counts for, over which months."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.money import plain
from cmtool.model.tables import TABLES
from cmtool.model.text import Phrase, phrase
from cmtool.policy.benchmarks import Benchmark
from cmtool.policy.entered import Entered
from cmtool.policy.indicator import Indicator
from cmtool.policy.indicators import Average, Count, Events, Flow, Level
from cmtool.policy.policy import Policy
from cmtool.policy.ratings import Rating
from cmtool.policy.rowvalue import AnyDay, AnyValue, Days, Extreme, Lookup, Named, Operation, Step
from cmtool.policy.selection import SIGNS, Bounds, Wanted
from cmtool.reports.wide_words import window_words

_OPERATIONS = {
    "sum": "{left} ＋ {right}",
    "difference": "{left} － {right}",
    "product": "{left} × {right}",
    "quotient": "{left} ÷ {right}",
    "min": "{left} 与 {right} 取小",
    "max": "{left} 与 {right} 取大",
}
_DERIVED = {"due": "到期本金", "collected_due": "到期借据收回的本金"}
_DAYS = {"month_start": "月初", "month_end": "月末", "quarter_start": "季初", "year_start": "年初"}
_BUILT_IN = {"month.days": "当月天数", "month.number": "月份"}
_ABOUT = {"team": "本团队全体", "institution": "本机构全体", "all": "全部"}
_MISSING = {"leave_out": "没有记录的月份不计入", "zero": "没有记录的月份计 0"}
_UNFILLED = {
    "leave_out": "没有填写的部分不计，其余按比例放大",
    "zero": "没有填写的部分计 0",
    "deferred": "有部分没有填写时缓评",
    "problem": "有部分没有填写列为问题",
}
_PERIODS = {"month": "本月", "quarter": "本季", "half_year": "本半年", "year": "本年"}


def row_words(policy: Policy, figure: Indicator) -> Phrase:
    """Where an indicator comes from."""
    words = _from_rows(policy, figure)
    if figure.where:
        kept = tuple(_wanted(column, wanted) for column, wanted in figure.where.items())
        words = phrase("{words}，只取 {kept}", words=words, kept=_listed(kept))
    per, having = figure.together()
    if per:
        words = phrase("{words}，同一“{per}”的行先合并", words=words, per=per)
    if having:
        kept = tuple(_wanted(column, wanted) for column, wanted in having.items())
        words = phrase("{words}，合并后只取 {kept}", words=words, kept=_listed(kept))
    if most := getattr(figure, "largest", 0):
        words = phrase("{words}，只取最大的 {count} 个", words=words, count=most)
    if figure.role != "主办" and figure.table_id not in Indicator.OF_EVERYBODY:
        words = phrase("{words}，按角色“{role}”", words=words, role=figure.role)
    if figure.about != "person":
        words = phrase("{words}，{who}合计", words=words, who=phrase(_ABOUT[figure.about]))
    if figure.blank == "zero":
        words = phrase("{words}，空白视为 0", words=words)
    missing = getattr(figure, "missing", "")
    return (
        phrase("{words}，{rule}", words=words, rule=phrase(_MISSING[missing]))
        if missing in _MISSING
        else words
    )


def _listed(parts: tuple[Phrase, ...]) -> Phrase:
    said = parts[0]
    for part in parts[1:]:
        said = phrase("{said}、{part}", said=said, part=part)
    return said


def _from_rows(policy: Policy, figure: Indicator) -> Phrase:
    table = TABLES[figure.table_id].name
    window = phrase(_PERIODS[figure.span.so_far]) if figure.span.so_far else window_words(figure.span)
    match figure:
        case Average():
            return _average(policy, figure, table, window)
        case Flow(value="due"):
            return phrase("{table}：本月到期本金", table=table)
        case Flow(value="collected_due"):
            return phrase("{table}：到期借据本月收回的本金，逐笔不超过到期数", table=table)
        case Flow(value=str() as value):
            return phrase("{table}：{window}“{value}”合计", table=table, window=window, value=value)
        case Flow():
            each = value_words(policy, figure.value)
            return phrase("{table}：{window}逐行 {each} 的合计", table=table, window=window, each=each)
        case Count():
            what = phrase("不同“{column}”个数", column=figure.distinct) if figure.distinct else phrase("笔数")
            return phrase("{table}：{window}{what}", table=table, window=window, what=what)
        case Events():
            return _events(policy, figure, window)
        case Level():
            return _level(policy, figure, table, window)
        case Rating():
            return _rating(figure)
        case Benchmark():
            return phrase(
                "外部基准：{period}的“{item}”", period=phrase(_PERIODS[figure.period]), item=figure.item
            )
        case Entered():
            return phrase(
                "指标填报：{period}的“{item}”", period=phrase(_PERIODS[figure.period]), item=figure.item
            )
        case _:
            return phrase("{table}", table=table)


def _average(policy: Policy, figure: Average, table: str, window: Phrase) -> Phrase:
    if figure.measure == "balance_days":
        words = phrase("{table}：每日余额之和（含月末日）", table=table)
    elif figure.windowed:
        words = phrase("{table}：{window}积数 ÷ 天数", table=table, window=window)
    else:
        words = phrase("{table}：积数 ÷ 当月天数", table=table)
    if figure.factor is None:
        return words
    return phrase("{words}，逐行 × {factor}", words=words, factor=value_words(policy, figure.factor))


def _level(policy: Policy, figure: Level, table: str, window: Phrase) -> Phrase:
    if isinstance(figure.value, str):
        words = phrase("{table}：“{value}”", table=table, value=_column(figure.value))
    else:
        words = phrase("{table}：逐行 {each} 的合计", table=table, each=value_words(policy, figure.value))
    return phrase("{words}，{window}各月末平均", words=words, window=window) if figure.windowed else words


def _events(policy: Policy, figure: Events, window: Phrase) -> Phrase:
    if figure.value is not None:
        measure = phrase("逐项 {each} 的合计", each=value_words(policy, figure.value))
    else:
        measure = phrase({"count": "次数", "points": "分值合计", "amount": "金额合计"}[figure.measure])
    if figure.items:
        items = phrase("“{items}”", items="、".join(figure.items))
    else:
        items = phrase("除“{items}”外的事项", items="、".join(figure.except_items))
    return phrase("加扣分登记簿：{window}{items}的{measure}", window=window, items=items, measure=measure)


def _rating(figure: Rating) -> Phrase:
    weights = "、".join(f"{rater} {plain(weight)}" for rater, weight in figure.raters.items())
    words = phrase(
        "评价：{period}各类评价人平均分按权重（{weights}）加权，{rule}",
        period=phrase(_PERIODS[figure.period]),
        weights=weights,
        rule=phrase(_UNFILLED[figure.unfilled]),
    )
    return (
        phrase("{words}，只取“{items}”", words=words, items="、".join(figure.items))
        if figure.items
        else words
    )


def value_words(policy: Policy, value: AnyValue) -> Phrase:
    """What a row counts for: ``（贷款金额 × 担保方式对应（信用 1.2；其余 1））``."""
    match value:
        case str():
            return phrase("“{column}”", column=_column(value))
        case Fraction():
            return phrase("{value}", value=plain(value))
        case Named(figure=name):
            label = (
                phrase(_BUILT_IN[name]) if name in _BUILT_IN else phrase("{label}", label=policy.label(name))
            )
            return phrase("{label}", label=label)
        case Days():
            first, last = map(_day, value.days)
            both = phrase("（首尾都计）") if value.ends == "both" else phrase("（计首不计尾）")
            return phrase("{first}至{last}的天数{both}", first=first, last=last, both=both)
        case Lookup():
            return _lookup(policy, value)
        case Operation():
            said = value_words(policy, value.terms[0])
            for term in value.terms[1:]:
                said = phrase(_OPERATIONS[value.word], left=said, right=value_words(policy, term))
            return phrase("（{said}）", said=said)


def _lookup(policy: Policy, value: Lookup) -> Phrase:
    parts = [
        phrase("{text} {v}", text=text or phrase("空白"), v=value_words(policy, v))
        for text, v in value.map.items()
    ]
    parts += [phrase("{step} {v}", step=_step(step), v=value_words(policy, step.v)) for step in value.bands]
    if value.otherwise is not None:
        parts.append(phrase("其余 {v}", v=value_words(policy, value.otherwise)))
    return phrase("{of}对应（{parts}）", of=value_words(policy, value.lookup), parts=tuple(parts))


def _step(step: Step) -> str:
    signs = (("≥", step.ge), (">", step.gt), ("≤", step.le), ("<", step.lt))
    return "、".join(sign + plain(bound) for sign, bound in signs if bound is not None)


def _day(day: AnyDay) -> Phrase:
    if isinstance(day, Extreme):
        parts = _listed(tuple(map(_day, day.days)))
        return phrase("{days}中较晚的", days=parts) if day.later else phrase("{days}中较早的", days=parts)
    return phrase(_DAYS[day]) if day in _DAYS else phrase("“{column}”", column=day)


def _column(column: str) -> Phrase:
    return phrase(_DERIVED[column]) if column in _DERIVED else phrase("{column}", column=column)


def _wanted(column: str, wanted: Wanted) -> Phrase:
    said = phrase("{column}{test}", column=column, test=_test(wanted))
    return phrase("{said}或空白", said=said) if wanted.or_empty else said


def _test(wanted: Wanted) -> Phrase:
    if wanted.empty:
        return phrase("空白")
    if wanted.filled:
        return phrase("非空白")
    if wanted.excluded:
        return phrase("不是{texts}", texts="/".join(wanted.excluded))
    if wanted.values:
        return phrase("＝{texts}", texts="/".join(wanted.values))
    if "number" in wanted.kinds:
        return phrase(" {bounds}", bounds=_bounds(wanted))
    return _dated(wanted)


def _bounds(bounds: Bounds) -> str:
    return "、".join(SIGNS[comparison] + plain(bound) for comparison, bound in bounds.bounds)


def _dated(wanted: Wanted) -> Phrase:
    parts = []
    if wanted.within:
        parts.append(phrase("在{period}", period=phrase(_PERIODS[wanted.within])))
    for template, day in (
        ("早于{day}", wanted.before),
        ("晚于{day}", wanted.after),
        ("不早于{day}", wanted.since),
        ("不晚于{day}", wanted.until),
    ):
        if day is not None:
            said = phrase(_DAYS[day]) if isinstance(day, str) else phrase("{day}", day=day.isoformat())
            parts.append(phrase(template, day=said))
    if wanted.days is not None:
        parts.append(phrase("到月末的天数 {bounds}", bounds=_bounds(wanted.days)))
    return _listed(tuple(parts))
