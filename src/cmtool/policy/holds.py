"""Holds: a part of some pay lines kept back, in lots (预留风险金)."""

from __future__ import annotations

from pydantic import Field

from cmtool.policy.curves import AnyCurve
from cmtool.policy.terms import Terms


class Hold(Terms):
    """A curve on the positive sum of the named pay lines; what it gives is kept back as this month's lot."""

    label: str
    clause: str = ""
    on: tuple[str, ...] = Field(min_length=1)
    curve: AnyCurve
