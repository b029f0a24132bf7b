"""Workbooks in other formats: every cell as the same workbook in .xlsx has it, or the file is refused."""

from __future__ import annotations

import os
import random
import struct
import sys
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from binarymade import record, row, text, xlsb
from cmtool.files import encrypted
from cmtool.files.child import limits
from cmtool.files.formats import read
from cmtool.files.refusal import Refusal
from cmtool.files.workbooks import read_file
from cmtool.intake.appearance import is_date, is_percent
from cmtool.model.grid import Cell, Grid, address
from handedit import locked
from handmade import packed, parts
from handmade import sheet as handmade_sheet
from recalculation import converted

PASSWORD = "延河-2024"


def sample(path: Path) -> Path:
    """A workbook with all that a format may hide: errors, formulas, formats, hidden places, merges, texts of digits."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "贷款"
    sheet.append(["工号", "金额", "日期", "比例", "错误", "公式", "标志"])
    sheet.append(["000103", 1234.5, date(2024, 6, 30), 0.98, "=1/0", "=B2*2", "文字 两行\n第二行"])
    sheet.append([103, 0.1, date(2024, 1, 1), 98, "#N/A", '="甲"&"乙"', "𠮷"])
    sheet.append(["合并", None, -0.0000005, 1e17, 123456789012345678, 100000000, 8888.88])
    sheet["A3"].number_format, sheet["D2"].number_format = "000000", "0.00%"
    sheet.merge_cells("A4:B4")
    sheet.row_dimensions[3].hidden, sheet.column_dimensions["G"].hidden = True, True
    other = book.create_sheet("隐藏")
    other.sheet_state = "hidden"
    other["C5"], other["IV70"] = "x", 12345678.25
    book.create_sheet("空")
    book.save(path)
    return path


def told(grids: Iterable[Grid]) -> dict[str, object]:
    """By sheet and address, what intake can tell of a cell: kind, exact value, look, hidden, merged, formula."""
    found: dict[str, object] = {}
    for grid in grids:
        for line in grid.rows:
            for cell in line.cells:
                place = f"{grid.sheet}!{address(cell.column, line.number)}"
                hidden = (grid.hidden, line.hidden, cell.hidden)
                found[place] = (*_look(cell), hidden, cell.merged, cell.formula is not None)
    return found


def _look(cell: Cell) -> tuple[object, ...]:
    if cell.kind != "number":
        return cell.kind, cell.written
    zeros = cell.format if cell.format.startswith("00") else ""
    return cell.kind, Fraction(cell.written), is_date(cell.format), is_percent(cell.format), zeros


def refusal(data: bytes, suffix: str, *passwords: str) -> str:
    with pytest.raises(Refusal) as caught:
        read(data, suffix, "表" + suffix, passwords)
    assert str(caught.value.problem("表").sentence)
    return caught.value.kind.code


def cells(data: bytes, suffix: str) -> list[tuple[str, Cell]]:
    grids, problems = read(data, suffix, "表" + suffix)
    assert problems == []
    return [
        (address(cell.column, line.number), cell)
        for grid in grids
        for line in grid.rows
        for cell in line.cells
    ]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample as LibreOffice saves it: recalculated .xlsx, and the others made from that."""
    start = converted(sample(tmp_path_factory.mktemp("formats") / "样本.xlsx"), ".xlsx")
    return {".xlsx": start, ".xls": converted(start, ".xls"), ".ods": converted(start, ".ods")}


@pytest.mark.recalculate
@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_saved_elsewhere_reads_as_the_xlsx(saved: dict[str, Path], suffix: str) -> None:
    """Errors, cached values, percentages, dates, zeros in front, hidden and merged places: none is lost or changed."""
    ours, theirs = read_file(saved[".xlsx"], "a"), read_file(saved[suffix], "a")
    wanted, found = told(ours.grids), told(theirs.grids)
    assert wanted["贷款!A3"] == ("number", 103, False, False, "000000", (False, True, False), False, False)
    assert wanted["贷款!E2"] == ("error", "#DIV/0!", (False, False, False), False, True)
    assert found == wanted
    assert (ours.problems, theirs.problems) == ([], [])
    assert [(grid.sheet, grid.hidden) for grid in theirs.grids] == [
        ("贷款", False),
        ("隐藏", True),
        ("空", False),
    ]


