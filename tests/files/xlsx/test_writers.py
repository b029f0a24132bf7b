"""Workbooks as common programs write them come in cell by cell."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from cmtool.files.xlsx import read_xlsx
from cmtool.model.grid import Cell, Grid, GridRow
from cmtool.model.problem import Problem
from recalculation import recalculate


def read(path: Path) -> tuple[dict[str, list[GridRow]], list[Grid], list[Problem]]:
    grids, problems = read_xlsx(path.read_bytes(), path.name)
    return {grid.sheet: list(grid.rows) for grid in grids}, list(grids), problems


@pytest.fixture
def written_by_xlsxwriter(tmp_path: Path) -> Path:
    """A loan ledger with a merged title, dates, money, percent, a formula, hidden row, column and sheets, 1904 dates."""
    path = tmp_path / "贷款台账.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    sheet = book.add_worksheet("6月")
    sheet.merge_range("A1:E1", "贷款台账（单位：元）")
    for column, header in enumerate(("借据号", "发放日期", "贷款余额", "年利率(%)", "合计")):
        sheet.write_string(2, column, header)
    sheet.write_string(3, 0, "0012345678")
    sheet.write_datetime(3, 1, datetime(2024, 6, 30), book.add_format({"num_format": 31}))
    sheet.write_number(3, 2, 1234.5, book.add_format({"num_format": "#,##0.00"}))
    sheet.write_number(3, 3, 0.0435, book.add_format({"num_format": 10}))
    sheet.write_formula(3, 4, "=C4*2", None, 2469)
    sheet.write_boolean(4, 0, True)
    sheet.write_formula(4, 1, "=1/0", None, "#DIV/0!")
    sheet.write_rich_string(4, 2, "正", book.add_format({"bold": True}), "常", "类")
    sheet.write_blank(4, 3, None, book.add_format({"bold": True}))
    sheet.write_string(5, 0, "=SUM(A1)")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("D:D", None, None, {"hidden": True})
    book.add_worksheet("备用").hide()
    book.add_worksheet("藏").very_hidden()
    book.close()
    return path


def test_xlsxwriter(written_by_xlsxwriter: Path) -> None:
    """2024-06-30 is day 44011: 120 years of 365 days, 30 leap days, and 181 days of 2024 since its first."""
    rows, grids, problems = read(written_by_xlsxwriter)
    title = "贷款台账（单位：元）"
    assert rows["6月"] == [
        GridRow(1, tuple(Cell(n, "text", title, hidden=n == 4, merged=n > 1) for n in range(1, 6))),
        GridRow(
            3,
            (
                Cell(1, "text", "借据号"),
                Cell(2, "text", "发放日期"),
                Cell(3, "text", "贷款余额"),
                Cell(4, "text", "年利率(%)", hidden=True),
                Cell(5, "text", "合计"),
            ),
        ),
        GridRow(
            4,
            (
                Cell(1, "text", "0012345678"),
                Cell(2, "number", "44011", 'yyyy"年"m"月"d"日"'),
                Cell(3, "number", "1234.5", "#,##0.00"),
                Cell(4, "number", "0.0435", "0.00%", hidden=True),
                Cell(5, "number", "2469", formula="C4*2"),
            ),
        ),
        GridRow(
            5,
            (Cell(1, "bool", "1"), Cell(2, "error", "#DIV/0!", formula="1/0"), Cell(3, "text", "正常类")),
            hidden=True,
        ),
        GridRow(6, (Cell(1, "text", "=SUM(A1)"),)),
    ]
    assert [(grid.sheet, grid.hidden, grid.epoch_1904) for grid in grids] == [
        ("6月", False, True),
        ("备用", True, True),
    ]
    assert [(found.code, found.where.sheet) for found in problems] == [("W002", "藏")]


def test_xlsxwriter_with_inline_strings(tmp_path: Path) -> None:
    """Constant memory mode writes no shared strings."""
    path = tmp_path / "inline.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, " 前后有空格 ")
    sheet.write_string(0, 1, "两\n行")
    book.close()
    rows, _, problems = read(path)
    assert ([cell.written for cell in rows["Sheet1"][0].cells], problems) == ([" 前后有空格 ", "两\n行"], [])


def written_by_openpyxl(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "余额"
    sheet["A1"], sheet["B1"] = "账号", "余额"
    sheet["A2"], sheet["B2"] = "00123", 30000.25
    sheet["B2"].number_format = "#,##0.00"
    sheet["C2"] = date(2024, 6, 1)
    sheet["A3"], sheet["B3"] = "甲\r\n乙", "=B2*2"
    sheet["D3"] = CellRichText("普", TextBlock(InlineFont(b=True), "惠"))
    sheet["E3"] = "#N/A"
    sheet["F3"] = True
    sheet.merge_cells("A4:A5")
    sheet["A4"], sheet["B4"], sheet["B5"] = "M001", 1, 2
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    book.save(path)
    return path


def test_openpyxl(tmp_path: Path) -> None:
    """Its formulas have no cached value, a line break is one newline, as XML has it; 2024-06-01 is day 45444."""
    rows, _, problems = read(written_by_openpyxl(tmp_path / "余额.xlsx"))
    assert problems == []
    assert rows["余额"] == [
        GridRow(1, (Cell(1, "text", "账号"), Cell(2, "text", "余额", hidden=True))),
        GridRow(
            2,
            (
                Cell(1, "text", "00123"),
                Cell(2, "number", "30000.25", "#,##0.00", hidden=True),
                Cell(3, "number", "45444", "yyyy-mm-dd"),
            ),
        ),
        GridRow(
            3,
            (
                Cell(1, "text", "甲\n乙"),
                Cell(2, "text", "", formula="B2*2", uncached=True, hidden=True),
                Cell(4, "text", "普惠"),
                Cell(5, "error", "#N/A"),
                Cell(6, "bool", "1"),
            ),
            hidden=True,
        ),
        GridRow(4, (Cell(1, "text", "M001"), Cell(2, "number", "1", hidden=True))),
        GridRow(5, (Cell(1, "text", "M001", merged=True), Cell(2, "number", "2", hidden=True))),
    ]


def test_libreoffice(tmp_path: Path) -> None:
    """What openpyxl left uncalculated has a value once LibreOffice has saved it."""
    rows, _, problems = read(recalculate(written_by_openpyxl(tmp_path / "余额.xlsx")))
    assert problems == []
    found = {(row.number, cell.column): cell for row in rows["余额"] for cell in row.cells}
    assert found[2, 1].written == "00123"
    assert (found[2, 2].kind, found[2, 2].written, found[2, 2].hidden) == ("number", "30000.25", True)
    assert (found[2, 3].kind, found[2, 3].written) == ("number", "45444")
    assert "yy" in found[2, 3].format.lower()
    assert (found[3, 2].written, found[3, 2].formula, found[3, 2].uncached) == ("60000.5", "B2*2", False)
    assert found[3, 4].written == "普惠"
    assert (found[3, 5].kind, found[3, 5].written) == ("error", "#N/A")
    assert (found[3, 6].kind, found[3, 6].written) == ("bool", "1")
    assert (found[5, 1].written, found[5, 1].merged) == ("M001", True)
    assert [row.hidden for row in rows["余额"]] == [False, False, True, False, False]


def test_libreoffice_keeps_the_1904_epoch(written_by_xlsxwriter: Path) -> None:
    rows, grids, _ = read(recalculate(written_by_xlsxwriter))
    assert grids[0].epoch_1904
    day = next(cell for row in rows["6月"] if row.number == 4 for cell in row.cells if cell.column == 2)
    assert (day.kind, day.written) == ("number", "44011")
