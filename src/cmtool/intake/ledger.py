"""The general ledger: what loans and deposits must add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding
from cmtool.model.branch import Branch
from cmtool.model.money import fixed, yuan
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.tables import TABLES


def ledger_agrees(draft: Draft, branch: Branch, twice: Iterable[Finding]) -> Iterator[Problem]:
    """Loans and deposits at month end against the subjects (科目) that ``branch.toml`` names, to the fen.

    Rows of any of them found ``twice`` count once; other rows that checks across tables refuse are in the sum.
    """
    draft = _once(draft, twice)
    if branch.ledger_accounts and "ledger" not in draft.book and "ledger" not in draft.spoiled:
        place = Where(f"inbox/{draft.book.month}")
        yield problem(codes.LEDGER_MISSING, place)
    if not draft.whole("ledger"):
        return
    known = balances(draft)
    for table in ("loans", "deposits"):
        subjects = branch.ledger_accounts.get(table, [])
        absent = [subject for subject in subjects if subject not in known]
        for subject in absent:
            yield problem(codes.SUBJECT_MISSING, _ledger_place(draft), {"subject": subject}, found=subject)
        if subjects and not absent and draft.whole(table):
            yield from _compare(draft, branch, table, subjects, known)


def _once(draft: Draft, twice: Iterable[Finding]) -> Draft:
    tables = dict(draft.book.tables)
    for table in ("loans", "deposits", "ledger"):
        rows = [one.row for one in twice if one.table == table and one.problem.kind is codes.DUPLICATE]
        if rows:
            tables[table] = tables[table].drop(index=rows)
    return replace(draft, book=replace(draft.book, tables=tables), _lists={})


def balances(draft: Draft) -> Mapping[str, tuple[int, Where]]:
    """科目 → its balance in fen and the cell."""
    frame = draft.book["ledger"]
    found = {}
    for row, (subject, balance) in enumerate(
        zip(frame["subject"].tolist(), frame["balance"].tolist(), strict=True)
    ):
        found[subject] = (int(balance), draft.where("ledger", row, "balance"))
    return found


def _ledger_place(draft: Draft) -> Where:
    source = next(source for source in draft.book.sources if source.table == "ledger")
    return Where(source.path, source.sheet)


def _compare(
    draft: Draft,
    branch: Branch,
    table: str,
    subjects: Sequence[str],
    balances: Mapping[str, tuple[int, Where]],
) -> Iterator[Problem]:
    summed = _loans(draft) if table == "loans" else _deposits(draft, branch)
    ledger = sum(balances[subject][0] for subject in subjects)
    if summed is None or summed == ledger:
        return
    values = {
        "subjects": "、".join(subjects),
        "ledger": _said(ledger),
        "table": TABLES[table].name,
        "summed": _said(summed),
        "difference": _said(ledger - summed),
    }
    yield problem(codes.LEDGER_DIFFERS, balances[subjects[0]][1], values, found=_said(ledger))


def _said(fen: int) -> str:
    return fixed(yuan(fen), thousands=True)


def _loans(draft: Draft) -> int | None:
    """Σ 贷款余额, rejected rows that could be read included; None when one could not."""
    total = Fraction(int(draft.book["loans"]["balance"].sum()))
    for one in draft.rejected:
        if one.table == "loans":
            if "balance" in one.unread:
                return None
            total += one.values.get("balance", 0)  # type: ignore[operator]
    return int(total)


def _deposits(draft: Draft, branch: Branch) -> int | None:
    """Σ of the accounts' balances at month end, as the declared style gives them; None when rows were rejected."""
    if any(one.table == "deposits" for one in draft.rejected):
        return None
    frame = draft.book["deposits"]
    if branch.deposits.style == "month":
        return int(frame["month_end_balance"].sum())
    last = pd.Timestamp(draft.book.month.last)
    if branch.deposits.style == "snapshot":
        return int(frame.loc[frame["date"] == last, "balance"].sum())
    held = frame.loc[frame["date"] <= last].sort_values("date", kind="stable").groupby("account").tail(1)
    return int(held["balance"].sum())
