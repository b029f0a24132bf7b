"""The hand-worked month reviewed: proposals, conditions, decisions that come back, and July's pay by the new grade.

M001 (A) 客户经理 91.10 after 90.00 and 92.00: rises. M002 (B) 见习 42.90 after 58.00: leaves. M003 (C) 高级 92.04: stays.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import june
from recalculation import differences, recalculate
from terminal import Ran, run

PERIOD = "2024-06"
PAPERS = f"reports/评审_{PERIOD}/客户经理等级评审_{PERIOD}.xlsx"
ENTRY = "评审结果录入"
FIRST = 6


@pytest.fixture(scope="module")
def sealed_files(june_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """June closed and reviewed, untouched."""
    folder = tmp_path_factory.mktemp("review") / "延河"
    shutil.copytree(june_files, folder)
    assert run("appraise", PERIOD, "-w", folder).code == 0
    assert run("close", PERIOD, "-w", folder).code == 0
    done = run("grade-review", PERIOD, "-w", folder)
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def sealed(sealed_files: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "延河"
    shutil.copytree(sealed_files, folder)
    return folder


def typed(book: Workbook, *rows: dict[str, Any]) -> None:
    """Type decisions: row n is the n-th person's."""
    sheet = book[ENTRY]
    heads = {cell.value: place for place, cell in enumerate(sheet[FIRST - 1], 1)}
    for line, row in enumerate(rows, FIRST):
        for head, value in row.items():
            sheet.cell(line, heads[head]).value = value


def filled(workspace: Path, target: Path, *rows: dict[str, Any]) -> Path:
    book = load_workbook(workspace / PAPERS)
    typed(book, *rows)
    book.save(target)
    return target


RISE = {"结果": "晋级", "决定等级": "高级", "生效日": date(2024, 7, 1)}
LEAVE = {"结果": "退出"}
DOWN = {
    "结果": "降级",
    "决定等级": "客户经理",
    "生效日": "2024-07-01",
    "理由": "岗位调整",
    "记录号": "评〔2024〕2号",
    "同意": 5,
}


def test_the_pages_say_the_proposal_the_conditions_and_what_is_missing(sealed_files: Path) -> None:
    """By hand: A meets ≥ 90 in three months running; B failed ≥ 60 twice and is lowest; C is at the top."""
    book = load_workbook(sealed_files / PAPERS)
    assert book.sheetnames[0] == "评审汇总"
    assert book.sheetnames[-1] == ENTRY
    texts = {
        name: " ".join(str(cell) for row in book[name].iter_rows(values_only=True) for cell in row if cell)
        for name in book.sheetnames
    }
    assert "晋级 高级" in texts["M001 甲一"]
    assert "四、业绩以外的评价（2024-06 的评价表）" in texts["M001 甲一"]
    assert "3/3" in texts["M001 甲一"]
    assert "退出" in texts["M002 乙二"]
    assert "2/2" in texts["M002 乙二"]
    assert "已是最高等级" in texts["M003 丙三"]
    summary = texts["评审汇总"]
    assert "晋级 1" in summary
    assert "退出 1" in summary
    assert "维持 1" in summary


def test_what_rising_changes_in_a_month_is_worked_by_hand(sealed_files: Path) -> None:
    """A at 高级: fixed 4,200 instead of 3,000; performance 2,000 × 91.10 % × 1.3 = 2,368.60 instead of 1,822.00; the
    budget of 800 covers the 560 spent, so 60.00 less is borne: 1,200 + 546.60 + 60 = 1,806.60 — but interest's target
    is fixed pay + 1,850, so at 4,200 it is 6,050 and 9,350.40 still reaches the cap of 120 %: the score stays."""
    sheet = load_workbook(sealed_files / PAPERS)["评审汇总"]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "M001")
    assert row[7] == pytest.approx(1806.60)


def take(workspace: Path, file: Path) -> Ran:
    return run("grade-review", PERIOD, "-w", workspace, "--decisions", file)


def july(workspace: Path) -> dict[str, dict[str, Any]]:
    """July with June's figures: the same files, dates moved on by a month."""
    shutil.copytree(workspace / "inbox" / "2024-06", workspace / "inbox" / "2024-07")
    inbox = workspace / "inbox" / "2024-07"
    for path in inbox.glob("*.xlsx"):
        path.unlink()
    _july_files(workspace, inbox)
    done = run("appraise", "2024-07", "-w", workspace, "--json")
    answer = json.loads(done.out)
    return {manager["id"]: manager for manager in answer["managers"]}


