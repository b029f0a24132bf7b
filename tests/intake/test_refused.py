"""A file that cannot be read: whether its table came is not said, nor what the others would have referred to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from broken import BASE
from cmtool.intake.intake import FileGrids, build_book
from cmtool.intake.refused import tables_of
from grids import JUNE, branch, found, grid, roster
from terminal import run

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


def test_who_is_in_a_roster_stays_known_beside_a_refused_one() -> None:
    """客户.xls may have held managers: 王五 may be among them (E160 otherwise), 张三 is M001 all the same."""
    rows = (("客户编号", "客户名称", "客户经理工号"), ("K1", "甲户", "张三"), ("K2", "乙户", "王五"))
    register = grid(*rows, file="inbox/2024-06/册.xlsx")
    files = [FileGrids(one.file, one.file, [one]) for one in (roster(), register)]
    assert found(build_book(JUNE, files, branch(), {})) == ["E160 C3"]
    intake = build_book(JUNE, [*files, FileGrids("inbox/2024-06/客户.xls", "", ())], branch(), {})
    assert found(intake) == []
    assert intake.book["clients"]["manager"].tolist() == ["M001", "王五"]


def test_no_row_is_left_out_for_a_file_that_turned_out_damaged(tmp_path: Path) -> None:
    """K4, before the fault, and K5, after it, are in the damaged register only: all 6 rows of deposits count. It gives no
    row itself, nor does the copy of it that was not read for being the same.
    """
    folder = tmp_path / "示范社"
    shutil.copytree(BASE, folder)
    inbox = folder / "inbox" / "2024-06"
    head, *rows = (inbox / "客户名册表.csv").read_text("utf-8-sig").splitlines()
    broken = [rows[3], 'K9,"甲', rows[4]]
    for name, kept in (("客户名册表.csv", rows[:3]), ("册.csv", broken), ("册二.csv", broken)):
        (inbox / name).write_text("\n".join([head, *kept, ""]), "utf-8")
    done = run("check", "2024-06", "--no-mark", "-w", folder)
    (line,) = (line for line in done.out.splitlines() if "存款分户余额.csv" in line)
    assert (done.code, [part.strip() for part in line.split("│")[4:8]]) == (3, ["6", "0", "0", ""])
    assert "/册" not in done.out
    assert ("E011" in done.err, "E163" in done.err) == (True, False)
