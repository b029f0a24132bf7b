"""The benchmark runs, and what it compares adds up the same sums."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from cmtool.cli.main import main
from cmtool.workflows.demo.branch import demo
from cmtool.workflows.demo.plan import Plan

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.mark.skipif(sys.platform == "win32", reason="a child's CPU time and memory are asked of os.wait4")
def test_benchmark_times_three_programs_on_a_few_rows() -> None:
    """Each stands in the table with its figures; calamine's ratio to itself is 1."""
    command = [sys.executable, str(BENCHMARKS / "appraise.py"), "--rows", "40", "--rounds", "1"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    told = {line[:16].strip(): line[16:].split() for line in run.stdout.splitlines()[2:] if line.strip()}
    assert list(told) == ["calamine", "pandas+openpyxl", "cmtool appraise"]
    assert all(
        len(figures) == 7 and all(float(figure) > 0 for figure in figures) for figures in told.values()
    )
    assert told["calamine"][3:5] == ["1.00", "1.00"]


@pytest.mark.skipif(sys.platform == "win32", reason="a child's CPU time and memory are asked of os.wait4")
def test_benchmark_of_a_long_ledger_on_a_few_rows() -> None:
    """The clean branch is appraised, the bad and the wrong one are not; each program stands in the table."""
    command = [sys.executable, str(BENCHMARKS / "long_ledger.py")]
    command += ["--rows", "60", "--small", "60", "--rounds", "1"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    told = [line[:17].strip() for line in run.stdout.splitlines()]
    assert told[1:] == [
        *(
            "calamine",
            "pandas, small",
            "appraise, small",
            "appraise, clean",
            "appraise, bad",
            "appraise, wrong",
        ),
        *("to_python", "scan", "read", "validation"),
    ]


def test_plain_script_adds_up_the_same_sums(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For every manager on the combined plan each actual figure agrees to the fen with the plain script's."""
    demo(tmp_path / "y", Plan(managers=4, clients=20, months=1))
    sums = runpy.run_path(str(BENCHMARKS / "plain_pandas.py"))["sums"](tmp_path / "y", "2024-06")
    assert (
        main(["--lang", "zh", "appraise", "2024-06", "-w", str(tmp_path / "y"), "--dry-run", "--json"]) == 0
    )
    managers = json.loads(capsys.readouterr().out)["managers"]
    compared = 0
    for manager in managers:
        for line in manager["lines"]:
            if line["label"] in sums.columns and line["actual"] is not None:
                expected = float(sums.loc[manager["id"], line["label"]])
                assert float(Fraction(line["actual"])) == pytest.approx(expected, abs=0.005), line["label"]
                compared += 1
    assert compared == 3 * 6 + 4  # a single plan has the two deposit lines and the two mandatory ones
