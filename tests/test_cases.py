"""Every case of tests/cases, through the program from workbooks; in any order of rows and over several files."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from casebook import appraised, cases, close, differences, read_case, workspace


@pytest.mark.parametrize("path", [*cases()], ids=lambda path: path.stem)
@pytest.mark.parametrize("order", ["as written", "shuffled"])
def test_case(path: Path, order: str, tmp_path: Path) -> None:
    """Each month is appraised and, when another follows, closed; every figure named is as worked by hand."""
    case = read_case(path)
    folder = workspace(case, tmp_path, random.Random(path.stem) if order == "shuffled" else None)
    found: list[str] = []
    for number, step in enumerate(case.steps, 1):
        found += differences(appraised(folder, step), step)
        if number < len(case.steps):
            done = close(folder, step.month)
            assert done.code == 0, done.err
    assert found == []
