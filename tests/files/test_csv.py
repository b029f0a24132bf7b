"""Separated text becomes a grid of texts; its encoding is told strictly and its separator from its first rows."""

from __future__ import annotations

import codecs

import pytest

from cmtool.files.csv import read_csv, separator
from cmtool.model.grid import Cell, GridRow
from cmtool.model.problem import Problem


def read(data: bytes) -> tuple[list[GridRow], list[Problem]]:
    grids, problems = read_csv(data, "inbox/余额.csv")
    return [row for grid in grids for row in grid.rows], problems


def texts(data: bytes) -> list[list[str]]:
    """The cells of a text without problems, blanks left out."""
    rows, problems = read(data)
    assert problems == []
    return [[cell.written for cell in row.cells] for row in rows]


def refusal(data: bytes) -> tuple[str, str]:
    _, problems = read(data)
    (found,) = problems
    assert str(found.sentence)
    return found.code, str(found.where)


def test_grid_of_texts() -> None:
    """Nothing is converted: zeros in front, thousands marks and dates stay as written."""
    (grid,), problems = read_csv('账号,余额\n00123,"1,234.50"\n'.encode(), "inbox/余额.csv")
    assert (grid.file, grid.sheet, grid.hidden, grid.epoch_1904) == ("inbox/余额.csv", "", False, False)
    assert list(grid.rows) == [
        GridRow(1, (Cell(1, "text", "账号"), Cell(2, "text", "余额"))),
        GridRow(2, (Cell(1, "text", "00123"), Cell(2, "text", "1,234.50"))),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "data",
    [
        "工号,姓名\n".encode(),
        codecs.BOM_UTF8 + "工号,姓名\n".encode(),
        "工号,姓名\n".encode("gb18030"),
        "工号,姓名\n".encode("gbk"),
        codecs.BOM_UTF16_LE + "工号\t姓名\r\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "工号\t姓名\r\n".encode("utf-16-be"),
    ],
)
def test_encoding(data: bytes) -> None:
    assert texts(data) == [["工号", "姓名"]]


def test_rare_character_of_gb18030() -> None:
    assert texts("姓名,㐂\n".encode("gb18030")) == [["姓名", "㐂"]]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xff\xff",
        "姓名".encode() + b"\xff",
        codecs.BOM_UTF8 + "姓名".encode("gb18030"),
        codecs.BOM_UTF16_LE + b"a",
        b"a,b\0c\n",
    ],
)
def test_encoding_that_is_neither_is_refused(data: bytes) -> None:
    """A byte order mark is believed: what follows must fit it."""
    assert refusal(data) == ("E010", "inbox/余额.csv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1;2;3\n", ";"),
        ("a\tb\tc\n1\t2\t3\n", "\t"),
        ("余额\t名称\n1,234.50\t甲\n2,000.00\t乙\n3,000.00\t丙\n", "\t"),
        ("名称;余额\n甲;1,5\n乙;2\n", ";"),
        ("机构：延河社；单位：元\n账号,余额\n1,2\n", ","),
        ("备注\n甲;\n", ";"),
        ("a|b|c\n1|2|3\n", "|"),
        ("号,注\n1,甲|乙|丙\n2,丁|戊|己\n3,庚\n", ","),
        ("号|名|址\n1|甲|县,乡\n2|乙|县,乡,村\n", "|"),
        ("a\x1bb\n1\x1b2\n", "\x1b"),
        ("号\t额\n1\t1,234,567.00\n2\t2,234,567.00\n", "\t"),
        ("一列\n二\n", ","),
        ("", ","),
    ],
)
def test_separator(text: str, expected: str) -> None:
    assert separator(text) == expected


@pytest.mark.parametrize("mark", ["|+|", "|@|", "|!|", "^|^"])
def test_cells_parted_by_several_signs(mark: str) -> None:
    """As core systems write them, a + or a | within a cell stays."""
    assert texts(f"号{mark}名\n1{mark}甲+|乙\n".encode()) == [["号", "名"], ["1", "甲+|乙"]]


def test_a_ruled_line_and_the_sign_that_ends_a_file_are_no_rows() -> None:
    rows, problems = read("号|名\n-----|-----\n1|甲\n---------\n\x1a".encode())
    assert problems == []
    assert [(row.number, [cell.written for cell in row.cells]) for row in rows] == [
        (1, ["号", "名"]),
        (3, ["1", "甲"]),
    ]


def test_a_row_longer_than_what_was_filled_says_so() -> None:
    """An empty cell at its end: 1,234.50 without quotation marks made the row longer than the header of three cells."""
    rows, _ = read("号,额,注\n1,1,234.50,\n2,300.00,\n".encode())
    assert [[(cell.column, cell.written) for cell in row.cells] for row in rows] == [
        [(1, "号"), (2, "额"), (3, "注")],
        [(1, "1"), (2, "1"), (3, "234.50"), (4, "")],
        [(1, "2"), (2, "300.00")],
    ]


def test_quoted_field_may_hold_separators_quotes_and_lines() -> None:
    """A line break inside quotes does not start a row: rows are numbered as a spreadsheet would show them."""
    rows, problems = read('名称,地址\n"甲""乙","一\n二,三"\n\n丙,四\n'.encode())
    assert problems == []
    assert [(row.number, [cell.written for cell in row.cells]) for row in rows] == [
        (1, ["名称", "地址"]),
        (2, ['甲"乙', "一\n二,三"]),
        (4, ["丙", "四"]),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(ending: str) -> None:
    assert texts(ending.join(["a,b", "1,2", ""]).encode()) == [["a", "b"], ["1", "2"]]


def test_blank_cells_and_rows_are_left_out() -> None:
    rows, _ = read(b"a,,c\n,,\n,2,\n")
    assert rows == [
        GridRow(1, (Cell(1, "text", "a"), Cell(3, "text", "c"))),
        GridRow(3, (Cell(2, "text", "2"),)),
    ]


def test_text_kept_from_a_spreadsheet_by_a_formula() -> None:
    assert texts(b'="00123",="",x="1",="a"&"b"\n') == [["00123", '=""', 'x="1"', '="a"&"b"']]


@pytest.mark.parametrize("tail", ['1,"开了头\n2,3\n4,5\n', '1,"a"b\n2,3\n'])
def test_quotes_that_do_not_close_are_refused_with_their_row(tail: str) -> None:
    """Left alone, one stray quote swallows the rest of the file."""
    rows, problems = read(("a,b\n0,0\n" + tail).encode())
    assert [row.number for row in rows] == [1, 2]
    assert [(found.code, str(found.where)) for found in problems] == [("E011", "inbox/余额.csv!A3")]
    assert str(problems[0].sentence).startswith("第 3 行")


def test_quote_inside_a_bare_field_is_a_character() -> None:
    assert texts('电视,50"屏\n'.encode()) == [["电视", '50"屏']]


@pytest.mark.parametrize("length", [32768, 200_000])
def test_text_longer_than_a_cell_can_hold_is_refused(length: int) -> None:
    assert texts(b"a," + b"x" * 32767 + b"\n")[0][1] == "x" * 32767
    assert refusal(b"a," + b"x" * length + b"\n")[0] in ("E013", "E011")


def test_empty_text_has_no_rows() -> None:
    assert read(b"\r\n \n")[1] == []
