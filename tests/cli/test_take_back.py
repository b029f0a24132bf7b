"""``cmtool check --take-back``: corrected copies become the month's input, the originals stay beside them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

import june
from recalculation import recalculate
from terminal import Ran, run

MONTH = "2024-06"
HANDLING, REASON, APPROVER = 13, 14, 15  # columns of the list


def ledger(workspace: Path, changes: Mapping[tuple[int, int], object]) -> Path:
    """Write the ledger anew with some cells (note, column; both from 0) changed."""
    rows = [list(row) for row in june.LOANS[1]]
    for (row, column), value in changes.items():
        rows[row][column] = value
    path = workspace / "inbox" / MONTH / "贷款台账.xlsx"
    june.write(path, {"6月": (june.LOANS[0], rows)}, title="延河信用社贷款台账")
    return path


@pytest.fixture
def bad(june_workspace: Path) -> Path:
    """The hand-worked month in which the interest of A's second note, 9,350.40, is no amount."""
    ledger(june_workspace, {(1, 8): "九千"})
    assert run("check", MONTH, "-w", june_workspace).code == 1
    return june_workspace


def copy_of(workspace: Path, name: str = "贷款台账.xlsx") -> Path:
    return workspace / "marked" / MONTH / name


def edit(path: Path, cells: Mapping[str, float | str], answers: Mapping[str, tuple[str, str, str]]) -> None:
    """What an accountant does to a copy: cells of the ledger, and answers in the list by problem code."""
    book = load_workbook(path)
    for cell, value in cells.items():
        book["6月"][cell] = value
    sheet = book["数据问题清单"]
    for row in range(5, sheet.max_row + 1):
        for column, text in zip(
            (HANDLING, REASON, APPROVER), answers.get(str(sheet.cell(row, 3).value), ()), strict=False
        ):
            sheet.cell(row, column).value = text
    book.save(path)


WHO = ("MO01", "M001", "M002")


