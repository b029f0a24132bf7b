"""How long ``cmtool appraise`` takes, end to end, beside a bare read and a plain script on the same workbooks.

    python benchmarks/appraise.py [--rows 10000 100000] [--rounds 3]

For each size a synthetic branch with about so many rows in its loan ledger is made. Then three programs take turns, each
a process of its own: python-calamine's ``to_python`` of every sheet, pandas with openpyxl for the same sums, and cmtool
from an empty reports folder. Medians of the rounds, CPU time of user and system together, peak resident memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_MONTH = "2024-06"
_CLIENTS = 350  # for each manager
_MANAGERS = 40  # at most: what is measured grows with the rows, not with the sheets to print
_NOTES_EACH = 1.3  # of a client in one month's ledger, about
_RSS_UNIT = 1024 if sys.platform != "darwin" else 1  # bytes in a unit of ru_maxrss
_CMTOOL = "from cmtool.cli.main import run; run()"


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the clock, seconds of CPU, peak memory in MiB."""

    wall: float
    cpu: float
    peak: float


def made(workspace: Path, rows: int) -> Mapping[str, int]:
    """Make a branch with about so many rows in its loan ledger; the rows of each table.

    In a process of its own: a child's peak memory counts from what its parent held when it was started.
    """
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
        return apart.submit(make, workspace, rows).result()


def make(workspace: Path, rows: int) -> Mapping[str, int]:
    from cmtool.workflows.demo.branch import demo
    from cmtool.workflows.demo.plan import Plan

    managers = min(_MANAGERS, max(1, round(rows / _NOTES_EACH / _CLIENTS)))
    clients = max(1, round(rows / _NOTES_EACH / managers))
    return dict(demo(workspace, Plan(managers, clients, 1)).rows)


def programs(workspace: Path) -> dict[str, list[str]]:
    """The contestants' command lines, the yardsticks first."""
    month, python = _MONTH, sys.executable
    return {
        "calamine": [python, str(HERE / "calamine_read.py"), str(workspace), month],
        "pandas+openpyxl": [python, str(HERE / "plain_pandas.py"), str(workspace), month],
        "cmtool appraise": [python, "-c", _CMTOOL, "appraise", month, "-w", str(workspace)],
    }


def measured(command: Sequence[str], fine: Sequence[int] = (0,)) -> Run:
    """Run a process to its end; SystemExit when it ends otherwise than ``fine``."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in fine:
            said.seek(0)
            sys.exit(f"{' '.join(command)}\n{said.read().decode(errors='replace')}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT / 2**20)


def raced(workspace: Path, rounds: int) -> dict[str, Run]:
    """The median run of each program; they take turns, so that a slow minute meets all."""
    runs: dict[str, list[Run]] = {}
    for _ in range(rounds):
        for name, command in programs(workspace).items():
            for folder in ("reports", "marked"):
                shutil.rmtree(workspace / folder, ignore_errors=True)
            runs.setdefault(name, []).append(measured(command))
    return {name: _median(found) for name, found in runs.items()}


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(run.wall for run in runs),
        statistics.median(run.cpu for run in runs),
        statistics.median(run.peak for run in runs),
    )


def lines(rows: Mapping[str, int], runs: Mapping[str, Run]) -> Iterator[str]:
    """The outcome as a table."""
    yield (
        f"loans {rows['loans']:,} rows, deposits {rows['deposits']:,}, clients {rows['clients']:,}, "
        f"managers {rows['managers']:,}"
    )
    heads = ("wall s", "CPU s", "peak MiB", "CPU×calamine", "wall×calamine", "CPU×pandas", "wall×pandas")
    yield f"{'':16}" + "".join(f"{head:>15}" for head in heads)
    calamine, pandas = runs["calamine"], runs["pandas+openpyxl"]
    for name, run in runs.items():
        figures = (run.wall, run.cpu, run.peak)
        ratios = (
            run.cpu / calamine.cpu,
            run.wall / calamine.wall,
            run.cpu / pandas.cpu,
            run.wall / pandas.wall,
        )
        yield f"{name:16}" + "".join(f"{figure:>15.2f}" for figure in (*figures, *ratios))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    wish = parser.parse_args()
    for rows in wish.rows:
        with tempfile.TemporaryDirectory() as room:
            workspace = Path(room) / "branch"
            written = made(workspace, rows)
            print("\n".join(lines(written, raced(workspace, wish.rounds))), flush=True)
            print()


if __name__ == "__main__":
    main()
