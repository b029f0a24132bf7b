"""Marked copies: somebody's workbook with its formatting kept, bad cells coloured and noted, and a list in front."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from cmtool.files.extents import extents
from cmtool.files.fidelity import loss, seen
from cmtool.model.grid import address, letters
from cmtool.model.problem import Severity
from cmtool.model.text import Phrase, phrase
from cmtool.model.workbook import Entry, Sheet, quoted

AUTHOR: Final = "cmtool"
SIGN: Final = "【cmtool】"  # begins each of our notes: not every program keeps a note's author
MOST_MARKS: Final = 5_000  # coloured and noted cells of one copy

_FILLS: Final[Mapping[Severity, str]] = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C"}
_LINE = Side(style="thin", color="FF8497B0")


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell to colour and note; ``row`` is its row in the list that goes in front."""

    sheet: str
    cell: str
    severity: Severity
    note: str
    row: int


class Lossy(Exception):
    """A copy would lose something of the original."""

    def __init__(self, what: Phrase) -> None:
        super().__init__(str(what))
        self.what = what


def refuse_lossy(data: bytes, marks: Sequence[Mark]) -> None:
    """Raise Lossy where it can be told beforehand that no copy will do."""
    if len(marks) > MOST_MARKS:
        raise Lossy(phrase("要标注的地方太多"))
    if what := loss(data):
        raise Lossy(what)


def marked_copy(data: bytes, marks: Sequence[Mark], index: Sheet) -> bytes:
    """The workbook with its marks and the list as its first sheet; raises Lossy where something would be lost.

    The copy is read again: every cell of it must be what it was. Formulas carry no values until it is saved by a
    spreadsheet program.
    """
    refuse_lossy(data, marks)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", message="Workbook contains no default style")
            made = _made(data, marks, index)
    except Exception as error:  # whatever openpyxl stumbles over, the original is no worse for it
        raise Lossy(phrase("里面有程序不能照抄的内容")) from error
    if (was := seen(data, index.name)) is None or was != seen(made, index.name):
        raise Lossy(phrase("有的单元格不能原样照抄"))
    return made


def _made(data: bytes, marks: Sequence[Mark], index: Sheet) -> bytes:
    book = load_workbook(BytesIO(data), rich_text=True)
    if index.name in book.sheetnames:
        del book[index.name]
    _unmark(book, index.name)
    for mark in sorted(marks, key=lambda mark: mark.severity is Severity.ERROR):
        if mark.sheet in book.sheetnames:
            _mark(book[mark.sheet], mark, index)
    _put_index(book.create_sheet(index.name, 0), index)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == index.name
    book.active = 0
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _unmark(book: Any, index: str) -> None:
    """Take off what an earlier copy put on: notes, colours, and links to the list."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                comment = cell.comment if not isinstance(cell, MergedCell) else None
                if comment is None or SIGN not in comment.text:
                    continue
                own = comment.text.partition(SIGN)[0].rstrip("\n")
                cell.comment = Comment(own, "") if own else None
                if cell.fill.fgColor.rgb in _FILLS.values():
                    cell.fill = PatternFill()
                if cell.hyperlink is not None and index in (cell.hyperlink.location or ""):
                    cell.hyperlink = None


def _mark(sheet: Any, mark: Mark, index: Sheet) -> None:
    """Colour the cell, add the note below somebody's own, and link it to its row of the list."""
    cell = sheet[_shown(sheet, mark.cell)]
    cell.fill = PatternFill("solid", fgColor=_FILLS[mark.severity])
    before = f"{cell.comment.text}\n" if cell.comment else ""
    text = f"{before}{SIGN}{mark.note}"
    cell.comment = Comment(text[:30_000], AUTHOR, height=140, width=320)
    if cell.hyperlink is None:
        value = cell.value
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quoted(index.name)}!A{mark.row}")
        cell.value = value  # the library fills an empty cell with the link's target


def _shown(sheet: Any, cell: str) -> str:
    """The cell, or the top left one of the merged range that hides it."""
    if isinstance(sheet[cell], MergedCell):
        row, column = coordinate_to_tuple(cell)
        for area in sheet.merged_cells.ranges:
            if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                return address(area.min_col, area.min_row)
    return cell


def _put_index(sheet: Any, index: Sheet) -> None:
    """Draw the described list: it has texts, whole numbers, links and drop-downs, no formulas."""
    measured = extents(index)
    drawn: dict[tuple[str, bool, str, bool], Any] = {}
    for column, width in measured.widths.items():
        sheet.column_dimensions[letters(column)].width = width
    for row, height in measured.heights.items():
        sheet.row_dimensions[row].height = height
    for (row, column), entry in sorted(index.cells.items()):
        _put(sheet.cell(row, column), entry, drawn)
        if entry.span != (1, 1):
            down, across = entry.span
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + down - 1, end_column=column + across - 1
            )
    for choice in index.choices:
        made = DataValidation(type="list", formula1='"' + ",".join(choice.options) + '"', allow_blank=True)
        made.add(f"{address(*reversed(choice.first))}:{address(*reversed(choice.last))}")
        sheet.add_data_validation(made)
    if index.freeze:
        sheet.freeze_panes = address(index.freeze[1], index.freeze[0])
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _put(cell: Any, entry: Entry, drawn: dict[tuple[str, bool, str, bool], Any]) -> None:
    """Write one entry; a drawing that was met before is taken from ``drawn``."""
    cell.value = entry.value
    active = isinstance(entry.value, str) and entry.value.startswith(("=", "+", "-", "@"))
    if isinstance(entry.value, str):
        cell.data_type = "s"  # a text that begins with = is a text
    key = (entry.look, bool(entry.link), entry.align, active)
    if key in drawn:
        cell._style = copy(drawn[key])  # as the library's own copying of cells does
    else:
        _draw(cell, entry)
        cell.quotePrefix = active
        drawn[key] = cell._style
    if entry.link.startswith("internal:"):
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=entry.link.removeprefix("internal:"))


def _draw(cell: Any, entry: Entry) -> None:
    boxed = entry.look not in ("title", "subtitle", "note")
    cell.font = Font(
        size=14 if entry.look == "title" else 10,
        bold=entry.look in ("title", "header", "bad"),
        color="FF1F4E9E" if entry.link else "FF9C1C1C" if entry.look == "bad" else None,
        underline="single" if entry.link else None,
    )
    cell.alignment = Alignment(
        horizontal=entry.align or None, vertical="center", wrap_text=boxed and entry.look != "text"
    )
    if boxed:
        cell.border = Border(_LINE, _LINE, _LINE, _LINE)
    if entry.look in ("header", "input"):
        cell.fill = PatternFill("solid", fgColor="FFDCE6F1" if entry.look == "header" else "FFFFFBE6")
