"""One case of the corpus: files as a branch might hand them in, and what ought to come of them, worked out by hand."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import xlsxwriter

from dirty.fields import FIELDS, FIRST

Outcome = Literal["accepted", "warned", "rejected", "refused"]
LOAN = ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额")
DATE = "yyyy-mm-dd"


class F(NamedTuple):
    """A cell with a number format, or a formula with its cached value."""

    value: Any
    format: str | int = ""  # a code, or the number of a built-in one
    formula: str = ""


class Merged(NamedTuple):
    """A cell merged with so many rows below and columns beside it."""

    value: Any
    rows: int = 1
    columns: int = 1


Row = Sequence[Any]
Sheets = Mapping[str, Sequence[Row]]
Finish = Callable[[Any, Mapping[str, Any]], None]


@dataclass(frozen=True)
class Case:
    """``reads`` are the values of ``field`` of ``table`` in the rows that hold, as text; ``problems`` every ``code cell``.

    ``pandas_column`` is the header under which a plain ``read_excel`` of the first file is asked for the values; ``""``
    where that would take all memory.
    """

    name: str
    about: str
    files: Mapping[str, bytes]
    table: str
    field: str
    reads: tuple[str, ...]
    problems: tuple[str, ...] = ()
    pandas_column: str = ""
    style: str = "changes"
    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)  # of branch.toml
    sealed: Mapping[str, int] = dataclasses.field(default_factory=dict)  # notes open last month, in yuan

    @property
    def outcome(self) -> Outcome:
        if any(one.startswith("E0") for one in self.problems):
            return "refused"
        if any(one.startswith("E") for one in self.problems):
            return "rejected"
        return "warned" if self.problems else "accepted"


def workbook(sheets: Sheets, finish: Finish | None = None, **options: Any) -> bytes:
    """An .xlsx of these sheets; ``finish`` may hide, merge and so on before it is closed."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    made = {}
    for name, rows in sheets.items():
        made[name] = sheet = book.add_worksheet(name or None)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                _put(book, sheet, line, column, value)
    if finish is not None:
        finish(book, made)
    book.close()
    return stream.getvalue()


def _put(book: Any, sheet: Any, line: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, Merged):
        last = (line + value.rows - 1, column + value.columns - 1)
        sheet.merge_range(line, column, *last, "")
        _put(book, sheet, line, column, value.value)
        return
    look = book.add_format({"num_format": value.format}) if isinstance(value, F) and value.format else None
    if isinstance(value, F) and value.formula:
        sheet.write_formula(line, column, value.formula, look, value.value)
        return
    plain = value.value if isinstance(value, F) else value
    if isinstance(plain, bool):
        sheet.write_boolean(line, column, plain, look)
    elif isinstance(plain, str):
        sheet.write_string(line, column, plain, look)
    else:
        sheet.write_number(line, column, plain, look)


def edited(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """The workbook with a part's text changed and zipped anew; what is to be changed must be there."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == part:
                text = content.decode()
                for old, new in changes:
                    assert old in text, (part, old)
                    text = text.replace(old, new)
                content = text.encode()
            after.writestr(entry.filename, content)
    return stream.getvalue()


def csv(text: str, encoding: str = "utf-8-sig") -> bytes:
    return text.encode(encoding)


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def loan(note: Any = "J1", /, **cells: Any) -> list[Any]:
    """A row under LOAN that holds, but for the cells given by header."""
    right = dict(zip(LOAN, (note, "K1", "2024-01-05", "2024-12-31", 50_000, 40_000), strict=True))
    return [cells.get(header, value) for header, value in right.items()]


def in_loans(name: str, about: str, column: str, value: Any, reads: str | None, *problems: str) -> Case:
    """Two loans, the second with this value in a column (added on the right where LOAN has it not).

    ``reads`` is the second row's value as text, or None when the row is rejected or the cell left blank.
    """
    bare = column.removesuffix("(万元)")
    place = LOAN.index(bare) if bare in LOAN else len(LOAN)
    heads = [*LOAN[:place], column, *LOAN[place + 1 :]]
    good, odd = loan("J1"), loan("J2")
    if place == len(LOAN):
        good.append(FIRST[column][0])
        odd.append(value)
    else:
        odd[place] = value
        good[place] = good[place] if bare == column else FIRST[column][0]
    first = FIRST[column][1]
    rows = {"Sheet1": [heads, good, odd]}
    values = (first,) if reads is None else (first, reads)
    return Case(
        name,
        about,
        {"贷款台账.xlsx": workbook(rows)},
        "loans",
        FIELDS[column],
        values,
        problems,
        column,
    )
