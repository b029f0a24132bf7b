"""``cmtool explain``: every figure down to the source cells and the clause; and why there is none."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import june
from terminal import run

MONTH = "2024-06"


@pytest.fixture(scope="module")
def explained(june_files: Path) -> str:
    """What ``explain`` says of A."""
    ran = run("explain", MONTH, "M001", "-w", june_files)
    assert ran.code == 0
    return ran.out


def test_every_line_is_there_with_its_clause(explained: str) -> None:
    """Score, pay and hold with the values of the hand-worked table and the articles they rest on."""
    for figure in (
        "月度百分考核得分 = 91.10 分　〔002 第十六条〕",
        "到期收回率 = 12.50 分　〔第十八条（二）〕",
        "应发合计 = 4,855.50 元　〔001 报酬管理〕",
        "预留风险金 = 283.10 元",
    ):
        assert figure in explained


def test_a_figure_leads_to_its_cells(explained: str) -> None:
    """The collected principal to the ledger's cell, a target to the target table's, an institution figure to its own."""
    assert "inbox/2024-06/贷款台账.xlsx!6月!H5　191,000.00" in explained
    assert "managers.xlsx!目标!D2" in explained
    assert "inbox/2024-06/登记.xlsx!机构!D2" in explained


def test_what_is_paid_is_explained(explained: str, june_files: Path) -> None:
    """4,855.50 − 283.10 = 4,572.40 stands below the holds, and can be asked for as the reports call it."""
    told = "本期应兑现 = 4,572.40 元　应发合计 4,855.50 − 预留风险金 283.10"
    assert told in explained
    assert told in run("explain", MONTH, "M001", "本期应兑现", "-w", june_files).out


def test_a_deduction_of_nothing_is_no_question(june_files: Path) -> None:
    """C overspent nothing: that is not said to have stopped at zero, unless it is asked for."""
    whole = run("explain", MONTH, "M003", "-w", june_files).out
    assert not any(line.startswith("营销费用超支自担：") for line in whole.splitlines())
    assert run("explain", MONTH, "M003", "营销费用超支自担", "-w", june_files).out.count("——") == 1


def test_one_line_alone(june_files: Path) -> None:
    """With LINE, by label or by name, only that figure's tree is shown."""
    by_label = run("explain", MONTH, "甲一", "到期收回率", "-w", june_files)
    by_name = run("explain", MONTH, "M001", "collection_line", "-w", june_files)
    assert by_label.out == by_name.out
    assert "191,000.00" in by_label.out
    assert "营销费用" not in by_label.out


def test_a_zero_says_what_stopped_it(june_files: Path) -> None:
    """B granted no loan: the line is 0, and the indicator behind it has no row of theirs."""
    ran = run("explain", MONTH, "M002", "本月发放贷款", "-w", june_files)
    stop = next(line for line in ran.out.splitlines() if line.startswith("本月发放贷款：本月发放贷款——"))
    assert "没有一行归到本人名下" in stop


def test_an_unrated_person_says_why(june_workspace: Path) -> None:
    """Without a target A is put off, and the missing target is what is said."""
    targets = (june.TARGETS[0], june.TARGETS[1][1:])
    june.write(june_workspace / "managers.xlsx", {"客户经理花名册": june.ROSTER, "目标": targets})
    ran = run("explain", MONTH, "M001", "-w", june_workspace)
    assert ran.code == 1
    assert "没有得分的原因" in ran.out
    assert "本月发放贷款" in ran.out
    assert "没有“本月发放贷款”的目标" in ran.out


def test_the_rows_as_csv(june_files: Path, tmp_path: Path) -> None:
    """``--csv`` writes every source row: B's three balances, each with its cell and what it counts."""
    path = tmp_path / "rows.csv"
    ran = run("explain", MONTH, "M002", "存款积数", "-w", june_files, "--csv", path)
    assert ran.code == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["单元格"], row["客户编号"], row["计入"]) for row in rows] == [
        ("D3", "00002", "420000"),  # 30,000 × 14 days
        ("D4", "00002", "200000"),  # 20,000 × 10 days
        ("D5", "00002", "60000"),  # 10,000 × 6 days
    ]


