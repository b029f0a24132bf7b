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
    if not {HANDLING, REASON, APPROVER} <= set(heads) or not _is_ours(rows, note):
        return Handed(problems=(problem(codes.LIST_UNREADABLE, Where(name, SHEET)),))
    answers = [_answer(rows.get(number), heads) for number in range(FIRST, FIRST + len(note.rows))]
    asked = list(zip(note.rows, answers, strict=True))
    wrong = tuple(_wrong(asked, name, heads[HANDLING]))
    accepted = tuple(row for row, (word, _, _) in asked if word == ACCEPTED)
    waivers = tuple(
        _waiver(row, note, reason, approver) for row, (word, reason, approver) in asked if word == WAIVED
    )
    settled = tuple(row for row, (word, _, _) in asked if word == SETTLED)
    return Handed(problems=wrong) if wrong else Handed(accepted, waivers, settled)


def _is_ours(rows: Mapping[int, GridRow], note: CopyNote) -> bool:
    """Whether each row still stands where it was written: its code is in column C, its cell in column E."""
    for number, row in enumerate(note.rows, FIRST):
        there = {cell.column: cell.written for cell in rows[number].cells} if number in rows else {}
        if there.get(3, "") != row.code or there.get(5, "") != row.cell:
            return False
    return True


def _answer(row: GridRow | None, heads: Mapping[str, int]) -> tuple[str, str, str]:
    there = {cell.column: cell.written.strip() for cell in row.cells} if row else {}
    return there.get(heads[HANDLING], ""), there.get(heads[REASON], ""), there.get(heads[APPROVER], "")


def _wrong(asked: list[tuple[MarkNote, tuple[str, str, str]]], name: str, column: int) -> Iterator[Problem]:
    known = all_codes()
    for number, (row, (word, reason, approver)) in enumerate(asked, FIRST):
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
        found=row.found,
        reason=reason,
        approver=approver,
    )
