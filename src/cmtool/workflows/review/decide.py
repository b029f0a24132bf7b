"""``cmtool grade-review … --decisions FILE``: decisions checked against the advice, kept, and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from cmtool.files.disk import Content, replace_file
from cmtool.files.failures import not_written
from cmtool.files.lock import locked
from cmtool.files.workspace import Workspace
from cmtool.files.writer import writes
from cmtool.model.decision import Decision
from cmtool.model.month import Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language
from cmtool.reports.review.notices import notice_workbook
from cmtool.rules.gradereview import GradeReview
from cmtool.workflows.exits import Exit, exit_of
from cmtool.workflows.figures import text_code
from cmtool.workflows.review import codes
from cmtool.workflows.review.checks import checked
from cmtool.workflows.review.decided import decisions_of, read_sheet
from cmtool.workflows.review.record import ReviewPage, review_folder
from cmtool.workflows.review.review import prepared, publish_in
from cmtool.workflows.seals import read_sealed

_OLD = "作废"
_KEPT_AS: Final = ".xlsx"


@dataclass(frozen=True)
class Taken:
    """What came of it; without ``kept`` nothing was taken."""

    period: Period
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...] = ()
    kept: str = ""
    written: tuple[str, ...] = ()

    @property
    def exit(self) -> Exit:
        return exit_of(self.problems)


def decide(workspace: Workspace, period: Period, file: Path, language: Language) -> Taken:
    """Read a filled-in review, check it, keep the file as ``decisions/2024-Q2.xlsx`` and write the notices.

    Any error, and nothing is taken.
    """
    if (suffix := file.suffix).lower() != _KEPT_AS:
        wrong = problem(codes.NOT_XLSX, Where(file.name), {"suffix": suffix or file.name})
        return Taken(period, (wrong,))
    with locked(workspace.root):
        ready = prepared(workspace, period)
        review, problems = ready.review, ready.problems
        if review is None:
            return Taken(period, problems)
        sheet = read_sheet(file, file.name)
        found = tuple(sheet.problems or checked(workspace, ready, review, sheet))
        if any(one.is_error for one in found):
            return Taken(period, found)
        decisions = tuple(decisions_of(sheet, review.ladder))
        kept, notes = _kept(workspace, period, file.read_bytes())
        if not kept:
            return Taken(period, (*problems, *found, *notes))
        code = _notice_code(review, decisions)
        workbook = notice_workbook(review, decisions, language, code)
        contents: dict[str, Content] = {workbook.name: writes(workbook, created=period.last.last)}
        published = publish_in(workspace, period, contents, {code: ReviewPage(paper="notice")})
        place = f"{workspace.relative(review_folder(workspace, period))}/{workbook.name}"
        return Taken(period, (*problems, *found, *notes, *published), decisions, kept, (place,))


def _notice_code(review: GradeReview, decisions: Sequence[Decision]) -> str:
    """The 校验码 of the notice: of what was decided on whom."""
    said = [
        (one.manager, one.outcome, one.grade, str(one.since), one.reason, one.record) for one in decisions
    ]
    institution = review.last.appraisal.institution
    return text_code(f"notice {review.period} {review.ladder} {institution} {said}")


def _kept(workspace: Workspace, period: Period, content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The file under ``decisions/``; one of before goes aside, unless a sealed month rests on it."""
    path = workspace.decisions / f"{period}.xlsx"
    name = workspace.relative(path)
    notes: tuple[Problem, ...] = ()
    try:
        workspace.decisions.mkdir(exist_ok=True)
        if path.is_file():
            if path.read_bytes() == content:
                return name, ()
            first = _first_day(path, name)
            for month in workspace.sealed_months():
                if month.last >= first and any(
                    note.path == name for note in read_sealed(workspace, month).note.inputs
                ):
                    return "", (problem(codes.LATER_SEALED, Where(name), {"month": month}),)
            aside = _aside(workspace, period)
            aside.parent.mkdir(exist_ok=True)
            replace_file(aside, path.read_bytes())
            notes = (problem(codes.REPLACED, Where(name), {"path": workspace.relative(aside)}),)
        replace_file(path, content)
    except OSError as error:
        raise not_written(path, error) from error
    return name, notes


def _first_day(path: Path, name: str) -> date:
    """The day from which a kept file says anything; a month that ends before it rests on nothing in it."""
    sheet = read_sheet(path, name)
    days = [row.since for row in sheet.rows if row.outcome is not None and row.since is not None]
    return date.min if sheet.problems else min(days, default=date.max)


def _aside(workspace: Workspace, period: Period) -> Path:
    """The first free name for a file that is no longer in force."""
    folder, number = workspace.decisions / _OLD, 1
    while (found := folder / f"{period}_{number}.xlsx").exists():
        number += 1
    return found
