"""评审结果录入 read back, cell by cell: what was typed for whom; any damage to the sheet is a located problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from cmtool.files.workbooks import read_file
from cmtool.intake.codes import UNCACHED
from cmtool.intake.dates import read_date
from cmtool.intake.numerals import exact
from cmtool.intake.reading import Fault, Noted
from cmtool.intake.spelling import folded, plain, trimmed
from cmtool.model.decision import OUTCOMES, Decision, Outcome
from cmtool.model.grid import Cell, GridRow, address
from cmtool.model.month import Period
from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.reports.review.entry_sheet import (
    ADVICE,
    CODE_PREFIX,
    CODE_ROW,
    FIRST,
    HEAD_ROW,
    HEADS,
    LADDER_PREFIX,
    TYPED,
    column_of,
)
from cmtool.reports.review.folder import ENTRY
from cmtool.reports.words import DASH
from cmtool.workflows.review import codes

_OUTCOMES: Final[Mapping[str, Outcome]] = {said: outcome for outcome, said in OUTCOMES.items()}
_VOTES = ("同意", "反对", "弃权")


@dataclass(frozen=True)
class Typed:
    """One row as it came back: the printed columns as text, and what was typed; ``cells`` leads to each place."""

    printed: Mapping[str, str]
    outcome: Outcome | None
    grade: str
    since: date | None
    reason: str
    record: str
    votes: Mapping[str, int]  # 同意, 反对, 弃权 where they were typed
    line: int

    @property
    def manager(self) -> str:
        return self.printed["工号"]


@dataclass
class Sheet:
    """The sheet of one file as it was read."""

    file: str
    digest: str = ""
    period: str = ""
    code: str = ""
    ladder: str = ""  # its label
    rows: list[Typed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def where(self, head: str, line: int) -> Where:
        return Where(self.file, ENTRY, address(column_of(head), line))

    def say(self, kind: Code, head: str, line: int, **values: object) -> None:
        self.problems.append(problem(kind, self.where(head, line), values, column=head))


def read_sheet(path: Path, name: str) -> Sheet:
    """Read a review's workbook, however it was saved; ``name`` is how problems call the file."""
    found = read_file(path, name)
    sheet = Sheet(name, found.digest)
    entry: dict[int, GridRow] | None = None
    epoch_1904 = False
    for grid in found.grids:
        rows = {row.number: row for row in grid.rows}
        if grid.sheet == ENTRY:
            entry, epoch_1904 = rows, grid.epoch_1904
    sheet.problems += found.problems if found.is_refused else [one for one in found.problems if one.is_error]
    if entry is None:
        if not sheet.problems:
            sheet.problems.append(problem(codes.NOT_A_REVIEW, Where(name)))
        return sheet
    _headed(sheet, entry)
    if not sheet.problems:
        for number in sorted(line for line in entry if line >= FIRST):
            _row(sheet, entry[number], epoch_1904)
    return sheet


def _headed(sheet: Sheet, rows: Mapping[int, GridRow]) -> None:
    """Period, code and headers stand where they were printed; of headers that only moved the first is told."""
    said = _texts(rows.get(CODE_ROW))
    words = next((text for text in said.values() if CODE_PREFIX.strip() in text), "")
    period, _, after = words.partition(CODE_PREFIX.strip())
    code, _, ladder = after.partition(LADDER_PREFIX.strip())
    sheet.period, sheet.code, sheet.ladder = period.strip(), plain(code), ladder.strip()
    heads = _texts(rows.get(HEAD_ROW))
    missed = [head for head in HEADS if folded(heads.get(column_of(head), "")) != folded(head)]
    there = {folded(text) for text in heads.values()}
    for head in [head for head in missed if folded(head) not in there] or missed[:1]:
        sheet.say(codes.HEADER_CHANGED, head, HEAD_ROW, wanted=head)


def _texts(row: GridRow | None) -> Mapping[int, str]:
    return {cell.column: trimmed(cell.written) for cell in row.cells} if row is not None else {}


def _row(sheet: Sheet, row: GridRow, epoch_1904: bool) -> None:
    for cell in row.cells:
        if cell.uncached and cell.column <= len(HEADS):
            head = HEADS[cell.column - 1]
            sheet.say(UNCACHED, head, row.number, header=head)
    cells = {cell.column: cell for cell in row.cells if trimmed(cell.written)}
    texts = {
        head: trimmed(cells[column_of(head)].written) if column_of(head) in cells else "" for head in HEADS
    }
    if not any(texts.values()):
        return
    line = row.number
    typed = [head for head in TYPED if texts[head]]
    if typed and not texts["结果"]:
        sheet.say(codes.HALF_ROW, typed[0], line)
    outcome = _OUTCOMES.get(texts["结果"])
    if texts["结果"] and outcome is None:
        sheet.say(codes.NOT_OUTCOME, "结果", line, found=texts["结果"], known="、".join(_OUTCOMES))
    since = _day(sheet, cells, "生效日", line, epoch_1904)
    _day(sheet, cells, "评审日期", line, epoch_1904)
    votes: dict[str, int] = {}
    for head in _VOTES:
        if texts[head]:
            if (count := _count(cells[column_of(head)])) is None:
                sheet.say(codes.BAD_COUNT, head, line, found=texts[head])
            else:
                votes[head] = count
    printed = {head: texts[head] for head in ADVICE}
    sheet.rows.append(
        Typed(printed, outcome, texts["决定等级"], since, texts["理由"], texts["记录号"], votes, line)
    )


def _day(sheet: Sheet, cells: Mapping[int, Cell], head: str, line: int, epoch_1904: bool) -> date | None:
    cell = cells.get(column_of(head))
    if cell is None:
        return None
    found = read_date(cell, epoch_1904)
    value = found.value if isinstance(found, Noted) else found
    if isinstance(value, Fault) or not isinstance(value, date):
        sheet.say(codes.BAD_DAY, head, line, found=trimmed(cell.written))
        return None
    return value


def _count(cell: Cell) -> int | None:
    value = exact(plain(cell.written))
    return int(value) if value is not None and value.denominator == 1 and value >= 0 else None


def decisions_of(sheet: Sheet, ladder: str) -> Iterator[Decision]:
    """The rows on which something was decided."""
    for row in sheet.rows:
        if row.outcome is None:
            continue
        own = row.printed["现等级"].replace(DASH, "")
        grade = row.grade or (own if row.outcome in ("keep", "deferred") else "")
        yield Decision(
            period=sheet.period,
            manager=row.manager,
            name=row.printed["姓名"],
            ladder=ladder,
            outcome=row.outcome,
            grade=grade,
            since=row.since,
            reason=row.reason,
            record=row.record,
            where=sheet.where("决定等级", row.line),
        )


def period_of(sheet: Sheet) -> Period | None:
    """The period the sheet says it is of."""
    try:
        return Period.parse(sheet.period)
    except ValueError:
        return None
