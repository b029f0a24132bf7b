"""Where the time of ``cmtool appraise`` goes: ``python benchmarks/phases.py WORKSPACE [MONTH] [--profile PHASE]``.

CPU seconds of each phase in one process, in the order in which appraise takes them, beside python-calamine's
``to_python`` of the same workbooks. Phases: ``read`` (workbooks parsed, nothing kept), ``intake`` (parsed, checked, made
a book), ``rules``, ``whole`` (the command from beginning to end, in a copy of the workspace).
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from calamine_read import read

from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.text import CHINESE
from cmtool.rules.appraise import appraise
from cmtool.workflows.appraise import Wish
from cmtool.workflows.appraise import appraise as whole
from cmtool.workflows.gathering import Gathered, Grounds, gathered, grounds, workbooks


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", type=Path)
    parser.add_argument("month", nargs="?", default="2024-06")
    parser.add_argument("--profile", default="", metavar="PHASE")
    wish = parser.parse_args()
    workspace, month = Workspace(wish.workspace), Month.parse(wish.month)
    base, _ = grounds(workspace, month)
    assert base is not None, "branch and policy can be used"
    found: dict[str, Gathered] = {}

    def intake() -> None:
        found["book"] = gathered(workspace, base)

    phases: dict[str, Callable[[], object]] = {
        "calamine": lambda: read(wish.workspace, wish.month),
        "read": lambda: walk(workspace, month),
        "intake": intake,
        "rules": lambda: work_out(base, found["book"]),
        "whole": lambda: published(wish.workspace, month),
    }
    yardstick = 1.0
    for name, phase in phases.items():
        if name == wish.profile:
            profile = cProfile.Profile()
            profile.runcall(phase)
            pstats.Stats(profile).sort_stats("tottime").print_stats(35)
        start = time.process_time()
        phase()
        seconds = time.process_time() - start
        yardstick = seconds if name == "calamine" else yardstick
        print(f"{name:10} {seconds:7.2f} s CPU  × {seconds / yardstick:.2f}", flush=True)


def walk(workspace: Workspace, month: Month) -> int:
    """Parse every workbook of the month; how many parts its sheets came in."""
    return sum(1 for one in workbooks(workspace, month) for grid in one.grids for _ in grid.parts)


def work_out(base: Grounds, book: Gathered) -> object:
    return appraise(book.book, base.policy.policy, base.state, base.branch, trial=False)


def published(folder: Path, month: Month) -> object:
    """The whole command, in a copy of the workspace."""
    with tempfile.TemporaryDirectory() as room:
        copy = Path(room) / "branch"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("reports", "marked"))
        return whole(Workspace(copy), month, Wish(CHINESE))


if __name__ == "__main__":
    main()
