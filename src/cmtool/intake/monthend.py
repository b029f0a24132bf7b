"""Exports of another month than the one that is appraised, or taken before it was over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import pandas as pd

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding, rows_where
from cmtool.model.branch import Branch
from cmtool.model.problem import Problem, problem
from cmtool.model.tables import TABLES

_DATES: Final = (
    ("deposits", "date"),
    ("deposits", "opened_on"),
    ("loans", "granted_on"),
    ("loans", "settled_on"),
    ("repayments", "date"),
    ("fee_income", "date"),
)
_DAILY: Final = ("repayments", "fee_income", "deposits")
_BUSY: Final = 8  # days of the month with rows that make a table's last day tell something
_QUIET: Final = timedelta(days=5)  # a weekend and more


def after_month(draft: Draft) -> Iterator[Finding]:
    """Rows of the month's exports dated after its last day. Earlier days are right: changes, openings, arrears."""
    month = draft.book.month
    for table, name in _DATES:
        if table in draft.book:
            late = draft.book[table][name] > pd.Timestamp(month.last)
            for row in rows_where(late.to_numpy()):
                values = {"last": month.last.isoformat(), "month": month}
                yield draft.finding(codes.AFTER_MONTH, table, row, name, values)


def of_this_month(draft: Draft, branch: Branch) -> Iterator[Problem]:
    """Tables with a row for each event: all rows before the month, or none in its last days though it was busy."""
    month = draft.book.month
    for table in _DAILY:
        days = draft.book[table]["date"].dropna()
        if days.empty or (table == "deposits" and branch.deposits.style == "month"):
            continue
        last = days.max()
        row = int(str(days.idxmax()))
        column = TABLES[table].columns["date"].header
        values = {
            "table": TABLES[table].name,
            "header": column,
            "last": last.date().isoformat(),
            "month": month,
            "end": month.last.isoformat(),
        }
        where = draft.where(table, row, "date")
        within = days[days >= pd.Timestamp(month.first)]
        if within.empty:
            still = table == "deposits" and branch.deposits.style == "changes"
            yield problem(codes.NO_CHANGE if still else codes.ALL_EARLIER, where, values, column=column)
        elif within.nunique() >= _BUSY and last < pd.Timestamp(month.last - _QUIET):
            yield problem(codes.CUT_EARLY, where, values, column=column)
