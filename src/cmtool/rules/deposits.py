"""Deposits by the declared export style: which balance an account had on which days of the month."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.branch import Branch
from cmtool.model.problem import Code, Problem, masked, problem
from cmtool.model.text import phrase
from cmtool.rules import codes
from cmtool.rules.lookup import whole

SEGMENT = ["row", "account", "client", "manager", "product", "start", "end", "balance", "balance_days"]
_ONE_DAY = pd.Timedelta(days=1)


def segments(book: Book, branch: Branch) -> tuple[pd.DataFrame, list[Problem]]:
    """Balances as held: one row for each account and run of days, with its 积数 (fen-days).

    Under the ``month`` style one row for each account on the last day, its 积数 as given.
    """
    deposits = book["deposits"].reset_index(names="row")
    if branch.deposits.style == "month":
        return _given(book, branch, deposits)
    problems = list(_dated(book, deposits))
    last = pd.Timestamp(book.month.last)
    deposits = deposits[deposits["date"].notna() & deposits["balance"].notna() & (deposits["date"] <= last)]
    held = _held(book, deposits)
    if branch.deposits.style == "snapshot":
        problems += _snapshot_gaps(book, deposits)
        return _until_closed(held), problems
    problems += _unknown_openings(book, deposits)
    problems += _not_cleared(book, held)
    return _measured(held), problems


def _held(book: Book, deposits: pd.DataFrame) -> pd.DataFrame:
    """A row holds from its date until the account's next row; the month cuts both ends."""
    first, last = pd.Timestamp(book.month.first), pd.Timestamp(book.month.last)
    rows = deposits.sort_values(["account", "date", "row"], kind="stable")
    following = rows.groupby("account", sort=False)["date"].shift(-1)
    rows = rows.assign(
        start=rows["date"].where(rows["date"] > first, first),
        end=(following - _ONE_DAY).where(following <= last, last),
    )
    rows = rows[rows["start"] <= rows["end"]].sort_values("row", kind="stable")
    closed = rows.groupby("account", sort=False)["closed_on"].transform("max")
    return rows.assign(closed=closed)


def _measured(rows: pd.DataFrame) -> pd.DataFrame:
    """The 积数 of each run of days, in fen-days."""
    days = (rows["end"] - rows["start"]).dt.days + 1
    balance = whole(rows["balance"], 31)
    return rows.assign(balance_days=balance * days)[SEGMENT].reset_index(drop=True)


def _until_closed(rows: pd.DataFrame) -> pd.DataFrame:
    """In a snapshot a closed account simply is no longer listed: its balance ends the day before it was closed."""
    last = rows["closed"] - _ONE_DAY
    rows = rows.assign(end=rows["end"].where(~(last < rows["end"]), last))
    return _measured(rows[rows["start"] <= rows["end"]])


def _not_cleared(book: Book, rows: pd.DataFrame) -> Iterator[Problem]:
    """Under changes, an account that says it was closed must have come down to nothing by then."""
    late = rows[(rows["closed"] <= rows["end"]) & (rows["balance"] != 0)]
    for values in late.to_dict("records"):
        account = masked(values["account"])
        given = {"account": account, "closed": values["closed"].date().isoformat()}
        where = book.where("deposits", values["row"], "balance")
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


def _unknown_openings(book: Book, deposits: pd.DataFrame) -> Iterator[Problem]:
    """An account without a row before the month was opened in it; one that says otherwise is a problem."""
    first = pd.Timestamp(book.month.first)
    earliest = deposits.sort_values(["date", "row"], kind="stable").drop_duplicates("account")
    late = earliest[(earliest["date"] > first) & (earliest["opened_on"] < first)]
    for values in late.to_dict("records"):
        account = masked(values["account"])
        yield problem(
            codes.NO_OPENING_BALANCE,
            book.where("deposits", values["row"], "date"),
            {"account": account, "opened": values["opened_on"].date().isoformat()},
            column="日期",
            key=account,
        )


def _snapshot_gaps(book: Book, deposits: pd.DataFrame) -> Iterator[Problem]:
    first, last = pd.Timestamp(book.month.first), pd.Timestamp(book.month.last)
    if deposits.empty:
        return
    days = pd.DatetimeIndex(sorted(deposits["date"].unique()))
    top = book.where("deposits", int(deposits["row"].iloc[0]), "date")
    if days[-1] != last:
        yield problem(codes.LAST_DAY_MISSING, top, {"last": book.month.last.isoformat()}, column="日期")
    if days[0] > first:
        values = {"date": days[0].date().isoformat(), "first": book.month.first.isoformat()}
        yield problem(codes.FIRST_DAY_MISSING, top, values, column="日期")
    seen = deposits.groupby("account", sort=False)
    counts = seen["date"].nunique()
    for account in counts.index[counts < len(days)]:
        rows = seen.get_group(account)
        opened, closed = rows["opened_on"].min(), rows["closed_on"].max()
        for day in days.difference(pd.DatetimeIndex(rows["date"])):
            if not (closed <= day or opened > day):
                values = {"account": masked(str(account)), "date": day.date().isoformat()}
                where = book.where("deposits", int(rows["row"].iloc[0]), "account")
                yield problem(codes.DAY_MISSING, where, values, column="账号", key=values["account"])


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
    rows = deposits[deposits["month_end_balance"].notna() & deposits["balance_days"].notna()]
    last = pd.Timestamp(book.month.last)
    rows = rows.assign(balance=rows["month_end_balance"], start=last, end=last)
    return rows.astype({"balance_days": "int64"})[SEGMENT].reset_index(drop=True), problems
