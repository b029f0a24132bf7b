"""Workbooks as files: text stays text, numbers are exact, links and pages are as described, bytes repeat."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cmtool.files.failures import Unwritable
from cmtool.files.writer import workbook_bytes, write_workbook
from cmtool.model.workbook import Choice, Entry, Page, Sheet, Workbook
from recalculation import printed
from sample_workbook import CREATED, sample

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+8613800138000",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
)
HARMLESS = (
    "[/]",
    "http://example.com/",
    "mailto:a@b.c",
    "000123",
    "610102199001011234",
    "1E5",
    "TRUE",
    "_x0041_",
    " 空格 ",
)


def book(*sheets: Sheet) -> Workbook:
    return Workbook("试.xlsx", "试", sheets)


def column(*values: str | int | Fraction | date) -> Sheet:
    sheet = Sheet("表")
    for row, value in enumerate(values, 1):
        sheet.put(row, 1, Entry(value))
    return sheet


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def written(workbook: Workbook) -> bytes:
    return workbook_bytes(workbook, created=CREATED)


def opened(workbook: Workbook) -> Worksheet:
    return load_workbook(BytesIO(written(workbook))).worksheets[0]


def test_text_from_inputs_never_becomes_a_formula_a_link_or_a_number() -> None:
    """Every hostile or number-like text is a string cell that reads back to the last character."""
    texts = HOSTILE + HARMLESS
    data = written(book(column(*texts)))
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert [sheet.cell(row, 1).data_type for row in range(1, len(texts) + 1)] == ["s"] * len(texts)
    assert [sheet.cell(row, 1).value for row in range(1, len(texts) + 1)] == list(texts)
    xml = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in xml
    assert "hyperlink" not in xml


def test_text_that_begins_like_a_formula_carries_the_quote_prefix() -> None:
    """So that it stays inert when somebody edits the cell or saves the sheet as CSV; other text does not carry it."""
    sheet = opened(book(column(*HOSTILE, *HARMLESS)))
    marked = [bool(sheet.cell(row, 1).quotePrefix) for row in range(1, len(HOSTILE) + len(HARMLESS) + 1)]
    assert marked == [True] * len(HOSTILE) + [False] * len(HARMLESS)


def test_what_no_workbook_can_hold_is_shown_and_not_lost() -> None:
    """Control characters and half surrogates become U+FFFD; line breaks and tabs stay."""
    sheet = opened(book(column("甲\x00乙\x1b[31m", "丙\ud800丁", "一\n二\t三")))
    assert sheet["A1"].value == "甲\ufffd乙\ufffd[31m"
    assert sheet["A2"].value == "丙\ufffd丁"
    assert sheet["A3"].value == "一\n二\t三"


def test_numbers_are_the_doubles_nearest_to_the_exact_value() -> None:
    """33.33 is the double 33.33; a value that needs 17 digits keeps them, as input and as cached value."""
    needy = Fraction(0.1) + Fraction(0.2)  # nearest double 0.30000000000000004, which 16 digits would lose
    sheet = column(Fraction("33.33"), Fraction(1, 3), needy, Fraction("123456789012.34"), 7)
    sheet.put(6, 1, Entry(needy, formula="A3"))
    read = load_workbook(BytesIO(written(book(sheet))), data_only=True).worksheets[0]
    found = [read.cell(row, 1).value for row in range(1, 7)]
    assert found == [33.33, 1 / 3, 0.30000000000000004, 123456789012.34, 7, 0.30000000000000004]


def test_number_looks_are_the_formats_an_accountant_expects() -> None:
    """Each look has its format code; numbers keep a space from the border."""
    expected = {
        "money": "#,##0.00_ ",
        "points": "0.00_ ",
        "exact": "0.00########_ ",
        "percent": "0.00%_ ",
        "whole": "#,##0_ ",
        "text": "@",
    }
    sheet = Sheet("表")
    for row, number in enumerate(expected, 1):
        sheet.put(row, 1, Entry(Fraction(1), number=number))  # type: ignore[arg-type]
    sheet.put(7, 1, Entry(date(2024, 6, 30), number="date"))
    read = opened(book(sheet))
    assert [read.cell(row, 1).number_format for row in range(1, 8)] == [*expected.values(), "yyyy-mm-dd"]
    assert str(read["A7"].value) == "2024-06-30 00:00:00"


def test_a_formula_carries_its_value_whatever_its_type() -> None:
    """Number, text, empty text and date; openpyxl reads formula and value."""
    sheet = Sheet("表")
    values: tuple[Fraction | str | date, ...] = (Fraction("91.10"), "晋级", "", date(2024, 6, 30))
    for row, value in enumerate(values, 1):
        sheet.put(row, 1, Entry(value, formula=f"B{row}", number="date" if row == 4 else ""))
    data = written(book(sheet))
    formulas, cached = (
        load_workbook(BytesIO(data)).worksheets[0],
        load_workbook(BytesIO(data), data_only=True).worksheets[0],
    )
    assert [formulas.cell(row, 1).value for row in range(1, 5)] == ["=B1", "=B2", "=B3", "=B4"]
    assert [cached.cell(row, 1).value for row in range(1, 4)] == [91.1, "晋级", None]
    assert str(cached["A4"].value) == "2024-06-30 00:00:00"


def test_a_formula_without_a_value_is_refused() -> None:
    """A viewer that does not calculate would show 0."""
    sheet = Sheet("表", cells={(1, 1): Entry(formula="B1")})
    with pytest.raises(ValueError, match="without a value"):
        written(book(sheet))


def test_only_described_links_are_links() -> None:
    """A relative file with an anchor, and a place in the workbook; the numbers behind them stay numbers."""
    sheet = Sheet("表")
    sheet.put(
        1, 1, Entry(Fraction("12.50"), number="money", link="../../inbox/2024-06/贷款 台账.xlsx#'6月'!F318")
    )
    sheet.put(2, 1, Entry("见汇总", link="internal:'表'!A1"))
    data = written(book(sheet))
    read = load_workbook(BytesIO(data)).worksheets[0]
    link = read["A1"].hyperlink
    assert link is not None
    assert (link.target, link.location) == ("..\\..\\inbox\\2024-06\\贷款%20台账.xlsx", "'6月'!F318")
    inner = read["A2"].hyperlink
    assert inner is not None
    assert (inner.target, inner.location) == (None, "'表'!A1")
    assert (read["A1"].value, read["A2"].value) == (12.5, "见汇总")


@pytest.mark.parametrize(
    "link",
    [
        "http://example.com",
        "file:///etc/passwd",
        "C:\\a.xlsx",
        "\\\\server\\a",
        "/a.xlsx",
        "mailto:a@b",
        "javascript:x",
        "#a",
    ],
)
def test_a_link_that_leaves_the_workspace_is_refused(link: str) -> None:
    """Whatever text gets into a link by mistake, nothing leads to the network or to another disk."""
    with pytest.raises(ValueError, match="not a link within the workspace"):
        written(book(Sheet("表", cells={(1, 1): Entry("x", link=link)})))


def test_the_same_description_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Whatever the hash seed, time zone, language and folder of the process."""
    program = (
        "import sys; from sample_workbook import sample, CREATED; from cmtool.files.writer import workbook_bytes;"
        "sys.stdout.buffer.write(workbook_bytes(sample(), created=CREATED))"
    )
    expected = written(sample())
    for seed, zone, language in (("1", "Asia/Shanghai", "zh_CN.UTF-8"), ("99", "America/Anchorage", "C")):
        surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        surroundings["PYTHONPATH"] = str(Path(__file__).parents[1])
        done = subprocess.run(
            [sys.executable, "-c", program], env=surroundings, cwd=tmp_path, capture_output=True, check=True
        )
        assert done.stdout == expected


