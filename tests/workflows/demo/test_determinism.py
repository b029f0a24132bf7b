"""The same plan gives the same bytes, whatever the machine's hash seed, clock, zone or language."""

from __future__ import annotations

import os
import subprocess
import sys

from cmtool.workflows.demo.branch import branch_files, policy_from
from cmtool.workflows.demo.dice import Dice
from cmtool.workflows.demo.plan import Plan

PLAN = Plan(managers=3, clients=15, months=2, seed=5, dirty=True)
_TELL = """
import hashlib
from cmtool.workflows.demo.branch import branch_files
from cmtool.workflows.demo.plan import Plan
plan = Plan(managers=3, clients=15, months=2, seed=5, dirty=True)
for file in branch_files(plan):
    print(hashlib.sha256(file.content).hexdigest(), ascii(file.name))
"""


def _told(**surroundings: str) -> str:
    environment = {**os.environ, "PYTHONUTF8": "1", **surroundings}
    run = subprocess.run(
        [sys.executable, "-c", _TELL], env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout


def test_same_bytes_under_any_hash_seed_and_zone() -> None:
    """Two interpreters with other hash seeds, time zones and locales write the same files."""
    first = _told(PYTHONHASHSEED="0", TZ="Asia/Shanghai", LANG="zh_CN.UTF-8")
    second = _told(PYTHONHASHSEED="4711", TZ="America/New_York", LANG="C")
    assert first == second
    assert first.count("\n") == 2 + 1 + 2 * 7  # policy and branch, the roster, seven workbooks a month


def test_another_seed_gives_another_branch() -> None:
    """Every ledger differs, and the branch has another name and code."""
    one, two = Plan(2, 10, 1, seed=1), Plan(2, 10, 1, seed=2)
    contents = [{file.name: file.content for file in branch_files(plan)} for plan in (one, two)]
    assert contents[0].keys() == contents[1].keys()
    same = {name for name in contents[0] if contents[0][name] == contents[1][name]}
    assert same == {"policy/2024-01.toml"}
    assert (one.institution, one.code) != (two.institution, two.code)


def test_dirt_touches_only_the_last_month_and_the_roster() -> None:
    """A dirty branch is the clean one but for the workbooks of its last month and the targets of that month."""
    clean = {file.name: file.content for file in branch_files(Plan(3, 15, 2, seed=5))}
    dirty = {file.name: file.content for file in branch_files(PLAN)}
    changed = {name for name in clean if clean[name] != dirty[name]}
    last = {name for name in clean if name.startswith("inbox/2024-06/")}
    assert changed == {"managers.xlsx", *last} - {"inbox/2024-06/机构基本情况表.xlsx"}


def test_streams_with_other_names_do_not_follow_each_other() -> None:
    """Two names give two sequences, the same name the same one."""
    assert [Dice(1, "a").between(1, 10**9) for _ in range(2)] == [Dice(1, "a").between(1, 10**9)] * 2
    assert Dice(1, "a").between(1, 10**9) != Dice(1, "b").between(1, 10**9)


def test_policy_is_in_force_from_the_first_month() -> None:
    """Shipped from January 2024; a branch that begins in 2023-07 has it from January 2023, file name and key alike."""
    effective, text = policy_from(Plan(months=12).first)
    assert str(effective) == "2023-01"
    assert 'effective = "2023-01"' in text
    assert str(policy_from(Plan(months=3).first)[0]) == "2024-01"