@pytest.mark.recalculate
@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_no_mutant_ends_the_program(saved: dict[str, Path], suffix: str, tmp_path: Path) -> None:
    """Bytes changed or cut anywhere: read or refused, never anything else."""
    data, dice = saved[suffix].read_bytes(), random.Random(20240630)
    for _ in range(25):
        mutant = bytearray(data)
        for _ in range(dice.randint(1, 8)):
            mutant[dice.randrange(len(mutant))] = dice.randrange(256)
        cut = bytes(mutant[: dice.randrange(len(mutant))]) if dice.random() < 0.3 else bytes(mutant)
        path = tmp_path / f"a{suffix}"
        path.write_bytes(cut)
        found = read_file(path, path.name)
        count = sum(len(line.cells) for grid in found.grids for line in grid.rows)
        assert count or found.is_refused


@pytest.mark.recalculate
def test_formula_that_nobody_calculated_is_told(saved: dict[str, Path], tmp_path: Path) -> None:
    """What writers leave that do not calculate: nought, and the order to calculate on opening."""
    data, was = saved[".xls"].read_bytes(), struct.pack("<dH", 2469.0, 0)
    assert data.count(was) == 1
    path = tmp_path / "a.xls"
    path.write_bytes(data.replace(was, struct.pack("<dH", 0.0, 3)))
    found = {
        address(cell.column, line.number): cell
        for line in read_file(path, "a").grids[0].rows
        for cell in line.cells
    }
    assert found["F2"] == Cell(6, "text", "", "", "", uncached=True)


EVERY_KIND = xlsb(
    row(0, (0, 7, 0, struct.pack("<I", 0)), (1, 7, 0, struct.pack("<I", 1)))
    + row(
        2,
        (0, 2, 1, struct.pack("<I", 103 << 2 | 2)),
        (1, 5, 0, struct.pack("<d", 0.1)),
        (2, 2, 0, struct.pack("<I", 12345 << 2 | 3)),
        (3, 3, 0, b"\x2a"),
        (4, 4, 0, b"\1"),
        (5, 6, 0, text("000103")),
        (6, 9, 2, struct.pack("<dH8x", 45473.0, 0)),
        (7, 8, 0, text("甲乙") + bytes(10)),
        (8, 11, 0, b"\x07" + bytes(10)),
        hidden=True,
    ),
    columns=record(390) + record(60, struct.pack("<IIIIH", 1, 1, 2560, 0, 1)) + record(391),
    after=record(177) + record(176, struct.pack("<IIII", 0, 0, 1, 2)) + record(178),
    strings=("工号", "金额"),
    formats=(0, 164, 14),
)


def test_binary_workbook_is_read_record_by_record() -> None:
    """Packed and plain numbers, an error, a text of digits, formulas with a date, a text and an error as value."""
    assert cells(EVERY_KIND, ".xlsb") == [
        ("A1", Cell(1, "text", "工号")),
        ("B1", Cell(2, "text", "金额", hidden=True)),
        ("C1", Cell(3, "text", "金额", merged=True)),
        ("A3", Cell(1, "number", "103", "000000")),
        ("B3", Cell(2, "number", "0.1", hidden=True)),
        ("C3", Cell(3, "number", "123.45")),
        ("D3", Cell(4, "error", "#N/A")),
        ("E3", Cell(5, "bool", "1")),
        ("F3", Cell(6, "text", "000103")),
        ("G3", Cell(7, "number", "45473", "yyyy/m/d", "")),
        ("H3", Cell(8, "text", "甲乙", "", "")),
        ("I3", Cell(9, "error", "#DIV/0!", "", "")),
    ]
    ((first, second),) = [list(grid.rows) for grid in read(EVERY_KIND, ".xlsb", "a")[0]]
    assert (first.hidden, second.hidden) == (False, True)


PLACE = struct.pack("<IH", 1, 0)  # A2
FIRST, SECOND = struct.pack("<H", 0), struct.pack("<H", 1)


def formula(tokens: bytes) -> bytes:
    """What stands in a formula's record of an .xlsb: the number 5, options, the tokens and their length, nothing more."""
    return struct.pack("<dHI", 5, 0, len(tokens)) + tokens + bytes(4)


def supported(*books: int) -> bytes:
    """One sheet each of some books that formulas name by place: kinds of records, 355 another workbook, 357 this one."""
    listed = b"".join(record(kind, text("rId9") if kind == 355 else b"") for kind in books)
    sheets = b"".join(struct.pack("<Iii", place, 0, 0) for place in range(len(books)))
    return record(353) + listed + record(362, struct.pack("<I", len(books)) + sheets) + record(354)


