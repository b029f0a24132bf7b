"""What people decided in a grade review; kept apart from what was advised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cmtool.model.problem import Where

Outcome = Literal["rise", "keep", "fall", "exit", "deferred"]
OUTCOMES: dict[Outcome, str] = {
    "rise": "晋级",
    "keep": "维持",
    "fall": "降级",
    "exit": "退出",
    "deferred": "缓评",
}
"""What the directors may decide, as it stands in the review's drop-down."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's decision; ``ladder`` is the ladder's name in the policy, ``since`` the day from which it holds.

    ``grade`` is the grade decided, the own one where it stays; ``where`` is the cell of the grade.
    """

    period: str
    manager: str
    name: str
    ladder: str
    outcome: Outcome
    grade: str
    since: date | None
    reason: str
    record: str  # number of the committee's record
    where: Where
