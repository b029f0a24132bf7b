"""A number that changes on known days: a price, a wage, a grade's attribute; one number is the same for ever."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from cmtool.model.month import Month
from cmtool.policy.terms import Exact, Terms, exact, refused

Segment = tuple[date, date, Fraction]
"""First day, last day (both included), value."""


class Step(Terms):
    """From this day on the number is ``v``."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True
    )

    since: date = Field(alias="from")
    v: Exact


class Dated(Terms):
    """Steps in the order of their days; before the first one the number does not exist."""

    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Dated:
        if any(left.since >= right.since for left, right in pairwise(self.steps)):
            raise refused("from 的日期必须逐条往后")
        return self

    @property
    def changes(self) -> bool:
        return len(self.steps) > 1

    def on(self, day: date) -> Fraction | None:
        """The number on a day; None before it exists."""
        known = [step.v for step in self.steps if step.since <= day]
        return known[-1] if known else None

    def segments(self, month: Month) -> tuple[Segment, ...]:
        """The month cut at the days on which the number changes; days before it exists are not in it."""
        inside = [step.since for step in self.steps if month.first < step.since <= month.last]
        found: list[Segment] = []
        for start, following in pairwise((month.first, *inside, month.last + timedelta(days=1))):
            value = self.on(start)
            if value is not None:
                found.append((start, following - timedelta(days=1), value))
        return tuple(found)


def dated(value: Any) -> Any:
    """A bare number, or a list of ``{ from = 2024-01-01, v = 100 }``."""
    if isinstance(value, Dated):
        return value
    if isinstance(value, list | tuple):
        return {"steps": value}
    return {"steps": [{"from": date.min, "v": exact(value)}]}


DatedExact = Annotated[Dated, BeforeValidator(dated)]
