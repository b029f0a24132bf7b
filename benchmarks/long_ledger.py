"""What one long loan ledger costs: ``python benchmarks/long_ledger.py [--rows 500000] [--small 100000] [--rounds 5]``.

Three branches whose ledger has so many rows of fourteen columns (clean; one row in twenty bad; all columns wrong), and a
clean small one. The programs take turns, each a process of its own: python-calamine's ``to_python`` of the clean
branch's workbooks, ``cmtool appraise`` of each branch from an empty reports folder, and of the small branch a plain script
with pandas and openpyxl, which is slow. Then the parts of reading the clean ledger, in one process. Medians of the rounds; CPU of user and
system together.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from appraise import Run, measured, programs
from big_ledger import MONTH, make

_FOUND = (0, 1)  # exit codes: reports, or a list of problems


def made(room: Path, rows: int, small: int) -> Mapping[str, Path]:
    """The branches, each made in a process of its own."""
    wanted = {"clean": rows, "bad": rows, "wrong": rows, "small": small}
    for name, count in wanted.items():
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
            apart.submit(make, room / name, count, "clean" if name == "small" else name).result()
    return {name: room / name for name in wanted}


def contestants(branches: Mapping[str, Path]) -> dict[str, tuple[Path, list[str]]]:
    """Name → the branch and the command line."""
    found = {
        "calamine": (branches["clean"], programs(branches["clean"])["calamine"]),
        "pandas, small": (branches["small"], programs(branches["small"])["pandas+openpyxl"]),
        "appraise, small": (branches["small"], programs(branches["small"])["cmtool appraise"]),
    }
    for name in ("clean", "bad", "wrong"):
        found[f"appraise, {name}"] = (branches[name], programs(branches[name])["cmtool appraise"])
    return found


def raced(branches: Mapping[str, Path], rounds: int) -> dict[str, Run]:
    """The median run of each program."""
    runs: dict[str, list[Run]] = {}
    for _ in range(rounds):
        for name, (branch, command) in contestants(branches).items():
            for folder in ("reports", "marked"):
                shutil.rmtree(branch / folder, ignore_errors=True)
            runs.setdefault(name, []).append(measured(command, _FOUND))
    return {name: median(found) for name, found in runs.items()}


def median(runs: list[Run]) -> Run:
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "peak")))


def parts(branch: Path, rounds: int) -> dict[str, float]:
    """Median CPU seconds of the parts of reading the ledger, and of the bare read beside them."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
        return apart.submit(timed, branch / "inbox" / MONTH / "贷款台账.xlsx", rounds).result()


def timed(path: Path, rounds: int) -> dict[str, float]:
    from python_calamine import CalamineWorkbook

    data = path.read_bytes()
    steps: dict[str, Callable[[], object]] = {
        "to_python": lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(),
        "scan": lambda: scan(data),
        "read": lambda: walk(data),
    }
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, step in steps.items():
            start = time.process_time()
            step()
            found.setdefault(name, []).append(time.process_time() - start)
        found.setdefault("validation", []).append(validation(data))
    return {name: statistics.median(seconds) for name, seconds in found.items()}


def scan(data: bytes) -> None:
    """The look through the whole package before the first row is read."""
    from cmtool.files.xlsx.merges import RangeFinder
    from cmtool.files.xlsx.package import Package

    finder = RangeFinder("sheet")
    Package(data).check(lambda _, chunk: finder.look(chunk))


def walk(data: bytes) -> int:
    """Scan and parse; nothing kept."""
    from cmtool.files.xlsx import read_xlsx

    return sum(1 for grid in read_xlsx(data, "x.xlsx")[0] for _ in grid.parts)


def validation(data: bytes) -> float:
    """Seconds that reading and checking the cells of each strip takes, without the parsing."""
    from cmtool.files.xlsx import read_xlsx
    from cmtool.intake.strips import Sounded, StripReader
    from cmtool.model.grid import Strip

    spent = 0.0
    read = StripReader.read

    def clocked(self: StripReader, strip: Strip) -> Sounded:
        nonlocal spent
        start = time.process_time()
        found = read(self, strip)
        spent += time.process_time() - start
        return found

    StripReader.read = clocked  # type: ignore[method-assign]
    try:
        checked(read_xlsx(data, "x.xlsx")[0])
    finally:
        StripReader.read = read  # type: ignore[method-assign]
    return spent


def checked(grids: object) -> object:
    from cmtool.intake.intake import FileGrids, build_book
    from cmtool.model.branch import Branch
    from cmtool.model.month import Month

    branch = Branch.model_validate(
        {"schema": 1, "institution": {"code": "0101", "name": "甲"}, "deposits": {"style": "changes"}}
    )
    return build_book(Month.parse(MONTH), [FileGrids("x.xlsx", "", grids)], branch, {})  # type: ignore[arg-type]


def lines(rows: int, small: int, runs: Mapping[str, Run], spent: Mapping[str, float]) -> Iterator[str]:
    """The outcome as a table; each ratio beside what it is held against."""
    yield f"{rows:,} rows × 14 columns; small: {small:,} rows"
    base = {
        "appraise, small": "pandas, small",
        "appraise, bad": "appraise, clean",
        "appraise, wrong": "appraise, clean",
    }
    for name, run in runs.items():
        other = runs[base.get(name, "calamine" if "small" not in name else name)]
        ratio = f"CPU × {run.cpu / other.cpu:.2f}   peak × {run.peak / other.peak:.2f}"
        yield f"{name:16} {run.wall:8.2f} s {run.cpu:8.2f} s CPU {run.peak:7.0f} MiB   {ratio}"
    for name, seconds in spent.items():
        yield f"{name:16} {seconds:19.2f} s CPU   × {seconds / spent['to_python']:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--small", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        branches = made(Path(room), wish.rows, wish.small)
        print(
            "\n".join(
                lines(
                    wish.rows, wish.small, raced(branches, wish.rounds), parts(branches["clean"], wish.rounds)
                )
            )
        )


if __name__ == "__main__":
    main()
