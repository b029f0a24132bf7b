"""What a table must add up to: the 总账, else the sheets' own 合计."""

from __future__ import annotations

import pytest

from cmtool.intake.intake import Intake
from grids import Value, branch, found, grid, n, taken

LEDGER = grid(
    ["科目号", "科目名称", "余额"], ["1301", "短期", 7], ["1302", "中期", 3], ["2011", "活期", n("9.99")]
)
LOAN = ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额")


def loans(*balances: int, total: int | None = None) -> tuple[tuple[Value, ...], ...]:
    rows: list[tuple[Value, ...]] = [
        (f"J{balance}", "K1", "20240101", "20241231", 9, balance) for balance in balances
    ]
    return (LOAN, *rows, *((("合计", None, None, None, None, total),) if total is not None else ()))


def held(intake: Intake) -> list[tuple[str, str, int, str]]:
    return [(one.table, one.field, one.amount, one.where.cell) for one in intake.book.controls]


def test_the_ledger_beats_the_sheets_total() -> None:
    """Subjects 1301 and 1302 hold 10 yuan, the sheet's own total says 8."""
    named = branch(ledger_accounts={"loans": ["1301", "1302"], "deposits": ["2011"]})
    intake = taken(LEDGER, grid(*loans(5, 3, total=8)), branch=named)
    assert held(intake) == [("loans", "balance", 1000, "C2"), ("deposits", "balance", 999, "C4")]


def test_without_a_ledger_the_totals_of_all_sheets_add_up() -> None:
    """8 and 2 yuan; where one sheet has no total there is nothing to hold the table against."""
    both = taken(grid(*loans(5, 3, total=8)), grid(*loans(2, total=2)))
    assert held(both) == [("loans", "balance", 1000, "F4")]
    assert held(taken(grid(*loans(5, 3, total=8)), grid(*loans(2)))) == []


def test_two_totals_of_parts_are_no_total_of_the_sheet() -> None:
    parts = (*loans(5, total=5), *loans(3, total=3)[1:])
    assert held(taken(grid(*parts))) == []
    assert held(taken(grid(*parts, ("总计", None, None, None, None, 8)))) == [("loans", "balance", 800, "F6")]


@pytest.mark.parametrize(("style", "field"), [("changes", "balance"), ("month", "month_end_balance")])
def test_deposits_are_held_to_the_field_that_their_style_reads(style: str, field: str) -> None:
    named = branch(style, ledger_accounts={"deposits": ["2011"]})
    assert held(taken(LEDGER, branch=named)) == [("deposits", field, 999, "C4")]


def test_balances_day_by_day_have_no_total() -> None:
    rows = (["账号", "客户编号", "日期", "余额"], ["001", "K1", "20240630", 5], ["合计", None, None, 5])
    assert held(taken(grid(*rows))) == []


def test_a_ledger_that_the_branch_declares_must_come() -> None:
    named = branch(ledger_accounts={"loans": ["1301"]})
    intake = taken(grid(*loans(5)), branch=named)
    assert found(intake) == ["E192"]
    assert intake.problems[0].kind.missing


def test_a_word_that_is_no_compared_table_is_said() -> None:
    assert found(taken(LEDGER, branch=branch(ledger_accounts={"loan": ["1301"]}))) == [
        "E107 ledger_accounts.loan"
    ]
