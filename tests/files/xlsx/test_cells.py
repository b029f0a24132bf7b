"""Each cell comes as the file spells it: kind, value, format, formula, place."""

from __future__ import annotations

import pytest

from cmtool.model.grid import Cell, GridRow
from handmade import cells, read, refusal, sheet, strings, styles, workbook


def one(record: str, **others: str) -> Cell | None:
    """The only cell of a sheet with this record in row 1, None when it is blank."""
    found = cells(workbook(sheet(f'<row r="1">{record}</row>'), **others))
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    "written", ["0.1", "45473", "-60.00", "1E-05", "0.30000000000000004", "110101199001011234", "007"]
)
def test_number_keeps_its_spelling(written: str) -> None:
    """A number is never turned into a binary float: what stands in the file is what comes out."""
    assert one(f'<c r="A1"><v>{written}</v></c>') == Cell(1, "number", written)
    assert one(f'<c r="A1" t="n"><v>{written}</v></c>') == Cell(1, "number", written)


def test_number_loses_only_blanks_around_it() -> None:
    assert one('<c r="A1"><v> 12.50\n</v></c>') == Cell(1, "number", "12.50")


@pytest.mark.parametrize("written", ["NaN", "INF", "1_000", "１２", "1-2", "12元", "--1", "e", "1e5.5"])
def test_number_cell_without_a_number_is_an_error(written: str) -> None:
    """Python would take some of these for numbers; a spreadsheet would not."""
    assert one(f'<c r="A1"><v>{written}</v></c>') == Cell(1, "error", written)


def test_shared_string() -> None:
    found = one('<c r="A1" t="s"><v>1</v></c>', strings=strings("<t>甲</t>", "<t>00012</t>"))
    assert found == Cell(1, "text", "00012")


@pytest.mark.parametrize("index", ["2", "-1", "x", "1.0"])
def test_shared_string_that_is_not_there_is_refused(index: str) -> None:
    data = workbook(
        sheet(f'<row r="3"><c r="B3" t="s"><v>{index}</v></c></row>'), strings=strings("<t/>", "<t/>")
    )
    assert refusal(data) == ("E017", "inbox/表.xlsx!表1!B3")


def test_rich_text_is_joined_and_phonetic_hints_are_left_out() -> None:
    rich = "<r><rPr><b/></rPr><t>延</t></r><r><t xml:space='preserve'>河 </t></r><rPh sb='0' eb='1'><t>yan</t></rPh>"
    assert one('<c r="A1" t="s"><v>0</v></c>', strings=strings(rich)) == Cell(1, "text", "延河 ")
    assert one(f'<c r="A1" t="inlineStr"><is>{rich}</is></c>') == Cell(1, "text", "延河 ")


def test_inline_string() -> None:
    assert one('<c r="A1" t="inlineStr"><is><t>正常 &amp; 关注</t></is></c>') == Cell(
        1, "text", "正常 & 关注"
    )


