"""Figures by arithmetic over other figures. One class for each kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from cmtool.model.expression import Expression, Op, Ref, num
from cmtool.policy.figure import Computed, ZeroRule
from cmtool.policy.terms import Quantity, refused


class Ratio(Computed):
    """One figure over another; ``when_zero`` says what holds when the denominator is zero (nothing due)."""

    kind: Literal["ratio"]
    numerator: Quantity
    denominator: Quantity
    when_zero: ZeroRule

    def expression(self) -> Expression:
        return Op("quotient", (self.numerator, self.denominator))

    def divisors(self) -> Iterator[Expression]:
        yield self.denominator


class Delta(Computed):
    """A figure less its own value at a base: the month before, the end of last year or quarter, the same month last year."""

    kind: Literal["delta"]
    of: str
    against: Literal["last_month", "year_start", "last_quarter_end", "same_month_last_year"]

    def expression(self) -> Expression:
        return Op("difference", (Ref(self.of), Ref(f"{self.of}@{self.against}")))


class Arithmetic(Computed):
    """``sum``, ``difference``, ``product``, ``quotient``, ``min`` or ``max`` of figures and numbers."""

    kind: Literal["sum", "difference", "product", "quotient", "min", "max"]
    of: tuple[Quantity, ...] = Field(min_length=1)
    when_zero: ZeroRule = "problem"

    @model_validator(mode="after")
    def _enough_terms(self) -> Arithmetic:
        if self.kind in ("difference", "quotient") and len(self.of) < 2:
            raise refused("difference、quotient 至少要两项")
        return self

    def expression(self) -> Expression:
        return Op(self.kind, self.of) if len(self.of) > 1 else Op("sum", (*self.of, num(0)))

    def divisors(self) -> Iterator[Expression]:
        if self.kind == "quotient":
            yield from self.of[1:]