def _july_files(workspace: Path, inbox: Path) -> None:
    """Balances that give 595,000 a day for C in July too; what belongs to the others does not matter here."""
    deposits = (june.DEPOSITS[0], [["6200003", "00003", "2024-06-30", 595000, "M003"]])
    loans = (
        june.LOANS[0],
        [
            ["000101", "00001", "2024-06-03", "2025-06-03", 430000, 430000, "M001", 0, 0],
            ["000102", "00001", "20230620", "2024.6.20", 200000, 9000, "M001", 0, 0],
            ["000103", "00002", "2023/6/1", "2025/6/1", 50000, 50000, "M002", 0, 0],
        ],
    )
    conduct = (june.CONDUCT[0], [["M001", "2024-07-05", "迟到", -1, "考勤", "会计"]])
    expenses = (june.EXPENSES[0], [["M001", "2024-07-08", "通讯", 1]])
    institution = (june.INSTITUTION[0], [["0101", "2024-07", 10, 18500.00]])
    targets = (
        june.TARGETS[0],
        [
            *june.TARGETS[1],
            ["M001", "本月发放贷款", "2024-07", 500000, "综合"],
            ["M002", "本月发放贷款", "2024-07", 500000, ""],
            ["M003", "", "2024-07", "", "存款"],
        ],
    )
    june.write(inbox / "客户名册表.xlsx", {"客户": june.CLIENTS})
    june.write(inbox / "贷款台账.xlsx", {"7月": loans})
    june.write(inbox / "存款.xlsx", {"存款": deposits})
    june.write(inbox / "登记.xlsx", {"加扣分": conduct, "费用": expenses, "机构": institution})
    june.write(workspace / "managers.xlsx", {"客户经理花名册": june.ROSTER, "目标": targets})


@pytest.mark.parametrize("way", ["typed by a script", "saved by LibreOffice"])
def test_a_decision_pays_by_the_new_grade_from_its_day_and_leaves_june(
    sealed: Path, tmp_path: Path, way: str
) -> None:
    """C decided 高级 → 客户经理 from 1 July: the same 92.04 pays 2,000 × 92.04 % × 1.0 = 1,840.80 instead of
    × 1.3 = 2,393.04."""
    before = (sealed / "sealed" / "2024-06.zip").read_bytes()
    file = filled(sealed, tmp_path / "填好.xlsx", {}, {}, DOWN)
    if way == "saved by LibreOffice":
        file = recalculate(file)
    done = take(sealed, file)
    assert done.code == 0, done.err
    assert (sealed / "decisions" / f"{PERIOD}.xlsx").read_bytes() == file.read_bytes()
    managers = july(sealed)
    assert managers["M003"]["grade"] == "客户经理"
    assert managers["M003"]["score"] == "92.04"
    pay = {line["id"]: line["amount"] for line in managers["M003"]["pay"]}
    assert pay["performance_line"] == "1840.80"
    assert (sealed / "sealed" / "2024-06.zip").read_bytes() == before


def test_without_a_decision_july_pays_by_the_old_grade(sealed: Path) -> None:
    pay = {line["id"]: line["amount"] for line in july(sealed)["M003"]["pay"]}
    assert pay["performance_line"] == "2393.04"


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        (({**RISE, "决定等级": "客户经理"},), "E670", "G6"),
        (({**RISE, "生效日": None},), "E671", "H6"),
        (({**RISE, "生效日": "2024-06-15"},), "E672", "H6"),
        (({**RISE, "生效日": "明天"},), "E673", "H6"),
        (({"结果": "维持"},), "E674", "I6"),
        (({**RISE, "结果": "升"},), "E668", "F6"),
        (({**RISE, "决定等级": "高"},), "E669", "G6"),
        (({**RISE, "同意": "五"},), "E675", "N6"),
        (({"决定等级": "高级"},), "E677", "G6"),
        (({"结果": "晋级", "生效日": "2024-07-01"},), "E699", "G6"),
        (({**RISE, "生效日": "=DATE(2024,7,1)"},), "E122", "H6"),  # written by a script, never calculated
    ],
)
def test_what_cannot_be_decided_is_a_problem_at_its_cell(
    sealed_files: Path, tmp_path: Path, rows: tuple[dict[str, Any], ...], code: str, cell: str
) -> None:
    """Nothing is kept; the cell is the one to mend."""
    file = filled(sealed_files, tmp_path / "填好.xlsx", *rows)
    done = take(sealed_files, file)
    assert done.code != 0
    assert code in done.err
    assert f"{ENTRY}!{cell}" in done.err
    assert not (sealed_files / "decisions").exists()


def damaged(workspace: Path, target: Path, how: str) -> Path:
    book = load_workbook(workspace / PAPERS)
    sheet = book[ENTRY]
    match how:
        case "E662":
            sheet.title = "录入"
        case "E663":
            sheet.delete_cols(6)
        case "E664":
            sheet["A2"] = "2024-06　校验码 AAAA-BBBB"
        case "E665":
            sheet["C6"] = "高级"
        case "E666":
            sheet.delete_rows(FIRST)
        case "E667":
            sheet["A6"] = "M009"
        case "E690":
            for place in range(1, 6):
                sheet.cell(FIRST + 3, place).value = sheet.cell(FIRST, place).value
    book.save(target)
    return target


