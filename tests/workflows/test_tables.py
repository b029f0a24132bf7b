"""The book's rows as CSV: every row once, in order, each value spelled by its kind."""

from __future__ import annotations

import csv
import io
from typing import Any

from books import JUNE, book
from cmtool.model.book import Book
from cmtool.workflows.tables import only_grown, table_files, table_members


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def spent(rows: int) -> Book:
    """So many rows of 营销费用: row n spends n fen on the 1st."""
    given = [
        {"manager": "007", "date": "2024-06-01", "category": "通讯", "amount": f"{fen}/100"}
        for fen in range(1, rows + 1)
    ]
    return book(JUNE, expenses=given)


def test_each_value_is_spelled_by_its_kind() -> None:
    """Yuan with two decimals, ISO dates, thirds as they are, flags in words, blanks empty, formulas made inert."""
    notes: list[dict[str, Any]] = [
        {"note": "=L1", "client": "01", "granted_on": "2024-06-03", "amount": "-0.5", "annual_rate": "1/3"}
        | {"compliant": True, "overdue_days": 3},
        {"note": "L2", "client": "01", "amount": "1234.5", "compliant": False},
    ]
    header, first, second = lines(table_members(book(JUNE, loans=notes))["tables/loans.csv"])
    named = [dict(zip(header, row, strict=True)) for row in (first, second)]
    columns = (
        "借据号",
        "客户编号",
        "发放日期",
        "贷款金额",
        "年利率(%)",
        "合规标志",
        "逾期天数",
        "工作表",
        "行号",
    )
    assert [[row[column] for column in columns] for row in named] == [
        ["'=L1", "01", "2024-06-03", "-0.50", "1/3", "是", "3", "Sheet1", "2"],
        ["L2", "01", "", "1234.50", "", "否", "", "Sheet1", "3"],
    ]


def test_no_row_is_lost_between_the_parts_a_long_table_is_written_in() -> None:
    header, *rows = lines(table_files(spent(50_001))["expenses.csv"])
    amount, line = header.index("金额"), header.index("来源行")
    assert [row[amount] for row in rows] == [f"{fen // 100}.{fen % 100:02d}" for fen in range(1, 50_002)]
    assert [row[line] for row in rows] == [str(number) for number in range(2, 50_003)]


def test_a_table_that_only_gained_blank_columns_is_the_same_table() -> None:
    """As a seal of an earlier version has it; a filled new column, another cell or row, or no table at all is not."""
    was = "\ufeff工号,等级\r\nM1,初级\r\nM2,中级\r\n".encode()
    assert only_grown(was, "\ufeff工号,序列,等级\r\nM1,,初级\r\nM2,,中级\r\n".encode())
    for other in (
        "\ufeff工号,序列,等级\r\nM1,,初级\r\nM2,档次,中级\r\n",
        "\ufeff工号,序列,等级\r\nM1,,初级\r\nM2,,高级\r\n",
        "\ufeff工号,序列,等级\r\nM1,,初级\r\n",
        "\ufeff工号,序列\r\nM1,\r\nM2,\r\n",
        "",
    ):
        assert not only_grown(was, other.encode())
    assert not only_grown(b"\xff\xfe", was)