@pytest.mark.parametrize(
    ("tokens", "told"),
    [
        (b"\x5a" + SECOND + PLACE, "[1]!"),  # a cell of the other workbook
        (b"\x3b" + SECOND + bytes(8) + bytes(4), "[1]!"),  # an area of it
        (b"\x39" + SECOND + struct.pack("<I", 1), "[1]!"),  # a name of it
        (b"\x5a" + FIRST + PLACE, ""),  # a cell of a sheet of this workbook
        (b"\x44" + PLACE, ""),  # a cell of this very sheet
    ],
)
def test_a_formula_of_an_xlsb_that_points_at_another_workbook_is_marked(tokens: bytes, told: str) -> None:
    """As those of an .xlsx and an .xls are."""
    data = xlsb(row(0, (0, 9, 0, formula(tokens))), others=supported(357, 355))
    assert cells(data, ".xlsb") == [("A1", Cell(1, "number", "5", "", told))]


def test_a_text_and_an_error_of_another_workbook_are_marked_too() -> None:
    """Their values are of other lengths: the tokens stand behind them."""
    rest = formula(b"\x5a" + SECOND + PLACE)[8:]
    data = xlsb(
        row(0, (0, 8, 0, text("甲乙") + rest), (1, 11, 0, b"\x07" + rest)), others=supported(357, 355)
    )
    assert [cell.formula for _, cell in cells(data, ".xlsb")] == ["[1]!", "[1]!"]


def test_a_formula_of_an_xlsb_without_other_books_points_nowhere() -> None:
    """Even where its bytes look like it."""
    data = xlsb(row(0, (0, 9, 0, formula(b"\x5a" + SECOND + PLACE))))
    assert [cell.formula for _, cell in cells(data, ".xlsb")] == [""]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(0, (0, 5, 0, struct.pack("<d", 1.0)), (0, 5, 0, struct.pack("<d", 2.0))), "E014"),  # one place twice
        (row(0, (0, 5, 9, struct.pack("<d", 1.0))), "E014"),  # a style that there is not
        (row(0, (0, 7, 0, struct.pack("<I", 9))), "E019"),  # a string that there is not
        (row(0, (0, 18, 0, b"\0\0\0\0")), "E014"),  # a record that might hold a value and is not known
        (row(0, (0, 5, 0, b"\0")), "E014"),
        (row(3) + row(1), "E014"),
        (row(0, (0, 5, 0, bytes(8))) + row(1_048_575, (16_383, 5, 0, bytes(8))), "E019"),  # asks for 400 GB
    ],
)  # fmt: skip
def test_binary_workbook_with_two_meanings_is_refused(rows: bytes, code: str) -> None:
    """Also where the second reader dies of it: the file is refused and the program goes on."""
    assert refusal(xlsb(rows), ".xlsb") == code


