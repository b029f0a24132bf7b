"""The example branch's second quarter: three sealed months of ``demo``, against a case file worked by hand."""

from __future__ import annotations

import shutil
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from terminal import run

HERE = Path(__file__).parent
EXAMPLE = HERE.parent.parent / "examples" / "yanhe"
CASE: dict[str, Any] = tomllib.loads((HERE / "review-2024-Q2.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """Each person's page by 工号, as rows of values."""
    folder = tmp_path_factory.mktemp("quarter") / "延河"
    shutil.copytree(EXAMPLE, folder)
    assert run("appraise", "2024-06", "-w", folder).code == 0
    assert run("close", "2024-06", "-w", folder).code == 0
    assert run("grade-review", "2024-Q2", "-w", folder).code == 0
    book = load_workbook(folder / "reports" / "评审_2024-Q2" / "客户经理等级评审_2024-Q2.xlsx")
    return {name[:4]: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames[1:-1]}


def row_of(page: list[tuple[Any, ...]], *first: str) -> tuple[Any, ...]:
    return next(row for row in page if row[0] and str(row[0]).startswith(first))


@pytest.mark.parametrize("who", sorted(CASE))
def test_each_page_says_what_was_worked_by_hand(pages: dict[str, list[tuple[Any, ...]]], who: str) -> None:
    """Scores month by month, conditions met and missing, and the proposal."""
    page, case = pages[who], CASE[who]
    scores = [Fraction(str(row[1])) for row in page if str(row[0]) in ("2024-04", "2024-05", "2024-06")]
    assert scores == [Fraction(score) for score in case["scores"]]
    keep = row_of(page, "保级")
    assert f"{keep[6]} {keep[7]}" == case["keep"]
    conditions = page.index(keep)
    entry = next(row for row in page[conditions + 1 :] if str(row[0]).startswith("晋级"))
    assert (entry[1] if entry[6] is None else f"{entry[6]} {entry[7]}") == case["entry"]
    assert row_of(page, "还差")[1] == case["missing"]
    advised = next(row for number, row in enumerate(page) if str(page[number - 1][0]).startswith("五、"))
    assert advised[0] == case["change"]
