"""Reading XML spreadsheets of Excel 2003 (``urn:schemas-microsoft-com:office:spreadsheet``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Final

from cmtool.files.codes import BAD_ORDER, DAMAGED, NO_SHEET, VERY_HIDDEN
from cmtool.files.csv import decoded
from cmtool.files.draft import Draft
from cmtool.files.refusal import Refusal
from cmtool.files.tally import Tally
from cmtool.files.xlsx.markup import DEEPEST, feed, parser, too_deep
from cmtool.files.xlsx.references import LAST_COLUMN, LAST_ROW
from cmtool.files.xlsx.values import number
from cmtool.model.grid import Cell, Grid, address
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import phrase

_PART = "XML"
_SS = "urn:schemas-microsoft-com:office:spreadsheet "
_X = "urn:schemas-microsoft-com:office:excel "
_STEP = 1 << 20
_EPOCH = datetime(1899, 12, 30)
_NAMED: Final[Mapping[str, str]] = {
    "General": "",
    "General Number": "",
    "General Date": "yyyy/m/d h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Currency": "#,##0.00",
}


def read_xml2003(data: bytes, name: str) -> tuple[tuple[Grid, ...], list[Problem]]:
    """The sheets of the document, and its problems; raises Refusal."""
    text = decoded(data)
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]  # it may declare an encoding that the characters no longer have
    body = text.encode("utf-8")
    reading = _Reading()
    made = parser(_PART)
    made.StartElementHandler, made.EndElementHandler = reading.start, reading.end
    made.CharacterDataHandler = reading.characters
    for _ in feed(made, (body[at : at + _STEP] for at in range(0, len(body), _STEP)), _PART):
        pass
    if not reading.drafts:
        raise Refusal(NO_SHEET)
    problems: list[Problem] = []
    grids = []
    for index, draft in enumerate(reading.drafts):
        if index in reading.very_hidden:
            problems.append(problem(VERY_HIDDEN, Where(name, draft.sheet)))
        else:
            grids.append(draft.grid(name, problems))
    return tuple(grids), problems


@dataclass(slots=True)
class _Reading:
    """The document while it is parsed: where it stands, and the cell whose value is coming."""

    drafts: list[Draft] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    formats: dict[str, str] = field(default_factory=dict)
    style: str = ""
    path: list[str] = field(default_factory=list)
    row: int = 0
    column: int = 0
    place: int = 0  # column of the last <Column>
    cell: Mapping[str, str] = field(default_factory=dict)
    span: int = 0  # rows that the row stands for beside its own
    taking: bool = False  # whether the characters that come are a value
    very_hidden: set[int] = field(default_factory=set)
    kind: str | None = None
    text: list[str] = field(default_factory=list)

    def start(self, name: str, said: dict[str, str]) -> None:
        self.path.append(name)
        if len(self.path) > DEEPEST:
            raise too_deep(_PART)
        match name.removeprefix(_SS):
            case "Style":
                self.style = said.get(f"{_SS}ID", "")
            case "NumberFormat":
                code = said.get(f"{_SS}Format", "")
                self.formats[self.style] = _NAMED.get(code, code)
            case "Worksheet":
                self.drafts.append(Draft(said.get(f"{_SS}Name", ""), self.tally))
                self.row = self.place = 0
            case "Column" if self.drafts:
                self._start_column(said)
            case "Row" if self.drafts:
                self._start_row(said)
            case "Cell" if self.drafts:
                self._start_cell(said)
            case "Data" if self.path[-2:-1] == [f"{_SS}Cell"]:
                self.kind = said.get(f"{_SS}Type", "")
                self.taking = True
                self.text.clear()
            case _ if name == f"{_X}Visible":
                self.taking = True
                self.text.clear()

    def end(self, name: str) -> None:
        self.path.pop()
        if not self.drafts:
            return
        if name == f"{_SS}Data" and self.path[-1:] == [f"{_SS}Cell"]:
            self.taking = False
        elif name == f"{_SS}Cell":
            self._end_cell()
        elif name == f"{_SS}Row":
            self.row += self.span
        elif name == f"{_X}Visible":
            self.taking = False
            said = "".join(self.text).strip()
            self.drafts[-1].hidden = said != "SheetVisible"
            if said == "SheetVeryHidden":
                self.very_hidden.add(len(self.drafts) - 1)

    def characters(self, text: str) -> None:
        if self.taking:
            self.text.append(text)

    def _start_column(self, said: Mapping[str, str]) -> None:
        first = _count(said, "Index", LAST_COLUMN, self.place + 1)
        self.place = min(first + _count(said, "Span", LAST_COLUMN, 0), LAST_COLUMN)
        if said.get(f"{_SS}Hidden") == "1" or said.get(f"{_SS}Width") == "0":
            self.drafts[-1].hidden_columns.update(range(first, self.place + 1))

    def _start_row(self, said: Mapping[str, str]) -> None:
        number = _count(said, "Index", LAST_ROW, self.row + 1)
        if number <= self.row:
            raise Refusal(BAD_ORDER, self.drafts[-1].sheet, f"A{number}")
        self.row, self.column = number, 0
        self.span = _count(said, "Span", LAST_ROW, 0)
        if said.get(f"{_SS}Hidden") == "1" or said.get(f"{_SS}Height") == "0":
            last = min(number + self.span, LAST_ROW)
            self.drafts[-1].hidden_rows.update(range(number, last + 1))

    def _start_cell(self, said: Mapping[str, str]) -> None:
        column = _count(said, "Index", LAST_COLUMN, self.column + 1)
        draft = self.drafts[-1]
        if column <= self.column:
            raise Refusal(BAD_ORDER, draft.sheet, address(column, self.row))
        across, down = _count(said, "MergeAcross", LAST_COLUMN, 0), _count(said, "MergeDown", LAST_ROW, 0)
        draft.merge(self.row, column, down + 1, across + 1)
        self.column, self.cell, self.kind = column, said, None

    def _end_cell(self) -> None:
        draft, formula = self.drafts[-1], self.cell.get(f"{_SS}Formula")
        code = self.formats.get(self.cell.get(f"{_SS}StyleID", "Default"), "")
        cell = _cell(self.column, self.kind, "".join(self.text), code)
        if cell is not None:
            draft.put(self.row, cell._replace(formula=formula))
        elif formula is not None and self.kind is None:
            draft.put(self.row, Cell(self.column, "text", "", code, formula, uncached=True))
        self.column += _count(self.cell, "MergeAcross", LAST_COLUMN, 0)
        self.text.clear()


def _cell(column: int, kind: str | None, text: str, code: str) -> Cell | None:
    match kind:
        case None:
            return None
        case "String":
            return Cell(column, "text", text, code) if text else None
        case "Number":
            found, value = number(text)
            return Cell(column, found, value, code) if value else None
        case "Boolean" if text in ("0", "1"):
            return Cell(column, "bool", text, code)
        case "DateTime":
            return _day(column, text, code)
        case "Error":
            return Cell(column, "error", text or "#?", code)
        case _:
            raise _damaged()


def _day(column: int, text: str, code: str) -> Cell:
    try:
        days = Fraction((datetime.fromisoformat(text) - _EPOCH).total_seconds()) / 86400
    except (ValueError, TypeError):
        return Cell(column, "error", text, code)
    written = str(days.numerator) if days.denominator == 1 else repr(float(days))
    return Cell(column, "number", written, code or "yyyy-mm-dd")


def _count(said: Mapping[str, str], word: str, most: int, missing: int) -> int:
    text = said.get(f"{_SS}{word}")
    if text is None:
        return missing
    if not (text.isascii() and text.isdecimal() and len(text) < 8) or int(text) > most:
        raise _damaged()
    return int(text)


def _damaged() -> Refusal:
    return Refusal(DAMAGED, part=_PART, reason=phrase("结构不合规"))
