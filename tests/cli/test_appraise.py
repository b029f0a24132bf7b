"""``cmtool appraise``: what is shown and written, when nothing is, and how it ends."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import june
from terminal import run

MONTH = "2024-06"
MAIN = f"客户经理月度考核_{MONTH}.xlsx"
VALUES = f"客户经理月度考核_{MONTH}（数值）.xlsx"
BOOK = f"客户经理月度考核通知单_{MONTH}.xlsx"
SINGLES = {f"通知单/通知单_{MONTH}_{who}.xlsx" for who in ("M001", "M002", "M003")}


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def manifest(workspace: Path) -> dict[str, Any]:
    found = json.loads((workspace / "reports" / MONTH / "manifest.json").read_bytes())
    assert isinstance(found, dict)
    return found


def spend(workspace: Path, amount: int | str) -> None:
    """Write the registers anew with another amount of A's marketing expenses (560 in the hand-worked month)."""
    expenses = (june.EXPENSES[0], [["M001", "2024-06-08", "通讯", amount]])
    sheets = {"加扣分": june.CONDUCT, "费用": expenses, "机构": june.INSTITUTION}
    june.write(workspace / "inbox" / MONTH / "登记.xlsx", sheets)


def test_the_hand_worked_month_is_shown(june_workspace: Path) -> None:
    """Score, gross, held, payable and proposal of each manager stand on the screen, warnings beside it on stderr."""
    ran = run("appraise", MONTH, "-w", june_workspace)
    assert ran.code == 0
    for figures in (
        ("甲一", "91.10", "4,855.50", "283.10", "4,572.40", "晋级 高级"),
        ("乙二", "42.90", "3,110.65", "71.07", "3,039.58", "退出"),
        ("丙三", "92.04", "6,593.04", "378.61", "6,214.43", "维持"),
    ):
        row = next(line for line in ran.out.splitlines() if figures[0] in line)
        assert all(figure in row for figure in figures), row
    assert "W309" in ran.err
    assert "90,000.00" in ran.err
    assert "W309" not in ran.out


def test_every_report_is_written_and_named(june_workspace: Path) -> None:
    """The workbook, the print book, one statement for each manager, the manifest; each named on the screen."""
    ran = run("appraise", MONTH, "-w", june_workspace)
    written = files(june_workspace / "reports" / MONTH)
    assert set(written) == {MAIN, BOOK, *SINGLES, "manifest.json"}
    assert all(f"reports/{MONTH}/{name}" in ran.out for name in (MAIN, BOOK))


def test_a_rerun_keeps_number_and_bytes(appraised_workspace: Path) -> None:
    """The same inputs give the same bytes and the same 第n稿, and it is said that nothing changed."""
    before = files(appraised_workspace / "reports")
    ran = run("appraise", MONTH, "-w", appraised_workspace)
    assert files(appraised_workspace / "reports") == before
    assert "数字没有变化，仍是第1稿" in ran.out


def test_another_place_gives_the_same_bytes(appraised_files: Path, june_files: Path, tmp_path: Path) -> None:
    """Neither the folder nor its name leaves a trace in a report."""
    elsewhere = Path(shutil.copytree(june_files, tmp_path / "别 处 [1]"))
    run("appraise", MONTH, "-w", elsewhere)
    assert files(elsewhere / "reports") == files(appraised_files / "reports")


def test_a_changed_figure_raises_the_number(appraised_workspace: Path) -> None:
    """10 yuan more expenses: A bears 70.00 instead of 60.00; 第2稿, the change named, only A's pages to print."""
    codes = manifest(appraised_workspace)["codes"]
    spend(appraised_workspace, 570)
    ran = run("appraise", MONTH, "-w", appraised_workspace)
    now = manifest(appraised_workspace)
    assert now["revision"] == 2
    assert "营销费用超支自担：-60.00 → -70.00" in ran.out
    assert "请重新打印：考核工作簿、甲一（M001）的通知单" in ran.out
    assert {page for page in codes if codes[page] != now["codes"][page]} == {"", "M001"}