def test_people_are_found_by_a_unique_name(june_workspace: Path) -> None:
    """2 for somebody nobody knows, and for a name that two people have: then both numbers are told."""
    assert run("explain", MONTH, "某某", "-w", june_workspace).code == 2
    rows = [list(row) for row in june.ROSTER[1]]
    rows[1][1] = "甲一"
    june.write(
        june_workspace / "managers.xlsx", {"客户经理花名册": (june.ROSTER[0], rows), "目标": june.TARGETS}
    )
    ran = run("explain", MONTH, "甲一", "-w", june_workspace)
    assert ran.code == 2
    assert "M001、M002" in ran.err


def test_an_unknown_line(june_files: Path) -> None:
    """2 for a figure that the policy does not have."""
    assert run("explain", MONTH, "M001", "没有这一项", "-w", june_files).code == 2


def test_nothing_is_written(june_files: Path, tmp_path: Path) -> None:
    """Explaining leaves no trace in the workspace."""
    copy = Path(shutil.copytree(june_files, tmp_path / "copy"))
    before = sorted(copy.rglob("*"))
    run("explain", MONTH, "M001", "-w", copy)
    assert sorted(copy.rglob("*")) == before


def test_errors_in_the_data_end_with_their_code(june_workspace: Path) -> None:
    """The tree is shown as far as it goes, but the run does not end well: scripts rely on the exit code."""
    expenses = (june.EXPENSES[0], [["M001", "2024-06-08", "通讯", "多少"]])
    sheets = {"加扣分": june.CONDUCT, "费用": expenses, "机构": june.INSTITUTION}
    june.write(june_workspace / "inbox" / MONTH / "登记.xlsx", sheets)
    ran = run("explain", MONTH, "M001", "-w", june_workspace)
    assert ran.code == 1
    assert "应发合计" in ran.out


def test_a_sealed_month_whose_inputs_changed_says_so(appraised_workspace: Path) -> None:
    """Figures worked out anew are never taken for the sealed ones: one line names the first that differs."""
    assert run("close", MONTH, "-w", appraised_workspace).code == 0
    assert "W621" not in run("explain", MONTH, "M001", "-w", appraised_workspace).err
    expenses = (june.EXPENSES[0], [["M001", "2024-06-08", "通讯", 570]])
    sheets = {"加扣分": june.CONDUCT, "费用": expenses, "机构": june.INSTITUTION}
    june.write(appraised_workspace / "inbox" / MONTH / "登记.xlsx", sheets)
    ran = run("explain", MONTH, "M001", "-w", appraised_workspace)
    assert "W621" in ran.err
    assert "甲一（M001）的“营销费用超支自担”，封存的是 -60.00，现在是 -70.00" in ran.err


def test_numbers_of_a_tree_are_written_alike(explained: str) -> None:
    """Yuan in groups of three with fen, in sums and in source rows."""
    assert "贷款台账.xlsx!6月!H5　191,000.00" in explained
    assert "= 191,000.00 元" in explained
    assert "191000" not in explained


@pytest.mark.parametrize("word", ["甲 一", "甲　一", "m001", "Ｍ００１"])
def test_a_person_is_found_however_the_name_is_spaced(june_files: Path, word: str) -> None:
    """Blanks, width and case do not matter."""
    assert "甲一（M001）" in run("explain", MONTH, word, "-w", june_files).out


def test_an_unknown_person_or_line_is_told_who_and_what_there_is(june_files: Path) -> None:
    """The people of a small branch by name; of the many lines those that are close."""
    assert "甲一（M001）、乙二（M002）、丙三（M003）" in run("explain", MONTH, "M009", "-w", june_files).err
    assert "到期收回率" in run("explain", MONTH, "M001", "收回率", "-w", june_files).err
