"""Curves in words: how an indicator becomes points or yuan, as a manager would read it."""

from __future__ import annotations

from collections.abc import Mapping

from cmtool.model.expression import Num, Ref, num
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.brackets import Marginal, Whole
from cmtool.policy.condition_words import condition_words
from cmtool.policy.curve import Curve, Part
from cmtool.policy.curves import Cases
from cmtool.policy.figure import MONEY
from cmtool.policy.policy import Policy
from cmtool.policy.pools import ShareOf
from cmtool.policy.prices import Convert, Fixed, PerUnit
from cmtool.policy.relative import Relative
from cmtool.policy.slopes import LinearAround, Proportional, Threshold
from cmtool.policy.steps import Band, Bands, Interpolated
from cmtool.reports.amount_words import Speech, amount, rate

_PASSES = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}
_PARTS: Mapping[Part, str] = {
    "counts": "不足一档按比例",
    "dropped": "不足一档不计",
    "full": "不足一档按一档",
}
_AMONG = {"team": "本团队", "institution": "本机构", "all": "全部人员"}
_SIGNS = {
    "positive": "负数不参加分配",
    "signed": "负数按负数计入",
    "size": "按绝对值计",
}
_EMPTIES = {
    "nothing": "合计不大于 0 时不分配",
    "equal": "合计不大于 0 时平均分配",
    "problem": "合计不大于 0 列为问题",
}
_RESTS = {"last": "尾差归最后一人", "largest": "尾差归份额最大者"}


def curve_words_of(policy: Policy, curve: Curve, unit: str, result: str) -> Phrase:
    """How a curve turns an indicator in ``unit`` into points or yuan; named parameters by their labels."""
    return _words(curve, Speech(policy, unit, result))


def _words(curve: Curve, speech: Speech) -> Phrase:
    match curve:
        case Proportional():
            return _proportional(curve, speech)
        case Threshold():
            return phrase("实际 {sign} 目标得满分，否则不得分", sign=_PASSES[curve.passes])
        case LinearAround():
            return _linear(curve, speech)
        case Bands():
            return _bands(curve, speech)
        case Marginal():
            return phrase("分段累进：{parts}", parts=_brackets(curve, speech))
        case Whole():
            side = phrase("恰在界限上的归低档" if curve.edge == "below" else "恰在界限上的归高档")
            return phrase("全额按所在档：{parts}（{side}）", parts=_brackets(curve, speech), side=side)
        case PerUnit():
            return _per_unit(curve, speech)
        case Convert():
            return _convert(curve, speech)
        case Fixed():
            return phrase("固定 {v}", v=speech.of(curve.v, speech.result))
        case Relative():
            return _relative(curve, speech)
        case Interpolated():
            return _interpolated(curve, speech)
        case ShareOf():
            return _share(curve, speech)
        case Cases():
            return _cases(curve, speech)
        case _:
            return phrase("按考核办法计算")


def _proportional(curve: Proportional, speech: Speech) -> Phrase:
    bounds = speech.bounds(curve.floor, curve.cap, "%")
    if curve.better == "lower":
        words = phrase("权重 ×（2 － 实际 ÷ 目标），完成率{bounds}", bounds=bounds)
    else:
        words = phrase("权重 × 实际 ÷ 目标，完成率{bounds}", bounds=bounds)
    return phrase("{words}；未达目标计 0", words=words) if curve.below == "zero" else words


def _linear(curve: LinearAround, speech: Speech) -> Phrase:
    step, unit = speech.of(curve.step, speech.unit), speech.result
    short, over = (
        ("每低 {step} 扣 {each} {unit}", "每高 {step} 加 {each} {unit}")
        if curve.better == "higher"
        else ("每高 {step} 扣 {each} {unit}", "每低 {step} 加 {each} {unit}")
    )
    words = phrase(
        "达到目标得满分，{short}", short=phrase(short, step=step, each=speech.bare(curve.below), unit=unit)
    )
    if curve.above != num(0):
        gained = phrase(over, step=step, each=speech.bare(curve.above), unit=unit)
        words = phrase("{words}，{gained}", words=words, gained=gained)
    bounds = speech.bounds(curve.floor, curve.cap, unit)
    return phrase("{words}（{part}），{bounds}", words=words, part=phrase(_PARTS[curve.part]), bounds=bounds)


def _bands(curve: Bands, speech: Speech) -> Phrase:
    parts = []
    for band in curve.bands:
        value = speech.rate(band.v) if curve.gives == "share" else speech.of(band.v, speech.result)
        template = "{band} 得权重的 {value}" if curve.gives == "share" else "{band} 计 {value}"
        parts.append(phrase(template, band=_band(band, speech, _looked(curve, speech)), value=value))
    return phrase("{subject}分档：{parts}", subject=_subject(curve), parts=tuple(parts))


def _subject(curve: Bands | Interpolated) -> Phrase:
    return phrase("完成率") if curve.on == "rate" else phrase("实际")


def _looked(curve: Bands | Interpolated, speech: Speech) -> str:
    """The unit of what is looked up."""
    return "%" if curve.on == "rate" else speech.unit


def _band(band: Band, speech: Speech, unit: str) -> Phrase | str:
    signs = (("≥ ", band.ge), ("> ", band.gt), ("≤ ", band.le), ("< ", band.lt))
    said = "、".join(sign + speech.of(edge, unit) for sign, edge in signs if edge is not None)
    return said or phrase("不分档")


