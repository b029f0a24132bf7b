"""Reading .xlsx workbooks whole: a streaming parser of our own that leaves nothing of a cell out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cmtool.files.codes import NO_SHEET, UNDER_MERGE, VERY_HIDDEN
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.merges import RangeFinder
from cmtool.files.xlsx.outline import SheetPart, outline
from cmtool.files.xlsx.package import Package
from cmtool.files.xlsx.page import Shelf
from cmtool.files.xlsx.sheet import SETTLED, sheet_rows
from cmtool.files.xlsx.strings import shared_strings
from cmtool.files.xlsx.styles import number_formats
from cmtool.model.grid import Grid, GridRow, Stream, Strip, address
from cmtool.model.problem import Problem, Where, problem

_SHEETS = "xl/worksheets/"


def read_xlsx(data: bytes, name: str, settled: int = SETTLED) -> tuple[tuple[Grid, ...], list[Problem]]:
    """The sheets of a workbook as grids, and its problems; ``name`` is the file relative to the workspace.

    From the row ``settled`` of a sheet on, plain rows may come in strips.

    The package, its strings, styles and sheet list are checked now; the rows are parsed while they are walked, and
    what is found then joins the same list. The list is complete when every grid has been walked; a refusal in it
    means that rows already handed out must not be used either.
    """
    problems: list[Problem] = []
    try:
        return tuple(_grids(data, name, problems, settled)), problems
    except Refusal as refusal:
        return (), [refusal.problem(name)]


def _grids(data: bytes, name: str, problems: list[Problem], settled: int) -> Iterator[Grid]:
    package = Package(data)
    finders: dict[str, RangeFinder] = {}

    def look(part: str, chunk: bytes) -> None:
        if part.startswith(_SHEETS) and part.endswith(".xml"):
            finders.setdefault(part, RangeFinder(part)).look(chunk)

    package.check(look)
    book = outline(package)
    shelf = Shelf(
        strings=shared_strings(package.chunks(book.strings), book.strings) if book.strings else (),
        formats=number_formats(package.chunks(book.styles), book.styles) if book.styles else {},
        unreckoned=book.unreckoned,
    )
    if not book.sheets:
        raise Refusal(NO_SHEET)
    for sheet in book.sheets:
        if sheet.visibility == "veryHidden":
            problems.append(problem(VERY_HIDDEN, Where(name, sheet.name)))
        else:
            ranges = finders[sheet.part].found if sheet.part in finders else None
            rows = Stream(_rows(package, sheet, shelf, name, problems, ranges, settled))
            yield Grid(name, sheet.name, rows, book.epoch_1904, hidden=sheet.visibility == "hidden")


def _rows(
    package: Package,
    sheet: SheetPart,
    shelf: Shelf,
    name: str,
    problems: list[Problem],
    ranges: Sequence[str] | None,
    settled: int,
) -> Iterator[GridRow | Strip]:
    def hidden_value(column: int, row: int) -> None:
        problems.append(problem(UNDER_MERGE, Where(name, sheet.name, address(column, row))))

    try:
        yield from sheet_rows(package, sheet.part, sheet.name, shelf, hidden_value, ranges, settled)
    except Refusal as refusal:
        problems.append(refusal.problem(name))
