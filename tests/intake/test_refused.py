"""A file that cannot be read: whether its table came is not said, nor what the others would have referred to."""

from __future__ import annotations

import pytest

from cmtool.intake.intake import FileGrids, build_book
from cmtool.intake.refused import tables_of
from grids import JUNE, branch, found, grid

LEDGER = "inbox/2024-06/贷款台账.xls"
NEEDS = {"loans": frozenset({"balance"}), "deposits": frozenset({"balance"})}
CLIENTS = grid(("客户编号", "客户名称"), ("K1", "甲户"), file="inbox/2024-06/册.xlsx")
DEPOSITS = grid(
    ("账号", "客户编号", "日期", "余额"), ("001", "K2", "2024-06-30", "5"), file="inbox/2024-06/存款.xlsx"
)


@pytest.mark.parametrize(
    ("path", "tables"),
    [
        (LEDGER, {"loans"}),
        ("inbox/2024-06/2024年6月贷款台帐（终稿）.xlsx", {"loans"}),
        ("inbox/2024-06/存款分户.csv", {"deposits"}),
        ("inbox/2024-06/花名册.csv", {"managers"}),
        ("inbox/2024-06/目标.csv", {"targets"}),
        ("managers.xlsx", {"managers", "grades", "targets", "assignments"}),
        ("inbox/2024-06/managers.xlsx", set()),
        ("inbox/2024-06/导出 6月.xls", set()),
        ("inbox/2024-06/6月.xls", set()),
    ],
)
def test_what_a_file_is_called_after(path: str, tables: set[str]) -> None:
    """By the table's name, an alias or a part of one; 帐 is 账."""
    assert tables_of(path) == tables


def test_a_refused_ledger_has_come() -> None:
    """Only the deposits are asked for."""
    intake = build_book(JUNE, [FileGrids(LEDGER, "", ())], branch(), NEEDS)
    assert [(one.code, one.key) for one in intake.problems] == [("E105", "存款分户余额")]


def test_a_file_that_turns_out_damaged_held_what_was_seen_in_it() -> None:
    """Half of the register was read: that K2 is not in it says nothing. Read to its end, it does (E163)."""

    def problems(refused: bool) -> list[str]:
        register = FileGrids(CLIENTS.file, "1", [CLIENTS], lambda: refused)
        return found(build_book(JUNE, [register, FileGrids(DEPOSITS.file, "2", [DEPOSITS])], branch(), {}))

    assert (problems(True), problems(False)) == ([], ["E163 B2"])
