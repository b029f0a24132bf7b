"""Figures that may be right but seldom are: warnings, nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding, rows_where
from cmtool.model.money import fixed, yuan

_BALANCES: Final = ("balance", "month_end_balance")


def plausibility(draft: Draft) -> Iterator[Finding]:
    """A loan that owes more than was lent; a deposit below zero."""
    loans = draft.book["loans"]
    for row in rows_where((loans["balance"] > loans["amount"]).to_numpy(dtype=bool, na_value=False)):
        values = {name: _yuan(loans[name].iloc[row]) for name in ("balance", "amount")}
        yield draft.finding(codes.OVER_AMOUNT, "loans", row, "balance", values)
    deposits = draft.book["deposits"]
    for name in _BALANCES:
        for row in rows_where((deposits[name] < 0).to_numpy(dtype=bool, na_value=False)):
            values = {"balance": _yuan(deposits[name].iloc[row])}
            yield draft.finding(codes.NEGATIVE_DEPOSIT, "deposits", row, name, values)


def _yuan(fen: object) -> str:
    return fixed(yuan(int(str(fen))))
