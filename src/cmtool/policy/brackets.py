"""Curves by brackets of an amount: each slice at its own rate, or the whole amount at the rate of its bracket."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pydantic import Field, model_validator

from cmtool.model.expression import Expression, If, Num, Op, Ref, summed
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.curve import ZERO, Curve, Inputs, Spoken, price, rising
from cmtool.policy.steps import money
from cmtool.policy.terms import Quantity, Terms, refused


class Bracket(Terms):
    """A slice of the amount, up to ``upto`` inclusive; the last has no ``upto``."""

    upto: Quantity | None = None
    rate: Quantity


class Brackets(Curve):
    """Brackets from zero upwards; what is below zero counts nothing."""

    brackets: tuple[Bracket, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rise_to_the_end(self) -> Brackets:
        if self.brackets[-1].upto is not None or any(one.upto is None for one in self.brackets[:-1]):
            raise refused("除最后一段外都要写 upto，最后一段不写")
        if not rising((ZERO, *self.edges())):
            raise refused("upto 必须大于 0 且逐段增大")
        return self

    def edges(self) -> tuple[Num | Ref, ...]:
        return tuple(one.upto for one in self.brackets if one.upto is not None)


class Marginal(Brackets):
    """Progressive brackets: each slice of the amount at its own rate; what is below zero counts nothing."""

    kind: Literal["marginal"]

    def expression(self, inputs: Inputs) -> Expression:
        slices: list[Expression] = []
        start: Expression = ZERO
        for bracket in self.brackets:
            top = inputs.actual if bracket.upto is None else Op("min", (inputs.actual, bracket.upto))
            part = Op("max", (ZERO, top if start == ZERO else Op("difference", (top, start))))
            slices.append(Op("product", (part, bracket.rate)))
            start = bracket.upto or start
        return summed(slices)

    def why(self, spoken: Spoken) -> Phrase:
        amount, start, said = spoken.values["actual"], Fraction(0), NOTHING
        for bracket in self.brackets:
            edge = None if bracket.upto is None else spoken.worth(bracket.upto)
            top = amount if edge is None else min(amount, edge)
            if top <= start and said:
                break
            part, rate = money(max(top - start, Fraction(0))), price(spoken.worth(bracket.rate))
            piece = phrase("{part} × {rate}", part=part, rate=rate)
            said = phrase("{said} + {piece}", said=said, piece=piece) if said else piece
            start = edge or start
        return phrase("{amount} 分段计：{slices}", amount=spoken.actual, slices=said)


class Whole(Brackets):
    """The whole amount at the rate of the bracket it reaches (全额累进); what is below zero counts nothing.

    ``edge`` says to which bracket an amount exactly on a bound belongs: the one below it or the one above.
    """

    kind: Literal["whole"]
    edge: Literal["below", "above"]

    def expression(self, inputs: Inputs) -> Expression:
        rate: Expression = self.brackets[-1].rate
        for bracket in reversed(self.brackets[:-1]):
            assert bracket.upto is not None, "only the last bracket is open above"
            rate = If(inputs.actual, "le" if self.edge == "below" else "lt", bracket.upto, bracket.rate, rate)
        return Op("product", (Op("max", (ZERO, inputs.actual)), rate))

    def why(self, spoken: Spoken) -> Phrase:
        amount = spoken.values["actual"]
        if amount <= 0:
            return phrase("{amount} 不超过 0，计 0", amount=spoken.actual)
        bracket = next(one for one in self.brackets if self._reaches(one, amount, spoken))
        return phrase(
            "{amount} 全额 × {rate}（{bracket}）",
            amount=spoken.actual,
            rate=price(spoken.worth(bracket.rate)),
            bracket=self._said(bracket, spoken),
        )

    def _reaches(self, bracket: Bracket, amount: Fraction, spoken: Spoken) -> bool:
        if bracket.upto is None:
            return True
        edge = spoken.worth(bracket.upto)
        return amount <= edge if self.edge == "below" else amount < edge

    def _said(self, bracket: Bracket, spoken: Spoken) -> Phrase:
        """``不超过 8,000.00`` or ``8,000.00 以上``, the bound on the side to which it belongs."""
        if bracket.upto is not None:
            template = "不超过 {edge}" if self.edge == "below" else "不到 {edge}"
            return phrase(template, edge=money(spoken.worth(bracket.upto)))
        if len(self.brackets) == 1:
            return phrase("不分段")
        template = "超过 {edge}" if self.edge == "below" else "{edge} 及以上"
        return phrase(template, edge=money(spoken.worth(_last_edge(self))))


def _last_edge(curve: Brackets) -> Num | Ref:
    return curve.edges()[-1]
