"""Figures that the policy itself states: a number, or one that changes on known days."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from cmtool.policy.dated import DatedExact
from cmtool.policy.figure import Figure
from cmtool.policy.terms import refused

WithinMonth = Literal["by_day", "month_start", "month_end"]


class Constant(Figure):
    """A number of the policy: a price, a standard, a share.

    When it changes inside a month, ``within_month`` says what holds: each day its own (the mean weighted by days),
    or the whole month the number of its first or last day.
    """

    kind: Literal["constant"]
    v: DatedExact
    within_month: WithinMonth = "by_day"


class Frozen(Figure):
    """A base that was written down once (期初) and stays: what a client brought along at hand-over.

    The last value recorded for this figure, this month's own included; ``when_none`` says what holds when nobody
    ever recorded one.
    """

    kind: Literal["frozen"]
    when_none: Literal["zero", "deferred", "problem"] = "problem"

    @model_validator(mode="after")
    def _of_a_person(self) -> Frozen:
        if not self.label:
            raise refused("要写 label：期初表按它登记")
        return self
