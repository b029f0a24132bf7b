"""Every case of tests/cases, through the program from workbooks; in any order of rows and over several files."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from casebook import CASES, appraised, cases, close, read_case, workspace
from casebook import differences as unexpected
from recalculation import differences, formulas, recalculate_all


@pytest.mark.parametrize("path", [*cases()], ids=lambda path: path.stem)
@pytest.mark.parametrize("order", ["as written", "shuffled"])
def test_case(path: Path, order: str, tmp_path: Path) -> None:
    """Each month is appraised and, when another follows, closed; every figure named is as worked by hand."""
    case = read_case(path)
    folder = workspace(case, tmp_path, random.Random(path.stem) if order == "shuffled" else None)
    found: list[str] = []
    for number, step in enumerate(case.steps, 1):
        found += unexpected(appraised(folder, step), step)
        if number < len(case.steps):
            done = close(folder, step.month)
            assert done.code == 0, done.err
    assert found == []


RECALCULATED = (
    "a-card-capped-or-not",
    "a-pool-shared-by-volume",
    "interest-over-people-and-months",
    "paid-in-part-and-settled",
    "part-of-the-month",
    "points-against-the-province",
    "points-converted-above-a-minimum",
    "stars-of-the-year",
    "tolerance-multiplies-the-pay",
    "unit-prices-over-a-base",
)
"""Cases of one month; between them they have every kind of curve, group step, hold and ladder that prints a formula."""


@pytest.mark.recalculate
def test_every_formula_of_the_cases_recalculates(tmp_path: Path) -> None:
    """The workbooks of the cases, computed anew by LibreOffice, agree in every cell."""
    copies = []
    for name in RECALCULATED:
        case = read_case(CASES / f"{name}.toml")
        folder = workspace(case, tmp_path / name)
        appraised(folder, case.steps[-1])
        (report,) = (folder / "reports" / case.steps[-1].month).glob("客户经理月度考核_*.xlsx")
        copies.append(Path(shutil.copy(report, tmp_path / f"{name}.xlsx")))
    for written, anew in zip(copies, recalculate_all(copies), strict=True):
        assert differences(written, anew) == [], written.name
        assert formulas(written) > 0, written.name
