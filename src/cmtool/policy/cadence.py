"""When something is looked at: every month, or only at the end of a quarter, a half-year or a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from cmtool.model.month import Month

Cadence = Literal["month", "quarter", "half-year", "year"]
Lag = Literal["", "next_month", "next_quarter", "next_half_year", "next_year"]

LENGTH: Mapping[Cadence, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""Months of one period."""
_LAGS: Mapping[Lag, int] = {"next_month": 1, "next_quarter": 3, "next_half_year": 6, "next_year": 12}


def review_months(cadence: Cadence, months: tuple[int, ...] = ()) -> tuple[int, ...]:
    """The months of a year (1 to 12) in which it is looked at: those written, else the last month of each period."""
    return months or tuple(range(LENGTH[cadence], 13, LENGTH[cadence]))


def before(month: Month, count: int, reviewed: tuple[int, ...]) -> tuple[Month, ...]:
    """So many earlier months in which it was looked at, the latest first; the month itself is not among them."""
    found: list[Month] = []
    while len(found) < count:
        month = month.previous
        if month.number in reviewed:
            found.append(month)
    return tuple(found)


def holds_from(month: Month, lag: Lag) -> date | None:
    """The first day of the next month, quarter, half-year or year; None when the policy leaves it to the decision."""
    if not lag:
        return None
    length = _LAGS[lag]
    return month.plus(length - (month.number - 1) % length).first
