"""``cmtool demo`` and ``cmtool init`` as a person calls them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from cmtool.cli.main import main
from terminal import run


def test_demo_makes_a_workspace_and_says_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "示例 社"
    code = main(["--lang", "zh", "demo", str(folder), "--managers", "1", "--clients", "5", "--months", "2"])
    told = capsys.readouterr().out
    assert code == 0
    assert (folder / "branch.toml").is_file()
    assert f'cmtool appraise 2024-05 -w "{folder}"' in told


def test_a_demo_with_errors_is_checked_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The errors stand in the last month, which is to be checked."""
    folder = tmp_path / "x"
    small = ["--managers", "1", "--clients", "5", "--months", "1", "--until", "2024-06"]
    assert main(["--lang", "zh", "demo", str(folder), *small, "--dirty"]) == 0
    assert f'下一步：cmtool check 2024-06 -w "{folder}"' in capsys.readouterr().out.replace("\n", "")


def test_a_demo_of_a_county_counts_managers_by_branch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two branches of one manager each: one in each, two in all."""
    small = ["--managers", "1", "--clients", "5", "--months", "1", "--branches", "2"]
    assert main(["--lang", "zh", "demo", str(tmp_path / "x"), *small]) == 0
    told = capsys.readouterr().out
    assert "每个机构 1 名客户经理" in told
    assert "2 名客户经理，每人 5 户" in told


@pytest.mark.parametrize("command", ["demo", "init"])
def test_nothing_is_overwritten(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with something in it: exit code 2, one sentence, and the folder as it was."""
    (tmp_path / "branch.toml").write_text("mine", "utf-8")
    assert main(["--lang", "zh", command, str(tmp_path)]) == 2
    assert "没有写入任何文件" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["branch.toml"]
    assert (tmp_path / "branch.toml").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "wrong",
    [
        ["--managers", "0"],
        ["--clients", "0"],
        ["--managers", "2000", "--clients", "151"],
        ["--months", "0"],
        ["--seed", "0"],
        ["--until", "2024-13"],
        ["--until", "1950-01"],
    ],
)
def test_a_branch_that_cannot_be_is_refused(wrong: list[str], tmp_path: Path) -> None:
    """A usage error, and no folder."""
    assert main(["--lang", "zh", "demo", str(tmp_path / "x"), *wrong]) == 2
    assert not (tmp_path / "x").exists()


def test_init_takes_the_month_of_its_inbox(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "init", str(tmp_path / "新社"), "--month", "202409"]) == 0
    assert (tmp_path / "新社" / "inbox" / "2024-09").is_dir()
    assert "cmtool check 2024-09" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["last", "上月"])
def test_the_last_month_has_a_word_for_schedulers(june_workspace: Path, word: str) -> None:
    """The month before today's: named in the problem, for June has no such folder."""
    yesterdays = {date.today().replace(day=1) - timedelta(days=1)}
    said = run("check", word, "-w", june_workspace).err
    yesterdays.add(date.today().replace(day=1) - timedelta(days=1))
    assert any(f"inbox/{day:%Y-%m}" in said for day in yesterdays)
