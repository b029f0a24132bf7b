"""One sheet's cells on their way into a file, each by its type: text stays text, a formula carries its value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from operator import itemgetter
from typing import Any

from cmtool.files.extents import Extents, line_count
from cmtool.files.failures import Unwritable, unwritable
from cmtool.files.looks import BODY, always_wraps, drawn, linked
from cmtool.model.grid import address
from cmtool.model.text import Phrase, phrase
from cmtool.model.workbook import Entry, Sheet

Format = Callable[[dict[str, Any]], Any]

_ACTIVE = frozenset("=+-@\t\r＝＋－＠")  # beginnings that some program may take for a formula
_ONE = (1, 1)
_MOST_LINKS = 65_530  # in a sheet
_LONGEST_LINK = 2_000
_TOO_LONG = -2  # the library's return code for more than 32,767 UTF-16 units
_EPOCH = date(1899, 12, 30)
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOCAL = re.compile(r"internal:'|(?![A-Za-z][A-Za-z0-9+.-]*:|[/\\#])")


class Double(float):
    """A double that spells itself out so far that it reads back as the same double."""

    def __format__(self, spec: str) -> str:
        return repr(float(self)) if spec.lower() in ("", ".16g") else super().__format__(spec)


def legible(text: str) -> str:
    """The text with what no workbook can hold (control characters, half surrogates) shown as U+FFFD."""
    return text if text.isprintable() else _UNFIT.sub("\ufffd", text)


class Cells:
    """Writes the entries of one sheet; ``format`` gives the library's format object for drawing properties."""

    def __init__(self, worksheet: Any, sheet: Sheet, measured: Extents, format: Format, file: str) -> None:
        self._worksheet = worksheet
        self._sheet = sheet
        self._measured = measured
        self._format = format
        self._file = file
        self._links = 0
        self._drawings: dict[tuple[object, ...], Any] = {}

    def put_all(self) -> None:
        """Every entry, row by row; Unwritable names the cell that a spreadsheet cannot hold."""
        self._refuse_covered()
        for place, entry in sorted(self._sheet.cells.items(), key=itemgetter(0)):
            drawing = self._drawing(place, entry)
            row, column = place
            if entry.link or entry.note or entry.span != _ONE:
                self._put_more(row, column, entry, drawing)
            if code := self._write(row - 1, column - 1, entry, drawing):
                raise self._unfit(row, column, code)

    def failure(self, row: int, column: int, reason: Phrase) -> Unwritable:
        return unwritable(self._file, self._sheet.name, address(column, row), reason)

    def _put_more(self, row: int, column: int, entry: Entry, drawing: Any) -> None:
        """What a cell has besides its value: cells merged with it, a link, a note."""
        down, across = entry.span
        codes = []
        if entry.span != _ONE:
            edges = (row - 1, column - 1, row + down - 2, column + across - 2)
            codes.append(self._worksheet.merge_range(*edges, "", drawing))
        if entry.link and self._links < _MOST_LINKS:
            codes.append(self._link(row, column, entry))
        if entry.note:
            codes.append(self._worksheet.write_comment(row - 1, column - 1, *_comment(entry.note)))
        if any(codes):
            raise self._unfit(row, column, *codes)

    def _unfit(self, row: int, column: int, *codes: int) -> Unwritable:
        long = _TOO_LONG in codes
        return self.failure(row, column, phrase("文字太长") if long else phrase("超出工作表的行数或列数"))

    def _drawing(self, place: tuple[int, int], entry: Entry) -> Any:
        value, formula, look, number, link, _, span, align = entry
        active = isinstance(value, str) and value[:1] in _ACTIVE and not formula
        key = (look, number, align, place in self._measured.broken, link != "", span != _ONE, active)
        drawing = self._drawings.get(key)
        if drawing is None:
            properties = drawn(look, number, align)
            if always_wraps(entry) or place in self._measured.broken:
                properties["text_wrap"] = True
            if link:
                properties = linked(properties)
            if active:
                properties["quote_prefix"] = True
            drawing = self._drawings[key] = self._format(properties)
        return drawing

    def _write(self, row: int, column: int, entry: Entry, drawing: Any) -> int:
        value, sheet = entry.value, self._worksheet
        if entry.formula:
            code = sheet.write_formula(row, column, "=" + entry.formula, drawing, _cached(entry))
        elif isinstance(value, str):
            code = sheet.write_string(row, column, legible(value), drawing)
        elif value is None:
            code = sheet.write_blank(row, column, None, drawing)
        elif isinstance(value, date):
            code = sheet.write_datetime(row, column, value, drawing)
        else:
            code = sheet.write_number(row, column, Double(value), drawing)
        return int(code)

    def _link(self, row: int, column: int, entry: Entry) -> int:
        """Attach the link alone; the cell's own value is written by its type afterwards."""
        if not _LOCAL.match(entry.link) or len(entry.link) > _LONGEST_LINK:
            raise ValueError(f"not a link within the workspace: {entry.link!r}")
        target = entry.link if entry.link.startswith("internal:") else f"external:{entry.link}"
        self._links += 1
        return int(self._worksheet.write_link(row - 1, column - 1, legible(target)))

    def _refuse_covered(self) -> None:
        """An entry under another's merged cells would be lost on paper: a mistake of the description."""
        cells = self._sheet.cells
        for (row, column), entry in cells.items():
            if entry.span == _ONE:
                continue
            down, across = entry.span
            covered = ((r, c) for r in range(row, row + down) for c in range(column, column + across))
            for place in covered:
                if place != (row, column) and place in cells:
                    raise ValueError(
                        f"{self._sheet.name}!{address(place[1], place[0])} lies under a merged cell"
                    )


def _cached(entry: Entry) -> str | float:
    """The computed value a formula is shown with; without one it would be shown as 0."""
    match entry.value:
        case None:
            raise ValueError(f"a formula without a value: {entry.formula}")
        case str():
            return legible(entry.value)
        case date():
            return Double((entry.value - _EPOCH).days)
        case int() | Fraction():
            return Double(entry.value)


def _comment(text: str) -> tuple[str, dict[str, Any]]:
    height = 16 * (line_count(text, 36) + 1)
    options = {"font_name": BODY, "font_size": 9, "color": "#FFFBE6", "width": 250, "height": height}
    return legible(text), options
