"""Marked copies: what of the original is kept, what is put on, and when no copy is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from cmtool.files.copies import SIGN, Lossy, Mark, marked_copy
from cmtool.files.fidelity import loss
from cmtool.files.xlsx import read_xlsx
from cmtool.model.problem import Severity
from cmtool.model.workbook import Choice, Entry, Sheet

RED, YELLOW = "FFFFC7CE", "FFFFEB9C"


def workbook(*more: Callable[[Any, Any], None]) -> bytes:
    """A workbook with formats, a note of the user's, a formula, an empty cell and a merged title."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("6月")
        sheet.merge_range("A1:C1", "台账", book.add_format({"bold": True, "font_size": 18}))
        sheet.write_row("A2", ["借据号", "金额", "日期"])
        sheet.write_string("A3", "000101")
        sheet.write_number("B3", 0.1, book.add_format({"num_format": "#,##0.00", "bg_color": "#00FF00"}))
        sheet.write_comment("B3", "会计自己的批注")
        sheet.write_number("C3", 45473, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_formula("B5", "=SUM(B3:B4)", None, 0.1)
        sheet.set_column("A:A", 33)
        sheet.freeze_panes(2, 0)
        for change in more:
            change(book, sheet)
    return stream.getvalue()


def index() -> Sheet:
    found = Sheet("数据问题清单", widths={1: 10.0})
    found.put(5, 1, Entry("=HYPERLINK(1)", "", "wrap", link="internal:'6月'!B3"))
    found.choices.append(Choice((5, 2), (5, 2), ("已改", "按建议改")))
    return found


def mark(cell: str, severity: Severity = Severity.ERROR) -> Mark:
    return Mark("6月", cell, severity, "E126 读不出金额", 5)


class TestCopy:
    def test_bad_cells_are_coloured_by_severity(self) -> None:
        """Red for errors, yellow for warnings; an error beats a warning on the same cell."""
        marks = [mark("B3"), mark("B3", Severity.WARNING), mark("A3", Severity.WARNING)]
        sheet = load_workbook(io.BytesIO(marked_copy(workbook(), marks, index())))["6月"]
        assert sheet["B3"].fill.fgColor.rgb == RED
        assert sheet["A3"].fill.fgColor.rgb == YELLOW
        assert sheet["C3"].fill.fgColor.rgb == "00000000"

    def test_own_formatting_is_kept(self) -> None:
        """Number formats, fonts, widths, frozen panes and merged ranges are what they were."""
        sheet = load_workbook(io.BytesIO(marked_copy(workbook(), [mark("B3")], index())))["6月"]
        assert sheet["B3"].number_format == "#,##0.00"
        assert (sheet["A1"].font.b, sheet["A1"].font.sz) == (True, 18)
        assert round(sheet.column_dimensions["A"].width) == 34
        assert sheet.freeze_panes == "A3"
        assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]

    def test_note_and_links(self) -> None:
        """The note stands below the user's own; cell and list lead to each other; the list is no formula."""
        book = load_workbook(io.BytesIO(marked_copy(workbook(), [mark("B3")], index())))
        cell, row = book["6月"]["B3"], book["数据问题清单"]["A5"]
        assert cell.comment is not None
        assert cell.comment.text == f"会计自己的批注\n{SIGN}E126 读不出金额"
        assert cell.hyperlink is not None
        assert cell.hyperlink.location == "'数据问题清单'!A5"
        assert row.hyperlink is not None
        assert row.hyperlink.location == "'6月'!B3"
        assert (row.data_type, row.value) == ("s", "=HYPERLINK(1)")
        assert book.sheetnames == ["数据问题清单", "6月"]

    def test_an_empty_cell_stays_empty(self) -> None:
        """A mark on a blank or a merged cell invents no value."""
        copy = marked_copy(workbook(), [mark("B4"), mark("C1")], index())
        grids, _ = read_xlsx(copy, "")
        cells = {(row.number, cell.column) for grid in grids if grid.sheet == "6月" for row in grid.rows for cell in row.cells}  # fmt: skip
        assert (4, 2) not in cells
        assert load_workbook(io.BytesIO(copy))["6月"]["A1"].fill.fgColor.rgb == RED

    def test_marks_do_not_pile_up(self) -> None:
        """A copy of a marked copy carries the new marks only, and one list; the user's note remains."""
        first = marked_copy(workbook(), [mark("B3"), mark("A3")], index())
        book = load_workbook(io.BytesIO(marked_copy(first, [mark("C3")], index())))
        sheet = book["6月"]
        assert sheet["A3"].comment is None
        assert sheet["B3"].comment is not None
        assert sheet["B3"].comment.text == "会计自己的批注"
        assert sheet["A3"].hyperlink is None
        assert sheet["C3"].fill.fgColor.rgb == RED
        assert book.sheetnames == ["数据问题清单", "6月"]


def _text_box(_book: Any, sheet: Any) -> None:
    sheet.insert_textbox("E2", "说明")


def _data_bar(_book: Any, sheet: Any) -> None:
    sheet.conditional_format("B3:B4", {"type": "data_bar", "data_bar_2010": True})


def _sparkline(_book: Any, sheet: Any) -> None:
    sheet.add_sparkline("F3", {"range": "'6月'!A3:B3"})


def _chart(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "='6月'!$B$3:$B$4"})
    sheet.insert_chart("E5", chart)


def _old_date(book: Any, sheet: Any) -> None:
    sheet.write_number("D3", 99_999_999, book.add_format({"num_format": "yyyy-mm-dd"}))


class TestLoss:
    @pytest.mark.parametrize("change", [_text_box, _data_bar, _sparkline, _chart])
    def test_what_openpyxl_would_drop(self, change: Callable[[Any, Any], None]) -> None:
        """Text boxes, newer conditional formats, sparklines, charts: no copy."""
        with pytest.raises(Lossy):
            marked_copy(workbook(change), [mark("B3")], index())

    def test_macros(self) -> None:
        """A workbook with macros is not copied."""
        stream = io.BytesIO(workbook())
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"macro")
        assert str(loss(stream.getvalue())) == "宏"

    def test_a_cell_that_would_change(self) -> None:
        """A date beyond the calendar comes out of openpyxl as an error value: no copy."""
        with pytest.raises(Lossy):
            marked_copy(workbook(_old_date), [mark("B3")], index())

    def test_an_ordinary_workbook(self) -> None:
        """Formats, notes, formulas and merged ranges are no loss."""
        assert not loss(workbook())
