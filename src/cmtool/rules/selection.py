"""Which rows of a table an indicator takes, and columns that a row reaches through its client or note."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.expression import Comparison
from cmtool.model.month import Month
from cmtool.policy.columns import Named
from cmtool.policy.indicator import Indicator
from cmtool.policy.selection import Wanted
from cmtool.rules.amounts import compared
from cmtool.rules.lookup import is_text, looked_up, texts


def selected(rows: pd.DataFrame, indicator: Indicator, book: Book) -> pd.DataFrame:
    """The rows whose columns pass every test of ``where``, with all reached columns the indicator names."""
    rows = with_reached(rows, indicator, book)
    for column, wanted in indicator.where.items():
        named = indicator.column(column)
        rows = rows[passes(rows[named.key], named, wanted, book.month)]
    return rows


def with_reached(rows: pd.DataFrame, indicator: Indicator, book: Book) -> pd.DataFrame:
    """The rows with the columns of their clients and notes beside their own; blank where there is no such row."""
    named = {*map(indicator.column, (*indicator.where, *indicator.named_columns()))}
    for column in sorted((one for one in named if one.through), key=lambda one: one.key):
        rows = rows.assign(**{column.key: _reached(rows, column, book)})
    return rows


def _reached(rows: pd.DataFrame, column: Named, book: Book) -> pd.Series:
    table = book[column.table]
    keys = rows[column.through].astype(object)
    if column.table == "clients" and column.through == "note":
        keys = looked_up(keys, texts(book["loans"], "note", "client"))
    names = table["id" if column.table == "clients" else "note"]
    first = pd.Series(range(len(names)), index=names.astype(object))
    at = keys.map(first[~first.index.duplicated()]).fillna(-1).astype("int64").to_numpy()
    values = table[column.field].astype(object).to_numpy()
    blank = "" if column.kind in ("id", "name", "text", "choice") else None
    found = pd.Series([values[one] if one >= 0 else blank for one in at], index=rows.index, dtype=object)
    return found if is_text(table[column.field]) else found.astype(table[column.field].dtype)


def passes(cells: pd.Series, column: Named, wanted: Wanted, month: Month) -> pd.Series[bool]:
    """Which cells pass; a blank one only a test for blanks."""
    blank = is_blank(cells)
    if wanted.empty:
        return blank
    if wanted.filled:
        return ~blank
    if wanted.texts:
        texts_wanted: Iterable[object] = wanted.texts
        if column.kind == "flag":
            texts_wanted = [text == "是" for text in wanted.texts]
        found = cells.isin(list(texts_wanted))
        passed = ~found if wanted.excluded else found
    elif "date" in wanted.kinds:
        passed = _dated(cells, wanted, month)
    else:
        passed = _bounded(cells, wanted.bounds, 100 if column.kind == "money" else 1)
    passed = passed & ~blank
    return passed | blank if wanted.or_empty else passed


def is_blank(cells: pd.Series) -> pd.Series[bool]:
    """Cells that hold nothing: no number, no date, no text."""
    return cells.isna() | (cells == "") if is_text(cells) else cells.isna()


def _dated(cells: pd.Series, wanted: Wanted, month: Month) -> pd.Series[bool]:
    first, last = wanted.span(month)
    passed = pd.Series(True, index=cells.index)
    if first > date.min:
        passed &= cells >= pd.Timestamp(first)
    if last < date.max:
        passed &= cells <= pd.Timestamp(last)
    if wanted.days is not None:
        days = (pd.Timestamp(month.last) - cells).dt.days.astype("Int64")
        passed &= _bounded(days, wanted.days.bounds, 1)
    return passed


def _bounded(
    cells: pd.Series,
    bounds: Iterable[tuple[Comparison, Fraction]],
    scale: int,
) -> pd.Series[bool]:
    blank = cells.isna()
    numbers = cells.where(~blank, 0).to_numpy(dtype=object if cells.dtype == object else "int64")
    passed = ~blank.to_numpy()
    for comparison, bound in bounds:
        passed &= compared(numbers, comparison, bound * scale)
    return pd.Series(passed, index=cells.index)
