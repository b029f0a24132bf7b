"""What a manager looks after at month end: clients, loan balance, and what of it is non-performing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.book import Book
from cmtool.model.branch import Branch
from cmtool.policy.indicators import Level
from cmtool.policy.policy import Policy
from cmtool.rules.facts import Evidence

BAD = ("次级", "可疑", "损失")
OLD_BAD = ("逾期", "呆滞", "呆账")
"""五级分类, and the old 四级分类 where ledgers still have it (Order 2023 No. 1, art. 6–7)."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Clients whose main manager it is; balances in yuan. None where the table has not come, and non_performing where
    the ledger has no class."""

    clients: int | None
    loans: Fraction | None
    non_performing: Fraction | None


def portfolios(book: Book, policy: Policy, branch: Branch) -> Mapping[str, Portfolio]:
    """Each manager of the roster by 工号, by the shares in force on the month's last day."""
    evidence = Evidence(book, policy, branch)
    loans = evidence.quietly(_balance({})).sums
    known = book.has("loans", "risk_class")
    bad = evidence.quietly(_balance({"五级分类": [*BAD, *OLD_BAD]})).sums if known else {}
    clients = book["clients"]["manager"].value_counts().to_dict() if "clients" in book else {}
    return {
        str(id_): Portfolio(
            int(clients.get(id_, 0)) if "clients" in book else None,
            loans.get(id_, Fraction(0)) if "loans" in book else None,
            bad.get(id_, Fraction(0)) if known else None,
        )
        for id_ in book["managers"]["id"]
    }


def _balance(where: dict[str, list[str]]) -> Level:
    return Level.model_validate(
        {
            "kind": "level",
            "label": "贷款余额",
            "unit": "元",
            "table": "贷款台账",
            "value": "贷款余额",
            "where": where,
            "blank": "zero",
        }
    )
