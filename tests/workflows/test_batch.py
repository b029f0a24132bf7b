"""A county's month: one branch's trouble is nobody else's, totals are the branches' own, and a kill changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import counties
from counties import MONTH, places
from terminal import run

SUMMARY = f"reports/{MONTH}/县级汇总_{MONTH}.xlsx"


@pytest.fixture(scope="session")
def county_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve branches of 4 managers with 60 clients each, one month, untouched."""
    folder = tmp_path_factory.mktemp("county") / "清河县 联社"
    done = run("demo", folder, "--branches", "12", "--clients", "60", "--months", "1")
    assert done.code == 0, done.err
    return folder


@pytest.fixture(scope="session")
def broken(county_files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], int]:
    """Three of the twelve broken: a truncated workbook, a missing table, a policy with an error."""
    folder = tmp_path_factory.mktemp("broken") / county_files.name
    shutil.copytree(county_files, folder)
    branches = places(folder)
    ledger = branches[2] / "inbox" / MONTH / "贷款台账.xlsx"
    ledger.write_bytes(ledger.read_bytes()[:2000])
    (branches[5] / "inbox" / MONTH / "存款分户余额.xlsx").unlink()
    (branches[8] / "policy").mkdir()
    text = (folder / "policy" / "2024-01.toml").read_text(encoding="utf-8")
    (branches[8] / "policy" / "2024-01.toml").write_text(
        text.replace("weight = 25", "weight = 24"), encoding="utf-8"
    )
    code, answer = batched(folder)
    return folder, answer, code


def test_nine_complete_and_three_are_named_with_their_reason(
    broken: tuple[Path, dict[str, Any], int],
) -> None:
    _, answer, code = broken
    states = [branch["state"] for branch in answer["branches"]]
    assert (code, states.count("done")) == (1, 9)
    wanting = {branch["folder"]: branch for branch in answer["branches"] if branch["state"] != "done"}
    first = {folder[:6]: branch["problems"][0]["code"] for folder, branch in wanting.items()}
    assert first["060009"] == "E509"
    assert any(found["file"].endswith("贷款台账.xlsx") for found in wanting["060003清溪"]["problems"])
    assert (wanting["060006双河"]["state"], wanting["060006双河"]["exit"]) == ("missing", 6)


def test_the_countys_totals_are_the_sum_of_what_the_nine_print(
    broken: tuple[Path, dict[str, Any], int],
) -> None:
    """Each branch's own workbook, as it lies in its folder, is added up beside the county's."""
    folder, answer, _ = broken
    own = Fraction(0)
    for branch in answer["branches"]:
        if branch["state"] == "done":
            said = json.loads(
                run("appraise", MONTH, "-w", folder / branch["folder"], "--dry-run", "--json").out
            )
            own += sum(Fraction(manager["payable"]) for manager in said["managers"])
    sheet = load_workbook(folder / SUMMARY, data_only=True)["机构汇总"]
    totals = next(row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("合计"))
    assert Fraction(str(totals[10])) == own
    assert load_workbook(folder / SUMMARY).sheetnames[0] == "未齐与失败"


def test_each_branch_gets_its_own_letter_and_log_and_nothing_of_others(
    broken: tuple[Path, dict[str, Any], int],
) -> None:
    folder, answer, _ = broken
    letters = sorted(path.name for path in (folder / "reports" / MONTH / "汇总通知").iterdir())
    assert letters == [f"数据问题通知_{code}_{MONTH}.xlsx" for code in ("060003", "060006", "060009")]
    names = {branch["folder"] for branch in answer["branches"]}
    for path in (folder / "reports" / MONTH / "汇总通知").iterdir():
        text = " ".join(
            str(cell)
            for sheet in load_workbook(path)
            for row in sheet.iter_rows(values_only=True)
            for cell in row
        )
        others = {name for name in names if name[:6] not in path.name}
        assert not [name for name in others if name[:6] in text or f"{name[6:]}农村" in text]
    logs = {path.stem for path in (folder / "reports" / MONTH / "汇总日志").iterdir()}
    assert logs == names


def test_a_branch_with_its_own_policy_is_told(broken: tuple[Path, dict[str, Any], int]) -> None:
    _, answer, _ = broken
    assert [found["code"] for found in answer["across"]] == ["W654"]


@pytest.fixture
def small(county_files: Path, tmp_path: Path) -> Path:
    """The first three branches, to write in."""
    folder = tmp_path / "小县"
    for place in [*places(county_files)[:3], county_files / "policy"]:
        shutil.copytree(place, folder / place.name)
    return folder