def _brackets(curve: Marginal | Whole, speech: Speech) -> tuple[Phrase, ...]:
    parts: list[Phrase] = []
    start: Num | Ref = num(0)
    unit = speech.unit if speech.unit not in ("", "%") else "元"
    for bracket in curve.brackets:
        each = _price(bracket.rate, speech)
        if bracket.upto is None:
            template = "{start}以上的部分 {rate}" if isinstance(curve, Marginal) else "{start}以上 {rate}"
            parts.append(phrase(template, start=speech.of(start, unit), rate=each))
            continue
        edges = {"start": speech.of(start, unit), "upto": speech.of(bracket.upto, unit)}
        template = (
            "{start}至 {upto}的部分 {rate}" if isinstance(curve, Marginal) else "{start}至 {upto} {rate}"
        )
        parts.append(phrase(template, rate=each, **edges))
        start = bracket.upto
    return tuple(parts)


def _price(each: Num | Ref, speech: Speech) -> str:
    """A share of the amount as a percentage; a price for each unit in what the curve gives."""
    if isinstance(each, Num) and abs(each.value) < 1:
        return rate(each.value)
    return speech.of(each, speech.result)


def _per_unit(curve: PerUnit, speech: Speech) -> Phrase:
    unit, result = speech.unit, speech.result
    if curve.each != num(1):
        words = phrase(
            "每 {each} 计 {per} {result}（{part}）",
            each=speech.of(curve.each, unit),
            per=speech.bare(curve.per),
            result=result,
            part=phrase(_PARTS[curve.part]),
        )
    elif unit in MONEY:
        words = phrase("依据数 × {per}", per=speech.rate(curve.per))
    elif isinstance(curve.per, Num) and abs(curve.per.value) == 1 and unit == result:
        words = phrase("加减实际{unit}数", unit=unit)
    else:
        sign = "+" if isinstance(curve.per, Num) and curve.per.value > 0 and curve.base != num(0) else ""
        words = phrase(
            "每{unit} {per} {result}",
            unit=unit or phrase("单位"),
            per=sign + speech.bare(curve.per),
            result=result,
        )
    if isinstance(curve.base, str):
        words = phrase("以权重为基础分，{words}", words=words)
    elif curve.base != num(0):
        base = speech.of(curve.base, result)
        words = phrase("基础 {base}，{words}", base=base, words=words)
    return phrase("{words}，{bounds}", words=words, bounds=speech.bounds(curve.floor, curve.cap, result))


def _convert(curve: Convert, speech: Speech) -> Phrase:
    words = phrase(
        "超过 {over} 的部分每 {step} 折 {gives}（{part}）",
        over=speech.of(curve.over, speech.unit),
        step=speech.of(curve.step, speech.unit),
        gives=speech.of(curve.gives, speech.result),
        part=phrase(_PARTS[curve.part]),
    )
    if curve.cap is None:
        return phrase("{words}，不封顶", words=words)
    return phrase("{words}，最高 {cap}", words=words, cap=speech.of(curve.cap, speech.result))


def _relative(curve: Relative, speech: Speech) -> Phrase:
    step, result = speech.rate(curve.step), speech.result
    if isinstance(curve.below, str):
        low = phrase("低于的按比率 × {base} 计", base=speech.of(curve.base, result))
    else:
        low = phrase("每低 {step} 扣 {each} {unit}", step=step, each=speech.bare(curve.below), unit=result)
    return phrase(
        "达到比较数得 {base}，每高 {step} 加 {each} {unit}（{part}），{low}；{bounds}",
        base=speech.of(curve.base, result),
        step=step,
        each=speech.bare(curve.above),
        unit=result,
        part=phrase(_PARTS[curve.part]),
        low=low,
        bounds=speech.bounds(curve.floor, curve.cap, result),
    )


def _interpolated(curve: Interpolated, speech: Speech) -> Phrase:
    looked = _looked(curve, speech)
    corners = tuple(
        phrase(
            "{at} 得权重的 {v}" if curve.gives == "share" else "{at} 计 {v}",
            at=amount(point.at, looked),
            v=speech.rate(point.v) if curve.gives == "share" else speech.of(point.v, speech.result),
        )
        for point in curve.points
    )
    outside = phrase("两端之外不再变" if curve.outside == "flat" else "两端之外按同一斜率延长")
    return phrase(
        "{subject}在各点之间按直线计：{corners}；{outside}",
        subject=_subject(curve),
        corners=corners,
        outside=outside,
    )


def _share(curve: ShareOf, speech: Speech) -> Phrase:
    return phrase(
        "{pool} 按本人数占{among}合计的比例分配（{sign}，{empty}，{rest}）",
        pool=speech.of(curve.pool, speech.result),
        among=phrase(_AMONG[curve.among]),
        sign=phrase(_SIGNS[curve.sign]),
        empty=phrase(_EMPTIES[curve.empty]),
        rest=phrase(_RESTS[curve.remainder]),
    )


def _cases(curve: Cases, speech: Speech) -> Phrase:
    said = NOTHING
    for case in curve.cases:
        asked = condition_words(speech.policy, case.when)
        one = phrase("{asked} 时：{words}", asked=asked, words=_words(case.curve, speech))
        said = phrase("{said}；{one}", said=said, one=one) if said else one
    return phrase("{said}；其余：{words}", said=said, words=_words(curve.otherwise, speech))
