"""Reading OpenDocument spreadsheets (ISO/IEC 26300-3): each cell holds its value and the text it is shown as."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from cmtool.files.codes import CANNOT_DECRYPT, DAMAGED, NO_SHEET
from cmtool.files.draft import Draft
from cmtool.files.refusal import Refusal
from cmtool.files.shown import number_format
from cmtool.files.tally import Tally
from cmtool.files.xlsx.markup import DEEPEST, feed, parser, too_deep
from cmtool.files.xlsx.package import Package
from cmtool.files.xlsx.references import LAST_COLUMN, LAST_ROW
from cmtool.files.xlsx.values import number as number_content
from cmtool.model.grid import Cell, CellKind, Grid
from cmtool.model.problem import Problem
from cmtool.model.text import phrase

_PART = "content.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_OASIS}{word}:1.0 " for word in ("table", "office", "text", "style"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_UNREAD = (
    f"{_OFFICE}annotation",
    f"{_TABLE}shapes",
    f"{_TABLE}tracked-changes",
)  # notes, drawings, what was deleted
_HIDING = ("collapse", "filter")
_ERRONEOUS = re.compile(r"#.*[!?A]|(?:Err|错误|錯誤)[::][0-9]+")
_MONTH_ONLY = re.compile(r"[0-9]{4}[-/.年][0-9]{1,2}月?")
_BOOLS = {"TRUE": "1", "FALSE": "0"}
_EPOCH = datetime(1899, 12, 30)
_DATE_CODE, _MONTH_CODE = "yyyy-mm-dd", 'yyyy"年"m"月"'


def read_ods(data: bytes, name: str) -> tuple[tuple[Grid, ...], list[Problem]]:
    """The sheets of the document, and its problems; raises Refusal."""
    package = Package(data)
    package.check()
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in b"".join(package.chunks(manifest)):
        raise Refusal(CANNOT_DECRYPT)
    reading = _Reading()
    made = parser(_PART)
    made.StartElementHandler, made.EndElementHandler = reading.start, reading.end
    made.CharacterDataHandler = reading.characters
    for _ in feed(made, package.chunks(_PART), _PART):
        pass
    if not reading.drafts:
        raise Refusal(NO_SHEET)
    problems: list[Problem] = []
    return tuple(draft.grid(name, problems) for draft in reading.drafts), problems


@dataclass(slots=True)
class _Reading:
    """The document while it is parsed: where it stands, and the cell whose text is coming."""

    drafts: list[Draft] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    hidden_styles: set[str] = field(default_factory=set)
    style: str = ""
    depth: int = 0
    unread: int = 0  # the depth at which an element began that holds no text of its cell
    tables: int = 0
    row: int = 0
    rows: int = 0  # how often the row stands there
    column: int = 0
    cell: Mapping[str, str] | None = None
    paragraphs: list[str] = field(default_factory=list)
    cells: list[tuple[int, int, Cell]] = field(default_factory=list)  # of this row: column, how often, cell

    def start(self, name: str, said: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise too_deep(_PART)
        if self.unread:
            return
        if name in _UNREAD:
            self.unread = self.depth
        elif name.startswith(_TABLE):
            self._start_of_table(name, said)
        elif name == f"{_STYLE}style":
            self.style = said.get(f"{_STYLE}name", "")
        elif name == f"{_STYLE}table-properties" and said.get(f"{_TABLE}display") == "false":
            self.hidden_styles.add(self.style)
        elif self.cell is not None and name.startswith(_TEXT):
            self._start_of_text(name, said)

    def _start_of_table(self, name: str, said: Mapping[str, str]) -> None:
        if name == f"{_TABLE}table":
            self.tables += 1
            if self.tables > 1:
                raise _damaged()
            hidden = said.get(f"{_TABLE}style-name", "") in self.hidden_styles
            self.drafts.append(Draft(said.get(f"{_TABLE}name", ""), self.tally, hidden=hidden))
            self.row = self.column = 0
        elif not self.tables:
            return
        elif name == f"{_TABLE}table-column":
            count = _count(said, "number-columns-repeated", LAST_COLUMN)
            if said.get(f"{_TABLE}visibility") in _HIDING:
                self.drafts[-1].hidden_columns.update(range(self.column + 1, self.column + count + 1))
            self.column = min(self.column + count, LAST_COLUMN)
        elif name == f"{_TABLE}table-row":
            self.row, self.column = self.row + 1, 0
            self.rows = _count(said, "number-rows-repeated", LAST_ROW)
            if said.get(f"{_TABLE}visibility") in _HIDING:
                self.drafts[-1].hidden_rows.update(range(self.row, min(self.row + self.rows, LAST_ROW + 1)))
        elif name in _CELLS:
            self.cell = said
            self.paragraphs.clear()

    def _start_of_text(self, name: str, said: Mapping[str, str]) -> None:
        word = name[len(_TEXT) :]
        if word == "p":
            self.paragraphs.append("")
        elif word == "s":
            self.characters(" " * _count(said, "c", 32767, _TEXT))
        elif word in ("tab", "line-break"):
            self.characters("\t" if word == "tab" else "\n")

    def characters(self, text: str) -> None:
        if self.cell is not None and self.paragraphs and not self.unread:
            self.paragraphs[-1] += text

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.unread:
            if self.depth < self.unread:
                self.unread = 0
        elif name in _CELLS and self.cell is not None:
            self._end_of_cell(self.cell)
            self.cell = None
        elif name == f"{_TABLE}table-row":
            self._end_of_row()
        elif name == f"{_TABLE}table":
            self.tables -= 1

    def _end_of_cell(self, said: Mapping[str, str]) -> None:
        first, count = self.column + 1, _count(said, "number-columns-repeated", LAST_COLUMN)
        self.column += count
        if self.column > LAST_COLUMN:
            raise _damaged()
        down = _count(said, "number-rows-spanned", LAST_ROW)
        across = _count(said, "number-columns-spanned", LAST_COLUMN)
        self.drafts[-1].merge(self.row, first, down, across)
        found = _cell(first, said, "\n".join(self.paragraphs))
        if found is not None:
            self.cells.append((first, count, found))

    def _end_of_row(self) -> None:
        draft, last = self.drafts[-1], self.row + self.rows - 1
        if self.cells:
            if last > LAST_ROW:
                raise _damaged()
            for row in range(self.row, last + 1):
                for first, count, cell in self.cells:
                    for column in range(first, first + count):
                        draft.put(row, cell._replace(column=column))
        self.cells.clear()
        self.row = last


def _cell(column: int, said: Mapping[str, str], shown: str) -> Cell | None:
    """The cell its attributes and shown text describe; None when it is blank."""
    formula = said.get(f"{_TABLE}formula")
    kind = said.get(f"{_OFFICE}value-type")
    if said.get(f"{_CALC}value-type") == "error" or (formula is not None and _ERRONEOUS.fullmatch(shown)):
        return Cell(column, "error", shown or "#?", "", formula)
    if kind is None:
        if formula is not None:
            return Cell(column, "text", "", "", formula, uncached=True)
        return Cell(column, "text", shown) if shown else None
    written, value, code = _content(kind, said, shown)
    return Cell(column, written, value, code, formula) if value else None


def _content(kind: str, said: Mapping[str, str], shown: str) -> tuple[CellKind, str, str]:
    """Kind, value and number format of a cell of this value type."""
    value = said.get(f"{_OFFICE}value", "")
    match kind:
        case "string":
            return "text", said.get(f"{_OFFICE}string-value", shown), ""
        case "boolean":
            return "bool", "1" if said.get(f"{_OFFICE}boolean-value") == "true" else "0", ""
        case "date":
            return _day(said.get(f"{_OFFICE}date-value", ""), shown)
        case "float" | "percentage" | "currency":
            found, text = number_content(value)
            if found != "number":
                raise _damaged()
            if shown in _BOOLS:
                return "bool", _BOOLS[shown], ""
            return found, text, "0.00%" if kind == "percentage" else number_format(text, shown)
        case _:  # a time of day is shown as text; nothing reads one
            return "text", shown, ""


def _day(value: str, shown: str) -> tuple[CellKind, str, str]:
    """A date as its serial number, shown as a day, or as a month when its text is no more than that."""
    try:
        day = datetime.fromisoformat(value)
    except ValueError:
        return "error", shown or value, ""
    days = Fraction((day.replace(tzinfo=None) - _EPOCH).total_seconds()) / 86400
    text = str(days.numerator) if days.denominator == 1 else repr(float(days))
    return "number", text, _MONTH_CODE if _MONTH_ONLY.fullmatch(shown.strip()) else _DATE_CODE


def _count(said: Mapping[str, str], word: str, most: int, namespace: str = _TABLE) -> int:
    text = said.get(f"{namespace}{word}", "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 8) or not 1 <= int(text) <= most:
        raise _damaged()
    return int(text)


def _damaged() -> Refusal:
    return Refusal(DAMAGED, part=_PART, reason=phrase("结构不合规"))
