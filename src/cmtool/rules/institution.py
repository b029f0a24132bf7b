"""Figures that are no sum of rows: the institution's own, and those from outside."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.problem import Where
from cmtool.policy.benchmarks import Benchmark
from cmtool.policy.indicator import Indicator
from cmtool.policy.indicators import Level
from cmtool.rules.benchmarks import benchmark


def own_figure(indicator: Indicator) -> bool:
    """Whether the indicator is a figure of the manager's institution, or from outside, rather than a sum of rows."""
    return indicator.table_id in Indicator.OF_EVERYBODY


def institutions(book: Book, indicator: Indicator, institution: str) -> tuple[Fraction, Where] | None:
    """An institution's own figure for the month, in the figure's unit, and its cell; None when it has not come."""
    if isinstance(indicator, Benchmark):
        return benchmark(book, indicator, institution)
    assert isinstance(indicator, Level), "an institution's figures are levels"
    assert isinstance(indicator.value, str), "they are one column"
    column = indicator.column(indicator.value)
    rows = book["institution"]
    for row in rows.index[rows["id"] == institution]:
        value = rows[column.field][row]
        period = rows["period"][row]
        if period.length == 1 and book.month in period and not pd.isna(value):
            exact = value if isinstance(value, Fraction) else Fraction(int(value))
            scale = 100 if column.kind == "money" else 1
            return exact / scale, book.where("institution", row, column.field)
    return None
