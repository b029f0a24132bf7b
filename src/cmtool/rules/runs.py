"""Runs of days and accounts of 存款分户余额 as indicators select them; a run is one of ``deposits.segments``."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.month import Month
from cmtool.policy.indicator import Indicator
from cmtool.rules.lookup import coded, narrowed
from cmtool.rules.selection import selected, with_reached

OF_ACCOUNTS = frozenset({"日均余额", "month_end_balance", "balance_days"})
"""Columns that an account has once for the month, reckoned from its rows."""


def runs_selected(book: Book, runs: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The runs whose rows pass ``where``, or whose accounts do where their own month is asked for."""
    deposits, row = book["deposits"], runs["row"]
    if OF_ACCOUNTS.isdisjoint(map(indicator.field, indicator.where)):
        return runs[row.isin(selected(deposits, indicator, book).index)]
    wanted = deposits["account"].isin(accounts_selected(book, runs, indicator)["account"]).to_numpy()
    return narrowed(runs, pd.Series(wanted[row.to_numpy()]))


def accounts_selected(book: Book, runs: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The accounts that pass ``where``, each once; see ``accounts``."""
    return selected(accounts(book, runs, book.month), indicator, book)


def cells_of(book: Book, runs: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The table's own cells behind each run, with its position in ``at``."""
    index = runs["row"].to_numpy()
    cells = with_reached(book["deposits"].take(index).assign(row=index), indicator, book)
    return cells.assign(at=range(len(cells)))


def accounts(book: Book, runs: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Each account that was held in the month, once, as its last row has it; ``runs`` are its days.

    月末余额 and 月积数 are those reckoned from its rows, 日均余额 is the latter ÷ days of the month (in fen, exact).
    """
    deposits = book["deposits"]
    row = runs["row"].to_numpy()
    runs = runs.assign(account=coded(deposits["account"]).codes[row])
    runs = runs.assign(closing=runs["balance"].where(runs["end"] == pd.Timestamp(month.last), 0))
    found = runs.groupby("account", sort=False).agg({"row": "max", "closing": "sum", "balance_days": "sum"})
    found = found.sort_values("row")
    average = [Fraction(int(days), month.days) for days in found["balance_days"]]
    return (
        deposits.take(found["row"].to_numpy())
        .assign(row=found["row"].to_numpy(), 日均余额=pd.Series(average, dtype=object).to_numpy())
        .assign(month_end_balance=found["closing"].to_numpy(), balance_days=found["balance_days"].to_numpy())
        .reset_index(drop=True)
    )