def test_a_changed_text_keeps_the_number(appraised_workspace: Path) -> None:
    """An input that changes no figure changes no number: the reasons of the registered events are no figures."""
    conduct = [[*row[:4], "改写的依据", "会计"] for row in june.CONDUCT[1]]
    sheets = {"加扣分": (june.CONDUCT[0], conduct), "费用": june.EXPENSES, "机构": june.INSTITUTION}
    june.write(appraised_workspace / "inbox" / MONTH / "登记.xlsx", sheets)
    run("appraise", MONTH, "-w", appraised_workspace)
    assert manifest(appraised_workspace)["revision"] == 1


def test_the_number_rises_again_when_a_figure_returns(appraised_workspace: Path) -> None:
    """Going back to the first figures is a third draft, not the first again."""
    for amount in (570, 560):
        spend(appraised_workspace, amount)
        run("appraise", MONTH, "-w", appraised_workspace)
    assert manifest(appraised_workspace)["revision"] == 3


def test_a_report_edited_by_hand_is_kept_aside(appraised_workspace: Path) -> None:
    """A workbook that somebody saved over is copied aside, told, and never lost, however often it happens."""
    folder = appraised_workspace / "reports"
    for text in (b"first edit", b"second edit"):
        (folder / MONTH / MAIN).write_bytes(text)
        ran = run("appraise", MONTH, "-w", appraised_workspace)
        assert ran.code == 0
        assert "W602" in ran.err
    aside = files(folder / f"{MONTH}-手改")
    assert sorted(aside.values()) == [b"first edit", b"second edit"]
    assert "W602" not in run("appraise", MONTH, "-w", appraised_workspace).err


def test_other_peoples_files_stay(appraised_workspace: Path) -> None:
    """A file that somebody put beside the reports is carried over."""
    note = appraised_workspace / "reports" / MONTH / "签字扫描.pdf"
    note.write_bytes(b"scan")
    run("appraise", MONTH, "-w", appraised_workspace)
    assert note.read_bytes() == b"scan"


def test_a_values_copy_stays_once_asked_for(june_workspace: Path) -> None:
    """``--values`` adds a copy without formulas, and a rerun without it keeps the copy up to date."""
    run("appraise", MONTH, "-w", june_workspace, "--values")
    before = files(june_workspace / "reports" / MONTH)
    assert VALUES in before
    assert b"<f>" not in _sheets(june_workspace / "reports" / MONTH / VALUES)
    assert b"<f>" in _sheets(june_workspace / "reports" / MONTH / MAIN)
    run("appraise", MONTH, "-w", june_workspace)
    assert files(june_workspace / "reports" / MONTH) == before


def _sheets(path: Path) -> bytes:
    with zipfile.ZipFile(path) as book:
        return b"".join(book.read(name) for name in book.namelist() if "worksheets/" in name)


def test_a_dry_run_writes_nothing(june_workspace: Path) -> None:
    """``--dry-run`` shows the same figures and leaves the folder exactly as it was."""
    before = files(june_workspace)
    ran = run("appraise", MONTH, "-w", june_workspace, "--dry-run")
    assert ran.code == 0
    assert "4,572.40" in ran.out
    assert files(june_workspace) == before


def test_inputs_are_never_changed(june_files: Path, appraised_files: Path) -> None:
    """What the branch put there is byte for byte what it was."""
    before, after = files(june_files), files(appraised_files)
    assert {name: after[name] for name in before} == before