def batched(folder: Path, *more: object, command: str = "appraise") -> tuple[int, dict[str, Any]]:
    return counties.batched(command, folder, *more, jobs=2)


def test_unchanged_branches_are_skipped_until_forced_or_changed(small: Path) -> None:
    assert batched(small)[0] == 0
    names = _names(small)
    assert batched(small)[1]["skipped"] == names
    _retitled(small / names[1] / "inbox" / MONTH / "营销费用.xlsx")
    assert batched(small)[1]["skipped"] == [names[0], names[2]]
    (small / names[0] / "reports" / MONTH / "manifest.json").unlink()
    assert batched(small)[1]["skipped"] == names[1:]
    assert batched(small, "--force")[1]["skipped"] == []


def test_a_check_leaves_the_summary_of_the_appraisal_where_it_is(small: Path) -> None:
    """Each kind of run has its own files; a letter that is not needed any more goes."""
    folder = small / "reports" / MONTH
    assert batched(small)[0] == 0
    before = (folder / f"县级汇总_{MONTH}.xlsx").read_bytes()
    ledger = min(small.glob(f"*/inbox/{MONTH}/贷款台账.xlsx"))
    content = ledger.read_bytes()
    ledger.unlink()
    assert batched(small, command="check")[0] == 6
    assert (folder / f"县级检查_{MONTH}.xlsx").is_file()
    assert len(list((folder / "检查通知").iterdir())) == 1
    ledger.write_bytes(content)
    assert batched(small, command="check")[0] == 0
    assert not (folder / "检查通知").exists()
    assert (folder / f"县级汇总_{MONTH}.xlsx").read_bytes() == before


def test_a_county_reviews_its_branches(small: Path) -> None:
    """Every branch's papers are made from its own sealed month; one without a seal is told, the others are done."""
    names = _names(small)
    assert batched(small, "--branch", names[0], "--branch", names[1])[0] == 0
    assert batched(small, "--branch", names[0], "--branch", names[1], command="close")[0] == 0
    code, answer = batched(small, command="grade-review")
    assert (code, [branch["state"] for branch in answer["branches"]]) == (1, ["done", "done", "failed"])
    assert answer["branches"][2]["problems"][0]["code"] == "E660"
    for name in names[:2]:
        assert list((small / name / "reports" / f"评审_{MONTH}").glob("*.xlsx"))


def test_a_county_counts_what_its_reviews_advise(small: Path) -> None:
    """By branch and in all: as many people as the branches' own papers list, and nobody's month's pay."""
    assert batched(small)[0] == 0
    assert batched(small, command="close")[0] == 0
    code, answer = batched(small, command="grade-review")
    assert code == 0
    advised: dict[str, list[str]] = {}
    for branch in answer["branches"]:
        name = f"客户经理等级评审_{MONTH}.xlsx"
        papers = load_workbook(small / branch["folder"] / "reports" / f"评审_{MONTH}" / name)
        rows = papers["评审结果录入"].iter_rows(min_row=6, max_col=5, values_only=True)
        advised[branch["name"]] = [str(row[3]) for row in rows if row[0]]
    book = load_workbook(small / "reports" / MONTH / f"县级评审_{MONTH}.xlsx")
    assert book.sheetnames == ["评审汇总", "评审名单", "问题分机构"]
    found = {row[2]: row[3:9] for row in book["评审汇总"].iter_rows(min_row=5, values_only=True) if row[1]}
    kinds = ("晋级", "维持", "降级", "退出")
    assert found == {
        name: (len(said), *map(said.count, kinds), sum(one not in kinds for one in said))
        for name, said in advised.items()
    }
    assert sum(len(said) for said in advised.values()) == 12
    total = next(row for row in book["评审汇总"].iter_rows(values_only=True) if "合计" in str(row[0]))
    assert total[3] == "=SUM(D5:D7)"


def test_a_run_for_one_branch_keeps_the_others_in_the_countys_reports(small: Path) -> None:
    """What the others came to still holds; one whose files changed since is named as not dealt with."""
    names = _names(small)

    def leagues() -> tuple[set[str], bool]:
        book = load_workbook(small / "reports" / MONTH / f"县级汇总_{MONTH}.xlsx")
        rows = book["客户经理排名"].iter_rows(min_row=4, values_only=True)
        return {str(row[1]) for row in rows if row[0]}, "未齐与失败" in book.sheetnames

    assert batched(small)[0] == 0
    everybody = leagues()
    assert (len(everybody[0]), everybody[1]) == (3, False)
    code, answer = batched(small, "--branch", names[0], "--force")
    assert (code, [branch["folder"] for branch in answer["branches"]]) == (0, [names[0]])
    assert leagues() == everybody
    _retitled(small / names[1] / "inbox" / MONTH / "营销费用.xlsx")
    assert batched(small, "--branch", names[0])[0] == 0
    assert (len(leagues()[0]), leagues()[1]) == (2, True)


