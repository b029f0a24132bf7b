"""Rows of a later month than the one that is appraised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding, rows_where

_DATES: Final = (
    ("deposits", "date"),
    ("deposits", "opened_on"),
    ("loans", "granted_on"),
    ("loans", "settled_on"),
    ("repayments", "date"),
    ("fee_income", "date"),
)


def after_month(draft: Draft) -> Iterator[Finding]:
    """Rows of the month's exports dated after its last day. Earlier days are right: changes, openings, arrears."""
    month = draft.book.month
    for table, name in _DATES:
        if table in draft.book:
            late = draft.book[table][name] > pd.Timestamp(month.last)
            for row in rows_where(late.to_numpy()):
                values = {"last": month.last.isoformat(), "month": month}
                yield draft.finding(codes.AFTER_MONTH, table, row, name, values)
