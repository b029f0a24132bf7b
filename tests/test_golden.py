"""The golden text of a workbook names every cell with value and formula, and a change shows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from cmtool.files.writer import write_workbook
from golden import UPDATE, check, lines
from sample_workbook import CREATED, sample


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "样本.xlsx"
    write_workbook(sample(), made, created=CREATED)
    return made


def test_a_line_is_cell_value_and_formula(path: Path) -> None:
    """Numbers with their full value, dates as ISO dates, text as it is."""
    found = lines(path)
    assert "考核汇总表!H4 | 4572.4 | =F4-G4" in found
    assert "考核汇总表!B4 | M001 |" in found
    assert "花名册模板!C2 | 2020-03-01 |" in found


def test_a_changed_value_or_formula_is_a_difference(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same workbook passes; one fen more, or another formula with the same value, does not."""
    monkeypatch.delenv(UPDATE, raising=False)
    golden = tmp_path / "样本.txt"
    golden.write_text("\n".join(lines(path)) + "\n", encoding="utf-8")
    check(path, golden)
    for change in ({"value": Fraction("4572.41")}, {"formula": "F4-G4+0"}):
        book = sample()
        book.sheets[0].cells[4, 8] = book.sheets[0].cells[4, 8]._replace(**change)
        write_workbook(book, path, created=CREATED)
        with pytest.raises(AssertionError):
            check(path, golden)


def test_a_golden_file_is_written_only_when_asked_for(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the variable a missing file fails; with it the file is written and the test skipped."""
    golden = tmp_path / "neu" / "样本.txt"
    monkeypatch.delenv(UPDATE, raising=False)
    with pytest.raises(AssertionError):
        check(path, golden)
    monkeypatch.setenv(UPDATE, "1")
    with pytest.raises(pytest.skip.Exception):
        check(path, golden)
    monkeypatch.delenv(UPDATE)
    check(path, golden)
