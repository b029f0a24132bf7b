"""This month held against the month before, and against its own calendar."""

from __future__ import annotations

import pytest

from cmtool.intake.before import Before
from cmtool.intake.intake import FileGrids, Intake, build_book
from cmtool.model.branch import Branch
from grids import JUNE, Value, branch, found, grid, taken

LOAN = ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额", "上月余额", "本月收回本金")
CASH = ("借据号", "日期", "收回本金")


def loan(balance: Value, last: Value = None, collected: Value = None, sealed: int | None = None) -> Intake:
    """One note; ``sealed`` is its balance of last month in yuan."""
    sheet = grid(LOAN, ("J1", "K1", "20240101", "20251231", 9_000_000, balance, last, collected))
    before = Before(open_notes={} if sealed is None else {"J1": sealed * 100})
    return build_book(JUNE, [FileGrids("a.xlsx", "1", [sheet])], branch(), {}, before=before)


def test_元_for_万元_is_an_error() -> None:
    """Ten thousand times more or less than last month, to the fen."""
    assert found(loan(500_000, sealed=50)) == ["E213 F2"]
    assert found(loan(50, sealed=500_000)) == ["E213 F2"]
    assert found(loan(50, last=500_000)) == ["E213 F2"]


@pytest.mark.parametrize("balance", [500_000, 500_001, 8_000_000])
def test_ten_times_more_is_a_warning(balance: int) -> None:
    assert found(loan(balance, sealed=50_000)) == ["W213 F2"]


def test_a_lost_zero_is_a_warning_unless_it_was_collected() -> None:
    assert found(loan(5_000, sealed=50_000)) == ["W213 F2"]
    assert found(loan(5_000, collected=45_000, sealed=50_000)) == []


@pytest.mark.parametrize("balance", [0, 4_000, 50_000, 499_999])
def test_other_changes_are_the_business_of_the_month(balance: int) -> None:
    assert found(loan(balance, sealed=50_000)) == []


def test_the_seal_beats_the_ledgers_own_last_month() -> None:
    assert found(loan(50_000, last=60_000, sealed=50_000)) == ["W214 G2"]
    assert found(loan(50_000, last=50_000, sealed=50_000)) == []


def cash(*days: str) -> list[str]:
    return found(taken(grid(CASH, *(("J1", day, 10 + place) for place, day in enumerate(days)))))


def test_repayments_of_another_month_only() -> None:
    """The latest day is named, at its cell; one row of the month makes earlier ones history."""
    assert cash("20240503", "20240521", "20240510") == ["E211 B3"]
    assert cash("20240503", "20240621") == []


def test_an_export_that_ends_early() -> None:
    """Eight busy days, then nothing from the 20th on; the 25th leaves a weekend and more."""
    busy = [f"202406{day:02d}" for day in range(3, 11)]
    assert cash(*busy, "20240620") == ["W212 B10"]
    assert cash(*busy, "20240625") == []
    assert cash("20240603", "20240604") == []


@pytest.mark.parametrize(
    ("style", "expected"), [(branch("changes"), ["W211 C2"]), (branch("snapshot"), ["E211 C2"])]
)
def test_deposits_of_another_month(style: Branch, expected: list[str]) -> None:
    """Changes may rest for a month, so it is a warning; snapshots may not."""
    sheet = grid(("账号", "客户编号", "日期", "余额"), ("001", "K1", "20240531", 5))
    assert found(taken(sheet, branch=style)) == expected


def test_a_file_that_lies_in_another_months_inbox() -> None:
    """An export is of one month; a roster or a client list may rest."""
    before = Before(elsewhere={"1": "inbox/2024-05/a.xlsx", "2": "inbox/2024-05/b.xlsx"})
    loans = grid(LOAN, ("J1", "K1", "20240101", "20251231", 10, 5), file="a.xlsx")
    clients = grid(("客户编号", "客户名称"), ("K1", "甲"), file="b.xlsx")
    files = [FileGrids("a.xlsx", "1", [loans]), FileGrids("b.xlsx", "2", [clients])]
    intake = build_book(JUNE, files, branch(), {}, before=before)
    assert [(one.code, str(one.where)) for one in intake.problems] == [("E210", "a.xlsx")]