@pytest.mark.parametrize("code", ["E662", "E663", "E664", "E665", "E666", "E667", "E690"])
def test_damage_to_the_sheet_is_a_located_problem(sealed_files: Path, tmp_path: Path, code: str) -> None:
    done = take(sealed_files, damaged(sealed_files, tmp_path / "坏.xlsx", code))
    assert done.code != 0
    assert code in done.err
    assert not (sealed_files / "decisions").exists()


def test_a_second_set_of_decisions_puts_the_first_aside_until_a_month_rests_on_it(
    sealed: Path, tmp_path: Path
) -> None:
    first = filled(sealed, tmp_path / "一.xlsx", {}, {}, DOWN)
    assert take(sealed, first).code == 0
    second = filled(sealed, tmp_path / "二.xlsx", RISE, LEAVE)
    done = take(sealed, second)
    assert (done.code, "W662" in done.err, "W663" in done.err) == (0, True, True)
    assert (sealed / "decisions" / "作废" / f"{PERIOD}_1.xlsx").read_bytes() == first.read_bytes()
    july(sealed)
    assert run("close", "2024-07", "-w", sealed).code == 0
    third = filled(sealed, tmp_path / "三.xlsx", {}, {}, {"结果": "维持"})
    assert "E678" in take(sealed, third).err


def test_a_review_needs_a_sealed_month_and_says_which_are_missing(sealed: Path) -> None:
    assert "E660" in run("grade-review", "2024-Q1", "-w", sealed).err
    done = run("grade-review", "2024-Q2", "-w", sealed)
    assert (done.code, "W660" in done.err) == (0, True)
    book = load_workbook(sealed / "reports" / "评审_2024-Q2" / "客户经理等级评审_2024-Q2.xlsx")
    page = [
        row
        for row in book["M001 甲一"].iter_rows(values_only=True)
        if row[0] in ("2024-04", "2024-05", "2024-06")
    ]
    assert [row[1] for row in page] == ["未封存", "未封存", pytest.approx(91.10)]


def test_inputs_changed_since_the_seal_stop_the_review(sealed: Path) -> None:
    expenses = (june.EXPENSES[0], [["M001", "2024-06-08", "通讯", 570]])
    june.write(
        sealed / "inbox" / "2024-06" / "登记.xlsx",
        {"加扣分": june.CONDUCT, "费用": expenses, "机构": june.INSTITUTION},
    )
    done = run("grade-review", PERIOD, "-w", sealed)
    assert (done.code, "E661" in done.err) == (1, True)


def test_every_formula_of_the_papers_recalculates(sealed: Path, tmp_path: Path) -> None:
    """Also with decisions typed in: the pages mirror what stands in 评审结果录入."""
    assert differences(sealed / PAPERS, recalculate(sealed / PAPERS)) == []
    file = filled(sealed, tmp_path / "填好.xlsx", {}, {}, DOWN)
    page = load_workbook(recalculate(file), data_only=True)["M003 丙三"]
    texts = [cell for row in page.iter_rows(values_only=True) for cell in row if cell]
    assert "降级" in texts
    assert "岗位调整" in texts


def test_a_workbook_in_which_nothing_was_decided_is_refused(sealed_files: Path) -> None:
    """Handed in as it was written: E696, and nothing is kept."""
    done = take(sealed_files, sealed_files / PAPERS)
    assert (done.code, "E696" in done.err) == (1, True)
    assert not (sealed_files / "decisions").exists()


def test_decisions_come_as_xlsx_and_for_their_own_period(sealed: Path, tmp_path: Path) -> None:
    """Another kind of file is E697; June's own papers handed in for the quarter are E698 with both periods."""
    file = filled(sealed, tmp_path / "填好.xlsx", RISE)
    assert "E697" in take(sealed, file.rename(tmp_path / "填好.ods")).err
    other = filled(sealed, tmp_path / "六月.xlsx", RISE)
    done = run("grade-review", "2024-Q2", "-w", sealed, "--decisions", other)
    assert done.code == 1
    assert "E698" in done.err
    assert "2024-06" in done.err
    assert "2024-Q2" in done.err


def test_slips_of_the_pen_are_asked_about_and_taken(sealed: Path, tmp_path: Path) -> None:
    """More against than for, and a day ten years away: both warned of at their cells."""
    row = {**RISE, "生效日": "2034-07-01", "同意": 2, "反对": 3}
    done = take(sealed, filled(sealed, tmp_path / "填好.xlsx", row))
    assert done.code == 0
    assert "W665" in done.err
    assert f"{ENTRY}!N6" in done.err
    assert "W666" in done.err
    assert f"{ENTRY}!H6" in done.err