def test_reader_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past its time the reader is ended and the file refused."""
    monkeypatch.setattr(limits, "SECONDS", 0.001)
    assert refusal(EVERY_KIND, ".xlsb") == "E020"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_reader_is_held_to_its_memory() -> None:
    """The process that reads has its limits set before it reads."""
    import resource
    import subprocess

    code = "from cmtool.files.child.limits import limit; limit(); import resource as r; print(r.getrlimit(r.RLIMIT_AS))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = limits.MEMORY if hard == resource.RLIM_INFINITY else min(limits.MEMORY, hard)
    assert done.stdout.strip() == f"({most}, {most})"


def ods(table: str) -> bytes:
    """A document of these rows, its automatic styles left out."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = " ".join(f'xmlns:{word}="{space}{word}:1.0"' for word in ("office", "table", "text", "style"))
    content = (
        f'<office:document-content {names} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="表">{table}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_cell(attributes: str, shown: str = "") -> bytes:
    return ods(
        f"<table:table-row><table:table-cell {attributes}>{shown}</table:table-cell></table:table-row>"
    )


@pytest.mark.parametrize(
    ("attributes", "shown", "cell"),
    [
        ('office:value-type="float" office:value="103"', "<text:p>000103</text:p>", Cell(1, "number", "103", "000000")),
        ('office:value-type="float" office:value="1234.5"', "<text:p>1,234.50</text:p>", Cell(1, "number", "1234.5", "?")),
        ('office:value-type="percentage" office:value="0.98"', "<text:p>98%</text:p>", Cell(1, "number", "0.98", "0.00%")),
        ('office:value-type="date" office:date-value="2024-06-30"', "<text:p>30/06/24</text:p>", Cell(1, "number", "45473", "yyyy-mm-dd")),
        ('office:value-type="date" office:date-value="2024-06-01"', "<text:p>2024年6月</text:p>", Cell(1, "number", "45444", 'yyyy"年"m"月"')),
        ('office:value-type="date" office:date-value="2024-13-01"', "<text:p>x</text:p>", Cell(1, "error", "x")),
        ('office:value-type="boolean" office:boolean-value="true"', "<text:p>TRUE</text:p>", Cell(1, "bool", "1")),
        ('office:value-type="string"', "<text:p>a<text:s text:c='2'/>b<text:span>c</text:span></text:p><text:p>d</text:p>", Cell(1, "text", "a  bc\nd")),
        ('office:value-type="string"', "<office:annotation><text:p>批注</text:p></office:annotation><text:p>值</text:p>", Cell(1, "text", "值")),
        ('table:formula="of:=A9" office:value-type="string" office:string-value="" calcext:value-type="error"', "<text:p>#REF!</text:p>", Cell(1, "error", "#REF!", "", "of:=A9")),
        ('table:formula="of:=A9" office:value-type="float" office:value="0"', "<text:p>Err:502</text:p>", Cell(1, "error", "Err:502", "", "of:=A9")),
        ('table:formula="of:=A9"', "", Cell(1, "text", "", "", "of:=A9", True)),
    ],
)  # fmt: skip
def test_document_cell_is_what_it_shows(attributes: str, shown: str, cell: Cell) -> None:
    """Zeros in front, percentages and months are told by the shown text; errors and formulas without a value are known."""
    assert cells(ods_cell(attributes, shown), ".ods") == [("A1", cell)]


def test_document_repeats_rows_and_columns() -> None:
    row_of_two = '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    found = cells(
        ods(
            '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
            f'<table:table-row table:number-rows-repeated="2"><table:table-cell/>{row_of_two}</table:table-row>'
        ),
        ".ods",
    )
    assert [place for place, _ in found] == ["B4", "C4", "B5", "C5"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ods_cell('office:value-type="float" office:value="x"'), "E014"),
        (ods_cell('table:number-columns-repeated="99999"'), "E014"),
        (ods('<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"'
             ' table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'), "E013"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                 "content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "E015"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                 "META-INF/manifest.xml": "<m:encryption-data/>", "content.xml": "\0"}), "E023"),
    ],
    ids=["no number", "too wide", "17 thousand million cells", "entities", "password"],
)  # fmt: skip
def test_document_that_cannot_be_read_right_is_refused(data: bytes, code: str) -> None:
    assert refusal(data, ".ods") == code


XML_2003 = """<?xml version="1.0" encoding="GB2312"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles>
<Style ss:ID="z"><NumberFormat ss:Format="000000"/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>
<Worksheet ss:Name="贷款"><Table><Column ss:Index="2" ss:Hidden="1"/>
<Row ss:Index="2"><Cell><Data ss:Type="String">工号</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>
<Cell ss:Index="3" ss:MergeAcross="1"><ss:Data ss:Type="String">合<B>并</B></ss:Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:StyleID="z"><Data ss:Type="Number">103</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.98</Data></Cell>
<Cell ss:StyleID="d"><Data ss:Type="DateTime">2024-06-30T00:00:00.000</Data></Cell>
<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell><Cell ss:Formula="=A1"/>
<Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="深"><x:WorksheetOptions><x:Visible>SheetVeryHidden</x:Visible></x:WorksheetOptions></Worksheet>
</Workbook>"""


