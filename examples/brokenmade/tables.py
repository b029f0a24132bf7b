"""Rows changed here and there, and written as CSV or as a workbook; always the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import xlsxwriter

Rows = Sequence[Sequence[Any]]


class F(NamedTuple):
    """A cell with a number format, or a formula with its computed value."""

    value: Any
    format: str = ""
    formula: str = ""


class Merged(NamedTuple):
    """A cell merged with those below and beside it."""

    value: Any
    rows: int
    columns: int = 1


def as_csv(rows: Rows) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def changed(rows: Rows, values: Mapping[tuple[int, str], Any]) -> Rows:
    """Rows with some cells set anew: (data row from 1, header) → value. An unknown header is a new last column."""
    header, *data = [list(row) for row in rows]
    for _, name in values:
        if name not in header:
            header.append(name)
            for one in data:
                one.append("")
    for (row, name), value in values.items():
        data[row - 1][header.index(name)] = value
    return (header, *data)


def renamed(rows: Rows, names: Mapping[str, str]) -> Rows:
    """Rows under other headers."""
    return ([names.get(name, name) for name in rows[0]], *rows[1:])


def as_xlsx(
    sheets: Mapping[str, Rows], finish: Callable[[Any, Mapping[str, Any]], None] | None = None
) -> bytes:
    """A workbook of these sheets; ``finish`` may hide and so on before it is closed."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 7, 1)})
    made = {}
    for name, rows in sheets.items():
        made[name] = sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                _put(book, sheet, line, column, value)
    if finish is not None:
        finish(book, made)
    book.close()
    return stream.getvalue()


def _put(book: Any, sheet: Any, line: int, column: int, value: Any) -> None:
    if isinstance(value, Merged):
        sheet.merge_range(line, column, line + value.rows - 1, column + value.columns - 1, "")
        value = value.value
    look = None
    if isinstance(value, F):
        look = book.add_format({"num_format": value.format}) if value.format else None
        if value.formula:
            sheet.write_formula(line, column, value.formula, look, value.value)
            return
        value = value.value
    if isinstance(value, str):
        if value:
            sheet.write_string(line, column, value, look)
    elif isinstance(value, bool):
        sheet.write_boolean(line, column, value, look)
    elif value is not None:
        sheet.write_number(line, column, value, look)


def edited(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """A workbook with a part's text changed; what is to be changed must be there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    text = members[part].decode()
    for old, new in changes:
        assert old in text, (part, old)
        text = text.replace(old, new)
    return zipped({**members, part: text.encode()})


def zipped(members: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of these members, of no particular time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items() if isinstance(members, Mapping) else members:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
