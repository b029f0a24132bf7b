"""What is asked of a synthetic branch: its size, its months, its seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cmtool.model.month import Month
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.workflows.demo.names import BRANCHES

UNTIL = Month(2024, 6)


@dataclass(frozen=True, slots=True)
class Plan:
    """A branch of so many managers with so many clients each, for the months up to ``until``.

    ``dirty`` puts into the last month the mistakes that real workbooks have. The same plan gives the same bytes.
    """

    managers: int = 4
    clients: int = 350
    months: int = 3
    seed: int = 1
    until: Month = UNTIL
    dirty: bool = False
    desk: str = ""  # what every 工号 begins with, so that those of two branches differ

    @property
    def first(self) -> Month:
        return self.until.plus(1 - self.months)

    @property
    def span(self) -> tuple[Month, ...]:
        """The months, oldest first."""
        return tuple(self.first.plus(number) for number in range(self.months))

    @property
    def opening(self) -> date:
        """The first day of the first month."""
        return self.first.first

    @property
    def closing(self) -> date:
        """The last day of the last month."""
        return self.until.last

    @property
    def place(self) -> str:
        """The village township the branch is in, by seed; seed 1 is 延河."""
        return BRANCHES[(self.seed - 1) % len(BRANCHES)]

    @property
    def institution(self) -> str:
        return f"{self.place}农村信用社"

    @property
    def code(self) -> str:
        """机构号, six digits with a leading zero."""
        return f"06{(self.seed - 1) % 9999 + 1:04d}"


_MOST_MANAGERS, _MOST_MONTHS, _MOST_CLIENTS = 2000, 60, 300_000
_YEARS = (2000, 2099)


def unfit(plan: Plan) -> Phrase:
    """Why no branch can be made by this plan; empty when one can."""
    if not 1 <= plan.managers <= _MOST_MANAGERS:
        return phrase("--managers 要在 1 到 {most} 之间", most=_MOST_MANAGERS)
    if plan.clients < 1 or plan.managers * plan.clients > _MOST_CLIENTS:
        return phrase(
            "--clients 至少是 1，全部客户不超过 {most} 户（一张工作表放得下的行数有限）", most=_MOST_CLIENTS
        )
    if not 1 <= plan.months <= _MOST_MONTHS:
        return phrase("--months 要在 1 到 {most} 之间", most=_MOST_MONTHS)
    if plan.seed < 1:
        return phrase("--seed 要是正整数")
    if not _YEARS[0] <= plan.until.year <= _YEARS[1]:
        return phrase("--until 要在 {first} 年到 {last} 年之间", first=_YEARS[0], last=_YEARS[1])
    return NOTHING
