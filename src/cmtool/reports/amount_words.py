"""Numbers of the policy in words, in their units; parameters that figures give, by the labels of those."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.expression import Num, Ref
from cmtool.model.money import plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.curve import percent
from cmtool.policy.figure import MONEY
from cmtool.policy.policy import Policy


def rate(value: Fraction) -> str:
    """A rate in the policy's own precision: 98%, 0.5%."""
    text = plain(value * 100)
    return percent(value) if "/" in text else text + "%"


def amount(value: Fraction, unit: str) -> str:
    """A number of the policy in its unit."""
    if unit == "%":
        return rate(value)
    if unit in MONEY and value.denominator == 1:
        return f"{int(value):,d} {unit}"
    return f"{plain(value)} {unit}".strip()


@dataclass(frozen=True)
class Speech:
    """In what units a curve is said; the policy says how its named parameters are called."""

    policy: Policy
    unit: str
    result: str

    def of(self, parameter: Num | Ref, unit: str) -> str:
        """A parameter: a number in its unit, or the label of the figure that gives it."""
        if isinstance(parameter, Num):
            return amount(parameter.value, unit)
        return self.policy.label(parameter.name)

    def rate(self, parameter: Num | Ref) -> str:
        return self.of(parameter, "%")

    def bare(self, parameter: Num | Ref) -> str:
        return self.of(parameter, "")

    def bounds(self, floor: Num | Ref | None, cap: Num | Ref | None, unit: str) -> Phrase:
        low = phrase("不保底") if floor is None else phrase("最低 {floor}", floor=self.of(floor, unit))
        high = phrase("不封顶") if cap is None else phrase("最高 {cap}", cap=self.of(cap, unit))
        return phrase("{low}、{high}", low=low, high=high)