def test_xml_spreadsheet_is_read() -> None:
    """Places, formats, comments left out, error and formula cells; the declared encoding is that of its bytes."""
    (grid,), problems = read(XML_2003.encode("gb18030"), ".xls", "表.xls")
    assert [found.code for found in problems] == ["W002", "W003"] or [found.code for found in problems] == [
        "W003",
        "W002",
    ]
    assert (grid.sheet, grid.hidden) == ("贷款", True)
    first, second = grid.rows
    assert (first.number, first.hidden, second.number, second.hidden) == (2, False, 3, True)
    assert first.cells == (
        Cell(1, "text", "工号"),
        Cell(3, "text", "合并"),
        Cell(4, "text", "合并", merged=True),
    )
    assert second.cells == (
        Cell(1, "number", "103", "000000"),
        Cell(2, "number", "0.98", "0.00%", hidden=True),
        Cell(3, "number", "45473", "yyyy/m/d"),
        Cell(4, "error", "#DIV/0!", "", "=1/0"),
        Cell(5, "text", "", "", "=A1", True),
        Cell(6, "bool", "1"),
    )


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("<Styles>", "<Styles><", "E014"),
        ('ss:Type="Boolean">1', 'ss:Type="Boolean">2', "E014"),
        ('ss:Index="3"', 'ss:Index="1"', "E016"),
        ('<Row ss:Index="2">', '<Row ss:Index="0">', "E016"),
        ("<Workbook xmlns=", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns=', "E015"),
    ],
)
def test_xml_spreadsheet_with_two_meanings_is_refused(was: str, becomes: str, code: str) -> None:
    assert was in XML_2003
    assert refusal(XML_2003.replace(was, becomes).encode("gb18030"), ".xls") == code


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A workbook of more than 4 KiB: the library does not encrypt smaller ones right."""
    noise = random.Random(1).randbytes(8192)
    return packed(
        {**parts(handmade_sheet('<row r="1"><c r="A1"><v>1234.5</v></c></row>')), "xl/noise.bin": noise}
    )


def test_encrypted_workbook_opens_with_one_of_the_passwords(plain: bytes) -> None:
    """The first password that fits opens it; what every program opens by itself needs none."""
    for data, passwords in (
        (locked(plain, PASSWORD), ("x", PASSWORD)),
        (locked(plain, encrypted.EVERYBODYS), ()),
    ):
        (grid,), problems = read(data, ".xlsx", "表.xlsx", passwords)
        assert problems == []
        assert [cell for line in grid.rows for cell in line.cells] == [Cell(1, "number", "1234.5")]


def test_encrypted_workbook_is_refused_with_what_to_do(plain: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a password, with a wrong one, damaged, and without the extra."""
    data = locked(plain, PASSWORD)
    assert refusal(data, ".xlsx") == "E006"
    assert refusal(data, ".xlsx", "错") == "E022"
    assert refusal(data.replace(b"<keyData", b"<keyDatb"), ".xlsx", PASSWORD) == "E023"
    monkeypatch.setattr(encrypted, "LIBRARY", "no_such_library")
    assert refusal(data, ".xlsx", PASSWORD) == "E006"


def test_endless_key_is_stopped(plain: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may order any number of rounds to make the key; the time is bounded."""
    data = locked(plain, PASSWORD)
    assert data.count(b'spinCount="100000"') == 1
    monkeypatch.setattr(limits, "SECONDS", 2)
    assert refusal(data.replace(b'spinCount="100000"', b'spinCount="999999"'), ".xlsx", PASSWORD) in (
        "E020",
        "E022",
    )


def test_no_reader_touches_the_file(tmp_path: Path) -> None:
    """Bytes and time stamps stay, and nothing is added beside the file."""
    for name, data in (
        ("a.xlsb", EVERY_KIND),
        ("b.xls", XML_2003.encode("gb18030")),
        ("c.ods", ods_cell("")),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        path.chmod(0o444)
        os.utime(path, ns=(10**18, 10**18))
        assert not read_file(path, name).is_refused
        assert (path.read_bytes(), path.stat().st_mtime_ns) == (data, 10**18)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsb", "b.xls", "c.ods"]


@pytest.mark.recalculate
def test_a_formula_of_an_xls_that_points_at_another_workbook_is_known(tmp_path: Path) -> None:
    """One at its own other sheet is not, though its tokens are of the same kind."""
    path = tmp_path / "源.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        first, second = book.add_worksheet("甲"), book.add_worksheet("乙")
        first.write_formula("A1", "='[其他.xlsx]Sheet1'!$A$1", None, 777)
        first.write_formula("A2", "=乙!A1", None, 5)
        second.write_number("A1", 5)
    saved = converted(path, ".xls")
    grids, problems = read(saved.read_bytes(), ".xls", "源.xls")
    assert problems == []
    formulas = [(line.number, cell.formula) for line in grids[0].rows for cell in line.cells]
    assert formulas == [(1, "[1]!"), (2, "")]
