"""A merged range shows its value in each of its cells; a value that it covers is not passed over."""

from __future__ import annotations

import pytest

from cmtool.files.xlsx.merges import merged_ranges
from cmtool.model.grid import Cell
from handmade import cells, packed, parts, read, refusal, sheet, workbook

TWO_CLIENTS = (
    '<row r="2"><c r="A2" s="1" t="str"><v>M001</v></c><c r="B2"><v>10</v></c></row>'
    '<row r="3"><c r="A3" s="1"/><c r="B3"><v>20</v></c></row>'
)


def merged(*ranges: str) -> str:
    inner = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return f'<mergeCells count="99">{inner}</mergeCells>'


def book(data: str, *ranges: str, before: str = "") -> bytes:
    return workbook(sheet(data, before=before, after=merged(*ranges)))


def written(data: bytes) -> list[list[tuple[int, str, bool]]]:
    rows, problems = read(data)
    assert problems == []
    return [[(cell.column, cell.written, cell.merged) for cell in row.cells] for row in rows]


def test_value_of_a_vertical_merge_stands_in_each_of_its_rows() -> None:
    """The manager's number, merged over his clients, belongs to each of them; only the copies are marked."""
    assert written(book(TWO_CLIENTS, "A2:A3")) == [
        [(1, "M001", False), (2, "10", False)],
        [(1, "M001", True), (2, "20", False)],
    ]


def test_value_of_a_horizontal_merge_stands_in_each_of_its_columns() -> None:
    data = '<row r="1"><c r="B1" t="str"><v>存款</v></c><c r="C1"/><c r="D1"/><c r="E1" t="str"><v>贷款</v></c></row>'
    assert written(book(data, "B1:D1")) == [
        [(2, "存款", False), (3, "存款", True), (4, "存款", True), (5, "贷款", False)]
    ]


def test_copies_keep_kind_format_and_formula() -> None:
    data = '<row r="1"><c r="A1"><f>NOW()</f></c><c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    found = cells(book(data, "A1:A2", before='<cols><col min="1" max="1" hidden="1"/></cols>'))
    assert found[2] == Cell(1, "text", "", formula="NOW()", uncached=True, hidden=True, merged=True)


def test_block_is_a_caption_and_is_not_copied() -> None:
    """What lies under it is blank and said to lie under it: as data it would be neither blank nor known."""
    data = '<row r="1"><c r="A1" t="str"><v>台账</v></c></row><row r="2"><c r="C2"><v>1</v></c></row>'
    assert written(book(data, "A1:B2")) == [
        [(1, "台账", False), (2, "", True)],
        [(1, "", True), (2, "", True), (3, "1", False)],
    ]


def test_row_without_a_value_of_its_own_stays_blank() -> None:
    """A column merged down to the end of the sheet does not make a million rows."""
    data = TWO_CLIENTS + '<row r="4"><c r="A4" s="1"/></row><row r="9"><c r="B9"><v>90</v></c></row>'
    assert written(book(data, "A2:A1048576"))[2:] == [[(1, "M001", True), (2, "90", False)]]


def test_merge_without_a_value_shows_none() -> None:
    data = '<row r="2"><c r="B2"><v>10</v></c></row><row r="3"><c r="B3"><v>20</v></c></row>'
    assert written(book(data, "A1:A3")) == [[(2, "10", False)], [(2, "20", False)]]


def test_different_value_under_a_merge_is_a_problem_with_its_cell() -> None:
    data = TWO_CLIENTS.replace('<c r="A3" s="1"/>', '<c r="A3" t="str"><v>M002</v></c>')
    rows, problems = read(book(data, "A2:A3"))
    assert [(found.code, str(found.where)) for found in problems] == [("E030", "inbox/表.xlsx!表1!A3")]
    assert rows[1].cells[0] == Cell(1, "text", "M002")


def test_value_under_a_block_is_a_problem_too() -> None:
    data = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>'
    )
    assert [(found.code, found.where.cell) for found in read(book(data, "A1:B2"))[1]] == [("E030", "A2")]


def test_same_value_under_a_merge_is_no_problem() -> None:
    """Merging with the format painter keeps the values, so that filters work; they say the same."""
    data = TWO_CLIENTS.replace('<c r="A3" s="1"/>', '<c r="A3" t="str"><v>M001</v></c>')
    assert written(book(data, "A2:A3"))[1] == [(1, "M001", True), (2, "20", False)]


def test_several_merges_one_after_another() -> None:
    data = "".join(
        f'<row r="{row}"><c r="A{row}">{f"<v>{row}</v>" if row % 2 else ""}</c><c r="B{row}"><v>0</v></c></row>'
        for row in range(1, 7)
    )
    assert [row[0] for row in written(book(data, "A5:A6", "A1:A2", "A3:A4"))] == [
        (1, "1", False),
        (1, "1", True),
        (1, "3", False),
        (1, "3", True),
        (1, "5", False),
        (1, "5", True),
    ]


def test_overlapping_merges_are_refused() -> None:
    assert refusal(book(TWO_CLIENTS, "A2:A3", "A3:B3"))[0] == "E014"


@pytest.mark.parametrize("reference", ["A3:A2", "B2:A2", "XFE1:XFE2", "A1:A0", "A:A", "1:1", "a1:a2"])
def test_range_that_no_sheet_has_is_refused(reference: str) -> None:
    assert refusal(book(TWO_CLIENTS, reference))[0] == "E014"


def test_single_cell_is_no_range() -> None:
    assert written(book(TWO_CLIENTS, "A2"))[1] == [(2, "20", False)]


def test_a_tag_in_a_comment_does_not_pass_for_a_merge() -> None:
    """The quick look for merges and the parser must agree, else the sheet is refused."""
    data = workbook(sheet(TWO_CLIENTS, after='<!-- <mergeCell ref="A2:A3"/> -->'))
    assert refusal(data)[0] == "E014"


def test_a_word_in_a_text_does_not_pass_for_a_merge() -> None:
    record = '<row r="1"><c r="A1" t="inlineStr"><is><t>mergeCell ref="A1:A2" &lt;mergeCell ref="A1:A2"/></t></is></c></row>'
    assert cells(workbook(sheet(record)))[0].written == 'mergeCell ref="A1:A2" <mergeCell ref="A1:A2"/>'


@pytest.mark.parametrize("cut", range(1, 60))
def test_tags_are_found_wherever_the_pieces_are_cut(cut: int) -> None:
    text = b'<x><mergeCells count="2"><mergeCell ref="A1:B1"/><s:mergeCell  a="b" ref=\'C1:C9\' /></mergeCells></x>'
    pieces = [text[:cut], text[cut : cut + 20], text[cut + 20 :]]
    assert merged_ranges(pieces, "part") == ["A1:B1", "C1:C9"]


def test_merges_of_a_prefixed_sheet() -> None:
    content = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData>'
        '<x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>'
    )
    assert [cell.merged for cell in cells(packed(parts(content)))] == [False, True]
