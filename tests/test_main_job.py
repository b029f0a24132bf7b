"""The main job from workbooks to workbooks, through the program itself: the month worked by hand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from june import workspace
from recalculation import differences, formulas, recalculate

APPRAISAL = "reports/2024-06/客户经理月度考核_2024-06.xlsx"
BOOK = "reports/2024-06/客户经理月度考核通知单_2024-06.xlsx"
HISTORY = {"M001": {"2024-04": "90.00", "2024-05": "92.00"}, "M002": {"2024-05": "58.00"}}


def cmtool(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cmtool", *arguments]
    settings = os.environ | {"PYTHONUTF8": "1", "COLUMNS": "120"} | environment
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=settings, check=False
    )


@pytest.fixture(scope="module")
def june(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in a folder with a space and Chinese characters, appraised once."""
    folder = workspace(tmp_path_factory.mktemp("main") / "延河 信用社", HISTORY)
    done = cmtool("appraise", "2024-06", "-w", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def answer(june: Path) -> dict[str, Any]:
    done = cmtool("appraise", "2024-06", "-w", str(june), "--dry-run", "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_scores_pay_and_proposals_are_those_worked_by_hand(answer: dict[str, Any]) -> None:
    keys = ("id", "grade", "score", "status", "gross", "withheld", "payable")
    assert [[manager[key] for key in keys] for manager in answer["managers"]] == [
        ["M001", "客户经理", "91.10", "rated", "4855.50", "283.10", "4572.40"],
        ["M002", "见习", "42.90", "rated", "3110.65", "71.07", "3039.58"],
        ["M003", "高级", "92.04", "rated", "6593.04", "378.61", "6214.43"],
    ]
    assert [manager["proposal"]["change"] for manager in answer["managers"]] == ["rise", "exit", "keep"]
    assert answer["managers"][0]["proposal"]["grade"] == "高级"


@pytest.mark.parametrize(
    ("place", "points", "pay"),
    [
        (0, "20.00 15.00 8.60 12.50 24.00 2.50 8.50", "3000.00 1822.00 93.50 -60.00"),
        (1, "0.81 0.68 0.00 15.00 11.41 5.00 10.00", "2400.00 686.40 24.25 0.00"),
        (2, "45.16 31.88 5.00 10.00", "4200.00 2393.04 0.00 0.00"),
    ],
)
def test_every_line(answer: dict[str, Any], place: int, points: str, pay: str) -> None:
    manager = answer["managers"][place]
    assert [line["points"] for line in manager["lines"]] == points.split()
    assert [line["amount"] for line in manager["pay"]] == pay.split()


def test_an_account_without_a_manager_is_unallocated(answer: dict[str, Any]) -> None:
    deposits = next(row for row in answer["reconciliation"] if row["table"] == "存款分户余额")
    assert (deposits["unallocated"], deposits["difference"]) == ("90000.00", "0.00")
    assert [problem["code"] for problem in answer["problems"]] == ["W309"]


def test_the_sheets_are_those_an_accountant_signs(june: Path) -> None:
    book = load_workbook(june / APPRAISAL)
    wanted = [
        "考核汇总表",
        "月度百分考核表",
        "等级升降建议表",
        "薪酬计算表",
        "取数明细",
        "勾稽核对",
        "数据问题清单",
        "考核办法",
        "数据来源",
    ]
    assert [name for name in book.sheetnames if name in wanted] == wanted
    with zipfile.ZipFile(june / APPRAISAL) as parts:
        assert [name for name in parts.namelist() if name.startswith("xl/charts/chart")] == [
            "xl/charts/chart1.xml"
        ]
    assert len(load_workbook(june / BOOK).sheetnames) == 3


@pytest.mark.recalculate
def test_every_formula_recalculates_to_what_was_written(june: Path, tmp_path: Path) -> None:
    """LibreOffice, told to trust no cached value, agrees in every cell of every workbook."""
    counted, copies = 0, shutil.copytree(june / "reports" / "2024-06", tmp_path / "copies")
    for path in sorted(copies.rglob("*.xlsx")):
        assert differences(path, recalculate(path)) == []
        counted += formulas(path)
    assert counted > 200


def test_text_of_the_inputs_is_never_a_formula_or_a_link(june: Path) -> None:
    for path in (june / "reports" / "2024-06").rglob("*.xlsx"):
        for sheet in load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        assert "|" not in str(cell.value)
                        assert "http" not in str(cell.value)


def test_the_same_inputs_give_the_same_bytes(june: Path, tmp_path: Path) -> None:
    """Another folder, another hash seed, another time zone and language of the machine."""
    other = workspace(tmp_path / "elsewhere", HISTORY)
    done = cmtool("appraise", "2024-06", "-w", str(other), PYTHONHASHSEED="7", TZ="Asia/Shanghai", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    for path in sorted((june / "reports" / "2024-06").rglob("*.*")):
        assert path.read_bytes() == (other / path.relative_to(june)).read_bytes(), path.name


def test_a_rerun_without_a_change_keeps_number_and_bytes(june: Path) -> None:
    before = (june / APPRAISAL).read_bytes()
    assert cmtool("appraise", "2024-06", "-w", str(june)).returncode == 0
    assert (june / APPRAISAL).read_bytes() == before


def test_without_history_what_is_missing_is_said(tmp_path: Path) -> None:
    done = cmtool("appraise", "2024-06", "-w", str(workspace(tmp_path)), "--dry-run", "--json")
    reasons = [manager["proposal"]["reason"] for manager in json.loads(done.stdout)["managers"]]
    assert "已记录 1/3 个月" in reasons[0]
    assert "（1/2）" in reasons[1]
    assert not (tmp_path / "reports").exists()