class TestErrors:
    """Any error ends the run: nothing is published, the list of problems goes to marked/."""

    @pytest.fixture
    def bad(self, appraised_workspace: Path) -> Path:
        """The appraised month with an amount that is no amount in the ledger."""
        rows = [list(row) for row in june.LOANS[1]]
        rows[1][8] = "九千"
        june.write(
            appraised_workspace / "inbox" / MONTH / "贷款台账.xlsx",
            {"6月": (june.LOANS[0], rows)},
            title="延河信用社贷款台账",
        )
        return appraised_workspace

    def test_nothing_is_published(self, bad: Path) -> None:
        """The old reports stay byte for byte, the problem is told with its cell, and the exit code is 1."""
        before = files(bad / "reports")
        ran = run("appraise", MONTH, "-w", bad)
        assert ran.code == 1
        assert "inbox/2024-06/贷款台账.xlsx!6月!I5" in ran.err
        assert "没有出报表" in ran.out
        assert files(bad / "reports") == before

    def test_the_problems_are_listed(self, bad: Path) -> None:
        """marked/2024-06/ holds a workbook and a CSV that name the cell."""
        ran = run("appraise", MONTH, "-w", bad)
        text = (bad / "marked" / MONTH / f"数据问题清单_{MONTH}.csv").read_text("utf-8-sig")
        assert "inbox/2024-06/贷款台账.xlsx,6月,I5" in text
        assert f"marked/{MONTH}/数据问题清单_{MONTH}.xlsx" in ran.out

    def test_a_list_changed_by_hand_is_not_overwritten(self, bad: Path) -> None:
        """Notes that somebody made in the list survive the next run."""
        run("appraise", MONTH, "-w", bad)
        path = bad / "marked" / MONTH / f"数据问题清单_{MONTH}.csv"
        path.write_bytes(b"my notes")
        ran = run("appraise", MONTH, "-w", bad)
        assert b"my notes" in files(bad / "marked").values()
        assert "W602" in ran.err

    def test_a_list_held_open_stops_nobody(self, bad: Path) -> None:
        """While the list is open in a spreadsheet it stays as it is, with a warning; the run ends as it would."""
        run("appraise", MONTH, "-w", bad)
        folder = bad / "marked" / MONTH
        (folder / f"~$数据问题清单_{MONTH}.xlsx").write_bytes(b"")
        before = files(folder)
        ran = run("appraise", MONTH, "-w", bad)
        assert ran.code == 1
        assert "W605" in ran.err
        assert files(folder) == before

    def test_a_trial_goes_on(self, bad: Path) -> None:
        """With ``--trial`` the reports are written as 试算, exit 1 says that the data have problems; no close."""
        ran = run("appraise", MONTH, "-w", bad, "--trial")
        assert ran.code == 1
        assert "试算" in ran.out
        assert "W603" in ran.err
        assert manifest(bad)["trial"] is True
        closed = run("close", MONTH, "-w", bad)
        assert closed.code == 4
        assert "E605" in closed.err

    def test_a_real_run_replaces_a_trial(self, bad: Path, june_files: Path) -> None:
        """Once the data are mended the number rises, for every page of the trial said 试算."""
        run("appraise", MONTH, "-w", bad, "--trial")
        shutil.copy(june_files / "inbox" / MONTH / "贷款台账.xlsx", bad / "inbox" / MONTH / "贷款台账.xlsx")
        ran = run("appraise", MONTH, "-w", bad)
        assert ran.code == 0
        assert (manifest(bad)["trial"], manifest(bad)["revision"]) == (False, 3)
        assert run("close", MONTH, "-w", bad).code == 0


