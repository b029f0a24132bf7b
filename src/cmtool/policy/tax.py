"""Income tax as an estimate: cumulative withholding (累计预扣法); payroll owns the tax itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from pydantic import Field, model_validator

from cmtool.model.expression import Expression, Num, Op, Ref, num, summed
from cmtool.policy.terms import Exact, Quantity, Terms, refused

YEAR_SUMS: Mapping[str, str] = {
    "tax.income": "本年累计应兑现",
    "tax.insurance": "本年累计三险一金",
    "tax.special": "本年累计专项附加扣除",
    "tax.withheld": "本年累计已预扣税额",
}
"""What a year has come to, by name; each month adds its own to what the month before left. 期初 may give them."""


class TaxBracket(Terms):
    """Cumulative taxable income up to ``upto`` inclusive at ``rate``; ``quick`` is the quick deduction (速算扣除数),
    which may be left out: it follows from the brackets and is only compared with them."""

    upto: Exact | None = None
    rate: Exact
    quick: Exact | None = None


class Tax(Terms):
    """Tax of the month = tax on the year's taxable income so far − tax withheld so far, never below zero.

    Taxable = payable − ``deduction`` × months employed here this year − insurance − special deductions. The year
    starts anew each January.
    """

    label: str = "个人所得税（估算）"
    source: str
    since: str = ""
    deduction: Exact
    brackets: tuple[TaxBracket, ...] = Field(min_length=1)
    insurance: Quantity = num(0)
    special: Quantity = num(0)

    @model_validator(mode="after")
    def _rise_to_the_end(self) -> Tax:
        edges = [bracket.upto for bracket in self.brackets]
        if edges[-1] is not None or any(edge is None for edge in edges[:-1]):
            raise refused("除最后一段外都要写 upto，最后一段不写")
        known = [Fraction(0), *(edge for edge in edges if edge is not None)]
        if any(left >= right for left, right in pairwise(known)):
            raise refused("upto 必须大于 0 且逐段增大")
        for number, (bracket, quick) in enumerate(zip(self.brackets, self.quick(), strict=True), 1):
            if bracket.quick is not None and bracket.quick != quick:
                raise refused("第 {number} 段的速算扣除数应为 {quick}", number=number, quick=str(quick))
        return self

    def quick(self) -> Iterator[Fraction]:
        """The quick deduction of each bracket: what the same income would have paid more at this rate throughout."""
        deduction, rate, start = Fraction(0), self.brackets[0].rate, Fraction(0)
        for bracket in self.brackets:
            deduction += start * (bracket.rate - rate)
            yield deduction
            rate, start = bracket.rate, bracket.upto or start

    def on(self, taxable: Expression) -> Expression:
        """The tax on an amount: each slice at its own rate; nothing below zero."""
        slices: list[Expression] = []
        start = Fraction(0)
        for bracket in self.brackets:
            top = taxable if bracket.upto is None else Op("min", (taxable, Num(bracket.upto)))
            part = Op("max", (num(0), Op("difference", (top, Num(start))) if start else top))
            slices.append(Op("product", (part, Num(bracket.rate))))
            start = bracket.upto or start
        return summed(slices)

    def reads(self) -> Iterator[tuple[str, str]]:
        """Place and name of every figure that the estimate reads."""
        for place in ("insurance", "special"):
            quantity = getattr(self, place)
            if isinstance(quantity, Ref):
                yield place, quantity.name
