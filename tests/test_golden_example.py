"""The example's June workbooks as text: a report that changes shows as a change of these files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from golden import check
from recalculation import differences, formulas, recalculate
from terminal import run

YANHE = Path(__file__).parents[1] / "examples" / "yanhe"
GOLDEN = Path(__file__).parent / "golden"
REPORTS = ("客户经理月度考核_2024-06", "客户经理月度考核通知单_2024-06", "通知单/通知单_2024-06_M003")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports that the README's first command writes."""
    ignored = shutil.ignore_patterns("reports", "marked", ".cmtool")
    folder = shutil.copytree(YANHE, tmp_path_factory.mktemp("golden") / "yanhe", ignore=ignored)
    assert run("appraise", "2024-06", "-w", folder).code == 0
    return folder / "reports" / "2024-06"


@pytest.mark.parametrize("name", REPORTS)
def test_the_workbook_says_what_was_read_and_agreed(reports: Path, name: str) -> None:
    check(reports / f"{name}.xlsx", GOLDEN / f"{name.rpartition('/')[2]}.txt")


@pytest.mark.recalculate
@pytest.mark.parametrize("name", REPORTS)
def test_its_formulas_recalculate(reports: Path, name: str) -> None:
    """Every cell of the example, recalculated by LibreOffice, is what cmtool wrote."""
    path = reports / f"{name}.xlsx"
    assert formulas(path) > 10
    assert differences(path, recalculate(path)) == []
