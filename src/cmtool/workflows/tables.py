"""The book's rows as CSV tables, of a seal or for anybody: canonical headers, exact values, where each row came from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.money import fixed, plain, yuan
from cmtool.model.table import Kind
from cmtool.model.tables import TABLES
from cmtool.workflows.sheets import csv_text

FOLDER = "tables/"  # of a seal
_ORIGIN = ("来源文件", "工作表", "行号")
_ORIGIN_FIRST = ("来源文件", "来源表", "来源行")


def table_members(book: Book) -> dict[str, bytes]:
    """``tables/loans.csv`` and so on, one for each table that has come; money in yuan, dates ``2024-06-30``."""
    members = {}
    for table in sorted(set(book.tables) & set(TABLES)):
        columns = TABLES[table].columns
        header = [*(column.header for column in columns.values()), *_ORIGIN]
        members[f"{FOLDER}{table}.csv"] = csv_text(header, _rows(book, table)).encode()
    return members


def table_files(book: Book) -> dict[str, bytes]:
    """``loans.csv`` and so on for reading elsewhere: the origin first; ids exact, money in yuan, dates ``2024-06-30``."""
    found = {}
    for table in sorted(set(book.tables) & set(TABLES)):
        header = [*_ORIGIN_FIRST, *(column.header for column in TABLES[table].columns.values())]
        rows = ([*row[-3:], *row[:-3]] for row in _rows(book, table))
        found[f"{table}.csv"] = csv_text(header, rows).encode()
    return found


def _rows(book: Book, table: str) -> Iterator[list[str]]:
    frame, columns = book[table], TABLES[table].columns
    texts = [[_text(value, column.kind) for value in frame[name]] for name, column in columns.items()]
    for cells, position, line in zip(zip(*texts, strict=True), frame["source"], frame["line"], strict=True):
        source = book.sources[int(position)]
        yield [*cells, source.path, source.sheet, str(int(line))]


def _text(value: Any, kind: Kind) -> str:
    """One value as text; nothing for a blank."""
    match value:
        case str():
            return value
        case bool():
            return "是" if value else "否"
        case Fraction():
            return plain(value)
        case None:
            return ""
        case _ if pd.isna(value) is True:
            return ""
        case pd.Timestamp():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return fixed(yuan(int(value))) if kind == "money" else str(value)
