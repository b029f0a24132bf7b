"""The book's rows as CSV tables, of a seal or for anybody: canonical headers, exact values, where each row came from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cmtool.model.book import Book
from cmtool.model.money import fixed, plain, yuan
from cmtool.model.table import Kind
from cmtool.model.tables import TABLES
from cmtool.workflows.sheets import inert, inert_csv

FOLDER = "tables/"  # of a seal
_ORIGIN = ("来源文件", "工作表", "行号")
_ORIGIN_FIRST = ("来源文件", "来源表", "来源行")
_CHUNK = 50_000  # rows spelled at a time


@dataclass(frozen=True)
class _Column:
    """A column as it is written: ``codes`` point into its different texts, of which the last is the blank."""

    header: str
    codes: NDArray[np.integer[Any]]
    texts: NDArray[np.object_]

    def cells(self, start: int) -> list[str]:
        return list(self.texts[self.codes[start : start + _CHUNK]])


def table_members(book: Book) -> dict[str, bytes]:
    """``tables/loans.csv`` and so on, one for each table that has come; money in yuan, dates ``2024-06-30``."""
    return {
        f"{FOLDER}{table}.csv": _csv([*_fields(book, table), *_origin(book, table, _ORIGIN)])
        for table in sorted(set(book.tables) & set(TABLES))
    }


def only_grown(was: bytes, now: bytes) -> bool:
    """Whether a table is the same rows as before but for columns that it did not have then and that are all blank.

    A seal of an earlier version knows fewer columns.
    """
    before, after = _read(was), _read(now)
    if not before or not after or len(before) != len(after) or not set(before[0]) <= set(after[0]):
        return False
    places = [after[0].index(header) for header in before[0]]
    added = [place for place, header in enumerate(after[0]) if header not in before[0]]
    return all(
        [new[place] for place in places] == old and not any(new[place] for place in added)
        for old, new in zip(before[1:], after[1:], strict=True)
    )


def _read(content: bytes) -> list[list[str]]:
    """The rows of a table as it was written; none where it is no table any more."""
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return []


def table_files(book: Book) -> dict[str, bytes]:
    """``loans.csv`` and so on for reading elsewhere: the origin first; ids exact, money in yuan, dates ``2024-06-30``."""
    return {
        f"{table}.csv": _csv([*_origin(book, table, _ORIGIN_FIRST), *_fields(book, table)])
        for table in sorted(set(book.tables) & set(TABLES))
    }


def _csv(columns: Sequence[_Column]) -> bytes:
    rows = (
        row
        for start in range(0, len(columns[0].codes), _CHUNK)
        for row in zip(*(column.cells(start) for column in columns), strict=True)
    )
    return inert_csv([column.header for column in columns], rows).encode()


def _fields(book: Book, table: str) -> Iterator[_Column]:
    """Every field; each different value is spelled once."""
    frame = book[table]
    for name, column in TABLES[table].columns.items():
        codes, known = pd.factorize(frame[name])
        yield _column(column.header, codes, [_text(value, column.kind) for value in known])


def _origin(book: Book, table: str, headers: Sequence[str]) -> Iterator[_Column]:
    """File, sheet and row number."""
    frame = book[table]
    sources = frame["source"].to_numpy()
    yield _column(headers[0], sources, [source.path for source in book.sources])
    yield _column(headers[1], sources, [source.sheet for source in book.sources])
    codes, lines = pd.factorize(frame["line"])
    yield _column(headers[2], codes, [str(line) for line in lines])


def _column(header: str, codes: NDArray[Any], texts: Sequence[str]) -> _Column:
    return _Column(header, codes, np.array([*map(inert, texts), ""], dtype=object))


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
