"""Deposits by the declared export style: which balance an account had on which days of the month."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cmtool.model.book import Book
from cmtool.model.branch import Branch
from cmtool.model.problem import Code, Problem, masked, problem
from cmtool.model.text import phrase
from cmtool.rules import codes
from cmtool.rules.lookup import coded, days, whole

SEGMENT = ["row", "start", "end", "balance", "balance_days"]
_NEEDED = ["account", "date", "balance", "opened_on", "closed_on"]
_ONE_DAY = pd.Timedelta(days=1)


def segments(book: Book, branch: Branch) -> tuple[pd.DataFrame, list[Problem]]:
    """Balances as held: one row for each row of the table that counts and its run of days, with its 积数 (fen-days).

    Under the ``month`` style each row counts on the last day, its 积数 as given.
    """
    deposits = book["deposits"]
    if branch.deposits.style == "month":
        return _given(book, branch, deposits)
    problems = list(_dated(book, deposits))
    last = pd.Timestamp(book.month.last)
    there = deposits["date"].notna() & deposits["balance"].notna() & (deposits["date"] <= last)
    dated = deposits[_NEEDED] if bool(there.all()) else deposits.loc[there, _NEEDED]
    rows = _in_order(dated)
    held = _held(book, rows)
    if branch.deposits.style == "snapshot":
        problems += _snapshot_gaps(book, rows.sort_values("row", kind="stable"))
        return _until_closed(held), problems
    problems += _unknown_openings(book, rows)
    problems += _not_cleared(book, held)
    return _measured(held), problems


def _in_order(dated: pd.DataFrame) -> pd.DataFrame:
    """Account by account and day by day; ``account`` is a number, ``row`` the index in the table."""
    account = coded(dated["account"]).codes
    row = dated.index.to_numpy()
    order = np.lexsort((row, days(dated["date"]), account))
    rows = dated.drop(columns="account").assign(account=account, row=row)
    return rows.take(order).reset_index(drop=True)


def _held(book: Book, rows: pd.DataFrame) -> pd.DataFrame:
    """A row holds from its date until the account's next row; the month cuts both ends. By ``row``."""
    first, last = pd.Timestamp(book.month.first), pd.Timestamp(book.month.last)
    goes_on = rows["account"].eq(rows["account"].shift(-1))
    following = rows["date"].shift(-1)
    rows = rows.assign(
        start=rows["date"].where(rows["date"] > first, first),
        end=(following - _ONE_DAY).where(goes_on, last),
    )
    rows = rows[rows["start"] <= rows["end"]].sort_values("row", kind="stable")
    closed = rows["closed_on"]
    if bool(closed.notna().any()):
        closed = rows.groupby("account", sort=False)["closed_on"].transform("max")
    return rows.assign(closed=closed)


def _measured(rows: pd.DataFrame) -> pd.DataFrame:
    """The 积数 of each run of days, in fen-days."""
    lasting = (rows["end"] - rows["start"]).dt.days + 1
    balance = whole(rows["balance"], 31)
    return rows.assign(balance_days=balance * lasting)[SEGMENT].reset_index(drop=True)


def _until_closed(rows: pd.DataFrame) -> pd.DataFrame:
    """In a snapshot a closed account simply is no longer listed: its balance ends the day before it was closed."""
    last = rows["closed"] - _ONE_DAY
    rows = rows.assign(end=rows["end"].where(~(last < rows["end"]), last))
    return _measured(rows[rows["start"] <= rows["end"]])


def _not_cleared(book: Book, rows: pd.DataFrame) -> Iterator[Problem]:
    """Under changes, an account that says it was closed must have come down to nothing by then."""
    late = rows[(rows["closed"] <= rows["end"]) & (rows["balance"] != 0)]
    for row, closed in zip(late["row"], late["closed"], strict=True):
        account = masked(book["deposits"]["account"][row])
        given = {"account": account, "closed": closed.date().isoformat()}
        where = book.where("deposits", row, "balance")
        yield problem(codes.NOT_CLEARED, where, given, column="余额", key=account)