def test_a_county_report_that_was_changed_is_kept_aside_and_told(small: Path) -> None:
    assert batched(small)[0] == 0
    path = small / "reports" / MONTH / f"县级汇总_{MONTH}.xlsx"
    book = load_workbook(path)
    book["机构汇总"]["A1"] = "改过"
    book.save(path)
    done = run("batch", "appraise", MONTH, small)
    assert (done.code, "W657" in done.err) == (0, True)


def test_missing_inputs_alone_exit_with_6(small: Path) -> None:
    name = _names(small)[0]
    (small / name / "inbox" / MONTH / "贷款台账.xlsx").unlink()
    assert batched(small, command="check")[0] == 6


def test_a_county_closes_and_a_second_close_says_so_calmly(small: Path) -> None:
    assert batched(small)[0] == 0
    summary = small / "reports" / MONTH / f"县级汇总_{MONTH}.xlsx"
    before = summary.read_bytes()
    assert batched(small, command="close")[0] == 0
    assert (small / "reports" / MONTH / f"县级封存_{MONTH}.xlsx").is_file()
    assert summary.read_bytes() == before
    code, again = batched(small, "--force", command="close")
    assert (code, {branch["state"] for branch in again["branches"]}) == (0, {"done"})
    assert all(
        (small / branch["folder"] / "sealed" / f"{MONTH}.zip").is_file() for branch in again["branches"]
    )


def test_a_county_finishes_a_closing_that_was_cut_off(small: Path) -> None:
    """Killed between one branch's seal and its entry in the trail: closing the county again leaves nothing undone."""
    assert batched(small)[0] == 0
    assert batched(small, command="close")[0] == 0
    name = _names(small)[0]
    (small / name / "sealed" / "trail.jsonl").write_bytes(b"")
    assert batched(small, "--force", command="close")[0] == 0
    assert run("verify", "-w", small / name).code == 0


def test_one_manager_on_two_rosters_is_an_error_unless_moved(small: Path) -> None:
    _rename(places(small)[1] / "managers.xlsx", "M02001", "M01001")
    code, answer = batched(small, command="check")
    assert code == 1
    assert [found["code"] for found in answer["across"]] == ["E651"]
    assert answer["across"][0]["key"] == "M01001"


def _retitled(path: Path) -> None:
    """The workbook with another title, which changes no figure."""
    book = load_workbook(path)
    book.worksheets[0]["A1"] = "改过的标题"
    book.save(path)


def _rename(path: Path, old: str, new: str) -> None:
    book = load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new
    book.save(path)


def tree(folder: Path) -> dict[str, str]:
    """Every published file by content; what a run keeps for itself is left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cmtool" not in path.parts
    }


def started(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "cmtool", "batch", "appraise", MONTH, str(folder), "--jobs", "2"]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_batch_killed_at_any_point_ends_in_the_same_bytes(small: Path, tmp_path: Path) -> None:
    """Killed with all its processes again and again, later each time; the last start comes to the end."""
    calm = tmp_path / "calm" / small.name
    shutil.copytree(small, calm)
    assert run("batch", "appraise", MONTH, calm, "--jobs", "2").code == 0
    for delay in (0.3, 1.0, 1.6, 2.2, 2.8):
        process = started(small)
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert run("batch", "appraise", MONTH, small, "--jobs", "2").code == 0
    assert tree(small) == tree(calm)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes under /proc")
def test_a_process_that_dies_takes_no_branch_with_it(small: Path) -> None:
    """One of the two working processes is killed; its branch is done again and all come through."""
    process = started(small)
    killed = _kill_a_child(process.pid)
    assert process.wait(timeout=120) == 0
    assert killed
    assert all((small / place / "reports" / MONTH / "manifest.json").is_file() for place in _names(small))


def _names(folder: Path) -> list[str]:
    return [place.name for place in places(folder)]


def _kill_a_child(parent: int) -> bool:
    """Kill the first process of the pool that has begun to work (it has imported the rules by then)."""
    for _ in range(200):
        for child in _children(parent):
            try:
                maps = Path(f"/proc/{child}/maps").read_text()
                words = Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                continue
            if b"spawn_main" in words and "pandas" in maps:
                os.kill(child, signal.SIGKILL)
                return True
        time.sleep(0.02)
    return False


def _children(parent: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            yield int(path.parent.name)
