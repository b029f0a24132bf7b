"""Curves that rise or fall evenly: proportional, linear around a target, by the unit; and the plain threshold."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pydantic import model_validator

from cmtool.model.expression import Comparison, Expression, If, Num, Op
from cmtool.model.money import fixed, plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import ZERO, AgainstTarget, Curve, Inputs, Spoken, bounded, needed, percent
from cmtool.policy.terms import Bound, Exact, floor_below_cap, refused


class Proportional(AgainstTarget):
    """weight × actual ÷ target, the rate between floor and cap; 依率计分, 002 art. 16."""

    kind: Literal["proportional"]
    cap: Bound
    floor: Bound = Fraction(0)

    _in_order = model_validator(mode="after")(floor_below_cap)

    @property
    def divides(self) -> bool:
        return True

    def expression(self, inputs: Inputs) -> Expression:
        rate = Op("quotient", (inputs.actual, needed(inputs.target, "target")))
        return Op("product", (needed(inputs.weight, "weight"), bounded(rate, self.floor, self.cap)))

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


class Threshold(AgainstTarget):
    """Full weight when the target is met, else nothing; ``passes`` says how the actual must compare."""

    kind: Literal["threshold"]
    passes: Comparison = "ge"

    def expression(self, inputs: Inputs) -> Expression:
        target = needed(inputs.target, "target")
        return If(inputs.actual, self.passes, target, needed(inputs.weight, "weight"), ZERO)

    def why(self, spoken: Spoken) -> Phrase:
        met = spoken.values["result"] != 0
        return phrase(
            "实际 {actual}，目标 {target}：达标得满分"
            if met
            else "实际 {actual}，目标 {target}：未达标不得分",
            actual=spoken.actual,
            target=spoken.target,
        )


class LinearAround(AgainstTarget):
    """Full weight at the target; ``below`` points lost and ``above`` gained for each ``step``, fractions counting.

    ``step`` is in the unit of the indicator: one percentage point of a rate is ``"1%"``.
    """

    kind: Literal["linear_around"]
    step: Exact
    below: Exact
    above: Exact = Fraction(0)
    floor: Bound
    cap: Bound

    _in_order = model_validator(mode="after")(floor_below_cap)

    @model_validator(mode="after")
    def _steps_have_a_size(self) -> LinearAround:
        if self.step <= 0:
            raise refused("step 必须大于 0")
        if self.below < 0 or self.above < 0:
            raise refused("below、above 写每个 step 扣、加多少，不能是负数")
        return self

    def expression(self, inputs: Inputs) -> Expression:
        target, weight = needed(inputs.target, "target"), needed(inputs.weight, "weight")
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


class PerUnit(Curve):
    """``base`` plus ``per`` for each unit of the indicator, between floor and cap.

    ``base`` is a number or ``"weight"``: the line's own weight, from which events deduct or to which they add.
    """

    kind: Literal["per_unit"]
    per: Exact
    base: Literal["weight"] | Exact = Fraction(0)
    floor: Bound
    cap: Bound

    _in_order = model_validator(mode="after")(floor_below_cap)

    @property
    def needs_weight(self) -> bool:
        return self.base == "weight"

    def expression(self, inputs: Inputs) -> Expression:
        term: Expression = Op("product", (inputs.actual, Num(self.per))) if self.per != 1 else inputs.actual
        if self.base == "weight":
            term = Op("sum", (needed(inputs.weight, "weight"), term))
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
