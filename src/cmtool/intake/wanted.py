"""What a month's intake is asked for: which fields the policy reads, which rows must fill, what its 指标 are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cmtool.model.branch import Branch
from cmtool.model.month import Month
from cmtool.model.table import Table

STYLES: Final = {
    "changes": frozenset({"date", "balance"}),
    "snapshot": frozenset({"date", "balance"}),
    "month": frozenset({"month_end_balance", "balance_days"}),
}
"""style of 存款 in branch.toml → the fields that its export fills."""
_STYLED: Final = frozenset().union(*STYLES.values())


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """What intake needs of the policy's words: 指标 that targets may name, and which of them are amounts in yuan."""

    indicators: frozenset[str] = frozenset()
    in_yuan: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a month's intake is asked for. ``needs`` are the fields of each table that the policy reads."""

    month: Month
    branch: Branch
    needs: Mapping[str, frozenset[str]]
    words: PolicyWords = PolicyWords()

    def fields(self, table: Table) -> frozenset[str]:
        """Fields that must have a column; of deposits, those that the declared style of the export reads."""
        needed = self.needs.get(table.id, frozenset())
        if table.id == "deposits" and "deposits" in self.needs:
            return (needed - _STYLED) | STYLES[self.branch.deposits.style]
        return needed

    def filled(self, table: Table) -> frozenset[str]:
        """Fields beyond the required ones that each row must fill: those of the declared style of deposits."""
        return (
            STYLES[self.branch.deposits.style] & self.fields(table) if table.id == "deposits" else frozenset()
        )
