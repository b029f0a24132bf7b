"""控制数: what the money of a table must add up to, as the 总账 or the sheets' own 合计 say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from cmtool.intake.draft import Draft
from cmtool.intake.ledger import balances
from cmtool.intake.rows import RowReader
from cmtool.model.book import Control
from cmtool.model.branch import Branch


def controls(draft: Draft, branch: Branch, readers: Iterable[RowReader]) -> tuple[Control, ...]:
    """One for each table and field in fen: the 总账 where the branch names its subjects, else the sheets' 合计.

    合计 count only where every sheet of the table has one; those of deposits day by day add up nothing.
    """
    found = {(one.table, one.field): one for one in _of_sheets(readers)}
    found |= {(one.table, one.field): one for one in _of_ledger(draft, branch)}
    return tuple(found.values())


def _of_ledger(draft: Draft, branch: Branch) -> Iterator[Control]:
    if not draft.whole("ledger"):
        return
    known = balances(draft)
    for table, field in (("loans", "balance"), ("deposits", _held(branch))):
        subjects = branch.ledger_accounts.get(table, [])
        if subjects and all(subject in known for subject in subjects):
            amount = sum(known[subject][0] for subject in subjects)
            yield Control(table, field, amount, known[subjects[0]][1])


def _of_sheets(readers: Iterable[RowReader]) -> Iterator[Control]:
    sheets: Counter[str] = Counter()
    given: defaultdict[tuple[str, str], list[Control]] = defaultdict(list)
    for reader in readers:
        table = reader.layout.table.id
        sheets[table] += 1
        for field, amount in reader.totals.whole.items():
            given[table, field].append(Control(table, field, amount, reader.totals.cells[field]))
    for (table, field), found in given.items():
        if len(found) == sheets[table] and (table != "deposits" or field == "month_end_balance"):
            yield Control(table, field, sum(one.amount for one in found), found[0].where)


def _held(branch: Branch) -> str:
    return "month_end_balance" if branch.deposits.style == "month" else "balance"