def test_every_printed_page_is_known_by_its_code(sealed: Path, tmp_path: Path) -> None:
    """The page of A, then the notice; the notice of an earlier decision is superseded by the next."""

    def code_of(book: str, sheet: str) -> str:
        with zipfile.ZipFile(sealed / "reports" / f"评审_{PERIOD}" / book) as package:
            number = load_workbook(sealed / "reports" / f"评审_{PERIOD}" / book).sheetnames.index(sheet) + 1
            said = package.read(f"xl/worksheets/sheet{number}.xml").decode()
        return said.partition("校验码 ")[2][:9]

    page = code_of(f"客户经理等级评审_{PERIOD}.xlsx", "M001 甲一")
    found = run("verify", "--code", page, "-w", sealed)
    assert found.code == 0
    assert "甲一（M001）的等级评审表" in found.out
    assert "91.10" in found.out
    assert take(sealed, filled(sealed, tmp_path / "一.xlsx", RISE)).code == 0
    notice = code_of(f"等级评审结果通知_{PERIOD}.xlsx", "评审结果通知")
    assert "等级评审结果通知" in run("verify", "--code", notice, "-w", sealed).out
    assert take(sealed, filled(sealed, tmp_path / "二.xlsx", {}, {}, DOWN)).code == 0
    old = run("verify", "--code", notice, "-w", sealed)
    assert (old.code, "已被后来写出的取代" in old.out) == (1, True)
    assert run("verify", "--code", page, "-w", sealed).code == 0


def test_decisions_that_hold_from_later_are_no_difference_to_a_sealed_month(
    sealed: Path, tmp_path: Path
) -> None:
    """June was sealed before the committee met: nothing is warned of when its seal is verified."""
    assert take(sealed, filled(sealed, tmp_path / "填好.xlsx", RISE)).code == 0
    done = run("verify", "-w", sealed)
    assert (done.code, done.err) == (0, "")


def test_papers_filled_in_their_place_are_kept_aside_with_how_to_hand_them_in(sealed: Path) -> None:
    filled(sealed, sealed / PAPERS, RISE)
    done = run("grade-review", PERIOD, "-w", sealed)
    assert done.code == 0
    assert "W664" in done.err
    assert f"grade-review {PERIOD} --decisions" in done.err


def change_kept(workspace: Path, cell: str, value: str | None) -> None:
    """Somebody writes into the decisions that were kept."""
    path = workspace / "decisions" / f"{PERIOD}.xlsx"
    book = load_workbook(path)
    book[ENTRY][cell] = value
    book.save(path)


def july_as_june(workspace: Path) -> Ran:
    """What the program says of July where nothing but June's files came."""
    shutil.copytree(workspace / "inbox" / "2024-06", workspace / "inbox" / "2024-07")
    return run("appraise", "2024-07", "-w", workspace)


def test_a_kept_file_made_unsound_by_hand_stops_the_month(sealed: Path, tmp_path: Path) -> None:
    """The reason for a fall nobody advised was wiped out: E674 in July, and nothing is paid by it."""
    assert take(sealed, filled(sealed, tmp_path / "一.xlsx", {}, {}, DOWN)).code == 0
    change_kept(sealed, "I8", None)
    done = july_as_june(sealed)
    assert (done.code != 0, "E674" in done.err) == (True, True)


def test_who_was_not_discussed_keeps_the_grade_and_is_named(sealed: Path, tmp_path: Path) -> None:
    done = take(sealed, filled(sealed, tmp_path / "一人.xlsx", {}, {}, DOWN))
    assert (done.code, "W661" in done.err, "甲一、乙二" in done.err) == (0, True, True)


def test_a_kept_file_that_no_longer_reads_stops_the_month(sealed: Path, tmp_path: Path) -> None:
    """Its period was wiped out: E679 at the file, and July is not worked out without it."""
    assert take(sealed, filled(sealed, tmp_path / "一.xlsx", {}, {}, DOWN)).code == 0
    change_kept(sealed, "A2", "不知道")
    done = july_as_june(sealed)
    assert (done.code != 0, "E679" in done.err) == (True, True)


def test_two_kept_files_may_not_contradict_each_other(sealed: Path, tmp_path: Path) -> None:
    """The same person from the same day in two grades: E676 names both."""
    file = filled(sealed, tmp_path / "一.xlsx", {}, {}, DOWN)
    assert take(sealed, file).code == 0
    book = load_workbook(file)
    sheet = book[ENTRY]
    sheet.cell(FIRST + 2, 7).value = "见习"
    sheet["A2"] = str(sheet["A2"].value).replace(PERIOD, "2024-Q2")
    book.save(sealed / "decisions" / "2024-Q2.xlsx")
    done = july_as_june(sealed)
    assert (done.code != 0, "E676" in done.err) == (True, True)
