"""Curves against a target: proportional, linear around it, and the plain threshold."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pydantic import model_validator

from cmtool.model.expression import Comparison, Expression, If, Num, Op, num
from cmtool.model.money import fixed, plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import (
    ZERO,
    AgainstTarget,
    Inputs,
    Part,
    Spoken,
    bounded,
    counted,
    in_steps,
    needed,
    of_a_size,
    percent,
)
from cmtool.policy.terms import Limit, Quantity, floor_below_cap, refused

Better = Literal["higher", "lower"]
"""Which way is good: more deposits, or fewer bad loans."""


class Proportional(AgainstTarget):
    """weight × actual ÷ target, the rate between floor and cap; 依率计分, 002 art. 16.

    Where lower is better the rate is 2 − actual ÷ target: half of what is allowed counts 150 %. ``below`` says what
    holds when the target is missed: still in proportion, or nothing.
    """

    kind: Literal["proportional"]
    cap: Limit
    floor: Limit = ZERO
    below: Literal["proportional", "zero"] = "proportional"
    better: Better = "higher"

    _in_order = model_validator(mode="after")(floor_below_cap)

    @property
    def divides(self) -> bool:
        return True

    def expression(self, inputs: Inputs) -> Expression:
        target = needed(inputs.target, "target")
        rate: Expression = Op("quotient", (inputs.actual, target))
        if self.better == "lower":
            rate = Op("difference", (num(2), rate))
        points = Op("product", (needed(inputs.weight, "weight"), bounded(rate, self.floor, self.cap)))
        if self.below == "zero":
            return If(inputs.actual, "ge" if self.better == "higher" else "le", target, points, ZERO)
        return points

    def why(self, spoken: Spoken) -> Phrase:
        rate = spoken.values["actual"] / spoken.values["target"]
        words = phrase(
            "实际 {actual} ÷ 目标 {target} = {rate}",
            actual=spoken.actual,
            target=spoken.target,
            rate=percent(rate),
        )
        missed = rate > 1 if self.better == "lower" else rate < 1
        if self.better == "lower":
            rate = 2 - rate
            words = phrase("{words}，越低越好，按 2 − 完成率 = {rate} 计", words=words, rate=percent(rate))
        if self.below == "zero" and missed:
            return phrase("{words}，未达目标计 0", words=words)
        used = rate
        if self.cap is not None and rate > spoken.worth(self.cap):
            used = spoken.worth(self.cap)
            words = phrase("{words}，封顶按 {cap} 计", words=words, cap=percent(used))
        elif self.floor is not None and rate < spoken.worth(self.floor):
            used = spoken.worth(self.floor)
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
    """Full weight at the target; ``below`` lost for each ``step`` it is missed by, ``above`` gained beyond it.

    ``step`` is in the unit of the indicator: one percentage point of a rate is ``"1%"``. ``part`` says what a part
    of a step counts, ``better`` which side of the target is the good one.
    """

    kind: Literal["linear_around"]
    step: Quantity
    below: Quantity
    above: Quantity = ZERO
    floor: Limit
    cap: Limit
    part: Part = "counts"
    better: Better = "higher"

    _in_order = model_validator(mode="after")(floor_below_cap)

    @model_validator(mode="after")
    def _steps_have_a_size(self) -> LinearAround:
        of_a_size(self.step, word="step")
        if any(isinstance(each, Num) and each.value < 0 for each in (self.below, self.above)):
            raise refused("below、above 写每个 step 扣、加多少，不能是负数")
        return self

    def sizes(self) -> tuple[Quantity, ...]:
        return (self.step,)

    def expression(self, inputs: Inputs) -> Expression:
        target, weight = needed(inputs.target, "target"), needed(inputs.weight, "weight")
        low, high = (target, inputs.actual) if self.better == "higher" else (inputs.actual, target)
        points: Expression = Op("difference", (weight, self._moved(self.below, low, high)))
        if self.above != ZERO:
            points = Op("sum", (points, self._moved(self.above, high, low)))
        return bounded(points, self.floor, self.cap)

    def _moved(self, each: Quantity, more: Expression, less: Expression) -> Expression:
        """What is lost or gained for the steps by which ``more`` exceeds ``less``."""
        gap = Op("max", (ZERO, Op("difference", (more, less))))
        if self.part == "counts" and isinstance(each, Num) and isinstance(self.step, Num):
            return Op("product", (Num(each.value / self.step.value), gap))
        return Op("product", (each, in_steps(Op("quotient", (gap, self.step)), self.part)))

    def why(self, spoken: Spoken) -> Phrase:
        step = spoken.worth(self.step)
        short = spoken.values["target"] - spoken.values["actual"]
        lower = short > 0
        short = short if self.better == "higher" else -short
        each = spoken.worth(self.below if short > 0 else self.above)
        steps = counted(abs(short) / step, self.part)
        if short == 0 or (short < 0 and not each):
            return phrase(
                "实际 {actual}，达到目标 {target}，得满分", actual=spoken.actual, target=spoken.target
            )
        template = {
            (
                True,
                True,
            ): "实际 {actual}，低于目标 {target} {steps} 个单位（每单位 {step}），每单位扣 {each} {unit}，共扣 {change} {unit}",
            (
                False,
                True,
            ): "实际 {actual}，高于目标 {target} {steps} 个单位（每单位 {step}），每单位扣 {each} {unit}，共扣 {change} {unit}",
            (
                True,
                False,
            ): "实际 {actual}，低于目标 {target} {steps} 个单位（每单位 {step}），每单位加 {each} {unit}，共加 {change} {unit}",
            (
                False,
                False,
            ): "实际 {actual}，高于目标 {target} {steps} 个单位（每单位 {step}），每单位加 {each} {unit}，共加 {change} {unit}",
        }[lower, short > 0]
        words = phrase(
            template,
            actual=spoken.actual,
            target=spoken.target,
            steps=fixed(steps),
            step=percent(step) if step < 1 else plain(step),
            each=plain(each),
            change=fixed(steps * each),
            unit=spoken.unit,
        )
        raw = spoken.values["weight"] + (-steps if short > 0 else steps) * each
        return _held(self, spoken, raw, words)


def _held(curve: LinearAround, spoken: Spoken, raw: Fraction, words: Phrase) -> Phrase:
    """The words with the bound that held, if one did."""
    if curve.floor is not None and raw < spoken.worth(curve.floor):
        floor = spoken.said(curve.floor)
        return phrase("{words}，扣到 {floor} {unit}为止", words=words, floor=floor, unit=spoken.unit)
    if curve.cap is not None and raw > spoken.worth(curve.cap):
        cap = spoken.said(curve.cap)
        return phrase("{words}，最高 {cap} {unit}", words=words, cap=cap, unit=spoken.unit)
    return words
