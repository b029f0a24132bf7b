"""The corpus of dirty workbooks: every cell is read right or reported with its cell; nothing is misread in silence."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from dirty.case import Case
from dirty.corpus import CASES
from dirty.run import anchor, run
from golden import UPDATE

RECORDED = Path(__file__).parent / "pandas.json"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_read_right_or_reported(case: Case, tmp_path: Path) -> None:
    """Exactly the values and the problems that were worked out by hand."""
    got = run(case, tmp_path)
    assert got.cells == list(case.problems), [str(one.sentence) for one in got.problems]
    assert got.values == case.reads, case.about


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_said_is_plain(case: Case, tmp_path: Path) -> None:
    """Each problem names its file, and its sentence and remedy fill in."""
    for one in run(case, tmp_path).problems:
        assert one.where.file
        assert "{" not in f"{one.sentence}{one.remedy}"


def test_there_are_a_hundred_cases_and_clean_controls() -> None:
    """Every name is its own; each outcome is there."""
    names = Counter(case.name for case in CASES)
    assert [name for name, count in names.items() if count > 1] == []
    assert len(CASES) >= 100
    outcomes = Counter(case.outcome for case in CASES)
    assert set(outcomes) == {"accepted", "warned", "rejected", "refused"}
    assert sum(case.name.startswith("clean-") and case.outcome == "accepted" for case in CASES) >= 5


def test_the_anchor_is_what_pandas_does(tmp_path: Path) -> None:
    """Plain ``read_excel`` beside each case, recorded with the version of pandas that it was recorded under."""
    found = {case.name: list(anchor(case, tmp_path / str(number))) for number, case in enumerate(CASES)}
    if os.environ.get(UPDATE):
        record = {"pandas": pd.__version__, "cases": found}
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
        RECORDED.write_text(text + "\n", encoding="utf-8", newline="\n")
        pytest.skip("pandas.json was written anew: read the difference before it is committed")
    recorded = json.loads(RECORDED.read_text("utf-8"))
    assert set(recorded["cases"]) == set(found)
    if recorded["pandas"] == pd.__version__:
        assert recorded["cases"] == found
    otherwise = [name for name, (verdict, _) in recorded["cases"].items() if verdict == "otherwise"]
    assert len(otherwise) > len(CASES) // 4, "the anchor says why the corpus is needed"