@pytest.mark.parametrize(
    ("escaped", "meant"),
    [
        ("甲_x000D_乙", "甲\r乙"),
        ("_x005F_x000D_", "_x000D_"),
        ("a_x0009_b_x000a_c", "a\tb\nc"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("_xD83D_", "\ufffd"),
        ("a_xyz_x00", "a_xyz_x00"),
    ],
)
def test_characters_spelled_out_are_decoded_once(escaped: str, meant: str) -> None:
    """``_x000D_`` is a carriage return wherever text stands."""
    want = Cell(1, "text", meant)
    assert one('<c r="A1" t="s"><v>0</v></c>', strings=strings(f"<t>{escaped}</t>")) == want
    assert one(f'<c r="A1" t="inlineStr"><is><t>{escaped}</t></is></c>') == want
    assert one(f'<c r="A1" t="str"><v>{escaped}</v></c>') == want


def test_bool_error_and_iso_date() -> None:
    found = cells(
        workbook(
            sheet(
                '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>false</v></c><c r="C1" t="e"><v>#REF!</v></c>'
                '<c r="D1" t="d"><v>2024-06-30</v></c><c r="E1" t="b"><v>2</v></c></row>'
            )
        )
    )
    assert found == [
        Cell(1, "bool", "1"),
        Cell(2, "bool", "0"),
        Cell(3, "error", "#REF!"),
        Cell(4, "date", "2024-06-30"),
        Cell(5, "error", "2"),
    ]


@pytest.mark.parametrize(
    "record",
    [
        '<c r="A1"/>',
        '<c r="A1" s="0"/>',
        '<c r="A1"><v/></c>',
        '<c r="A1"><v> </v></c>',
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="A1" t="inlineStr"><is><t/></is></c>',
        '<c r="A1" t="str"><v></v></c>',
        '<c r="A1" t="e"><v></v></c>',
        '<c r="A1" t="b"><v></v></c>',
    ],
)
def test_blank_cell_is_no_cell(record: str) -> None:
    """A row whose cells are only formatted does not come at all."""
    assert one(record, strings=strings("<t></t>")) is None
    assert read(workbook(sheet(f'<row r="1">{record}</row>'), strings=strings("<t></t>")))[0] == []


def test_formula_with_its_cached_value() -> None:
    found = one('<c r="A1"><f>SUM(B1:B9)</f><v>12.5</v></c>')
    assert found == Cell(1, "number", "12.5", formula="SUM(B1:B9)")


def test_formula_whose_cached_value_is_an_error() -> None:
    assert one('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>') == Cell(1, "error", "#DIV/0!", formula="1/0")


@pytest.mark.parametrize("rest", ["", "<v/>", "<v></v>"])
def test_formula_without_a_cached_value(rest: str) -> None:
    """A workbook that no spreadsheet has calculated says so; it is not a blank and not a zero."""
    assert one(f'<c r="A1"><f>B1+1</f>{rest}</c>') == Cell(1, "text", "", formula="B1+1", uncached=True)


UNCALCULATED = '<calcPr calcId="124519" fullCalcOnLoad="1"/>'


def test_a_zero_of_a_workbook_still_to_be_calculated_is_no_result() -> None:
    """Writing programs put 0 beside every formula and ask for a calculation at the next opening."""
    for zero in ("0", "0.0"):
        record = f'<c r="A1"><f>B1+1</f><v>{zero}</v></c>'
        assert one(record, properties=UNCALCULATED) == Cell(1, "text", "", formula="B1+1", uncached=True)
        assert one(record) == Cell(1, "number", zero, formula="B1+1")
    assert one('<c r="A1"><f>B1+1</f><v>5</v></c>', properties=UNCALCULATED) == Cell(
        1, "number", "5", formula="B1+1"
    )
    assert one('<c r="A1"><v>0</v></c>', properties=UNCALCULATED) == Cell(1, "number", "0")


def test_formula_whose_cached_value_is_the_empty_text_is_calculated() -> None:
    assert one('<c r="A1" t="str"><f>IF(B1,"","x")</f><v></v></c>') == Cell(
        1, "text", "", formula='IF(B1,"","x")'
    )
    assert one('<c r="A1" t="str"><f>B1</f></c>') == Cell(1, "text", "", formula="B1", uncached=True)


def test_shared_formula_that_follows_another_has_an_empty_text() -> None:
    data = sheet(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    assert [(cell.written, cell.formula) for cell in cells(workbook(data))] == [("2", "B1*2"), ("4", "")]


@pytest.mark.parametrize(
    "record",
    [
        '<c r="B2"><v>1</v><v>2</v></c>',
        '<c r="B2"><f>1</f><f>2</f></c>',
        '<c r="B2" t="inlineStr"><is><t>a</t></is><is><t>b</t></is></c>',
        '<c r="B2" t="inlineStr"><is><t>a</t></is><v>1</v></c>',
        '<c r="B2"><is><t>a</t></is></c>',
        '<c r="B2" t="money"><v>1</v></c>',
    ],
)
def test_cell_with_two_meanings_is_refused(record: str) -> None:
    assert refusal(workbook(sheet(f'<row r="2">{record}</row>'))) == ("E017", "inbox/表.xlsx!表1!B2")


def test_number_format_comes_with_the_cell() -> None:
    found = cells(
        workbook(
            sheet(
                '<row r="1"><c r="A1" s="1"><v>45473</v></c><c r="B1" s="2"><v>0.98</v></c><c r="C1"><v>1</v></c>'
                '<c r="D1" s="77"><v>1</v></c></row>'
            ),
            styles=styles(0, 31, 164, own={164: "0.0%"}),
        )
    )
    assert [cell.format for cell in found] == ['yyyy"年"m"月"d"日"', "0.0%", "", ""]


def test_cell_without_a_style_has_the_first_one() -> None:
    assert one('<c r="A1"><v>1</v></c>', styles=styles(2)) == Cell(1, "number", "1", "0.00")


def test_cells_and_rows_without_references_follow_the_last_one() -> None:
    rows, problems = read(
        workbook(
            sheet(
                "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/>"
                '<row><c r="D3"><v>4</v></c><c><v>5</v></c></row><row r="7"><c><v>7</v></c></row><row><c><v>8</v></c></row>'
            )
        )
    )
    assert problems == []
    assert [(row.number, [(cell.column, cell.written) for cell in row.cells]) for row in rows] == [
        (1, [(1, "1"), (3, "3")]),
        (3, [(4, "4"), (5, "5")]),
        (7, [(1, "7")]),
        (8, [(1, "8")]),
    ]


def test_the_stated_dimension_is_ignored() -> None:
    data = sheet(
        '<row r="5"><c r="C5"><v>1</v></c></row><row r="900"><c r="AB900"><v>2</v></c></row>',
        before='<dimension ref="A1"/>',
    )
    assert read(workbook(data))[0] == [
        GridRow(5, (Cell(3, "number", "1"),)),
        GridRow(900, (Cell(28, "number", "2"),)),
    ]


def test_cell_in_the_last_corner_of_the_sheet_is_harmless() -> None:
    data = workbook(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert read(data) == ([GridRow(1048576, (Cell(16384, "number", "1"),))], [])


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ('<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>', "B1"),
        ('<row r="1"><c r="B1"/><c r="B1"><v>2</v></c></row>', "B1"),
        ('<row r="1"><c r="C1"><v>1</v></c><c r="B1"><v>2</v></c></row>', "B1"),
        ('<row r="4"><c r="A4"><v>1</v></c></row><row r="4"><c r="B4"><v>2</v></c></row>', "A4"),
        ('<row r="4"/><row r="3"/>', "A3"),
    ],
)
def test_reference_that_comes_twice_or_backwards_is_refused(data: str, place: str) -> None:
    """Readers differ in which of two values they take; here nobody guesses."""
    assert refusal(workbook(sheet(data))) == ("E016", f"inbox/表.xlsx!表1!{place}")


@pytest.mark.parametrize("reference", ["A2", "XFE1", "AAAA1", "1", "A", "a1", "$A$1", "A01", "ABCDEFGHI1"])
def test_cell_whose_reference_does_not_fit_its_row_is_refused(reference: str) -> None:
    assert refusal(workbook(sheet(f'<row r="1"><c r="{reference}"><v>1</v></c></row>')))[0] == "E017"


def test_reference_of_row_eleven_is_not_taken_for_row_one() -> None:
    assert refusal(workbook(sheet('<row r="1"><c r="A11"><v>1</v></c></row>')))[0] == "E017"


@pytest.mark.parametrize("row", ["0", "1048577", "-1", "x", "01", "１", ""])
def test_row_number_that_no_sheet_has_is_refused(row: str) -> None:
    assert refusal(workbook(sheet(f'<row r="{row}"><c><v>1</v></c></row>')))[0] == "E014"


@pytest.mark.parametrize(
    "data",
    [
        '<c r="A1"><v>1</v></c>',
        '<row r="1"><row r="2"><c r="A2"><v>1</v></c></row></row>',
        '<row r="1"><c r="A1"><c r="B1"><v>1</v></c></c></row>',
        '<row r="1"><v>1</v></row>',
        '</sheetData><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
    ],
)
def test_cells_and_rows_out_of_their_place_are_refused(data: str) -> None:
    assert refusal(workbook(sheet(data)))[0] == "E014"


def test_more_cells_than_columns_are_refused() -> None:
    assert refusal(workbook(sheet(f'<row r="1">{"<c/>" * 16385}</row>')))[0] == "E014"


def test_hidden_rows_and_columns_are_marked() -> None:
    """A cell is hidden with its column, a row with itself; both are read."""
    data = sheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><f>B1</f><v>3</v></c><c r="D1"><v>4</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>5</v></c></row><row r="3" ht="0" customHeight="1"><c r="A3"><v>6</v></c></row>',
        before='<cols><col min="2" max="3" hidden="true"/><col min="4" max="4" width="0"/></cols>',
    )
    rows, problems = read(workbook(data))
    assert problems == []
    assert [row.hidden for row in rows] == [False, True, True]
    assert [cell.hidden for row in rows for cell in row.cells] == [False, True, True, True, False, False]


def test_text_in_other_places_is_not_data() -> None:
    """Header and footer, drop-down lists and white space between tags stay out."""
    data = sheet(
        '\n <row r="1">\n  <c r="A1">\n   <v>1</v>\n  </c>\n </row>\n',
        after='<dataValidations><dataValidation><formula1>"甲,乙"</formula1></dataValidation></dataValidations>'
        "<headerFooter><oddFooter>第 1 页</oddFooter></headerFooter>",
    )
    assert cells(workbook(data)) == [Cell(1, "number", "1")]


def test_text_longer_than_a_cell_can_hold_is_refused() -> None:
    longest, longer = "长" * 32767, "长" * 32768
    assert one(f'<c r="A1" t="str"><v>{longest}</v></c>') == Cell(1, "text", longest)
    assert refusal(workbook(sheet(f'<row r="1"><c r="A1" t="str"><v>{longer}</v></c></row>')))[0] == "E017"
    data = workbook(
        sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings=strings(f"<t>{longer}</t>")
    )
    assert refusal(data)[0] == "E013"
