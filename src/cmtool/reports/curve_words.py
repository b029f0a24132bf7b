"""Curves in words: how an indicator becomes points or yuan, as a manager would read it."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.money import plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import Curve, percent
from cmtool.policy.slopes import LinearAround, PerUnit, Proportional, Threshold
from cmtool.policy.steps import Band, Bands, Marginal

_PASSES = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}


def rate(value: Fraction) -> str:
    """A rate in the policy's own precision: 98%, 0.5%."""
    text = plain(value * 100)
    return percent(value) if "/" in text else text + "%"


def amount(value: Fraction, unit: str) -> str:
    """A number of the policy in its unit."""
    if unit == "%":
        return rate(value)
    if unit in ("元", "元·天", "万元") and value.denominator == 1:
        return f"{int(value):,d} {unit}"
    return f"{plain(value)} {unit}".strip()


def curve_words(curve: Curve, unit: str, result: str) -> Phrase:
    """How a curve turns an indicator in ``unit`` into points or yuan."""
    match curve:
        case Proportional():
            bounds = _bounds(curve.floor, curve.cap, "%")
            return phrase("权重 × 实际 ÷ 目标，完成率{bounds}", bounds=bounds)
        case Threshold():
            return phrase("实际 {sign} 目标得满分，否则不得分", sign=_PASSES[curve.passes])
        case LinearAround():
            return _linear(curve, unit)
        case Bands():
            return _bands(curve, unit, result)
        case Marginal():
            return _marginal(curve)
        case PerUnit():
            return _per_unit(curve, unit, result)
        case _:
            return phrase("按考核办法计算")


def _linear(curve: LinearAround, unit: str) -> Phrase:
    step = amount(curve.step, unit)
    words = phrase("达到目标得满分，每低 {step} 扣 {below} 分", step=step, below=plain(curve.below))
    if curve.above:
        words = phrase("{words}，每高 {step} 加 {above} 分", words=words, step=step, above=plain(curve.above))
    bounds = _bounds(curve.floor, curve.cap, "分")
    return phrase("{words}（不足一档按比例），{bounds}", words=words, bounds=bounds)


def _bands(curve: Bands, unit: str, result: str) -> Phrase:
    looked = "%" if curve.on == "rate" else unit
    subject = phrase("完成率") if curve.on == "rate" else phrase("实际")
    parts = []
    for band in curve.bands:
        value = rate(band.v) if curve.gives == "share" else f"{plain(band.v)} {result}"
        template = "{band} 得权重的 {value}" if curve.gives == "share" else "{band} 计 {value}"
        parts.append(phrase(template, band=_band(band, looked), value=value))
    return phrase("{subject}分档：{parts}", subject=subject, parts=tuple(parts))


def _band(band: Band, unit: str) -> Phrase | str:
    signs = (("≥ ", band.ge), ("> ", band.gt), ("≤ ", band.le), ("< ", band.lt))
    said = "、".join(sign + amount(edge, unit) for sign, edge in signs if edge is not None)
    return said or phrase("不分档")


def _marginal(curve: Marginal) -> Phrase:
    parts, start = [], Fraction(0)
    for bracket in curve.brackets:
        share = rate(bracket.rate)
        if bracket.upto is None:
            parts.append(phrase("{start}以上的部分 {rate}", start=amount(start, "元"), rate=share))
            continue
        edges = {"start": amount(start, "元"), "upto": amount(bracket.upto, "元")}
        parts.append(phrase("{start}至 {upto}的部分 {rate}", rate=share, **edges))
        start = bracket.upto
    return phrase("分段累进：{parts}", parts=tuple(parts))


def _per_unit(curve: PerUnit, unit: str, result: str) -> Phrase:
    if unit in ("元", "元·天", "万元"):
        words = phrase("依据数 × {per}", per=rate(curve.per))
    elif abs(curve.per) == 1 and unit == result:
        words = phrase("加减实际{unit}数", unit=unit)
    else:
        sign = "+" if curve.per > 0 and curve.base else ""
        words = phrase(
            "每{unit} {per} {result}", unit=unit or phrase("单位"), per=sign + plain(curve.per), result=result
        )
    if curve.base == "weight":
        words = phrase("以权重为基础分，{words}", words=words)
    elif curve.base:
        words = phrase(
            "基础 {base} {result}，{words}", base=plain(Fraction(curve.base)), result=result, words=words
        )
    return phrase("{words}，{bounds}", words=words, bounds=_bounds(curve.floor, curve.cap, result))


def _bounds(floor: Fraction | None, cap: Fraction | None, unit: str) -> Phrase:
    low = phrase("不保底") if floor is None else phrase("最低 {floor}", floor=amount(floor, unit))
    high = phrase("不封顶") if cap is None else phrase("最高 {cap}", cap=amount(cap, unit))
    return phrase("{low}、{high}", low=low, high=high)
