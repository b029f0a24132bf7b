"""Sheets are found through the workbook's own relationships, in the spelling of either standard."""

from __future__ import annotations

import pytest

from cmtool.files.xlsx import read_xlsx
from cmtool.model.grid import Cell
from handmade import (
    MAIN,
    STRICT_MAIN,
    STRICT_RELATIONS,
    cells,
    packed,
    parts,
    read,
    refusal,
    sheet,
    strings,
    workbook,
)

ONE = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
TWO = sheet('<row r="1"><c r="A1"><v>2</v></c></row>')
CONTENT_TYPES = "[Content_Types].xml"


def test_sheets_come_in_tab_order_with_their_names() -> None:
    grids, problems = read_xlsx(workbook(ONE, TWO), "inbox/台账.xlsx")
    assert problems == []
    assert [(grid.file, grid.sheet, grid.hidden, grid.epoch_1904) for grid in grids] == [
        ("inbox/台账.xlsx", "表1", False, False),
        ("inbox/台账.xlsx", "表2", False, False),
    ]
    assert [row.cells[0].written for grid in grids for row in grid.rows] == ["1", "2"]


def test_rows_can_be_walked_in_any_order_of_sheets() -> None:
    grids, _ = read_xlsx(workbook(ONE, TWO), "x.xlsx")
    second, first = iter(grids[1].rows), iter(grids[0].rows)
    assert (next(second).cells[0].written, next(first).cells[0].written) == ("2", "1")


def test_hidden_sheet_is_marked_and_very_hidden_sheet_is_not_read() -> None:
    grids, problems = read_xlsx(workbook(ONE, TWO, ONE, states=("visible", "hidden", "veryHidden")), "x.xlsx")
    assert [(grid.sheet, grid.hidden) for grid in grids] == [("表1", False), ("表2", True)]
    assert [(found.code, str(found.where)) for found in problems] == [("W002", "x.xlsx!表3")]


@pytest.mark.parametrize(("given", "is_1904"), [("1", True), ("true", True), ("0", False), ("false", False)])
def test_epoch_of_dates(given: str, is_1904: bool) -> None:
    grids, _ = read_xlsx(workbook(ONE, properties=f'<workbookPr date1904="{given}"/>'), "x.xlsx")
    assert grids[0].epoch_1904 is is_1904


def test_strict_workbook_is_read_alike() -> None:
    content = sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', namespace=STRICT_MAIN)
    text = strings("<t>甲</t>").replace(MAIN, STRICT_MAIN)
    data = packed(parts(content, namespace=STRICT_MAIN, relations=STRICT_RELATIONS, strings=text))
    assert cells(data) == [Cell(1, "text", "甲")]


def test_targets_may_be_relative_or_absolute_and_names_differ_in_case() -> None:
    changed = parts(ONE)
    changed["xl/_rels/workbook.xml.rels"] = changed["xl/_rels/workbook.xml.rels"].replace(
        "worksheets/sheet1.xml", "/XL/Worksheets/../worksheets/Sheet1.xml"
    )
    assert cells(packed(changed)) == [Cell(1, "number", "1")]


def test_part_named_by_its_extension_only() -> None:
    changed = parts(ONE)
    changed[CONTENT_TYPES] = changed[CONTENT_TYPES].replace(
        '<Override PartName="/xl/workbook.xml"', '<Default Extension="XML"'
    )
    assert cells(packed(changed)) == [Cell(1, "number", "1")]


def test_chart_sheet_is_no_table() -> None:
    changed = parts(ONE, TWO)
    rels = "xl/_rels/workbook.xml.rels"
    changed[rels] = changed[rels].replace(
        'worksheet" Target="worksheets/sheet2', 'chartsheet" Target="worksheets/sheet2'
    )
    grids, problems = read_xlsx(packed(changed), "x.xlsx")
    assert ([grid.sheet for grid in grids], problems) == (["表1"], [])


def test_workbook_without_a_worksheet_is_refused() -> None:
    assert refusal(workbook())[0] == "E018"


