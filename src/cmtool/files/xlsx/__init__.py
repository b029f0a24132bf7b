"""Reading .xlsx workbooks whole: a streaming parser of our own that leaves nothing of a cell out."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.files.codes import NO_SHEET, UNDER_MERGE, VERY_HIDDEN
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.outline import SheetPart, outline
from cmtool.files.xlsx.package import Package
from cmtool.files.xlsx.page import Shelf
from cmtool.files.xlsx.sheet import sheet_rows
from cmtool.files.xlsx.strings import shared_strings
from cmtool.files.xlsx.styles import number_formats
from cmtool.model.grid import Grid, GridRow, address
from cmtool.model.problem import Problem, Where, problem


def read_xlsx(data: bytes, name: str) -> tuple[tuple[Grid, ...], list[Problem]]:
    """The sheets of a workbook as grids, and its problems; ``name`` is the file relative to the workspace.

    The package, its strings, styles and sheet list are checked now; the rows are parsed while they are walked, and
    what is found then joins the same list. The list is complete when every grid has been walked; a refusal in it
    means that rows already handed out must not be used either.
    """
    problems: list[Problem] = []
    try:
        return tuple(_grids(data, name, problems)), problems
    except Refusal as refusal:
        return (), [refusal.problem(name)]


def _grids(data: bytes, name: str, problems: list[Problem]) -> Iterator[Grid]:
    package = Package(data)
    package.check()
    book = outline(package)
    shelf = Shelf(
        strings=shared_strings(package.chunks(book.strings), book.strings) if book.strings else (),
        formats=number_formats(package.chunks(book.styles), book.styles) if book.styles else {},
    )
    if not book.sheets:
        raise Refusal(NO_SHEET)
    for sheet in book.sheets:
        if sheet.visibility == "veryHidden":
            problems.append(problem(VERY_HIDDEN, Where(name, sheet.name)))
        else:
            rows = _rows(package, sheet, shelf, name, problems)
            yield Grid(name, sheet.name, rows, book.epoch_1904, hidden=sheet.visibility == "hidden")


def _rows(
    package: Package, sheet: SheetPart, shelf: Shelf, name: str, problems: list[Problem]
) -> Iterator[GridRow]:
    def hidden_value(column: int, row: int) -> None:
        problems.append(problem(UNDER_MERGE, Where(name, sheet.name, address(column, row))))

    try:
        yield from sheet_rows(package, sheet.part, sheet.name, shelf, hidden_value)
    except Refusal as refusal:
        problems.append(refusal.problem(name))
