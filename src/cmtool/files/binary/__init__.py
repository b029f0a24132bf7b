"""Reading .xls and .xlsb: kinds, numbers and formats from the records themselves, texts from calamine, both compared.

calamine alone shows error cells and formulas without a value as blanks and no number format at all; so each cell's
record is read here too, and a file is refused when the two readings differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cmtool.files.binary.links import LINK
from cmtool.files.binary.marks import BookMarks, Mark, SheetMarks
from cmtool.files.binary.second import Line, second_reading
from cmtool.files.binary.xls import xls_marks
from cmtool.files.binary.xlsb import xlsb_marks
from cmtool.files.codes import NO_SHEET, READERS_DIFFER, VERY_HIDDEN
from cmtool.files.draft import Draft
from cmtool.files.refusal import Refusal
from cmtool.files.tally import Tally
from cmtool.files.xlsx.package import Package
from cmtool.model.grid import Cell, Grid, address
from cmtool.model.problem import Problem, Where, problem

Reading = tuple[tuple[Grid, ...], list[Problem]]


def read_xls(data: bytes, name: str) -> Reading:
    """The sheets of a workbook of Excel 97 to 2003, and its problems; raises Refusal."""
    return _joined(xls_marks(data), data, name)


def read_xlsb(data: bytes, name: str) -> Reading:
    """The sheets of a binary workbook, and its problems; raises Refusal."""
    package = Package(data)
    package.check()
    return _joined(xlsb_marks(package), data, name)


def _joined(book: BookMarks, data: bytes, name: str) -> Reading:
    problems: list[Problem] = []
    grids: list[Grid] = []
    if not book.sheets:
        raise Refusal(NO_SHEET)
    with second_reading(data) as lines:
        for marks, rows in zip(book.sheets, _sheets(lines, book), strict=True):
            draft = _draft(marks, rows)
            if marks.visibility == "veryHidden":
                problems.append(problem(VERY_HIDDEN, Where(name, marks.name)))
            else:
                grids.append(draft.grid(name, problems, epoch_1904=book.epoch_1904))
    return tuple(grids), problems


def _sheets(lines: Iterator[Line], book: BookMarks) -> Iterator[dict[int, dict[int, Any]]]:
    """The second reading, sheet by sheet, its sheets named as the records name them."""
    names = iter(book.sheets)
    rows: dict[int, dict[int, Any]] | None = None
    for line in lines:
        if not isinstance(line, str):
            assert rows is not None, "a sheet begins with its name"
            rows[line[0]] = line[1]
            continue
        if rows is not None:
            yield rows
        rows = {}
        marks = next(names, None)
        if marks is None or marks.name != line:
            raise Refusal(READERS_DIFFER, line)
    if rows is not None:
        yield rows
    for missing in names:
        raise Refusal(READERS_DIFFER, missing.name)


def _draft(marks: SheetMarks, rows: dict[int, dict[int, Any]]) -> Draft:
    """The sheet that both readings agree on; both are used up, so that they are not held beside it."""
    draft = Draft(marks.name, Tally(), hidden=marks.visibility == "hidden")
    draft.hidden_rows, draft.hidden_columns, draft.merges = (
        marks.hidden_rows,
        marks.hidden_columns,
        marks.merges,
    )
    for row in sorted(marks.rows.keys() | rows.keys()):
        marked, said = marks.rows.pop(row, {}), rows.pop(row, {})
        for column in sorted(marked.keys() | said.keys()):
            mark, value = marked.get(column), said.get(column, "")
            if mark is None or not _agree(mark, value):
                raise Refusal(READERS_DIFFER, marks.name, address(column, row))
            written = value if mark.written is None else mark.written
            uncached = mark.uncached or (mark.is_formula and mark.written is None and not written)
            if written or uncached:
                formula = (LINK if mark.is_linked else "") if mark.is_formula else None
                draft.put(row, Cell(column, mark.kind, written, mark.format, formula, uncached))
    return draft


def _agree(mark: Mark, value: object) -> bool:
    """Whether the second reading says the same; it shows an error as blank, and a number under a date format as None."""
    if mark.kind == "number":
        if value is None:
            return True
        return (
            isinstance(value, (int, float))
            and value.__class__ is not bool
            and value == float(mark.written or "")
        )
    if mark.kind == "bool":
        return isinstance(value, (bool, int, float)) and value == (mark.written == "1")
    if mark.kind == "error":
        return value == ""
    return mark.uncached or (isinstance(value, str) and (mark.written is None or value == mark.written))
