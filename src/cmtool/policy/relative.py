"""The curve against others: how the actual stands to a mean, a benchmark or a shifted base."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from cmtool.model.expression import Expression, If, Num, Op, num
from cmtool.model.money import fixed
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import (
    Curve,
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
from cmtool.policy.prices import held
from cmtool.policy.terms import Limit, Quantity, floor_below_cap, refused


class Relative(Curve):
    """``base`` points at the target (a mean, a benchmark, a moved base), ``above`` for each ``step`` beyond it.

    ``step`` is relative: "1%" is one per cent of the target. Below the target the points are the ratio × base, or
    base less ``below`` for each step. Between floor and cap.
    """

    kind: Literal["relative"]
    base: Quantity
    step: Quantity
    above: Quantity
    below: Literal["ratio"] | Quantity = "ratio"
    part: Part = "counts"
    floor: Limit
    cap: Limit

    _in_order = model_validator(mode="after")(floor_below_cap)

    @model_validator(mode="after")
    def _steps_have_a_size(self) -> Relative:
        of_a_size(self.step, word="step")
        if any(isinstance(each, Num) and each.value < 0 for each in (self.below, self.above)):
            raise refused("below、above 写每个 step 扣、加多少，不能是负数")
        return self

    @property
    def needs_target(self) -> bool:
        return True

    @property
    def divides(self) -> bool:
        return True

    def sizes(self) -> tuple[Quantity, ...]:
        return (self.step,)

    def expression(self, inputs: Inputs) -> Expression:
        target = needed(inputs.target, "target")
        rate = Op("quotient", (inputs.actual, target))
        beyond = self._steps(Op("difference", (rate, num(1))))
        up = Op("sum", (self.base, Op("product", (beyond, self.above))))
        down: Expression = Op("product", (self.base, rate))
        if self.below != "ratio":
            short = self._steps(Op("difference", (num(1), rate)))
            down = Op("difference", (self.base, Op("product", (short, self.below))))
        return bounded(If(inputs.actual, "ge", target, up, down), self.floor, self.cap)

    def _steps(self, gap: Expression) -> Expression:
        return in_steps(Op("quotient", (gap, self.step)), self.part)

    def why(self, spoken: Spoken) -> Phrase:
        rate = spoken.values["actual"] / spoken.values["target"]
        base, step = spoken.worth(self.base), spoken.worth(self.step)
        steps = counted(abs(rate - 1) / step, self.part)
        words = phrase(
            "实际 {actual} ÷ 比较数 {target} = {rate}",
            actual=spoken.actual,
            target=spoken.target,
            rate=percent(rate),
        )
        each = {"base": spoken.said(self.base), "step": percent(step), "steps": fixed(steps)}
        if rate >= 1:
            raw = base + steps * spoken.worth(self.above)
            words = phrase(
                "{words}，基础 {base}，每高 {step} 加 {each}，共 {steps} 档",
                words=words,
                each=spoken.said(self.above),
                **each,
            )
        elif isinstance(self.below, str):
            raw = base * rate
            words = phrase(
                "{words}，基础 {base} × {rate}", words=words, base=each["base"], rate=percent(rate)
            )
        else:
            raw = base - steps * spoken.worth(self.below)
            words = phrase(
                "{words}，基础 {base}，每低 {step} 扣 {each}，共 {steps} 档",
                words=words,
                each=spoken.said(self.below),
                **each,
            )
        return held(self, spoken, raw, words)
