"""Figures from the past of another figure: what it came to over several months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, model_validator

from cmtool.model.month import Month
from cmtool.policy.figure import Figure
from cmtool.policy.terms import Terms, refused

MOST_MONTHS = 36
"""How far back anything may ask; older months are not carried."""


_SO_FAR = ("month", "quarter", "half_year", "year")
_SPELLINGS = (
    '窗口只写一种："month"、"quarter"、"half_year"、"year"、{{ rolling = 3 }}（本月和前 2 个月）、'
    "{{ trailing = 3 }}（前 3 个月）"
)


class Window(Terms):
    """Which months: the quarter, half-year or year so far, this month and the n − 1 before it, or the n before it."""

    so_far: Literal["", "month", "quarter", "half_year", "year"] = ""
    rolling: int = Field(default=0, ge=0, le=MOST_MONTHS)
    trailing: int = Field(default=0, ge=0, le=MOST_MONTHS)

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: Any) -> Any:
        if isinstance(written, str) and written in _SO_FAR:
            return {"so_far": written}
        if isinstance(written, dict | Window) and written != {"so_far": ""}:
            return written
        raise refused(_SPELLINGS)

    @model_validator(mode="after")
    def _one_way(self) -> Window:
        if len([way for way in (self.so_far, self.rolling, self.trailing) if way]) != 1:
            raise refused(_SPELLINGS)
        return self

    @property
    def includes_now(self) -> bool:
        return not self.trailing

    def before(self, month: Month) -> tuple[Month, ...]:
        """The earlier months it takes, oldest first; ``month`` itself not among them."""
        match self.so_far:
            case "month":
                count = 0
            case "quarter":
                count = (month.number - 1) % 3
            case "half_year":
                count = (month.number - 1) % 6
            case "year":
                count = month.number - 1
            case _:
                count = self.rolling - 1 if self.rolling else self.trailing
        return tuple(month.plus(-back) for back in range(count, 0, -1))


class History(Figure):
    """What a figure, line or group came to over several months, from seals and 期初.

    ``missing`` is for a month that nobody recorded, ``unrated`` for one recorded without value (缓评, 不予评定);
    both are said. ``count`` counts the months with a value.
    """

    kind: Literal["past"]
    of: str
    window: Window
    take: Literal["sum", "mean", "max", "min", "count"]
    missing: Literal["deferred", "leave_out", "zero"] = "deferred"
    unrated: Literal["deferred", "leave_out", "zero"] = "deferred"

    def reads(self) -> Iterator[str]:
        if self.window.includes_now:
            yield self.of
