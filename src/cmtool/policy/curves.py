"""Curves: from an indicator to points or money. One class for each kind: terms, arithmetic and wording.

A curve is written once, as an expression over three names (``actual``, ``target`` and ``weight``), which gives its
exact value and its spreadsheet formula alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from cmtool.model.expression import Comparison, Expression, If, Num, Op, num
from cmtool.model.money import fixed, plain
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.terms import Bound, Exact, Terms, refused

ZERO, ONE = num(0), num(1)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The names a line's curve reads; ``target`` and ``weight`` are None where the line has none."""

    actual: Expression
    target: Expression | None = None
    weight: Expression | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The inputs as they are printed, for the sentence."""

    actual: str
    target: str
    weight: str
    values: Mapping[str, Fraction]  # "actual", "target", "weight", "result" where they exist


class Curve(Terms):
    """What every curve answers."""

    @property
    def needs_target(self) -> bool:
        return False

    @property
    def needs_weight(self) -> bool:
        return False

    def expression(self, inputs: Inputs) -> Expression:
        raise NotImplementedError

    def why(self, spoken: Spoken) -> Phrase:
        """How the result was reached, in one sentence."""
        raise NotImplementedError


def bounded(term: Expression, floor: Fraction | None, cap: Fraction | None) -> Expression:
    """The term between a floor and a cap, where they exist."""
    if cap is not None:
        term = Op("min", (term, Num(cap)))
    if floor is not None:
        term = Op("max", (term, Num(floor)))
    return term


def percent(value: Fraction) -> str:
    """A rate for reading: 0.8 is 80.00%."""
    return fixed(value * 100) + "%"


def _needed(term: Expression | None, word: str) -> Expression:
    if term is None:
        raise refused("这条曲线需要 {word}", word=word)
    return term


class Proportional(Curve):
    """weight × actual ÷ target, the rate between floor and cap; 依率计分, 002 art. 16."""

    kind: Literal["proportional"]
    cap: Bound
    floor: Bound = Fraction(0)

    @property
    def needs_target(self) -> bool:
        return True

    @property
    def needs_weight(self) -> bool:
        return True

    def expression(self, inputs: Inputs) -> Expression:
        rate = Op("quotient", (inputs.actual, _needed(inputs.target, "target")))
        return Op("product", (_needed(inputs.weight, "weight"), bounded(rate, self.floor, self.cap)))

    def why(self, spoken: Spoken) -> Phrase:
        rate = spoken.values["actual"] / spoken.values["target"]
        words = phrase(
            "实际 {actual} ÷ 目标 {target} = {rate}",
            actual=spoken.actual,
            target=spoken.target,
            rate=percent(rate),
        )
        used = rate
        if self.cap is not None and rate > self.cap:
            used = self.cap
            words = phrase("{words}，封顶按 {cap} 计", words=words, cap=percent(used))
        elif self.floor is not None and rate < self.floor:
            used = self.floor
            words = phrase("{words}，保底按 {floor} 计", words=words, floor=percent(used))
        return phrase(
            "{words}；权重 {weight} × {rate}", words=words, weight=spoken.weight, rate=percent(used)
        )


class Threshold(Curve):
    """Full weight when the target is met, else nothing; ``passes`` says how the actual must compare."""

    kind: Literal["threshold"]
    passes: Comparison = "ge"

    @property
    def needs_target(self) -> bool:
        return True

    @property
    def needs_weight(self) -> bool:
        return True

    def expression(self, inputs: Inputs) -> Expression:
        target = _needed(inputs.target, "target")
        return If(inputs.actual, self.passes, target, _needed(inputs.weight, "weight"), ZERO)

    def why(self, spoken: Spoken) -> Phrase:
        met = spoken.values["result"] != 0
        return phrase(
            "实际 {actual}，目标 {target}：达标得满分"
            if met
            else "实际 {actual}，目标 {target}：未达标不得分",
            actual=spoken.actual,
            target=spoken.target,
        )


class LinearAround(Curve):
    """Full weight at the target; ``below`` points lost and ``above`` gained for each ``step``, fractions counting.

    ``step`` is in the unit of the indicator: one percentage point of a rate is ``"1%"``.
    """

    kind: Literal["linear_around"]
    step: Exact
    below: Exact
    above: Exact = Fraction(0)
    floor: Bound
    cap: Bound

    @property
    def needs_target(self) -> bool:
        return True

    @property
    def needs_weight(self) -> bool:
        return True

    @model_validator(mode="after")
    def _step_is_positive(self) -> LinearAround:
        if self.step <= 0:
            raise refused("step 必须大于 0")
        return self

    def expression(self, inputs: Inputs) -> Expression:
        target, weight = _needed(inputs.target, "target"), _needed(inputs.weight, "weight")
        short = Op("max", (ZERO, Op("difference", (target, inputs.actual))))
        points: Expression = Op("difference", (weight, Op("product", (Num(self.below / self.step), short))))
        if self.above:
            over = Op("max", (ZERO, Op("difference", (inputs.actual, target))))
            points = Op("sum", (points, Op("product", (Num(self.above / self.step), over))))
        return bounded(points, self.floor, self.cap)

    def why(self, spoken: Spoken) -> Phrase:
        gap = (spoken.values["target"] - spoken.values["actual"]) / self.step
        if gap == 0 or (gap < 0 and not self.above):
            return phrase(
                "实际 {actual}，达到目标 {target}，得满分", actual=spoken.actual, target=spoken.target
            )
        template = (
            "实际 {actual}，低于目标 {target} {steps} 个单位（每单位 {step}），每单位扣 {each} 分，共扣 {change} 分"
            if gap > 0
            else "实际 {actual}，高于目标 {target} {steps} 个单位（每单位 {step}），每单位加 {each} 分，共加 {change} 分"
        )
        each = self.below if gap > 0 else self.above
        words = phrase(
            template,
            actual=spoken.actual,
            target=spoken.target,
            steps=fixed(abs(gap)),
            step=percent(self.step) if self.step < 1 else plain(self.step),
            each=plain(each),
            change=fixed(abs(gap) * each),
        )
        raw = spoken.values["weight"] - gap * each
        if self.floor is not None and raw < self.floor:
            return phrase("{words}，扣到 {floor} 分为止", words=words, floor=plain(self.floor))
        if self.cap is not None and raw > self.cap:
            return phrase("{words}，最高 {cap} 分", words=words, cap=plain(self.cap))
        return words


class Band(Terms):
    """One step: its lower and upper bound (each inclusive ``ge``/``le`` or exclusive ``gt``/``lt``) and its value."""

    ge: Exact | None = None
    gt: Exact | None = None
    le: Exact | None = None
    lt: Exact | None = None
    v: Exact

    @model_validator(mode="after")
    def _one_bound_a_side(self) -> Band:
        if (self.ge is not None and self.gt is not None) or (self.le is not None and self.lt is not None):
            raise refused("每一侧只能写一个界限：ge 或 gt，le 或 lt")
        return self

    @property
    def lower(self) -> tuple[Fraction, bool] | None:
        """The lower bound and whether it belongs to the band; None is unbounded."""
        return (self.ge, True) if self.ge is not None else (self.gt, False) if self.gt is not None else None

    @property
    def upper(self) -> tuple[Fraction, bool] | None:
        return (self.le, True) if self.le is not None else (self.lt, False) if self.lt is not None else None

    def holds(self, value: Fraction) -> bool:
        low, high = self.lower, self.upper
        above = low is None or value > low[0] or (low[1] and value == low[0])
        below = high is None or value < high[0] or (high[1] and value == high[0])
        return above and below

    def __str__(self) -> str:
        signs = (("≥", self.ge), (">", self.gt), ("≤", self.le), ("<", self.lt))
        return "、".join(sign + plain(edge) for sign, edge in signs if edge is not None) or "其余"


class Bands(Curve):
    """Ordered steps that cover the whole line without gap or overlap.

    ``on`` says what is looked up: the actual itself, or the rate actual ÷ target. ``gives`` says what a band's ``v``
    is: the result itself, or a share of the weight.
    """

    kind: Literal["bands"]
    bands: tuple[Band, ...] = Field(min_length=1)
    on: Literal["actual", "rate"] = "actual"
    gives: Literal["value", "share"] = "value"

    @property
    def needs_target(self) -> bool:
        return self.on == "rate"

    @property
    def needs_weight(self) -> bool:
        return self.gives == "share"

    @model_validator(mode="after")
    def _cover_the_line(self) -> Bands:
        first, last = self.bands[0], self.bands[-1]
        if first.lower is not None or last.upper is not None:
            raise refused("第一档不写下限、最后一档不写上限，才能覆盖全部数值")
        for number, (left, right) in enumerate(pairwise(self.bands), 1):
            if left.upper is None or right.lower is None or left.upper[0] != right.lower[0]:
                raise refused("第 {left} 档与第 {right} 档之间有空档或重叠", left=number, right=number + 1)
            if left.upper[1] == right.lower[1]:
                raise refused(
                    "{edge} 必须恰好属于一档：第 {left} 档与第 {right} 档",
                    edge=plain(left.upper[0]),
                    left=number,
                    right=number + 1,
                )
        return self

    def expression(self, inputs: Inputs) -> Expression:
        looked = (
            inputs.actual
            if self.on == "actual"
            else Op("quotient", (inputs.actual, _needed(inputs.target, "target")))
        )
        chosen: Expression = Num(self.bands[-1].v)
        for band in reversed(self.bands[:-1]):
            edge, inclusive = band.upper or (Fraction(0), True)
            chosen = If(looked, "le" if inclusive else "lt", Num(edge), Num(band.v), chosen)
        if self.gives == "share":
            return Op("product", (_needed(inputs.weight, "weight"), chosen))
        return chosen

    def why(self, spoken: Spoken) -> Phrase:
        value = spoken.values["actual"]
        if self.on == "rate":
            value = value / spoken.values["target"]
        band = next(band for band in self.bands if band.holds(value))
        shown = percent(value) if self.on == "rate" else spoken.actual
        return phrase("{shown} 落在“{band}”一档，按 {v} 计", shown=shown, band=band, v=plain(band.v))


class Bracket(Terms):
    """A slice of the amount, up to ``upto`` inclusive; the last has no ``upto``."""

    upto: Exact | None = None
    rate: Exact


class Marginal(Curve):
    """Progressive brackets: each slice of the amount at its own rate; what is below zero counts nothing."""

    kind: Literal["marginal"]
    brackets: tuple[Bracket, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rise_to_the_end(self) -> Marginal:
        edges = [bracket.upto for bracket in self.brackets[:-1]]
        if self.brackets[-1].upto is not None or any(edge is None for edge in edges):
            raise refused("除最后一段外都要写 upto，最后一段不写")
        known = [Fraction(0), *(edge for edge in edges if edge is not None)]
        if any(left >= right for left, right in pairwise(known)):
            raise refused("upto 必须大于 0 且逐段增大")
        return self

    def expression(self, inputs: Inputs) -> Expression:
        slices: list[Expression] = []
        start = Fraction(0)
        for bracket in self.brackets:
            top = inputs.actual if bracket.upto is None else Op("min", (inputs.actual, Num(bracket.upto)))
            part = Op("max", (ZERO, Op("difference", (top, Num(start))) if start else top))
            slices.append(Op("product", (part, Num(bracket.rate))))
            start = bracket.upto or start
        return Op("sum", tuple(slices)) if len(slices) > 1 else slices[0]

    def why(self, spoken: Spoken) -> Phrase:
        amount, start, said = spoken.values["actual"], Fraction(0), NOTHING
        for bracket in self.brackets:
            top = amount if bracket.upto is None else min(amount, bracket.upto)
            if top <= start and said:
                break
            piece = phrase(
                "{part} × {rate}",
                part=fixed(max(top - start, Fraction(0)), 2, True),
                rate=percent(bracket.rate),
            )
            said = phrase("{said} + {piece}", said=said, piece=piece) if said else piece
            start = bracket.upto or start
        return phrase("{amount} 分段计：{slices}", amount=spoken.actual, slices=said)


class PerUnit(Curve):
    """``base`` plus ``per`` for each unit of the indicator, between floor and cap.

    ``base`` is a number or ``"weight"``: the line's own weight, from which events deduct or to which they add.
    """

    kind: Literal["per_unit"]
    per: Exact
    base: Literal["weight"] | Exact = Fraction(0)
    floor: Bound
    cap: Bound

    @property
    def needs_weight(self) -> bool:
        return self.base == "weight"

    def expression(self, inputs: Inputs) -> Expression:
        term: Expression = Op("product", (inputs.actual, Num(self.per))) if self.per != 1 else inputs.actual
        if self.base == "weight":
            term = Op("sum", (_needed(inputs.weight, "weight"), term))
        elif isinstance(self.base, Fraction) and self.base:
            term = Op("sum", (Num(self.base), term))
        return bounded(term, self.floor, self.cap)

    def why(self, spoken: Spoken) -> Phrase:
        base = self.base if isinstance(self.base, Fraction) else spoken.values["weight"]
        raw = base + self.per * spoken.values["actual"]
        words = phrase("{actual} × {per}", actual=spoken.actual, per=plain(self.per))
        if base:
            words = phrase(
                "基础 {base} + {actual} × {per}", base=plain(base), actual=spoken.actual, per=plain(self.per)
            )
        if self.floor is not None and raw < self.floor:
            return phrase("{words}，最低 {floor}", words=words, floor=plain(self.floor))
        if self.cap is not None and raw > self.cap:
            return phrase("{words}，最高 {cap}", words=words, cap=plain(self.cap))
        return words


AnyCurve = Annotated[
    Proportional | Threshold | LinearAround | Bands | Marginal | PerUnit, Field(discriminator="kind")
]
