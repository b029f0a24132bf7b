"""Encrypted workbooks in a month: the password from a file or the environment, and clear words without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

import june
from handedit import lock
from terminal import run

MONTH = "2024-06"
PASSWORD = "延河 2024"


@pytest.fixture
def locked(june_workspace: Path) -> tuple[Path, str]:
    """The hand-worked month, its largest workbook encrypted; and that workbook's name."""
    path = max((june_workspace / "inbox" / MONTH).glob("*.xlsx"), key=lambda path: path.stat().st_size)
    lock(path, PASSWORD)
    return june_workspace, path.name


def test_without_a_password_the_file_is_refused(locked: tuple[Path, str]) -> None:
    """Exit code 3, the file by name, and both ways to give a password."""
    done = run("check", MONTH, "-w", locked[0])
    assert done.code == 3
    said = done.out + done.err
    assert "E006" in said
    for word in (locked[1], "--password-file", "CMTOOL_PASSWORD"):
        assert word in said.replace("\n", "").replace(" ", "")


def test_password_file_opens_it(locked: tuple[Path, str], tmp_path: Path) -> None:
    """Any line of the file may fit; the figures are those of the plain workbook, and the password shows nowhere."""
    file = tmp_path / "密码.txt"
    file.write_text(f"别的\n{PASSWORD}\n", encoding="utf-8-sig")
    assert run("check", MONTH, "-w", locked[0], "--no-mark", "--password-file", file).code == 0
    done = run("appraise", MONTH, "-w", locked[0], "--password-file", file)
    assert done.code == 0
    assert PASSWORD not in done.out + done.err
    for path in (locked[0] / "reports" / MONTH).rglob("*.json"):
        assert PASSWORD not in path.read_text(encoding="utf-8")
    assert run("close", MONTH, "-w", locked[0], "--password-file", file).code == 0


def test_environment_opens_it(locked: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMTOOL_PASSWORD", PASSWORD)
    assert run("check", MONTH, "-w", locked[0], "--no-mark").code == 0
    monkeypatch.setenv("CMTOOL_PASSWORD", "错")
    done = run("check", MONTH, "-w", locked[0], "--no-mark")
    assert (done.code, "E022" in done.err) == (3, True)


def test_password_file_that_cannot_be_read_is_said(june_files: Path, tmp_path: Path) -> None:
    done = run("check", MONTH, "-w", june_files, "--no-mark", "--password-file", tmp_path / "没有.txt")
    assert done.code == 2
    assert "密码文件" in done.out + done.err


def test_problems_of_an_encrypted_workbook_come_as_a_list(june_workspace: Path, tmp_path: Path) -> None:
    """A copy would hold its figures without the password; the list says why there is none."""
    rows = [list(row) for row in june.LOANS[1]]
    rows[1][8] = "九千"
    path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
    june.write(path, {"6月": (june.LOANS[0], rows)})
    lock(path, PASSWORD)
    file = tmp_path / "密码.txt"
    file.write_text(PASSWORD, encoding="utf-8")
    assert run("check", MONTH, "-w", june_workspace, "--password-file", file).code == 1
    folder = june_workspace / "marked" / MONTH
    assert not (folder / "贷款台账.xlsx").exists()
    book = load_workbook(folder / "贷款台账_问题.xlsx")
    assert "它加了打开密码" in str(book["说明"]["A2"].value)
    assert book["数据问题清单"]["C5"].value == "E126"
