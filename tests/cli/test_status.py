"""Bare ``cmtool`` and ``cmtool check``: where the month stands and what is wrong with its data."""

from __future__ import annotations

from pathlib import Path

import pytest

import june
from terminal import run

MONTH = "2024-06"


def table_row(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if name in line)


class TestStatus:
    def test_a_fresh_month(self, june_workspace: Path) -> None:
        """Tables that have come with their rows, those that have not, and ``appraise`` as the next command."""
        ran = run("-w", june_workspace)
        assert ran.code == 0
        assert "未计算" in table_row(ran.out, "2024-06")
        assert "已到，3 行" in table_row(ran.out, "贷款台账")
        assert "cmtool appraise 2024-06" in ran.out

    def test_a_table_that_has_not_come(self, june_workspace: Path) -> None:
        """It is named, and ``check`` is the next command."""
        (june_workspace / "inbox" / MONTH / "存款.xlsx").unlink()
        ran = run("-w", june_workspace)
        assert "未到" in table_row(ran.out, "存款分户余额")
        assert "下一步：还没有收齐" in ran.out
        assert "cmtool check 2024-06" in ran.out

    def test_a_table_whose_file_cannot_be_read(self, june_workspace: Path) -> None:
        """It has come, and yet is not there: neither asked for nor counted."""
        (june_workspace / "inbox" / MONTH / "存款.xlsx").write_bytes(b"PK\3\4")
        ran = run("-w", june_workspace)
        assert "文件读不出" in table_row(ran.out, "存款分户余额")
        assert "下一步：有错误要改" in ran.out

    def test_an_appraised_month(self, appraised_workspace: Path) -> None:
        """第1稿 stands there and ``close`` comes next; after an input changed, ``appraise`` again."""
        ran = run("-w", appraised_workspace)
        assert "已出报表" in table_row(ran.out, "2024-06")
        assert "第1稿" in table_row(ran.out, "2024-06")
        assert "cmtool close 2024-06" in ran.out
        june.write(appraised_workspace / "inbox" / MONTH / "客户名册表.xlsx", {"客户名册": june.CLIENTS})
        assert "cmtool appraise 2024-06" in run("-w", appraised_workspace).out

    def test_sealed_months(self, quarter: Path) -> None:
        """Sealed months are told as such; the first open one is the current one."""
        ran = run("-w", quarter)
        assert "已封存" in table_row(ran.out, "2024-05")
        assert "2024-06 的数据" in ran.out

    def test_all_sealed(self, quarter: Path) -> None:
        """When nothing is open the next month's folder is asked for."""
        run("appraise", MONTH, "-w", quarter)
        run("close", MONTH, "-w", quarter)
        assert "inbox/2024-07" in run("-w", quarter).out

    def test_an_empty_workspace(self, tmp_path: Path) -> None:
        """A new workspace is told what to do first."""
        (tmp_path / "branch.toml").write_text(june.BRANCH, "utf-8")
        ran = run("-w", tmp_path)
        assert ran.code == 0
        assert "inbox/2024-06" in ran.out

    def test_from_inside(self, june_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """In any folder of a workspace, no ``-w`` is needed."""
        monkeypatch.chdir(june_workspace / "inbox")
        assert "贷款台账" in run().out

    def test_outside(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """2 where there is no workspace, and how to make one."""
        monkeypatch.chdir(tmp_path)
        ran = run()
        assert ran.code == 2
        assert "cmtool init" in ran.err


class TestCheck:
    def test_good_data(self, june_workspace: Path) -> None:
        """0; what was read is told: roster, targets, opening, clients, loans, deposits and three registers."""
        ran = run("check", MONTH, "-w", june_workspace)
        assert ran.code == 0
        assert "9 张表" in ran.out

    def test_bad_data(self, june_workspace: Path) -> None:
        """1; two cells with one cause are one line that names both, and the remedy stands there once."""
        rows = [[*row[:3], "没有", *row[4:]] for row in june.DEPOSITS[1][:2]]
        june.write(june_workspace / "inbox" / MONTH / "存款.xlsx", {"存款": (june.DEPOSITS[0], rows)})
        ran = run("check", MONTH, "-w", june_workspace)
        assert ran.code == 1
        lines = ran.err.splitlines()
        (at,) = [number for number, line in enumerate(lines) if "存款!D2" in line]
        assert "错误 E126（2 处）" in lines[at]
        assert "存款!D2、D3 " in lines[at]
        assert [line for line in lines[at : at + 3] if "怎么办" in line] == [lines[at + 1]]

    def test_it_writes_nothing(self, june_workspace: Path) -> None:
        """Checking leaves the folder as it was."""
        before = sorted(june_workspace.rglob("*"))
        run("check", MONTH, "-w", june_workspace)
        assert sorted(june_workspace.rglob("*")) == before
