"""Figures that somebody counts and writes down: approvals, tests passed, attendance; one number a person and period."""

from __future__ import annotations

from typing import Literal

from cmtool.policy.indicator import Indicator
from cmtool.policy.ratings import OfPeriod
from cmtool.policy.terms import refused


class Entered(Indicator):
    """One 指标 of the 指标填报 table, for the person it names.

    ``item`` is the 指标 as the table writes it, ``period`` for which period; ``unfilled`` says what holds for
    somebody without a row: a problem, put off, or zero.
    """

    kind: Literal["entered"]
    item: str
    period: OfPeriod = "month"
    unfilled: Literal["problem", "deferred", "zero"] = "problem"
    table: str = "entries"

    def fit(self) -> None:
        if self.table_id != "entries":
            raise refused("entered 只用于指标填报")
        if self.where:
            raise refused("指标填报按 item 查找，不写 where")