class TestExitCodes:
    """Scripts rely on them."""

    def test_missing_tables_only(self, june_workspace: Path) -> None:
        """6: only a table that has not come stands in the way."""
        (june_workspace / "inbox" / MONTH / "存款.xlsx").unlink()
        ran = run("appraise", MONTH, "-w", june_workspace)
        assert ran.code == 6
        assert "存款分户余额" in ran.err

    def test_no_inbox(self, june_workspace: Path) -> None:
        """6 for a month of which nothing has come; and no folder is made for a mistyped month."""
        assert run("appraise", "2042-06", "-w", june_workspace).code == 6
        assert not (june_workspace / "marked" / "2042-06").exists()

    def test_no_policy(self, june_workspace: Path) -> None:
        """6: a policy file that has not come is a missing file."""
        (june_workspace / "policy" / "2024-01.toml").unlink()
        assert run("appraise", MONTH, "-w", june_workspace).code == 6

    def test_invalid_policy(self, june_workspace: Path) -> None:
        """7, and the problem is named by its key."""
        path = june_workspace / "policy" / "2024-01.toml"
        path.write_text(path.read_text("utf-8").replace("weight = 25", "weight = 26"), "utf-8")
        ran = run("appraise", MONTH, "-w", june_workspace)
        assert ran.code == 7
        assert "policy/2024-01.toml" in ran.err

    def test_a_refused_file(self, june_workspace: Path) -> None:
        """3: a workbook that is none cannot be trusted as a whole."""
        (june_workspace / "inbox" / MONTH / "存款.xlsx").write_bytes(b"PK\x03\x04 cut short")
        assert run("appraise", MONTH, "-w", june_workspace).code == 3

    def test_a_report_held_open(self, appraised_workspace: Path) -> None:
        """5 while an office program has a report open; nothing is replaced."""
        spend(appraised_workspace, 570)
        (appraised_workspace / "reports" / MONTH / f"~${MAIN}").write_bytes(b"")
        before = files(appraised_workspace / "reports")
        ran = run("appraise", MONTH, "-w", appraised_workspace)
        assert ran.code == 5
        assert MAIN in ran.err
        assert files(appraised_workspace / "reports") == before

    @pytest.mark.parametrize("lock", ["~$managers.xlsx", ".~lock.managers.xlsx#"])
    def test_a_roster_held_open(self, june_workspace: Path, lock: str) -> None:
        """0 with a warning: what was typed and not saved yet is not in the figures, in the roster as in the inbox."""
        (june_workspace / lock).write_bytes(b"")
        ran = run("appraise", MONTH, "-w", june_workspace)
        assert ran.code == 0
        assert "W001" in ran.err
        assert lock in ran.err

    def test_no_workspace(self, tmp_path: Path) -> None:
        """2 where there is no branch.toml."""
        assert run("appraise", MONTH, "-w", tmp_path).code == 2

    def test_no_month(self, june_workspace: Path) -> None:
        """2 for something that is no month."""
        ran = run("appraise", "6月", "-w", june_workspace)
        assert ran.code == 2
        assert "6月" in ran.err

    @pytest.mark.parametrize("written", ["202406", "2024年6月"])
    def test_spellings_of_the_month(self, june_workspace: Path, written: str) -> None:
        """A month is written 2024-06, 202406 or 2024年6月."""
        assert run("appraise", written, "-w", june_workspace, "--dry-run").code == 0

    def test_a_sealed_month(self, quarter: Path) -> None:
        """4, and nothing is published."""
        before = files(quarter / "reports")
        ran = run("appraise", "2024-05", "-w", quarter)
        assert ran.code == 4
        assert "E601" in ran.err
        assert files(quarter / "reports") == before


def test_over_an_open_month_it_is_a_trial(quarter: Path) -> None:
    """With May open again, June is a 试算 until May is sealed."""
    run("reopen", "2024-05", "-w", quarter, "--reason", "补登")
    ran = run("appraise", MONTH, "-w", quarter)
    assert ran.code == 0
    assert "W601" in ran.err
    assert manifest(quarter)["trial"] is True


