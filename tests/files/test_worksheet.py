"""A report's worksheet against the library's own: the same bytes."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cmtool.files.cells import Double
from cmtool.files.worksheet import ReportSheet


def written(kind: type[Any]) -> bytes:
    """Cells of every sort, with and without a format, in a sheet of a class."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 6, 30)})
    plain, bold = book.add_format(), book.add_format({"bold": True, "num_format": "0.00"})
    sheet = book.add_worksheet("表", kind)
    sheet.set_column(1, 1, 12, bold)
    sheet.set_row(3, 30, plain)
    for row, drawing in enumerate((None, plain, bold)):
        sheet.write_string(row, 0, 'a<b & "c"', drawing)
        sheet.write_number(row, 1, Double(0.1 + 0.2), drawing)
        sheet.write_number(row, 2, 1e21, drawing)
        sheet.write_blank(row, 3, None, drawing)
        sheet.write_datetime(row, 4, date(2024, 6, 30), drawing)
        sheet.write_boolean(row, 5, True, drawing)
        for column, value in enumerate((Double(1.5), "甲&乙", "", True, "#N/A"), 6):
            sheet.write_formula(
                row, column, '=IF(A1<>"",SUMIFS(B1:B3,C1:C3,">0"),ROUND(-1.5,0))', drawing, value
            )
        sheet.write_array_formula(row, 11, row, 11, "{=SUM(B1:B3*C1:C3)}", drawing, 2)
        sheet.write_url(row, 30, "external:../b.xlsx#'表'!A1", drawing)
    sheet.merge_range(3, 26, 4, 27, "merged", bold)
    sheet.conditional_format(0, 0, 2, 0, {"type": "formula", "criteria": "=XLOOKUP(A1,A1:A3,B1:B3)>0"})
    book.close()
    return stream.getvalue()


def test_a_report_is_written_as_the_library_would() -> None:
    """Letter for letter: texts, numbers, blanks, formulas and whatever else a cell may be."""
    assert written(ReportSheet) == written(Worksheet)


TARGETS = (
    "external:../../inbox/2024-06/贷款台账.xlsx#'6月 表'!F318",
    "external:../../inbox/2024-06/贷款台账.xlsx#'6月 表'!F319",
    "external:../../inbox/2024-06/贷款台账.xlsx",
    "external:50%25 of%23 [a].xls#'甲/乙'!A1",
    "external:50% of.xls#'a#b'!A1",
    "internal:'取数明细#2'!A1",
)


def linked(kind: type[Any]) -> bytes:
    """Texts and a number that lead somewhere."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 6, 30)})
    sheet = book.add_worksheet("表", kind)
    for row, target in enumerate((*TARGETS, *TARGETS)):
        if kind is ReportSheet:
            sheet.write_link(row, 0, target)
        else:
            sheet.ignore_write_string = True
            sheet.write_url(row, 0, target)
            sheet.ignore_write_string = False
        if row < len(TARGETS):
            sheet.write_string(row, 0, "甲")
        else:
            sheet.write_number(row, 0, 1.5)
    book.close()
    return stream.getvalue()


def test_links_are_those_that_the_library_would_write() -> None:
    """Escapes, anchors, what is shown for a link on a number: though the address of a file is made once."""
    assert linked(ReportSheet) == linked(Worksheet)
