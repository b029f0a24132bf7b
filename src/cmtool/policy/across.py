"""Figures across people: what the members of a team, an institution or the whole branch have together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from cmtool.policy.figure import Figure

Scope = Literal["team", "institution", "all"]


class Across(Figure):
    """One figure of several people taken together, for each person who asks.

    ``over`` says among whom: those of the own team, of the own institution, or everybody; ``posts`` and ``grades``
    keep some of them, ``own`` says whether the asking person counts. ``rank`` is the own place (1 is the largest,
    equals share it), ``share`` the own part of the sum. ``missing`` is for a member without value, ``when_none`` for
    nobody to take (a supervisor of a team of none) or a sum of zero to have a share of.
    """

    kind: Literal["over"]
    of: str
    over: Scope
    take: Literal["sum", "mean", "max", "min", "count", "rank", "share"]
    own: Literal["included", "excluded"] = "included"
    posts: tuple[str, ...] = Field(default=())
    grades: tuple[str, ...] = Field(default=())
    missing: Literal["leave_out", "zero", "deferred"] = "deferred"
    when_none: Literal["problem", "empty", "zero"] = "problem"

    def reads(self) -> Iterator[str]:
        yield self.of
