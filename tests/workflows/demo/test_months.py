"""The months of a synthetic branch agree with each other, and each with its own totals."""

from __future__ import annotations

from collections import Counter

import pytest

from cmtool.model.month import Month
from cmtool.workflows.demo.exports import Export
from cmtool.workflows.demo.plan import Plan
from cmtool.workflows.demo.records import Records, records
from cmtool.workflows.demo.registers import LEDGER_ACCOUNTS
from cmtool.workflows.demo.workbooks import month_exports, roster_exports

GRADES = ("见习客户经理", "客户经理", "高级客户经理")
PLAN = Plan(managers=5, clients=60, months=4, seed=7)
Rows = list[dict[str, object]]


@pytest.fixture(scope="module")
def known() -> Records:
    return records(PLAN, GRADES)


@pytest.fixture(scope="module")
def months(known: Records) -> dict[Month, dict[str, Rows]]:
    """Month → table → rows."""
    return {
        month: {export.table: _rows(export) for export in month_exports(known, month)} for month in PLAN.span
    }


def _rows(export: Export) -> Rows:
    return [dict(zip(export.fields, row, strict=True)) for row in export.rows]


def _fen(row: dict[str, object], field: str) -> int:
    value = row[field]
    assert isinstance(value, int)
    return value


def test_open_note_stands_in_the_next_month_with_the_same_balance(
    months: dict[Month, dict[str, Rows]],
) -> None:
    """What is 贷款余额 in one month is 上月余额 in the next, note by note; nothing vanishes, nothing appears by itself."""
    for earlier, later in zip(PLAN.span, PLAN.span[1:], strict=False):
        closing = {row["note"]: row["balance"] for row in months[earlier]["loans"] if row["balance"]}
        opening = {row["note"]: row["last_balance"] for row in months[later]["loans"] if row["last_balance"]}
        assert opening == closing
        assert len(closing) > 200


def test_note_balance_moves_by_what_was_granted_and_collected(months: dict[Month, dict[str, Rows]]) -> None:
    """上月余额 + granted in the month − 本月收回本金 = 贷款余额; a settled note has its day and balance 0, only it."""
    for month, tables in months.items():
        for row in tables["loans"]:
            granted = _fen(row, "amount") if month.contains(row["granted_on"]) else 0  # type: ignore[arg-type]
            moved = _fen(row, "last_balance") + granted - _fen(row, "collected_principal")
            assert moved == row["balance"]
            assert (row["balance"] == 0) == (row["settled_on"] is not None)
            assert row["settled_on"] is None or month.contains(row["settled_on"])  # type: ignore[arg-type]


def test_year_start_balance_is_the_same_in_every_month(months: dict[Month, dict[str, Rows]]) -> None:
    """年初余额 of a note does not change within the year."""
    seen: dict[object, set[object]] = {}
    for tables in months.values():
        for row in tables["loans"]:
            seen.setdefault(row["note"], set()).add(row["year_start_balance"])
    assert all(len(values) == 1 for values in seen.values())


def test_account_carries_its_last_balance_into_the_next_month(months: dict[Month, dict[str, Rows]]) -> None:
    """The row of the month before's last day is the last balance that month listed."""
    for earlier, later in zip(PLAN.span, PLAN.span[1:], strict=False):
        closing = {row["account"]: row["balance"] for row in months[earlier]["deposits"]}
        closed = {row["account"] for row in months[earlier]["deposits"] if row["closed_on"]}
        opening = {
            row["account"]: row["balance"] for row in months[later]["deposits"] if row["date"] == earlier.last
        }
        assert opening == {account: balance for account, balance in closing.items() if account not in closed}


def test_no_account_has_two_rows_on_one_day(months: dict[Month, dict[str, Rows]]) -> None:
    for tables in months.values():
        days = Counter((row["account"], row["date"]) for row in tables["deposits"])
        assert max(days.values()) == 1


def test_general_ledger_is_the_sum_of_the_two_ledgers(months: dict[Month, dict[str, Rows]]) -> None:
    """The 科目 that branch.toml names add up to all 贷款余额, and to the last balance of every account."""
    for tables in months.values():
        subjects = {row["subject"]: _fen(row, "balance") for row in tables["ledger"]}
        lent = sum(_fen(row, "balance") for row in tables["loans"])
        owed = {row["account"]: _fen(row, "balance") for row in tables["deposits"]}
        assert sum(subjects[subject] for subject in LEDGER_ACCOUNTS["loans"]) == lent
        assert sum(subjects[subject] for subject in LEDGER_ACCOUNTS["deposits"]) == sum(owed.values())


def test_every_row_names_a_client_and_manager_that_the_branch_has(
    known: Records, months: dict[Month, dict[str, Rows]]
) -> None:
    """Clients stand in that month's 客户名册表; only public clients, which do not borrow, are without a manager."""
    managers = {district.manager for district in known.districts}
    for tables in months.values():
        clients = {row["id"]: row["manager"] for row in tables["clients"]}
        for table in ("loans", "deposits"):
            assert all(clients[row["client"]] == row["manager"] for row in tables[table])
        assert all(row["manager"] in managers for row in tables["loans"])
        public = [row for row in tables["deposits"] if not row["manager"]]
        assert 0 < len(public) < len(tables["deposits"]) / 10
        assert all(row["manager"] in managers for table in ("conduct", "expenses") for row in tables[table])


def test_number_of_clients_is_what_was_asked(months: dict[Month, dict[str, Rows]]) -> None:
    """Sixty for each manager by the last month; some came only in one of the months."""
    counts = Counter(row["manager"] for row in months[PLAN.until]["clients"])
    assert {manager: count for manager, count in counts.items() if manager} == {
        f"M00{number}": 60 for number in range(1, 6)
    }
    assert len(months[PLAN.first]["clients"]) < len(months[PLAN.until]["clients"])


def test_everybody_on_the_combined_plan_has_a_grant_target_every_month(known: Records) -> None:
    """One manager is on a single plan and has targets of that family alone."""
    targets = _rows(next(export for export in roster_exports(known) if export.table == "targets"))
    granted = {(row["manager"], row["period"]) for row in targets if row["indicator"] == "本月发放贷款"}
    combined = ("M001", "M002", "M003", "M005")
    assert granted == {(manager, str(month)) for manager in combined for month in PLAN.span}
    single = {row["indicator"] for row in targets if row["plan"] == "存款"}
    assert single == {"存款月均余额", "存款积数"}
    assert all(row["value"] for row in targets)
