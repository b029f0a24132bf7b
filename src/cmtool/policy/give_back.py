"""Give-backs: what was deducted for a row comes back, in part, when that very row is made good."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import model_validator

from cmtool.policy.figure import Figure
from cmtool.policy.terms import Exact, refused


class GiveBack(Figure):
    """``share`` of what earlier rows of the figure ``of`` counted for somebody, for each row whose ``key`` (借据号)
    stands among the rows of ``recovered`` this month, whoever has it now.

    Each row is returned once, to whom it was deducted from, and only ``within`` the year of its deduction (or
    ``"always"``). S9: 95 % of the deduction for a bad loan that is recovered in the same year.
    """

    kind: Literal["give_back"]
    of: str
    recovered: str
    key: str = "借据号"
    share: Exact
    within: Literal["year", "always"]

    @model_validator(mode="after")
    def _a_share(self) -> GiveBack:
        if not 0 < self.share <= 1:
            raise refused("share 要大于 0、不大于 1")
        return self

    def reads(self) -> Iterator[str]:
        yield self.of
        yield self.recovered
