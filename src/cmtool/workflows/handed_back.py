"""What an accountant wrote into a copy's 数据问题清单: row by row, what is to become of each problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cmtool.files.codes import REFUSALS
from cmtool.files.xlsx import read_xlsx
from cmtool.intake.codes import LACKS_COLUMN, LACKS_HEADERS, LOOKS_LIKE
from cmtool.model.grid import Grid, GridRow, address
from cmtool.model.problem import Problem, Where, problem
from cmtool.reports.mark_sheet import (
    ACCEPTED,
    APPROVER,
    FIRST,
    HANDLING,
    MENDED,
    REASON,
    SETTLED,
    SHEET,
    WAIVED,
)
from cmtool.workflows import codes
from cmtool.workflows.code_reference import all_codes
from cmtool.workflows.marks import CopyNote, MarkNote
from cmtool.workflows.waivers import Waiver

_OF_HEADERS = frozenset({LACKS_HEADERS.code, LOOKS_LIKE.code, LACKS_COLUMN.code})

Asked = tuple[MarkNote, tuple[str, str, str], int]
"""A row as cmtool wrote it, its 处理, 原因 and 批准人, and the line on which it stands now."""


@dataclass(frozen=True)
class Handed:
    """What a copy's list asks for; with problems, nothing of it is done."""

    accepted: tuple[MarkNote, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    settled: tuple[MarkNote, ...] = ()  # headers: ``found`` stands for ``proposal`` in the table ``key``
    problems: tuple[Problem, ...] = ()


def handed(content: bytes, name: str, note: CopyNote) -> Handed:
    """Read the list of a copy; ``name`` is how problems call the copy."""
    grids, problems = read_xlsx(content, name)
    rows: dict[int, GridRow] = {}
    found = next((grid for grid in grids if grid.sheet == SHEET), None)
    rows = {row.number: row for row in found.rows} if isinstance(found, Grid) else {}
    refused = tuple(one for one in problems if one.kind in REFUSALS)
    if refused:
        return Handed(problems=refused)
    heads = {cell.written: cell.column for cell in rows[FIRST - 1].cells} if FIRST - 1 in rows else {}
    if not {HANDLING, REASON, APPROVER} <= set(heads):
        return Handed(problems=(problem(codes.LIST_UNREADABLE, Where(name, SHEET)),))
    if (there := _answered(rows, note, heads[HANDLING])) is None:
        return Handed(problems=(problem(codes.LIST_UNREADABLE, Where(name, SHEET)),))
    asked = [(row, _answer(line, heads), line.number) for row, line in zip(note.rows, there, strict=True)]
    wrong = tuple(_wrong(asked, name, heads[HANDLING]))
    accepted = tuple(row for row, (word, _, _), _ in asked if word == ACCEPTED)
    waivers = tuple(
        _waiver(row, note, reason, approver) for row, (word, reason, approver), _ in asked if word == WAIVED
    )
    settled = tuple(row for row, (word, _, _), _ in asked if word == SETTLED)
    return Handed(problems=wrong) if wrong else Handed(accepted, waivers, settled)


def _answered(rows: Mapping[int, GridRow], note: CopyNote, handling: int) -> list[GridRow] | None:
    """The list's rows in the order they were written, wherever somebody sorted them to: known by 序号, and by code,
    sheet and cell besides. None where one is gone, stands twice, or a row of somebody's own says what to do.
    """
    found: dict[str, GridRow] = {}
    for number, row in rows.items():
        there = {cell.column: cell.written for cell in row.cells}
        place = there.get(1, "").removesuffix(".0")
        if number < FIRST:
            continue
        if place in found:
            return None
        if place:
            found[place] = row
        elif there.get(handling, "").strip():
            return None
    if set(found) != {str(number) for number in range(1, len(note.rows) + 1)}:
        return None
    ordered = [found[str(number)] for number in range(1, len(note.rows) + 1)]
    pairs = zip(note.rows, ordered, strict=True)
    return ordered if all(_is_same(row, line) for row, line in pairs) else None


def _is_same(row: MarkNote, line: GridRow) -> bool:
    there = {cell.column: cell.written for cell in line.cells}
    return (there.get(3, ""), there.get(4, ""), there.get(5, "")) == (row.code, row.sheet, row.cell)


def _answer(row: GridRow, heads: Mapping[str, int]) -> tuple[str, str, str]:
    there = {cell.column: cell.written.strip() for cell in row.cells}
    return there.get(heads[HANDLING], ""), there.get(heads[REASON], ""), there.get(heads[APPROVER], "")


def _wrong(asked: list[Asked], name: str, column: int) -> Iterator[Problem]:
    known = all_codes()
    for row, (word, reason, approver), number in asked:
        where = Where(name, SHEET, address(column, number))
        values = {"found": word, "code": row.code}
        if word not in ("", MENDED, ACCEPTED, WAIVED, SETTLED):
            yield problem(codes.HANDLING_UNKNOWN, where, values, found=word)
        elif word == ACCEPTED and not row.proposal:
            yield problem(codes.NO_PROPOSAL, where, values, found=word)
        elif word == SETTLED and not (row.code in _OF_HEADERS and row.proposal):
            yield problem(codes.NOT_A_HEADER, where, values, found=word)
        elif word == WAIVED and not (row.code in known and known[row.code].waivable):
            yield problem(codes.NOT_WAIVABLE, where, values, found=word)
        elif word == WAIVED and not (reason and approver):
            yield problem(codes.WAIVER_UNSIGNED, where, values, found=word)


def _waiver(row: MarkNote, note: CopyNote, reason: str, approver: str) -> Waiver:
    return Waiver(
        code=row.code,
        file=note.source.path,
        sheet=row.sheet,
        cell=row.cell,
        key=row.key,
        found=row.found,
        reason=reason,
        approver=approver,
    )