def with_chart(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """The ledger with a chart, of which no copy is made: header in row 1."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("6月")
        for line, row in enumerate([june.LOANS[0], *rows]):
            sheet.write_row(line, 0, row)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='6月'!$E$2:$E$4"})
        sheet.insert_chart("L2", chart)


def take_back(workspace: Path) -> Ran:
    return run("check", MONTH, "-w", workspace, "--take-back")


def log(workspace: Path) -> list[dict[str, str]]:
    text = (workspace / "inbox" / MONTH / "原件" / "改动记录.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


class TestMended:
    def test_the_copy_becomes_the_input(self, bad: Path) -> None:
        """The cell mended, the month is as it was worked by hand; the original is kept byte for byte, unread."""
        original = (bad / "inbox" / MONTH / "贷款台账.xlsx").read_bytes()
        edit(copy_of(bad), {"I5": 9350.4}, {"E126": ("已改", "", "")})
        ran = take_back(bad)
        assert ran.code == 0, ran.err
        assert "已交回 inbox/2024-06/贷款台账.xlsx：改了 1 格" in ran.out
        assert (bad / "inbox" / MONTH / "原件" / "贷款台账.xlsx").read_bytes() == original
        appraised = run("appraise", MONTH, "-w", bad)
        assert appraised.code == 0, appraised.err
        assert "4,572.40" in appraised.out

    def test_every_changed_cell_is_logged(self, bad: Path) -> None:
        """Also one that nobody had complained of; and nothing else."""
        edit(copy_of(bad), {"I5": 9350.4, "I6": 2426}, {})
        take_back(bad)
        assert [
            (row["工作表"], row["单元格"], row["原值"], row["新值"], row["依据"]) for row in log(bad)
        ] == [
            ("6月", "I5", "九千", "9350.4", "手工改"),
            ("6月", "I6", "2425", "2426", "手工改"),
        ]

    def test_through_libreoffice(self, bad: Path) -> None:
        """A copy that LibreOffice saved is taken back without other steps; only the mended cell is a change."""
        edit(copy_of(bad), {"I5": 9350.4}, {"E126": ("已改", "", "")})
        saved = recalculate(copy_of(bad))
        shutil.copy(saved, copy_of(bad))
        shutil.rmtree(saved.parent)
        ran = take_back(bad)
        assert ran.code == 0, ran.err
        assert [(row["单元格"], row["新值"]) for row in log(bad)] == [("I5", "9350.4")]
        assert "4,572.40" in run("appraise", MONTH, "-w", bad).out

    def test_an_untouched_copy_is_not_taken(self, bad: Path) -> None:
        """Nothing was changed: nothing moves, and it is said."""
        before = (bad / "inbox" / MONTH / "贷款台账.xlsx").read_bytes()
        ran = take_back(bad)
        assert ran.code == 1
        assert "没有可以交回" in ran.out
        assert (bad / "inbox" / MONTH / "贷款台账.xlsx").read_bytes() == before
        assert not (bad / "inbox" / MONTH / "原件").exists()

    def test_what_is_still_wrong_is_marked_again(self, bad: Path) -> None:
        """Another wrong amount: the new input is marked anew, with the new value."""
        edit(copy_of(bad), {"I5": "九千三"}, {"E126": ("已改", "", "")})
        assert take_back(bad).code == 1
        sheet = load_workbook(copy_of(bad))["数据问题清单"]
        assert sheet["I5"].value == "九千三"
        assert sheet.cell(5, HANDLING).value is None
        edit(copy_of(bad), {"I5": 9350.4}, {})
        assert take_back(bad).code == 0
        kept = sorted(path.name for path in (bad / "inbox" / MONTH / "原件").glob("*.xlsx"))
        assert kept == ["贷款台账-2.xlsx", "贷款台账.xlsx"]


class TestAccepted:
    def test_a_proposal_is_applied(self, june_workspace: Path) -> None:
        """A misspelled header: the canonical one is proposed, accepted, and set; the figures stay."""
        header = ["贷款佘额" if name == "贷款余额" else name for name in june.LOANS[0]]
        path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
        june.write(path, {"6月": (header, june.LOANS[1])}, title="延河信用社贷款台账")
        assert run("check", MONTH, "-w", june_workspace).code == 1
        edit(copy_of(june_workspace), {}, {"E103": ("按建议改", "", "")})
        ran = take_back(june_workspace)
        assert ran.code == 0, ran.err
        assert load_workbook(path)["6月"]["F3"].value == "贷款余额"
        assert [row["依据"] for row in log(june_workspace)] == ["按建议改 E103"]

    def test_a_control_total_is_not_overwritten(self, june_workspace: Path) -> None:
        """The sum of the rows in place of a 合计 that differs would forge it: there is no such proposal to accept."""
        rows = [*june.LOANS[1], ["合计", "", "", "", "", 489001, "", "", ""]]
        path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
        june.write(path, {"6月": (june.LOANS[0], rows)}, title="延河信用社贷款台账")
        assert run("check", MONTH, "-w", june_workspace).code == 1
        edit(copy_of(june_workspace), {}, {"E154": ("按建议改", "", "")})
        ran = take_back(june_workspace)
        assert ran.code == 1
        assert "E624" in ran.err
        assert load_workbook(path)["6月"]["F7"].value == 489001

    def test_two_proposals_for_one_cell(self, june_workspace: Path) -> None:
        """B4 holds the number 1: a warning would write it as text, an error proposes the client 00001. Accepting both is
        accepting 00001, and the month is as it was worked by hand."""
        ledger(june_workspace, {(0, 1): 1})
        assert run("check", MONTH, "-w", june_workspace).code == 1
        sheet = load_workbook(copy_of(june_workspace))["数据问题清单"]
        listed = [[cell.value for cell in row] for row in sheet["A5:K6"]]
        assert [(row[2], row[4], row[10]) for row in listed] == [
            ("E163", "B4", "00001"),
            ("W123", "B4", "1"),
        ]
        accept = ("按建议改", "", "")
        edit(copy_of(june_workspace), {}, {"E163": accept, "W123": accept})
        ran = take_back(june_workspace)
        assert ran.code == 0, ran.err
        assert [(row["单元格"], row["原值"], row["新值"]) for row in log(june_workspace)] == [
            ("B4", "1", "00001")
        ]
        assert "4,572.40" in run("appraise", MONTH, "-w", june_workspace).out

    def test_without_a_proposal(self, bad: Path) -> None:
        """What has no proposal cannot be changed by it: the copy stays where it is."""
        edit(copy_of(bad), {}, {"E126": ("按建议改", "", "")})
        content = copy_of(bad).read_bytes()
        ran = take_back(bad)
        assert ran.code == 1
        assert "E624" in ran.err
        assert copy_of(bad).read_bytes() == content


class TestWaived:
    def test_a_row_that_was_not_read_whole_is_left_out(self, bad: Path) -> None:
        """The month goes on without the note, says so with reason and name, and can be closed."""
        edit(copy_of(bad), {}, {"E126": ("本月放行", "系统升级", "主任甲")})
        ran = take_back(bad)
        assert ran.code == 0, ran.err
        assert "W607" in ran.err
        assert "系统升级" in ran.err
        assert "主任甲" in ran.err
        assert "未计入" in ran.err
        note = json.loads((bad / "inbox" / MONTH / "原件" / "放行.json").read_bytes())
        assert [one["approver"] for one in note["waivers"]] == ["主任甲"]
        assert run("appraise", MONTH, "-w", bad).code == 0
        assert run("close", MONTH, "-w", bad).code == 0
        assert run("verify", MONTH, "-w", bad).code == 0

    def test_a_row_that_was_read_whole_counts(self, june_workspace: Path) -> None:
        """A client who is not registered: every value was read, so with a waiver the note counts as before."""
        ledger(june_workspace, {(1, 1): "00009"})
        assert run("check", MONTH, "-w", june_workspace).code == 1
        edit(copy_of(june_workspace), {}, {"E163": ("本月放行", "名册下月补", "主任甲")})
        ran = take_back(june_workspace)
        assert ran.code == 0, ran.err
        assert "未计入" not in ran.err
        assert "4,572.40" in run("appraise", MONTH, "-w", june_workspace).out

    def test_it_holds_for_its_row_only(self, bad: Path) -> None:
        """九千 of 000102 is let pass; then 000103, with the same wrong value, comes to stand in its place."""
        edit(copy_of(bad), {}, {"E126": ("本月放行", "待核", "王主任")})
        assert take_back(bad).code == 0
        rows = [list(row) for row in june.LOANS[1]]
        rows[2][8] = "九千"
        path = bad / "inbox" / MONTH / "贷款台账.xlsx"
        june.write(path, {"6月": (june.LOANS[0], [rows[0], rows[2]])}, title="延河信用社贷款台账")
        ran = run("check", MONTH, "-w", bad)
        assert ran.code == 1
        assert "E126" in ran.err
        assert "本月放行 E126" not in ran.err

    def test_the_answers_of_a_sorted_list_stay_with_their_rows(self, june_workspace: Path) -> None:
        """Two wrong amounts in I4 and I5, of 000101 and 000102; the list is sorted the other way round."""
        ledger(june_workspace, {(0, 8): "八千", (1, 8): "九千"})
        assert run("check", MONTH, "-w", june_workspace).code == 1
        book = load_workbook(copy_of(june_workspace))
        sheet = book["数据问题清单"]
        both = [[cell.value for cell in row] for row in sheet["A5:L6"]]
        for line, values in zip((5, 6), reversed(both), strict=True):
            for column, value in enumerate(values, 1):
                sheet.cell(line, column).value = value
        assert sheet["I5"].value == "九千"
        sheet["M5"], sheet["N5"], sheet["O5"] = "本月放行", "待核", "王主任"
        book.save(copy_of(june_workspace))
        ran = take_back(june_workspace)
        assert ran.code == 1
        assert "I5  本月放行 E126" in ran.err
        assert "I4  “本月实收利息”里的 八千" in ran.err

    def test_it_holds_for_what_was_found_only(self, bad: Path) -> None:
        """Another wrong value in the same cell is an error again."""
        edit(copy_of(bad), {}, {"E126": ("本月放行", "系统升级", "主任甲")})
        take_back(bad)
        ledger(bad, {(1, 8): "八千"})
        assert run("check", MONTH, "-w", bad).code == 1

    @pytest.mark.parametrize("answer", [("本月放行", "", "主任甲"), ("本月放行", "系统升级", "")])
    def test_reason_and_approver_are_needed(self, bad: Path, answer: tuple[str, str, str]) -> None:
        """Without one of them nothing is taken back."""
        edit(copy_of(bad), {"I5": 9350.4}, {"E126": answer})
        ran = take_back(bad)
        assert ran.code == 1
        assert "E626" in ran.err
        assert not (bad / "inbox" / MONTH / "原件").exists()

    def test_a_joint_amount_counts_for_nobody(self, june_workspace: Path) -> None:
        """A balance merged over two notes: let pass, neither is counted, both by name; the month may then close."""
        path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
        book = load_workbook(path)
        book["6月"].merge_cells("F5:F6")
        book.save(path)
        assert run("check", MONTH, "-w", june_workspace).code == 1
        edit(copy_of(june_workspace), {}, {"E140": ("本月放行", "两笔合并登记", "主任甲")})
        ran = take_back(june_workspace)
        assert ran.code == 0, ran.err
        found = json.loads(run("check", MONTH, "-w", june_workspace, "--json").out)
        passed = [one for one in found["problems"] if one["code"] == "W607"]
        assert [(one["cell"], one["key"]) for one in passed] == [("F5", "000102"), ("F6", "000103")]
        assert all("这一行未计入" in one["message"] for one in passed)
        (loans,) = [table for table in found["tables"] if table["table"] == "loans"]
        assert (loans["read"], loans["rejected"]) == (1, 2)

    def test_what_may_not_be_waived(self, june_workspace: Path) -> None:
        """The same note twice cannot be let pass."""
        ledger(june_workspace, {(2, 0): "000102"})
        run("check", MONTH, "-w", june_workspace)
        edit(copy_of(june_workspace), {}, {"E155": ("本月放行", "原因", "主任甲")})
        ran = take_back(june_workspace)
        assert ran.code == 1
        assert "E625" in ran.err


class TestRefused:
    def test_the_original_moved_on(self, bad: Path) -> None:
        """Somebody changed the original after the copy was written: neither is lost."""
        edit(copy_of(bad), {"I5": 9350.4}, {})
        path = ledger(bad, {(1, 8): "九千", (2, 8): 2500})
        before = path.read_bytes(), copy_of(bad).read_bytes()
        ran = take_back(bad)
        assert ran.code == 1
        assert "E621" in ran.err
        assert (path.read_bytes(), copy_of(bad).read_bytes()) == before

    def test_a_list_that_was_moved_about(self, bad: Path) -> None:
        """Rows of the list that are not where they were written cannot be told apart."""
        book = load_workbook(copy_of(bad))
        book["数据问题清单"].insert_rows(3)
        book.save(copy_of(bad))
        ran = take_back(bad)
        assert ran.code == 1
        assert "E622" in ran.err

    def test_a_row_of_the_list_that_is_gone(self, bad: Path) -> None:
        book = load_workbook(copy_of(bad))
        book["数据问题清单"].delete_rows(5)
        book.save(copy_of(bad))
        assert "E622" in take_back(bad).err

    def test_a_row_that_somebody_added_to_the_list(self, bad: Path) -> None:
        """What it asks for cannot be told."""
        book = load_workbook(copy_of(bad))
        book["数据问题清单"]["M6"] = "本月放行"
        book.save(copy_of(bad))
        assert "E622" in take_back(bad).err

    def test_a_proposal_for_a_row_that_stands_elsewhere_now(self, june_workspace: Path) -> None:
        """The list of an original with a chart says G2: M001 for MO01; meanwhile its rows were sorted, and in G2 stands
        M002 of another note, which must stay."""
        path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
        first, second, third = (
            [*row[:6], who, *row[7:]] for row, who in zip(june.LOANS[1], WHO, strict=True)
        )
        with_chart(path, [first, second, third])
        assert run("check", MONTH, "-w", june_workspace).code == 1
        with_chart(path, [third, second, first])
        before = path.read_bytes()
        edit(copy_of(june_workspace, "贷款台账_问题.xlsx"), {}, {"E160": ("按建议改", "", "")})
        ran = take_back(june_workspace)
        assert (ran.code, path.read_bytes()) == (1, before)
        assert "E627" in ran.err

    def test_a_copy_under_another_name(self, bad: Path) -> None:
        """Saved as 贷款台账(1).xlsx, it is not taken for anything, and that is said; a note beside it is nobody's."""
        edit(copy_of(bad), {"I5": 9350.4}, {})
        copy_of(bad).rename(copy_of(bad, "贷款台账(1).xlsx"))
        june.write(copy_of(bad, "备忘.xlsx"), {"备忘": (["x"], [["y"]])})
        ran = take_back(bad)
        assert ran.code == 1
        assert "E638" in ran.err
        assert "贷款台账(1).xlsx" in ran.err
        assert "备忘" not in ran.err
        assert "没有可以交回" not in ran.out
        copy_of(bad, "贷款台账(1).xlsx").replace(copy_of(bad))
        assert take_back(bad).code == 0

    def test_an_unknown_word(self, bad: Path) -> None:
        """A word that is none of the three is told with its cell."""
        edit(copy_of(bad), {}, {"E126": ("随便", "", "")})
        ran = take_back(bad)
        assert "E623" in ran.err
        assert "数据问题清单!M5" in ran.err

    def test_a_file_that_is_no_workbook_any_more(self, bad: Path) -> None:
        """A broken copy is told, and stays."""
        copy_of(bad).write_bytes(b"PK\x03\x04 nothing")
        ran = take_back(bad)
        assert ran.code != 0
        assert "Traceback" not in ran.err
        assert "没有料到" not in ran.err
        assert copy_of(bad).read_bytes() == b"PK\x03\x04 nothing"

    def test_a_sealed_month(self, appraised_workspace: Path) -> None:
        """4: nothing is handed back into a sealed month."""
        assert run("close", MONTH, "-w", appraised_workspace).code == 0
        assert take_back(appraised_workspace).code == 4
