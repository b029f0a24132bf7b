"""Figures that are the same for everybody, as row values name them: constants, the institution's, benchmarks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cmtool.model.expression import names_in, value_of
from cmtool.model.month import Month
from cmtool.policy.constants import Constant
from cmtool.policy.figure import Computed
from cmtool.policy.indicator import Indicator
from cmtool.policy.policy import Policy


@dataclass(frozen=True)
class Shared:
    """Answers with the exact value of a figure, or None where it has none this month.

    ``institution`` gives the branch's own figure, in the figure's unit.
    """

    policy: Policy
    month: Month
    institution: Callable[[Indicator], Fraction | None]

    def value(self, name: str) -> Fraction | None:
        match name:
            case "month.days":
                return Fraction(self.month.days)
            case "month.number":
                return Fraction(self.month.number)
        match self.policy.figure.get(name):
            case Constant() as figure:
                return constant(figure, self.month)
            case Computed() as figure:
                return self._computed(figure)
            case Indicator() as figure if figure.table_id in Indicator.OF_EVERYBODY:
                return self.institution(figure)
            case _:
                return None

    def _computed(self, figure: Computed) -> Fraction | None:
        expression = figure.expression()
        values = {name: self.value(name) for name in names_in(expression)}
        known = {name: value for name, value in values.items() if value is not None}
        if len(known) < len(values) or any(value_of(divisor, known) == 0 for divisor in figure.divisors()):
            return None
        return value_of(expression, known)


def constant(figure: Constant, month: Month) -> Fraction | None:
    """A constant's number in a month; None before it exists."""
    if figure.within_month == "by_day":
        segments = figure.v.segments(month)
        if not segments or segments[0][0] != month.first:
            return None
        return sum((value * _days(first, last) for first, last, value in segments), Fraction(0)) / month.days
    return figure.v.on(month.first if figure.within_month == "month_start" else month.last)


def _days(first: date, last: date) -> int:
    return (last - first).days + 1
