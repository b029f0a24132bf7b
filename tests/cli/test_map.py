"""``cmtool map``, and 以后都认 in a marked copy: a header is settled once in ``branch.toml`` and known from then on."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

import june
from cli.test_take_back import copy_of, edit, log, take_back
from terminal import run

MONTH = "2024-06"
HEADER = "贷款剩余余额"  # for 贷款余额


@pytest.fixture
def odd(june_workspace: Path) -> Path:
    """The hand-worked month with a ledger whose 贷款余额 has a name of its own."""
    header = [HEADER if name == "贷款余额" else name for name in june.LOANS[0]]
    path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
    june.write(path, {"6月": (header, june.LOANS[1])}, title="延河信用社贷款台账")
    assert run("check", MONTH, "-w", june_workspace).code != 0
    return june_workspace


def columns(workspace: Path) -> object:
    return tomllib.loads((workspace / "branch.toml").read_text("utf-8"))["columns"]


def test_a_header_is_settled_from_the_command_line(odd: Path) -> None:
    """The month is then as it was worked by hand, and so is the next that uses the header."""
    ran = run("map", "贷款台账", HEADER, "贷款余额", "-w", odd)
    assert ran.code == 0, ran.err
    assert columns(odd) == {"贷款台账": {HEADER: "贷款余额"}}
    assert run("check", MONTH, "-w", odd).code == 0
    assert "4,572.40" in run("appraise", MONTH, "-w", odd).out
    july = shutil.copytree(odd / "inbox" / MONTH, odd / "inbox" / "2024-07")
    assert july.is_dir()
    assert "E103" not in run("check", "2024-07", "-w", odd).err


def test_comments_and_line_ends_stay(odd: Path) -> None:
    """Everything of the file but the new lines is there as it was, byte for byte."""
    path = odd / "branch.toml"
    before = ("\ufeff# 本社\n" + june.BRANCH + "\n# 末尾的注释\n").replace("\n", "\r\n").encode()
    path.write_bytes(before)
    assert run("map", "loans", HEADER, "balance", "-w", odd).code == 0
    after = path.read_bytes()
    assert after.startswith(before)
    assert after[len(before) :].decode() == f'\r\n[columns."贷款台账"]\r\n"{HEADER}" = "贷款余额"\r\n'
    again = run("map", "贷款台账", HEADER, "贷款金额", "-w", odd)
    assert (again.code, "原来是“贷款余额”，改为“贷款金额”" in again.out) == (0, True)
    assert columns_of(path) == {"贷款台账": {HEADER: "贷款金额"}}


def columns_of(path: Path) -> object:
    return tomllib.loads(path.read_text("utf-8-sig"))["columns"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [(("贷款台帐", HEADER, "贷款余额"), "贷款台账"), (("贷款台账", HEADER, "本月收回本"), "本月收回本金")],
)
def test_what_is_not_known_is_asked_about(odd: Path, arguments: tuple[str, ...], hint: str) -> None:
    """2, with the nearest name; nothing is written."""
    before = (odd / "branch.toml").read_bytes()
    ran = run("map", *arguments, "-w", odd)
    assert (ran.code, (odd / "branch.toml").read_bytes()) == (2, before)
    assert f"是不是“{hint}”" in ran.err


@pytest.mark.parametrize("header", ["贷款余额", "贷款余额（元）", "借据余额", "balance"])
def test_a_known_header_of_another_column_is_refused(odd: Path, header: str) -> None:
    """贷款余额, with its unit, by another known name or its id, is no 贷款金额: 2, and nothing is written."""
    before = (odd / "branch.toml").read_bytes()
    ran = run("map", "贷款台账", header, "贷款金额", "-w", odd)
    assert (ran.code, (odd / "branch.toml").read_bytes()) == (2, before)
    assert f"“{header}”本来就是“贷款余额”这一列，不能再当作“贷款金额”" in ran.err


def test_a_damaged_branch_file_is_not_touched(odd: Path) -> None:
    path = odd / "branch.toml"
    path.write_text("schema = 1\n[columns\n", "utf-8")
    ran = run("map", "贷款台账", HEADER, "贷款余额", "-w", odd)
    assert (ran.code, path.read_text("utf-8")) == (2, "schema = 1\n[columns\n")
    assert "E061" in ran.err


def test_a_header_is_settled_in_the_marked_copy(odd: Path) -> None:
    """以后都认: the workbook keeps its header, branch.toml knows it, and the month stands."""
    edit(copy_of(odd), {}, {"E103": ("以后都认", "", "")})
    ran = take_back(odd)
    assert ran.code == 0, ran.err
    assert "记住表头 1 个" in ran.out
    assert columns(odd) == {"贷款台账": {HEADER: "贷款余额"}}
    assert "4,572.40" in run("appraise", MONTH, "-w", odd).out
    assert [(row["单元格"], row["原值"], row["新值"]) for row in log(odd)] == [("F3", HEADER, HEADER)]


def test_a_header_is_mended_in_the_marked_copy(odd: Path) -> None:
    """按建议改 writes the canonical header into the cell of the odd one, for this month."""
    edit(copy_of(odd), {}, {"E103": ("按建议改", "", "")})
    ran = take_back(odd)
    assert ran.code == 0, ran.err
    assert [(row["单元格"], row["原值"], row["新值"]) for row in log(odd)] == [("F3", HEADER, "贷款余额")]
    assert "columns" not in tomllib.loads((odd / "branch.toml").read_text("utf-8"))


def test_only_headers_are_settled(june_workspace: Path) -> None:
    """An amount cannot be settled for ever."""
    rows = [[*row[:8], "九千"] for row in june.LOANS[1]]
    path = june_workspace / "inbox" / MONTH / "贷款台账.xlsx"
    june.write(path, {"6月": (june.LOANS[0], rows)}, title="延河信用社贷款台账")
    assert run("check", MONTH, "-w", june_workspace).code == 1
    edit(copy_of(june_workspace), {}, {"E126": ("以后都认", "", "")})
    assert "E637" in take_back(june_workspace).err