def _dated(book: Book, deposits: pd.DataFrame) -> Iterator[Problem]:
    last = book.month.last
    for row in deposits.index[deposits["date"] > pd.Timestamp(last)]:
        found = deposits["date"][row].date().isoformat()
        where = book.where("deposits", row, "date")
        yield problem(codes.AFTER_MONTH, where, {"date": found, "last": last.isoformat()}, found=found)
    for column, header in (("date", "日期"), ("balance", "余额")):
        for row in deposits.index[deposits[column].isna()]:
            yield _blank(book, codes.BALANCE_MISSING, row, column, header)


def _blank(book: Book, kind: Code, row: int, column: str, header: str) -> Problem:
    return problem(
        kind, book.where("deposits", row, column), {"column": header, "style": "逐日"}, column=header
    )


def _unknown_openings(book: Book, rows: pd.DataFrame) -> Iterator[Problem]:
    """An account without a row before the month was opened in it; one that says otherwise is a problem."""
    first = pd.Timestamp(book.month.first)
    earliest = rows["account"].ne(rows["account"].shift())
    late = rows[earliest & (rows["date"] > first) & (rows["opened_on"] < first)]
    late = late.sort_values(["date", "row"], kind="stable")
    for row, opened in zip(late["row"], late["opened_on"], strict=True):
        account = masked(book["deposits"]["account"][row])
        yield problem(
            codes.NO_OPENING_BALANCE,
            book.where("deposits", row, "date"),
            {"account": account, "opened": opened.date().isoformat()},
            column="日期",
            key=account,
        )


def _snapshot_gaps(book: Book, rows: pd.DataFrame) -> Iterator[Problem]:
    """A listed day on which an account is absent that was neither closed nor still to be opened; days not listed."""
    first, last = pd.Timestamp(book.month.first), pd.Timestamp(book.month.last)
    if rows.empty:
        return
    listed = pd.DatetimeIndex(sorted(rows["date"].unique()))
    top = book.where("deposits", int(rows["row"].iloc[0]), "date")
    if listed[-1] != last:
        yield problem(codes.LAST_DAY_MISSING, top, {"last": book.month.last.isoformat()}, column="日期")
    if listed[0] > first:
        values = {"date": listed[0].date().isoformat(), "first": book.month.first.isoformat()}
        yield problem(codes.FIRST_DAY_MISSING, top, values, column="日期")
    seen = rows.drop_duplicates(["account", "date"])["account"].value_counts(sort=False)
    lacking = rows[rows["account"].map(seen) < len(listed)]
    for _, own in lacking.groupby("account", sort=False):
        opened, closed = own["opened_on"].min(), own["closed_on"].max()
        row = int(own["row"].iloc[0])
        account = masked(book["deposits"]["account"][row])
        for day in listed.difference(pd.DatetimeIndex(own["date"])):
            if not (closed <= day or opened > day):
                values = {"account": account, "date": day.date().isoformat()}
                where = book.where("deposits", row, "account")
                yield problem(codes.DAY_MISSING, where, values, column="账号", key=account)


def _given(book: Book, branch: Branch, deposits: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    problems: list[Problem] = []
    covers = branch.deposits.balance_days
    year_to_date = covers == "year" and book.month.number > 1
    if (covers == "since_settlement" or year_to_date) and not deposits.empty:
        words = phrase("本年") if covers == "year" else phrase("上次结息日以来")
        where = book.where("deposits", 0, "balance_days")
        problems.append(problem(codes.BALANCE_DAYS_PERIOD, where, {"covers": words}, column="月积数"))
    for column, header in (("month_end_balance", "月末余额"), ("balance_days", "月积数")):
        blank = deposits.index[deposits[column].isna()]
        problems += [_blank(book, codes.BALANCE_MISSING, row, column, header) for row in blank]
    there = deposits["month_end_balance"].notna() & deposits["balance_days"].notna()
    rows = deposits.loc[there, ["month_end_balance", "balance_days"]].reset_index(names="row")
    last = pd.Timestamp(book.month.last)
    rows = rows.assign(balance=rows["month_end_balance"], start=last, end=last)
    return rows.astype({"balance_days": "int64"})[SEGMENT].reset_index(drop=True), problems
