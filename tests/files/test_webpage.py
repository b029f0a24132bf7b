"""Web pages under the name of a workbook: what the page shows is what is read, or the page is refused."""

from __future__ import annotations

import pytest

from cmtool.files.formats import read
from cmtool.files.refusal import Refusal
from cmtool.model.grid import address

Cells = dict[str, str]


def shown(page: str | bytes) -> Cells:
    """Text by address of a page without problems besides its name."""
    data = page.encode() if isinstance(page, str) else page
    (grid,), problems = read(data, ".xls", "表.xls")
    assert [found.code for found in problems] == ["W003"]
    assert grid.sheet == ""
    return {address(cell.column, row.number): cell.written for row in grid.rows for cell in row.cells}


def refused(page: str) -> str:
    with pytest.raises(Refusal) as caught:
        read(page.encode(), ".xls", "表.xls")
    return caught.value.kind.code


@pytest.mark.parametrize(
    ("page", "cells"),
    [
        ("<table><tr><td>工号<td>金额<tr><td>00103<td>1,234.50</table>",
         {"A1": "工号", "B1": "金额", "A2": "00103", "B2": "1,234.50"}),
        ("<html><body><h3>贷款台账</h3><p>单位：万元</p><table><tr><th>工号</th></tr></table>制表人：甲",
         {"A1": "贷款台账", "A2": "单位：万元", "A3": "工号", "A4": "制表人：甲"}),
        ("<table><caption>六月</caption><thead><tr><th>a</thead><tbody><tr><td>1</tbody></table><table><tr><td>x</table>",
         {"A1": "六月", "A2": "a", "A3": "1", "A4": "x"}),
        ("<table><tr><td>甲&nbsp;乙 \n 丙</td><td>a<br/>b</td><td>1<b>2</b>3</td><td> </td></tr></table>",
         {"A1": "甲\xa0乙 丙", "B1": "a\nb", "C1": "123"}),
        ("<table><tr><td colspan=3>合并<td>d<tr><td rowspan=2>1<td>2<tr><td>3</table>",
         {"A1": "合并", "B1": "合并", "C1": "合并", "D1": "d", "A2": "1", "B2": "2", "A3": "1", "B3": "3"}),
        ("<table><tr><td colspan=abc>1<td rowspan=0>2</table>", {"A1": "1", "B1": "2"}),
        ("<table><tr><td>1<script>var a='<td>9'</script><style>td{}</style><!-- <td>8 --><td>2</table>",
         {"A1": "1", "B1": "2"}),
        ("<table><tr><td><span style='display: none'>900<i>1</i></span>12<td>3</table>", {"A1": "12", "B1": "3"}),
        ("<table><tr><td>10<sup>2</sup><td>1,234<sub>1</sub><td><s>100</s>200</table>",
         {"A1": "10^2^", "B1": "1,234_1_", "C1": "~100~200"}),
        ("<table><tr><td>=\"00103\"<td>&lt;b&gt;<td>#REF!<td>&#20986;&#32435;</table>",
         {"A1": "00103", "B1": "<b>", "C1": "#REF!", "D1": "出纳"}),
        ("<table><tr><td>1<input type=hidden value=7><td>2</table>", {"A1": "1", "B1": "2"}),
    ],
)  # fmt: skip
def test_cells_are_what_the_page_shows(page: str, cells: Cells) -> None:
    """Tags left out, captions, breaks, spans, hidden pieces, raised and struck figures."""
    assert shown(page) == cells


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<td x:num=0.984567>98%", ("number", "0.984567", "0.00%")),
        ("<td x:num>00103", ("text", "00103", "")),
        ("<td x:num=103>00103", ("number", "103", "00000")),
        ("<td x:num=1234.567>1,234.57", ("number", "1234.567", "?")),
        ("<td sdval=45473>2024-06-30", ("text", "2024-06-30", "")),
        ("<td sdval=0>#DIV/0!", ("error", "#DIV/0!", "")),
    ],
)
def test_number_behind_the_shown_one_counts(cell: str, expected: tuple[str, str, str]) -> None:
    """Spreadsheet programs write a number's full value beside its rounded text; a date's text says all."""
    (grid,), _ = read(f"<table><tr>{cell}</table>".encode(), ".xls", "表.xls")
    ((found,),) = [row.cells for row in grid.rows]
    assert (found.kind, found.written, found.format) == expected


def test_hidden_rows_and_cells_are_told() -> None:
    page = "<table><tr style='display:none'><td>1<tr><td hidden>2<td>3</table>"
    (grid,), _ = read(page.encode(), ".xls", "表.xls")
    assert [(row.hidden, [cell.hidden for cell in row.cells]) for row in grid.rows] == [
        (True, [False]),
        (False, [True, False]),
    ]


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "utf-8", "utf-8-sig", "utf-16", "big5"])
@pytest.mark.parametrize("declared", ["", "gb2312", "utf-8"])
def test_characters_are_read_whatever_encoding_is_declared(encoding: str, declared: str) -> None:
    """A false declaration changes nothing: marks and strictness decide; Big5 alone must be declared."""
    declared = "big5" if encoding == "big5" else declared
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    page = f"<html>{meta}<table><tr><td>工號<td>出納</table>" if encoding == "big5" else (
        f"<html>{meta}<table><tr><td>工号<td>出纳</table>"
    )  # fmt: skip
    assert list(shown(page.encode(encoding)).values()) == (
        ["工號", "出納"] if encoding == "big5" else ["工号", "出纳"]
    )


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html><body>请先登录</body></html>", "E005"),
        ("<html><frameset><frame src=sheet001.htm></frameset></html>", "E005"),
        ("<table><tr><td><table><tr><td>1</table></table>", "E024"),
        ("<table><tr><td><input value=1></table>", "E025"),
        ("<table><tr><td><select><option>1</select></table>", "E025"),
        ("<table><tr><td>" + "一" * 32768 + "</table>", "E013"),
        ("<table><tr>" + "<td colspan=1000>1" * 17 + "</table>", "E013"),
        ("<table><tr><td " + "a" * 2_000_000, "E014"),
        ("<html><body><table><tr><td>1</td></tr><tr><td>2</t", "E007"),
        ("<html><body><table><tr><td>1</td></tr>", "E007"),
        ("MIME-Version: 1.0\r\n\r\n<html><table><tr><td>=E5=80</table></html>", "E005"),
    ],
    ids=[
        "login",
        "frames",
        "nested",
        "input",
        "select",
        "long text",
        "wide",
        "endless tag",
        "cut in a cell",
        "cut after a row",
        "archive",
    ],
)
def test_page_that_cannot_be_read_right_is_refused(page: str, code: str) -> None:
    assert refused(page) == code


def test_a_page_whose_table_is_never_closed_is_whole_when_the_page_is() -> None:
    assert list(shown(b"<html><body><table><tr><td>1<tr><td>2</body></html>").values()) == ["1", "2"]


def test_ambiguous_bytes_are_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read(b"<table><tr><td>\xff\xff\x81", ".xls", "表.xls")
    assert caught.value.kind.code == "E010"
