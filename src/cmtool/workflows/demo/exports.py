"""A sheet as a core system or a colleague would hand it in: title, unit line, header, rows, total."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any, Literal, NamedTuple, cast

import xlsxwriter

from cmtool.model.table import Kind
from cmtool.model.tables import TABLES

Row = tuple[object, ...]

_EPOCH = date(1899, 12, 30).toordinal()
_WIDTHS: dict[Kind, int] = {"money": 16, "date": 12, "name": 20, "text": 18}
_NUMBERS: dict[Kind, str] = {
    "money": "#,##0.00",
    "percent": "0.00",
    "count": "0",
    "share": "0%",
    "date": "yyyy-mm-dd",
}
_TOTAL = "合计"
_A4 = 9


class Odd(NamedTuple):
    """A cell that is not what its column says: any text or number, an error, or a formula nobody calculated."""

    shape: Literal["text", "number", "error", "uncalculated"]
    written: str


@dataclass(frozen=True)
class Export:
    """One sheet of one file. ``rows`` hold the values of ``fields`` of a table, in that order.

    Money is in fen, percent in hundredths of a per cent, a share a fraction. ``totals`` is what the 合计 row says, by
    field, in fen; without any there is no such row. With ``dates`` ``compact`` a date is the text ``20240630``.
    """

    file: str
    sheet: str
    title: str
    table: str
    fields: tuple[str, ...]
    rows: Sequence[Row]
    totals: Mapping[str, int] = field(default_factory=dict)
    dates: Literal["serial", "compact"] = "serial"
    subtitle: str = ""
    foot: str = ""  # a line below the rows, such as who signs

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(TABLES[self.table].columns[name].header for name in self.fields)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(TABLES[self.table].kind(name) for name in self.fields)


def summed(fields: Sequence[str], rows: Sequence[Row], names: Iterable[str]) -> dict[str, int]:
    """The sum of each named money column."""
    places = {name: fields.index(name) for name in names}
    return {name: sum(cast(int, row[place]) for row in rows) for name, place in places.items()}


def export_bytes(exports: Iterable[Export], created: date) -> bytes:
    """One workbook of these sheets; the same bytes for the same sheets."""
    stream = BytesIO()
    # in_memory: the entries of the zip then carry no time and no permissions of this machine
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"author": "", "created": datetime(created.year, created.month, created.day)})
    looks = _Looks(book)
    for export in exports:
        _write(book.add_worksheet(export.sheet), export, looks)
    book.close()
    return stream.getvalue()


class _Looks:
    """The few cell formats such an export has."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14, "align": "center"})
        self.header = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
        self.total = book.add_format({"bold": True, "num_format": _NUMBERS["money"], "top": 1})
        self.text = book.add_format({"num_format": "@"})
        self.numbers = {kind: book.add_format({"num_format": code}) for kind, code in _NUMBERS.items()}


def _write(sheet: Any, export: Export, looks: _Looks) -> None:
    width = len(export.fields)
    sheet.merge_range(0, 0, 0, width - 1, export.title, looks.title)
    sheet.write_string(1, 0, export.subtitle)
    sheet.write_string(1, width - 1, "单位：元")
    writers = [_writer(sheet, kind, export, looks) for kind in export.kinds]
    for column, (header, kind) in enumerate(zip(export.headers, export.kinds, strict=True)):
        sheet.set_column(column, column, _WIDTHS.get(kind, 14))
        sheet.write_string(2, column, header, looks.header)
    for number, row in enumerate(export.rows, start=3):
        for column, value in enumerate(row):
            if value is not None and value != "":
                writers[column](number, column, value)
    last = 3 + len(export.rows)
    if export.foot:
        sheet.write_string(last + 1, 0, export.foot)
    if export.totals:
        sheet.write_string(last, 0, _TOTAL, looks.total)
        for name, fen in export.totals.items():
            sheet.write_number(last, export.fields.index(name), fen / 100, looks.total)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _writer(sheet: Any, kind: Kind, export: Export, looks: _Looks) -> Callable[[int, int, Any], object]:
    """What writes a value of this kind into a cell."""
    look = looks.numbers.get(kind)
    convert = _compact if kind == "date" and export.dates == "compact" else _CONVERT.get(kind)

    def write(row: int, column: int, value: Any) -> object:
        if isinstance(value, Odd):
            return _write_odd(sheet, row, column, value)
        if convert is None:
            return sheet.write_string(row, column, value, looks.text)
        plain = convert(value)
        if isinstance(plain, str):
            return sheet.write_string(row, column, plain, looks.text)
        return sheet.write_number(row, column, plain, look)

    return write


def _write_odd(sheet: Any, row: int, column: int, odd: Odd) -> object:
    match odd.shape:
        case "text":
            return sheet.write_string(row, column, odd.written)
        case "number":
            return sheet.write_number(row, column, float(odd.written))
        case "error":
            return sheet.write_formula(row, column, "=VLOOKUP(A1,#REF!,2,0)", None, odd.written)
        case "uncalculated":
            return sheet.write_formula(row, column, odd.written, None, "")


def _compact(day: date) -> str:
    return f"{day:%Y%m%d}"


def _hundredths(value: int) -> float:
    return value / 100


def _serial(day: date) -> int:
    return day.toordinal() - _EPOCH


def _decimal(value: int | Fraction) -> float:
    return float(value)


_CONVERT: dict[Kind, Callable[[Any], float | int | str]] = {
    "money": _hundredths,
    "percent": _hundredths,
    "date": _serial,
    "number": _decimal,
    "share": _decimal,
    "count": int,
}