def test_a_killed_swap_is_finished(appraised_workspace: Path) -> None:
    """Reports that a kill left between two names stand in their place after the next run."""
    folder = appraised_workspace / "reports" / MONTH
    before = files(folder)
    folder.rename(folder.with_name(f".{MONTH}.old"))
    assert run("appraise", MONTH, "-w", appraised_workspace).code == 0
    assert files(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == [MONTH]


@pytest.fixture(scope="module")
def found(june_files: Path) -> dict[str, Any]:
    """The hand-worked month as ``--json`` gives it."""
    ran = run("appraise", MONTH, "-w", june_files, "--dry-run", "--json")
    assert ran.err == ""
    assert ran.out.isascii()
    parsed = json.loads(ran.out)
    assert isinstance(parsed, dict)
    return parsed


class TestJson:
    """``--json`` as ``docs/json.md`` describes it."""

    def test_its_frame(self, found: dict[str, Any]) -> None:
        """Schema, month, policy, managers, reconciliation and problems stand at the top."""
        assert found["schema"] == 1
        assert found["month"] == "2024-06"
        assert {"policy", "managers", "reconciliation", "problems"} <= set(found)

    def test_a_manager(self, found: dict[str, Any]) -> None:
        """A's figures as decimal strings, from the hand-worked table."""
        a = found["managers"][0]
        assert [a[name] for name in ("id", "name", "grade", "score", "status", "reason")] == [
            "M001", "甲一", "客户经理", "91.10", "rated", "",
        ]  # fmt: skip
        assert [a[name] for name in ("gross", "withheld", "payable")] == ["4855.50", "283.10", "4572.40"]
        assert [line["points"] for line in a["lines"]] == [
            "20.00", "15.00", "8.60", "12.50", "24.00", "2.50", "8.50",
        ]  # fmt: skip
        assert {name: a["lines"][3][name] for name in ("actual", "target")} == {
            "actual": "0.955",
            "target": "0.98",
        }
        assert [line["amount"] for line in a["pay"]] == ["3000.00", "1822.00", "93.50", "-60.00"]
        assert (a["proposal"]["change"], a["proposal"]["grade"]) == ("rise", "高级")

    def test_proposals(self, found: dict[str, Any]) -> None:
        """晋级, 退出 and 维持 are ``rise``, ``exit`` and ``keep``."""
        assert [one["proposal"]["change"] for one in found["managers"]] == ["rise", "exit", "keep"]

    def test_reconciliation(self, found: dict[str, Any]) -> None:
        """The account without a manager stands as 90,000.00 unallocated; the parts add up to the total."""
        row = next(
            row
            for row in found["reconciliation"]
            if row["table"] == "存款分户余额" and row["unallocated"] == "90000.00"
        )
        assert {"total", "managers", "excluded", "difference"} <= set(row)
        assert row["difference"] == "0.00"

    def test_problems(self, found: dict[str, Any]) -> None:
        """Each problem has its code, place, sentence and remedy."""
        assert [one["code"] for one in found["problems"]] == ["W309"]
        assert found["problems"][0]["file"] == "inbox/2024-06/存款.xlsx"

    def test_errors(self, june_workspace: Path) -> None:
        """Without an outcome the problems are there all the same, and the exit code is that of the run."""
        (june_workspace / "inbox" / MONTH / "存款.xlsx").unlink()
        ran = run("appraise", MONTH, "-w", june_workspace, "--json")
        parsed = json.loads(ran.out)
        assert ran.code == 6
        assert parsed["managers"] == []
        assert [one["code"] for one in parsed["problems"]] == ["E105"]


@pytest.mark.parametrize("left", ["", "{", '{"schema": 99}'])
def test_a_lost_manifest_does_not_begin_at_one_again(appraised_workspace: Path, left: str) -> None:
    """第2稿 stood there and was printed; without a readable manifest the next is 第3稿, and that is said."""
    spend(appraised_workspace, 570)
    run("appraise", MONTH, "-w", appraised_workspace)
    path = appraised_workspace / "reports" / MONTH / "manifest.json"
    path.write_text(left) if left else path.unlink()
    ran = run("appraise", MONTH, "-w", appraised_workspace)
    assert "W620" in ran.err
    assert "第2稿" in ran.err
    assert manifest(appraised_workspace)["revision"] == 3


def test_a_withdrawn_seal_still_knows_its_number(appraised_workspace: Path) -> None:
    """第1稿 was sealed and withdrawn, then its reports were deleted: the next is 第2稿."""
    assert run("close", MONTH, "-w", appraised_workspace).code == 0
    assert run("reopen", MONTH, "--reason", "更正", "-w", appraised_workspace).code == 0
    shutil.rmtree(appraised_workspace / "reports" / MONTH)
    assert "W620" in run("appraise", MONTH, "-w", appraised_workspace).err
    assert manifest(appraised_workspace)["revision"] == 2


def test_after_a_trial_changes_are_told_against_the_last_revision_that_counts(
    june_workspace: Path,
) -> None:
    """A first trial is no revision to compare with; later 第3稿 (real) stands against 第2稿 (real), not the trial."""
    spend(june_workspace, "多少")
    assert run("appraise", MONTH, "--trial", "-w", june_workspace).code == 1
    spend(june_workspace, 560)
    ran = run("appraise", MONTH, "-w", june_workspace)
    assert (manifest(june_workspace)["revision"], manifest(june_workspace)["changes"]) == (2, [])
    assert "第2稿" in ran.out
    assert "与上一稿相比" not in ran.out
    spend(june_workspace, 600)
    run("appraise", MONTH, "--trial", "-w", june_workspace)
    spend(june_workspace, 570)
    ran = run("appraise", MONTH, "-w", june_workspace)
    assert manifest(june_workspace)["revision"] == 4
    assert "营销费用超支自担：-60.00 → -70.00" in ran.out


def test_a_remark_typed_into_a_report_is_kept_aside(appraised_workspace: Path) -> None:
    """Also when no figure has changed since: saved over in a spreadsheet program, one cell more."""
    path = appraised_workspace / "reports" / MONTH / MAIN
    book = load_workbook(path)
    book["考核汇总表"]["Z1"] = "备注"
    book.save(path)
    ran = run("appraise", MONTH, "-w", appraised_workspace)
    assert "W602" in ran.err
    aside = load_workbook(appraised_workspace / "reports" / f"{MONTH}-手改" / MAIN)
    assert aside["考核汇总表"]["Z1"].value == "备注"


@pytest.mark.parametrize("words", [(), ("--trial",)])
def test_a_month_without_a_folder_is_refused_in_one_line(
    june_workspace: Path, words: tuple[str, ...]
) -> None:
    """No list of ten missing tables, nothing published even on trial; the months that exist are named."""
    ran = run("appraise", "2024-09", *words, "-w", june_workspace)
    assert ran.code == 6
    assert ran.err.count("E635") == 1
    assert "没有 2024-09 的文件夹；inbox 里现有 2024-06" in ran.err
    assert "E105" not in ran.err
    assert "E040" not in ran.err
    assert not (june_workspace / "reports").exists()


@pytest.mark.parametrize("words", [(), ("--trial",)])
def test_an_empty_roster_publishes_nothing(june_workspace: Path, words: tuple[str, ...]) -> None:
    """A roster with its header only: an error of its own, no empty reports."""
    nobody: june.Sheet = (june.ROSTER[0], [])
    june.write(june_workspace / "managers.xlsx", {"花名册": nobody, "目标": (june.TARGETS[0], [])})
    ran = run("appraise", MONTH, *words, "-w", june_workspace)
    assert ran.code != 0
    assert "E636" in ran.err or not words
    assert not (june_workspace / "reports").exists()


def test_a_roster_of_people_who_have_left_publishes_nothing(june_workspace: Path) -> None:
    """The only error there is: nobody is left to be appraised."""
    gone = [[*row, "2024-05-31"] for row in june.ROSTER[1]]
    sheets = {"花名册": ([*june.ROSTER[0], "离岗日期"], gone), "目标": (june.TARGETS[0], [])}
    june.write(june_workspace / "managers.xlsx", sheets)
    ran = run("appraise", MONTH, "-w", june_workspace)
    assert ran.code == 1
    assert "E636" in ran.err


def test_a_branch_that_cannot_be_used_is_a_workspace_that_cannot(june_workspace: Path) -> None:
    """An invalid branch.toml ends with 2, as a folder that is no workspace does."""
    path = june_workspace / "branch.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("schema = 1", "schema = 99"), encoding="utf-8")
    assert run("appraise", MONTH, "-w", june_workspace).code == 2
    path.write_text("schema = \n", encoding="utf-8")
    assert run("check", MONTH, "-w", june_workspace).code == 2


def test_what_was_written_is_named_so_that_it_can_be_opened(
    june_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each path leads to its file from where the user stands: outside, inside, and deeper inside the workspace."""
    for stand, words in (
        (june_workspace.parent, ("-w", june_workspace.name)),
        (june_workspace, ()),
        (june_workspace / "inbox", ()),
    ):
        monkeypatch.chdir(stand)
        ran = run("appraise", MONTH, *words)
        told = [line.strip() for line in ran.out.splitlines() if "reports/" in line or "marked/" in line]
        assert len(told) >= 3
        assert all(Path(name).exists() for name in told), told
    assert f"../reports/{MONTH}/{MAIN}" in ran.out
