"""Targets of lines: where they come from, how a longer period's is split, and what is carried to the next one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from cmtool.model.expression import Num, Ref, num
from cmtool.model.month import Month, Period
from cmtool.policy.terms import Exact, Quantity, Terms, refused

MissingTarget = Literal["problem", "deferred", "zero", "excluded"]
What = Literal["", "shortfall", "surplus", "both"]
Until = Literal["year", "never"]
MONTHS = 12


def _even(value: Any) -> Any:
    return (Fraction(1, MONTHS),) * MONTHS if value == "even" else value


Split = Annotated[tuple[Exact, ...], BeforeValidator(_even)]
"""The twelve months' shares of a year's target, or ``"even"``."""


class Target(Terms):
    """Where a line's target comes from.

    A row of the 目标 table named ``indicator`` wins (the contract value, 002 art. 11): the person's, else the
    post's, the grade's, the team's, the institution's. Then ``by_post``, ``by_grade``, ``by_team``,
    ``by_institution``, and last ``value``: a number or the name of a computed figure (002 art. 12). ``missing`` says
    what holds when none gives a target.

    A row for a longer period serves a month only where ``split`` says how; ``spread`` says whether the month's own
    part is asked, or what the months so far make together. A row for a shorter period beats one for a longer.
    ``times`` scales the target, by the share of the month somebody was there. ``carry`` adds what was lacking last
    time (or takes off what was too much), ``until`` the year is over or for good.
    """

    indicator: str = ""
    by_post: dict[str, Quantity] = Field(default_factory=dict)
    by_grade: dict[str, Quantity] = Field(default_factory=dict)
    by_team: dict[str, Quantity] = Field(default_factory=dict)
    by_institution: dict[str, Quantity] = Field(default_factory=dict)
    value: Quantity | None = None
    missing: MissingTarget = "problem"
    split: Split = ()
    spread: Literal["month", "to_date"] = "month"
    times: Quantity = num(1)
    carry: What = ""
    until: Until = "year"

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: Any) -> Any:
        return written if isinstance(written, dict | Target) else {"value": written}

    @model_validator(mode="after")
    def _from_somewhere(self) -> Target:
        if not (self.indicator or any(self._by_group()) or self.value):
            raise refused("目标要写明来源：indicator、by_post、by_grade、by_team、by_institution 或 value")
        return self

    @model_validator(mode="after")
    def _whole_year(self) -> Target:
        if self.split and (len(self.split) != MONTHS or sum(self.split) != 1):
            raise refused('split 要写 12 个月的比例，合计 100%，或写 "even"')
        if any(share < 0 for share in self.split):
            raise refused("split 的比例不能是负数")
        if self.spread == "to_date" and not self.split:
            raise refused('spread = "to_date" 需要 split')
        return self

    def _by_group(self) -> tuple[dict[str, Quantity], ...]:
        return self.by_post, self.by_grade, self.by_team, self.by_institution

    def quantities(self) -> Iterator[Num | Ref]:
        for group in self._by_group():
            yield from group.values()
        if self.value is not None:
            yield self.value
        yield self.times

    def part(self, period: Period, first: Month, last: Month) -> Fraction | None:
        """Which part of a period's target the months from ``first`` to ``last`` inside it have; None without a split.

        With ``spread = "to_date"`` everything from the period's beginning to ``last``.
        """
        if not self.split:
            return None
        start = period.first if self.spread == "to_date" else first
        whole = self._shares(period.first, period.last)
        return self._shares(start, last) / whole if whole else None

    def _shares(self, first: Month, last: Month) -> Fraction:
        months = (last.year - first.year) * MONTHS + last.number - first.number + 1
        return sum((self.split[first.plus(n).number - 1] for n in range(months)), Fraction(0))
