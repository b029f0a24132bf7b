"""Benchmarks: numbers from outside, such as a province's average, by item and period."""

from __future__ import annotations

from typing import Literal

from cmtool.policy.indicator import Indicator
from cmtool.policy.ratings import OfPeriod
from cmtool.policy.terms import refused


class Benchmark(Indicator):
    """One 指标 of the 外部基准 table; a row with the person's 机构号 beats one without.

    ``period`` says for which period the row is written: this month, or the quarter, half-year or year it lies in.
    """

    kind: Literal["benchmark"]
    item: str
    period: OfPeriod = "month"
    table: str = "benchmarks"

    def fit(self) -> None:
        if self.table_id != "benchmarks":
            raise refused("benchmark 只用于外部基准")
        if self.where:
            raise refused("外部基准按 item 查找，不写 where")
