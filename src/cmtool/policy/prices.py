"""Curves by the unit: a price for each, a surplus converted in whole steps, or one number whatever comes."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pydantic import model_validator

from cmtool.model.expression import Expression, Num, Op, Ref, num
from cmtool.model.money import plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import (
    ZERO,
    Curve,
    Inputs,
    Part,
    Spoken,
    bounded,
    counted,
    in_steps,
    needed,
    of_a_size,
    times,
)
from cmtool.policy.terms import Limit, Quantity, floor_below_cap


class PerUnit(Curve):
    """``base`` plus ``per`` for each unit of the indicator, or for each ``each`` of it, between floor and cap.

    ``base`` is a number or name, or ``"weight"``: the line's own weight, from which events deduct or to which they
    add. ``part`` says what a part of an ``each`` counts: 每满 10 万元加 1 分 is each = 100000, part = "dropped".
    """

    kind: Literal["per_unit"]
    per: Quantity
    each: Quantity = num(1)
    part: Part = "counts"
    base: Literal["weight"] | Quantity = ZERO
    floor: Limit
    cap: Limit

    _in_order = model_validator(mode="after")(floor_below_cap)

    @model_validator(mode="after")
    def _has_a_size(self) -> PerUnit:
        of_a_size(self.each, word="each")
        return self

    def sizes(self) -> tuple[Num | Ref, ...]:
        return (self.each,)

    @property
    def needs_weight(self) -> bool:
        return self.base == "weight"

    def expression(self, inputs: Inputs) -> Expression:
        units = inputs.actual if self.each == num(1) else Op("quotient", (inputs.actual, self.each))
        term = times(self.per, in_steps(units, self.part))
        if self.base == "weight":
            term = Op("sum", (needed(inputs.weight, "weight"), term))
        elif isinstance(self.base, Num | Ref) and self.base != ZERO:
            term = Op("sum", (self.base, term))
        return bounded(term, self.floor, self.cap)

    def why(self, spoken: Spoken) -> Phrase:
        base = spoken.worth(self.base) if isinstance(self.base, Num | Ref) else spoken.values["weight"]
        per, each = spoken.worth(self.per), spoken.worth(self.each)
        units = counted(spoken.values["actual"] / each, self.part)
        actual: Phrase | str = spoken.actual
        if each != 1 or self.part != "counts":
            actual = phrase(
                "{actual} 按每 {each} 计 {units}", actual=actual, each=plain(each), units=plain(units)
            )
        words = phrase("{actual} × {per}", actual=actual, per=plain(per))
        if base:
            words = phrase("基础 {base} + {words}", base=plain(base), words=words)
        return held(self, spoken, base + per * units, words)


class Convert(Curve):
    """The surplus over a minimum, ``gives`` for each ``step`` of it; what is at or below the minimum gives nothing.

    Whole steps alone count, unless ``part`` says otherwise: 3 million is the minimum, each 500,000 above give 5.
    """

    kind: Literal["convert"]
    over: Quantity
    step: Quantity
    gives: Quantity
    part: Part = "dropped"
    cap: Limit

    @model_validator(mode="after")
    def _has_a_size(self) -> Convert:
        of_a_size(self.step, word="step")
        return self

    def sizes(self) -> tuple[Num | Ref, ...]:
        return (self.step,)

    def expression(self, inputs: Inputs) -> Expression:
        surplus = Op("max", (ZERO, Op("difference", (inputs.actual, self.over))))
        steps = in_steps(Op("quotient", (surplus, self.step)), self.part)
        return bounded(times(self.gives, steps), None, self.cap)

    def why(self, spoken: Spoken) -> Phrase:
        surplus = spoken.values["actual"] - spoken.worth(self.over)
        if surplus <= 0:
            return phrase("{actual} 没有超过 {over}", actual=spoken.actual, over=spoken.said(self.over))
        steps = counted(surplus / spoken.worth(self.step), self.part)
        words = phrase(
            "{actual} 超过 {over} 的部分按每 {step} 折 {steps} 档，每档 {gives}",
            actual=spoken.actual,
            over=spoken.said(self.over),
            step=spoken.said(self.step),
            steps=plain(steps),
            gives=spoken.said(self.gives),
        )
        return held(self, spoken, steps * spoken.worth(self.gives), words)


class Fixed(Curve):
    """One number whatever the indicator is: what a case gives."""

    kind: Literal["fixed"]
    v: Quantity

    def expression(self, inputs: Inputs) -> Expression:  # noqa: ARG002 - every curve is asked with inputs
        return self.v

    def why(self, spoken: Spoken) -> Phrase:
        return phrase("按固定数 {v} 计", v=spoken.said(self.v))


def held(curve: Curve, spoken: Spoken, raw: Fraction, words: Phrase) -> Phrase:
    """The words with the bound that held, if one did."""
    floor, cap = getattr(curve, "floor", None), getattr(curve, "cap", None)
    if floor is not None and raw < spoken.worth(floor):
        return phrase("{words}，最低 {floor}", words=words, floor=spoken.said(floor))
    if cap is not None and raw > spoken.worth(cap):
        return phrase("{words}，最高 {cap}", words=words, cap=spoken.said(cap))
    return words