def test_a_workbook_knows_no_clock_and_no_user() -> None:
    """Created and modified are the date given; the author is the program."""
    core = part(written(sample()), "docProps/core.xml")
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[0-9:]+Z", core)) == {"2024-06-30T00:00:00Z"}
    assert set(re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", core)) == {"cmtool"}


def test_opening_a_report_does_not_ask_to_save_changes() -> None:
    """The workbook does not demand a calculation on loading; its values are there."""
    assert "fullCalcOnLoad" not in part(written(sample()), "xl/workbook.xml")


def test_panes_filters_merges_notes_and_widths_are_as_described() -> None:
    """The sample's first sheet, read back."""
    sheet = opened(sample())
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref == "A3:H6"
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {
        "A1:H1",
        "A2:H2",
        "A7:D7",
        "A8:H8",
        "A24:H24",
    }
    assert sheet["C4"].comment is not None
    assert sheet["C4"].comment.text.strip() == "入社日期 2015-03-01"


def test_the_page_is_a4_with_repeated_headers_and_numbers() -> None:
    """Paper, orientation, fit, repeated rows, and a footer in which an ampersand of the text stays one."""
    sheet = column("甲")
    sheet.page = Page(
        landscape=True, repeat=(1, 1), header="试算 & 草稿", footer="校验码 A&B", area=(1, 1, 1, 1)
    )
    read = opened(book(sheet))
    assert (read.page_setup.paperSize, read.page_setup.orientation) == (9, "landscape")
    assert (read.page_setup.fitToWidth or 1, read.page_setup.fitToHeight) == (1, 0)
    assert (read.print_title_rows, read.print_area) == ("$1:$1", "'表'!$A$1")
    xml = part(written(book(sheet)), "xl/worksheets/sheet1.xml")
    assert "<oddHeader>&amp;C&amp;B&amp;11 试算 &amp;&amp; 草稿</oddHeader>" in xml
    assert "<oddFooter>&amp;L&amp;9 校验码 A&amp;&amp;B&amp;R&amp;9 &amp;P / &amp;N</oddFooter>" in xml


@pytest.mark.recalculate
def test_each_stretch_between_breaks_is_one_printed_page(tmp_path: Path) -> None:
    """Three people of 60 rows each, a third taller than A4, print on three pages; and without breaks on more."""
    sheet = Sheet("通知单", widths=dict.fromkeys(range(1, 9), 12.0), page=Page(breaks=(61, 121)))
    for row in range(1, 181):
        for place in range(1, 9):
            sheet.put(row, place, Entry(f"第{row}行"))
    path = tmp_path / "三人.xlsx"
    write_workbook(book(sheet), path, created=CREATED)
    assert _pages(printed(path)) == 3
    sheet.page = Page(fit_width=False)
    write_workbook(book(sheet), path, created=CREATED)
    assert _pages(printed(path)) > 3


@pytest.mark.recalculate
def test_a_wide_sheet_with_breaks_stays_one_page_wide_in_a_stand_in_font(tmp_path: Path) -> None:
    """Where 宋体 is missing, another font's digits are up to a fifth wider, and every column with them."""
    sheet = Sheet(
        "百分考核表", widths=dict.fromkeys(range(1, 13), 14.0), page=Page(landscape=True, breaks=(11,))
    )
    for row in range(1, 21):
        for place in range(1, 13):
            sheet.put(row, place, Entry(f"第{row}行"))
    path = tmp_path / "宽.xlsx"
    write_workbook(book(sheet), path, created=CREATED)
    assert _pages(printed(path)) == 2
    assert _pages(printed(path, songti="DejaVu Serif")) == 2


def _pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


def test_drop_downs_offer_their_options_short_or_long() -> None:
    """A short list stands in the rule; a long one, or one with a comma, is read from a hidden sheet."""
    sheet = Sheet(
        "表", choices=[Choice((2, 1), (9, 1), ("见习", "高级")), Choice((2, 2), (9, 2), ("一,二", "三"))]
    )
    sheet.choices.append(Choice((2, 3), (9, 3), ("一,二", "三")))
    read = load_workbook(BytesIO(written(book(sheet))))
    rules = {str(rule.sqref): rule.formula1 for rule in read["表"].data_validations.dataValidation}
    assert rules == {"A2:A9": '"见习,高级"', "B2:B9": "'选项'!$A$1:$A$2", "C2:C9": "'选项'!$A$1:$A$2"}
    assert read["选项"].sheet_state == "veryHidden"
    assert [read["选项"].cell(row, 1).value for row in (1, 2)] == ["一,二", "三"]


def test_a_column_of_a_template_is_text_where_it_is_still_empty() -> None:
    """So that a number typed with leading zeros keeps them."""
    read = load_workbook(BytesIO(written(sample())))["花名册模板"]
    assert read.column_dimensions["A"].number_format == "@"


def test_text_beyond_a_cell_is_said_with_its_place() -> None:
    """32,767 characters fit, one more does not, and nothing is cut without a word."""
    assert opened(book(column("长" * 32_767)))["A1"].value == "长" * 32_767
    with pytest.raises(Unwritable) as caught:
        written(book(column("甲", "长" * 32_768)))
    assert str(caught.value.problem.where) == "试.xlsx!表!A2"
    assert str(caught.value) == "“表”的 A2 写不进工作簿：文字太长"


def test_a_row_beyond_the_sheet_is_said_with_its_place() -> None:
    """The library only returns a code there; it is not dropped."""
    with pytest.raises(Unwritable) as caught:
        written(book(Sheet("表", cells={(1_048_577, 1): Entry("x")})))
    assert "超出工作表的行数或列数" in str(caught.value)


def test_a_cell_under_a_merged_one_is_refused() -> None:
    """It would be in the file and on no paper."""
    sheet = Sheet("表", cells={(1, 1): Entry("甲", span=(1, 3)), (1, 3): Entry("乙")})
    with pytest.raises(ValueError, match="C1 lies under a merged cell"):
        written(book(sheet))


def test_the_first_visible_sheet_is_the_one_that_opens() -> None:
    """Also when a hidden sheet comes first."""
    hidden, seen = Sheet("藏", hidden=True), Sheet("明")
    read = load_workbook(BytesIO(written(book(hidden, seen))))
    assert read["藏"].sheet_state == "hidden"
    assert read.active is read["明"]


def test_a_chart_shows_its_values_from_the_cells() -> None:
    """The series point at the cells and carry the formulas' computed values; the title never is a reference."""
    chart = part(written(sample()), "xl/charts/chart1.xml")
    assert "<c:f>考核汇总表!$E$4:$E$6</c:f>" in chart
    assert re.findall(r"<c:v>([0-9.]+)</c:v>", chart) == ["91.1", "42.9", "92.04"]
    assert "王秀兰" in chart
    assert '<c:showVal val="1"/>' in chart


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_meets_one_write_and_leaves_no_half_written_archive() -> None:
    """Nothing but the error comes out: no complaint of a file that could not be closed later."""
    script = (
        "import gc\nfrom pathlib import Path\nfrom sample_workbook import CREATED, sample\n"
        "from cmtool.files.writer import writes\n"
        "try:\n    with open('/dev/full', 'wb', buffering=0) as stream:\n"
        "        writes(sample(), created=CREATED)(stream)\n"
        "except OSError as error:\n    print(error.errno)\n"
        "gc.collect()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    assert (ran.stdout, ran.stderr) == ("28\n", "")
