"""What the real reader makes of a synthetic branch: nothing to object to, and every mistake of a dirty one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmtool.files.workspace import Workspace
from cmtool.workflows.check import check
from cmtool.workflows.demo.branch import Made, demo
from cmtool.workflows.demo.plan import Plan


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Made]:
    folder = tmp_path_factory.mktemp("网点 一") / "延河"
    made = demo(folder, Plan(managers=5, clients=30, months=2, seed=3))
    return Workspace(folder), made


def test_clean_branch_has_no_problem_at_all(branch: tuple[Workspace, Made]) -> None:
    """Nothing to mend in any month, only the accounts that are nobody's; every 合计 and the 总账 agree with the rows."""
    workspace, made = branch
    for month in made.plan.span:
        checked = check(workspace, month)
        assert [problem.code for problem in checked.problems if problem.code != "W309"] == []


def test_every_row_written_is_read(branch: tuple[Workspace, Made]) -> None:
    """The rows read of each table over the months are those that demo says it wrote."""
    workspace, made = branch
    read = dict.fromkeys(made.rows, 0)
    for month in made.plan.span:
        for source in check(workspace, month).sources:
            if source.path.startswith("inbox/") or month == made.plan.until:
                read[source.table] += source.read
    assert read == dict(made.rows)


def test_ledger_totals_stand_below_their_rows(branch: tuple[Workspace, Made]) -> None:
    """The loan ledger states a 合计 of each amount, and the reader took it as one."""
    workspace, made = branch
    sources = check(workspace, made.plan.until).sources
    loans = next(source for source in sources if source.table == "loans")
    assert {"balance", "amount", "collected_interest"} <= set(loans.total_fen)
    assert loans.total_fen["balance"] > 0


def test_dirty_month_shows_each_kind_of_mistake(tmp_path: Path) -> None:
    """Error cell, uncalculated formula, lossy ids, a date that is none, a wrong 合计, a note twice, people and clients
    nobody knows, a day after the month, a wrong general ledger, a category that is none; the month before is clean.
    """
    demo(tmp_path / "脏", Plan(managers=3, clients=30, months=2, seed=3, dirty=True))
    workspace = Workspace(tmp_path / "脏")
    codes = {problem.code for problem in check(workspace, Plan().until).problems}
    expected = "E120 E121 E122 E123 E129 E133 E137 E154 E155 E160 E163 E170 E190"
    assert set(expected.split()) <= codes
    clean = check(workspace, Plan().until.previous).problems
    assert {problem.code for problem in clean} <= {"W309"}


@pytest.mark.parametrize("plan", [Plan(1, 1, 1), Plan(1, 1, 1, dirty=True), Plan(2, 3, 14, seed=9)])
def test_the_smallest_branches_can_be_read(plan: Plan, tmp_path: Path) -> None:
    """One manager with one client is a branch too; so are 14 months over a year's end."""
    demo(tmp_path / "小", plan)
    checked = check(Workspace(tmp_path / "小"), plan.first)
    tables = {source.table for source in checked.sources}
    assert {"managers", "loans", "deposits", "clients", "ledger", "targets"} <= tables
    assert plan.dirty or not any(problem.is_error for problem in checked.problems)
