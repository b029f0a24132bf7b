"""Curves by steps: bands that give one value each, and brackets that take each slice at its own rate."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from cmtool.model.expression import Expression, If, Num, Op
from cmtool.model.money import fixed, plain
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.curve import ZERO, Curve, Inputs, Spoken, needed, percent
from cmtool.policy.terms import Exact, Terms, refused


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
    def divides(self) -> bool:
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
            if right.upper is not None and right.upper[0] <= right.lower[0]:
                raise refused("第 {number} 档的上限必须大于下限", number=number + 1)
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
            else Op("quotient", (inputs.actual, needed(inputs.target, "target")))
        )
        chosen: Expression = Num(self.bands[-1].v)
        for band in reversed(self.bands[:-1]):
            edge, inclusive = band.upper or (Fraction(0), True)
            chosen = If(looked, "le" if inclusive else "lt", Num(edge), Num(band.v), chosen)
        if self.gives == "share":
            return Op("product", (needed(inputs.weight, "weight"), chosen))
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
