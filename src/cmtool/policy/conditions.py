"""Conditions: a figure compared with a bound, now or over months running."""

from __future__ import annotations

from fractions import Fraction

from pydantic import Field, model_validator

from cmtool.model.expression import Comparison, compare
from cmtool.model.money import plain
from cmtool.policy.terms import Exact, Terms, refused

_WORDS: dict[Comparison, str] = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}


class Condition(Terms):
    """One comparison of one figure: exactly one of ``ge``, ``gt``, ``le``, ``lt``, ``eq`` is written.

    An indicator is compared exactly, a line or group as printed. ``running`` is in how many months running the
    condition must hold (entry) or fail (keep).
    """

    of: str
    ge: Exact | None = None
    gt: Exact | None = None
    le: Exact | None = None
    lt: Exact | None = None
    eq: Exact | None = None
    running: int = Field(default=1, ge=1, le=36)
    label: str = ""
    clause: str = ""

    @model_validator(mode="after")
    def _one_bound(self) -> Condition:
        if len([word for word in _WORDS if getattr(self, word) is not None]) != 1:
            raise refused("一个条件必须且只能写 ge、gt、le、lt、eq 中的一个")
        return self

    @property
    def comparison(self) -> Comparison:
        return next(word for word in _WORDS if getattr(self, word) is not None)

    @property
    def bound(self) -> Fraction:
        value: Fraction = getattr(self, self.comparison)
        return value

    def holds(self, value: Fraction) -> bool:
        return compare(value, self.comparison, self.bound)

    @property
    def written(self) -> str:
        """``≥ 90``."""
        return f"{_WORDS[self.comparison]} {plain(self.bound)}"
