"""How ``cmtool batch appraise`` scales: two processes beside one, and twelve branches beside six.

    python benchmarks/batch.py [--rounds 3]

Each run starts from branches without reports. Wall time of whole processes, programs taking turns; medians of the rounds.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_MONTH = "2024-06"
_CMTOOL = "from cmtool.cli.main import run; run()"


def cmtool(*arguments: str) -> float:
    """Run the program in a process of its own; seconds on the clock."""
    start = time.perf_counter()
    command = [sys.executable, "-c", _CMTOOL, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def fresh(county: Path) -> None:
    """Take away what runs before left."""
    for folder in [county, *(path.parent for path in county.glob("*/branch.toml"))]:
        for name in ("reports", "marked", ".cmtool"):
            shutil.rmtree(folder / name, ignore_errors=True)


def appraised(county: Path, jobs: int) -> float:
    fresh(county)
    return cmtool("batch", "appraise", _MONTH, str(county), "--jobs", str(jobs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=60)
    rounds, clients = parser.parse_args().rounds, parser.parse_args().clients
    with tempfile.TemporaryDirectory() as folder:
        six, twelve = Path(folder) / "six", Path(folder) / "twelve"
        for county, count in ((six, 6), (twelve, 12)):
            cmtool("demo", str(county), "--branches", str(count), "--clients", str(clients), "--months", "1")
        ways = {
            "12 branches, 1 job": (twelve, 1),
            "12 branches, 2 jobs": (twelve, 2),
            "6 branches, 1 job": (six, 1),
        }
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, (county, jobs) in ways.items():
                taken[way].append(appraised(county, jobs))
    medians = {way: statistics.median(seconds) for way, seconds in taken.items()}
    for way, seconds in medians.items():
        print(f"{way}: {seconds:.2f} s")
    print(f"2 jobs / 1 job: {medians['12 branches, 2 jobs'] / medians['12 branches, 1 job']:.2f}")
    each = medians["12 branches, 1 job"] / 12 / (medians["6 branches, 1 job"] / 6)
    print(f"a branch of twelve / a branch of six: {each:.2f}")


if __name__ == "__main__":
    main()
