"""Ratings: what several groups of people think of a manager, each group with its weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from cmtool.policy.indicator import Indicator
from cmtool.policy.terms import Exact, refused

OfPeriod = Literal["month", "quarter", "half_year", "year"]


class Rating(Indicator):
    """The weighted mean of the 评价 table's rater groups; within a group, and over its items, the plain mean.

    ``raters`` are the groups (评价人类别) with their weights, ``items`` the 评价项目 that count (all when left out),
    ``period`` which rows: those written for this month, or for the quarter or year it lies in. ``unfilled`` says
    what holds when a group gave nothing: left out (the others' weights are scaled up), zero, put off, or a problem.
    """

    kind: Literal["rating"]
    raters: dict[str, Exact] = Field(min_length=1)
    items: tuple[str, ...] = ()
    period: OfPeriod = "month"
    unfilled: Literal["leave_out", "zero", "deferred", "problem"]
    table: str = "ratings"

    def fit(self) -> None:
        if self.table_id != "ratings":
            raise refused("rating 只用于评价")
        if any(weight <= 0 for weight in self.raters.values()):
            raise refused("评价人的权重必须大于 0")

    def named_columns(self) -> Iterator[str]:
        if self.items:
            yield "item"