def test_document_of_another_kind_is_refused() -> None:
    changed = parts(ONE)
    changed[CONTENT_TYPES] = changed[CONTENT_TYPES].replace(
        "spreadsheetml.sheet", "wordprocessingml.document"
    )
    assert refusal(packed(changed))[0] == "E012"


def test_sheet_name_with_escapes() -> None:
    changed = parts(ONE)
    changed["xl/workbook.xml"] = changed["xl/workbook.xml"].replace('name="表1"', 'name="6月 &amp; _x0041_"')
    assert read_xlsx(packed(changed), "x.xlsx")[0][0].sheet == "6月 & A"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId1"'),
        ("xl/workbook.xml", 'name="表2"', 'name="表1"'),
        ("xl/workbook.xml", 'r:id="rId2"', 'r:id="rId1"'),
        ("xl/workbook.xml", 'r:id="rId2"', 'r:id="rId9"'),
        ("xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet1.xml"),
    ],
)
def test_sheet_list_with_two_meanings_is_refused(part: str, old: str, new: str) -> None:
    changed = parts(ONE, TWO)
    assert old in changed[part]
    changed[part] = changed[part].replace(old, new)
    assert refusal(packed(changed))[0] == "E014"


def test_two_main_parts_are_refused() -> None:
    changed = parts(ONE)
    link = changed["_rels/.rels"].partition("<Relationship ")[2].partition("/>")[0]
    changed["_rels/.rels"] = changed["_rels/.rels"].replace(
        "</Relationships>", f"<Relationship {link.replace('rId1', 'rId2')}/></Relationships>"
    )
    assert refusal(packed(changed))[0] == "E012"


@pytest.mark.parametrize(
    "missing",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", CONTENT_TYPES, "_rels/.rels"],
)
def test_missing_part_is_refused(missing: str) -> None:
    changed = parts(ONE, strings=strings("<t>x</t>"))
    del changed[missing]
    assert refusal(packed(changed))[0] in ("E012", "E014")


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", CONTENT_TYPES]
)
def test_document_type_declaration_is_refused(part: str) -> None:
    """Entities are how a small XML becomes a large one; no workbook needs them."""
    changed = parts(ONE, strings=strings("<t>x</t>"))
    changed[part] = changed[part].replace("?>\n", '?>\n<!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
    assert refusal(packed(changed))[0] == "E015"


def test_rows_before_the_damage_come_with_a_refusal_after_them() -> None:
    """The stream ends at the damage; the problem is there once the rows have been walked."""
    data = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 50_001))
    grids, problems = read_xlsx(packed(parts(sheet(data).replace("</worksheet>", ""))), "x.xlsx")
    assert problems == []
    numbers = [row.number for row in grids[0].rows]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [(found.code, str(found.where)) for found in problems] == [("E014", "x.xlsx")]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<worksheet/>",
        f'<workbook xmlns="{MAIN}"/>',
        ONE.replace(MAIN, "urn:something-else"),
        ONE.replace("<v>1</v>", "<v>&undefined;</v>"),
        ONE.replace("<v>1</v>", "<v>1"),
        ONE.replace("UTF-8", "gb2312"),
        ONE.replace("UTF-8", "no-such-encoding"),
        ONE.replace("<sheetData>", f"{'<x>' * 80}{'</x>' * 80}<sheetData>"),
        ONE.replace("<sheetData>", f'<x y="{"y" * 2_000_000}"/><sheetData>'),
    ],
)
def test_sheet_that_is_no_sheet_is_refused(content: str) -> None:
    assert refusal(packed(parts(content)))[0] in ("E014", "E013")


def test_sheet_in_utf_16() -> None:
    text = ONE.replace("UTF-8", "UTF-16")
    assert cells(packed({**parts(ONE), "xl/worksheets/sheet1.xml": text.encode("utf-16")})) == [
        Cell(1, "number", "1")
    ]


def test_empty_sheet_has_no_rows() -> None:
    assert read(workbook(sheet(""))) == ([], [])
