"""Curves by steps: bands that give one value each, and straight lines between points."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from cmtool.model.expression import Expression, If, Num, Op, Ref
from cmtool.model.money import fixed, plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import Curve, Inputs, Spoken, needed, percent, rising
from cmtool.policy.terms import RATES, Exact, Quantity, Terms, refused

Edge = tuple[Num | Ref, bool]
"""A bound, and whether it belongs to the band."""


class Band(Terms):
    """One step: its lower and upper bound (each inclusive ``ge``/``le`` or exclusive ``gt``/``lt``) and its value."""

    ge: Quantity | None = None
    gt: Quantity | None = None
    le: Quantity | None = None
    lt: Quantity | None = None
    v: Quantity

    @model_validator(mode="after")
    def _one_bound_a_side(self) -> Band:
        if (self.ge is not None and self.gt is not None) or (self.le is not None and self.lt is not None):
            raise refused("每一侧只能写一个界限：ge 或 gt，le 或 lt")
        return self

    @property
    def lower(self) -> Edge | None:
        """The lower bound; None is unbounded."""
        return (self.ge, True) if self.ge is not None else (self.gt, False) if self.gt is not None else None

    @property
    def upper(self) -> Edge | None:
        return (self.le, True) if self.le is not None else (self.lt, False) if self.lt is not None else None

    def holds(self, value: Fraction, spoken: Spoken) -> bool:
        """Whether a value is within the upper bound; bands are asked from the lowest."""
        if self.upper is None:
            return True
        edge = spoken.worth(self.upper[0])
        return value < edge or (self.upper[1] and value == edge)

    def said(self, spoken: Spoken, shown: str) -> str:
        """``≥5、<10``, ``≥80%、<100%``: its bounds as what is looked up is ``shown``."""
        signs = (("≥", self.ge), (">", self.gt), ("≤", self.le), ("<", self.lt))
        unit = next((sign for sign in RATES if shown.endswith(sign)), "")
        edges = ((sign, spoken.worth(edge)) for sign, edge in signs if edge is not None)
        return "、".join(f"{sign}{plain(edge * RATES.get(unit, 1))}{unit}" for sign, edge in edges) or "其余"


class Looked(Curve):
    """A curve that looks up the actual or the rate actual ÷ target, and gives a value or a share of the weight."""

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

    def looked_up(self, inputs: Inputs) -> Expression:
        if self.on == "actual":
            return inputs.actual
        return Op("quotient", (inputs.actual, needed(inputs.target, "target")))

    def given(self, inputs: Inputs, chosen: Expression) -> Expression:
        if self.gives == "share":
            return Op("product", (needed(inputs.weight, "weight"), chosen))
        return chosen

    def value(self, spoken: Spoken) -> Fraction:
        """What is looked up."""
        actual = spoken.values["actual"]
        return actual / spoken.values["target"] if self.on == "rate" else actual

    def shown(self, spoken: Spoken) -> str:
        return percent(self.value(spoken)) if self.on == "rate" else spoken.actual


class Bands(Looked):
    """Ordered steps that cover the whole line without gap or overlap.

    ``on`` says what is looked up: the actual itself, or the rate actual ÷ target. ``gives`` says what a band's ``v``
    is: the result itself, or a share of the weight.
    """

    kind: Literal["bands"]
    bands: tuple[Band, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _cover_the_line(self) -> Bands:
        first, last = self.bands[0], self.bands[-1]
        if first.lower is not None or last.upper is not None:
            raise refused("各档从小到大写：第一档不写下限，最后一档不写上限，才能覆盖全部数值")
        for number, (left, right) in enumerate(pairwise(self.bands), 1):
            if left.upper is None or right.lower is None or left.upper[0] != right.lower[0]:
                raise _apart(left, right, number)
            if right.upper is not None and not rising((right.lower[0], right.upper[0])):
                raise refused("第 {number} 档的上限必须大于下限", number=number + 1)
            if left.upper[1] == right.lower[1]:
                template = (
                    "{edge} 同时属于第 {left} 档和第 {right} 档（重叠）：前者写 lt 后者写 ge，或前者写 le 后者写 gt"
                    if left.upper[1]
                    else "{edge} 哪一档都不属于（空档）：第 {left} 档写 le，或第 {right} 档写 ge"
                )
                raise refused(template, edge=written(left.upper[0]), left=number, right=number + 1)
        return self

    def edges(self) -> tuple[Num | Ref, ...]:
        return tuple(band.upper[0] for band in self.bands if band.upper is not None)

    def expression(self, inputs: Inputs) -> Expression:
        looked = self.looked_up(inputs)
        chosen: Expression = self.bands[-1].v
        for band in reversed(self.bands[:-1]):
            assert band.upper is not None, "only the last band is open above"
            edge, inclusive = band.upper
            chosen = If(looked, "le" if inclusive else "lt", edge, band.v, chosen)
        return self.given(inputs, chosen)

    def why(self, spoken: Spoken) -> Phrase:
        value, shown = self.value(spoken), self.shown(spoken)
        band = next(band for band in self.bands if band.holds(value, spoken))
        return phrase(
            "{shown} 落在“{band}”一档，按 {v} 计",
            shown=shown,
            band=band.said(spoken, shown),
            v=spoken.said(band.v),
        )


class Point(Terms):
    """A corner of an interpolated curve: at this place it is worth ``v``."""

    at: Exact
    v: Quantity


class Interpolated(Looked):
    """Straight lines between points; ``outside`` the last points it stays flat, or goes on as steep as it came."""

    kind: Literal["interpolated"]
    points: tuple[Point, ...] = Field(min_length=2)
    outside: Literal["flat", "extend"]

    @model_validator(mode="after")
    def _rise(self) -> Interpolated:
        if any(left.at >= right.at for left, right in pairwise(self.points)):
            raise refused("points 的 at 必须逐点增大")
        return self

    def expression(self, inputs: Inputs) -> Expression:
        looked = self.looked_up(inputs)
        if self.outside == "flat":
            low, high = Num(self.points[0].at), Num(self.points[-1].at)
            looked = Op("max", (low, Op("min", (high, looked))))
        pieces = list(pairwise(self.points))
        chosen = _between(looked, *pieces[-1])
        for left, right in reversed(pieces[:-1]):
            chosen = If(looked, "lt", Num(right.at), _between(looked, left, right), chosen)
        return self.given(inputs, chosen)

    def why(self, spoken: Spoken) -> Phrase:
        value = self.value(spoken)
        left, right = next(
            (pair for pair in pairwise(self.points) if value < pair[1].at),
            (self.points[-2], self.points[-1]),
        )
        corners = {
            "a": plain(left.at),
            "va": spoken.said(left.v),
            "b": plain(right.at),
            "vb": spoken.said(right.v),
        }
        words = phrase(
            "{shown} 在 {a}（{va}）与 {b}（{vb}）之间按直线计", shown=self.shown(spoken), **corners
        )
        if not left.at <= value <= right.at:
            end = left if value < left.at else right
            template = (
                "{shown} 在 {end} 之外，按 {v} 计"
                if self.outside == "flat"
                else "{shown} 在 {end} 之外，按同一斜率延长"
            )
            return phrase(template, shown=self.shown(spoken), end=plain(end.at), v=spoken.said(end.v))
        return words


def _between(looked: Expression, left: Point, right: Point) -> Expression:
    """left.v + (looked − left.at) × (right.v − left.v) ÷ (right.at − left.at)."""
    run = right.at - left.at
    if isinstance(left.v, Num) and isinstance(right.v, Num):
        slope: Expression = Num((right.v.value - left.v.value) / run)
    else:
        slope = Op("quotient", (Op("difference", (right.v, left.v)), Num(run)))
    return Op("sum", (left.v, Op("product", (slope, Op("difference", (looked, Num(left.at)))))))


def _apart(left: Band, right: Band, number: int) -> PydanticCustomError:
    """What is wrong between two bands that do not meet at one bound; ``number`` is the first one's."""
    places = {"left": number, "right": number + 1}
    if left.upper is None or right.lower is None:
        return refused("中间的档要写明下限和上限：第 {left} 档写上限，第 {right} 档写下限", **places)
    edges = left.upper[0], right.lower[0]
    template = "第 {left} 档到 {end}，第 {right} 档却从 {start} 开始：两档要在同一个数上相接"
    if isinstance(edges[0], Num) and isinstance(edges[1], Num):
        template = (
            "第 {left} 档到 {end}，第 {right} 档从 {start} 开始：中间的数哪一档都不属于（空档）"
            if edges[0].value < edges[1].value
            else "第 {left} 档到 {end}，第 {right} 档从 {start} 开始：中间的数同时属于两档（重叠）"
        )
    return refused(template, **places, end=written(edges[0]), start=written(edges[1]))


def written(edge: Num | Ref) -> str:
    """A parameter as the policy writes it."""
    return plain(edge.value) if isinstance(edge, Num) else edge.name


def money(value: Fraction) -> str:
    """An amount within a sentence."""
    return fixed(value, 2, True)
