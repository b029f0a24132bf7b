"""``cmtool grade-review … --decisions FILE``: decisions checked against the advice, kept, and told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cmtool.files.disk import replace_file
from cmtool.files.failures import not_written
from cmtool.files.lock import locked
from cmtool.files.workspace import Workspace
from cmtool.files.writer import writes
from cmtool.model.decision import OUTCOMES, Decision
from cmtool.model.month import Month, Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language, did_you_mean
from cmtool.reports.review.notices import notice_workbook
from cmtool.reports.words import CHANGE
from cmtool.rules.gradereview import GradeReview, PersonReview
from cmtool.workflows.exits import Exit, exit_of
from cmtool.workflows.review import codes
from cmtool.workflows.review.decided import Sheet, Typed, decisions_of, read_sheet
from cmtool.workflows.review.review import prepared, publish_in, review_codes, review_folder
from cmtool.workflows.seals import read_sealed

_OLD = "作废"


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
    with locked(workspace.root):
        ready = prepared(workspace, period)
        review, problems = ready.review, ready.problems
        if review is None:
            return Taken(period, problems)
        sheet = read_sheet(file, file.name)
        found = (*problems, *sheet.problems)
        if not sheet.problems:
            found = (*problems, *_checked(workspace, review, sheet))
        if any(one.is_error for one in found):
            return Taken(period, found)
        decisions = tuple(decisions_of(sheet, review.ladder))
        kept, notes = _kept(workspace, period, file.read_bytes())
        if not kept:
            return Taken(period, (*found, *notes))
        workbook = notice_workbook(review, decisions, language)
        published = publish_in(workspace, period, {workbook.name: writes(workbook, created=period.last.last)})
        place = f"{workspace.relative(review_folder(workspace, period))}/{workbook.name}"
        return Taken(period, (*found, *notes, *published), decisions, kept, (place,))


def _checked(workspace: Workspace, review: GradeReview, sheet: Sheet) -> Iterator[Problem]:
    wanted = review_codes(review)[""]
    if sheet.period != str(review.period) or sheet.code != wanted:
        where = Where(sheet.file, "评审结果录入", "A2")
        yield problem(codes.OTHER_REVIEW, where, {"found": sheet.code or "?", "wanted": wanted})
        return
    people = {person.id: person for person in review.people}
    seen: dict[str, Typed] = {}
    for row in sheet.rows:
        person = people.get(row.manager)
        if person is None or row.manager in seen:
            values = {"id": row.manager}
            yield problem(codes.PERSON_STRANGE, sheet.where("工号", row.line), values, key=row.manager)
            continue
        seen[row.manager] = row
        yield from _row(workspace, review, sheet, person, row)
    for id_, person in people.items():
        if id_ not in seen:
            values = {"name": person.result.person.name, "id": id_}
            yield problem(codes.PERSON_MISSING, Where(sheet.file, "评审结果录入"), values, key=id_)
    undecided = [row.printed["姓名"] for row in seen.values() if row.outcome is None]
    if undecided:
        told = {"count": len(undecided), "names": "、".join(undecided)}
        yield problem(codes.UNDECIDED, Where(sheet.file, "评审结果录入"), told)


def _row(
    workspace: Workspace, review: GradeReview, sheet: Sheet, person: PersonReview, row: Typed
) -> Iterator[Problem]:
    ladder, made = review.policy.ladders[review.ladder], person.proposal
    own = person.result.person.held(review.ladder).grade
    printed = {
        "姓名": person.result.person.name,
        "现等级": own or "—",
        "建议": CHANGE[made.change],
        "建议等级": made.grade or "—",
    }
    for head, wanted in printed.items():
        if row.printed[head] != wanted:
            values = {"head": head, "found": row.printed[head], "wanted": wanted}
            yield problem(
                codes.PERSON_CHANGED, sheet.where(head, row.line), values, column=head, key=row.manager
            )
    if row.outcome is None:
        return
    if row.grade and not ladder.has(row.grade):
        known = {"known": "、".join(ladder.order), "hint": did_you_mean(row.grade, list(ladder.order))}
        where = sheet.where("决定等级", row.line)
        told = {"found": row.grade, **known}
        yield problem(codes.NOT_GRADE, where, told, column="决定等级", key=row.manager)
        return
    yield from _fits(workspace, review, sheet, person, row, own)


def _fits(
    workspace: Workspace, review: GradeReview, sheet: Sheet, person: PersonReview, row: Typed, own: str
) -> Iterator[Problem]:
    """Result, grade, day and reason belong together, and a different mind than the advice says why."""
    ladder, made, outcome = review.policy.ladders[review.ladder], person.proposal, row.outcome
    assert outcome is not None, "asked only of rows that were decided"
    grade = row.grade or (own if outcome == "keep" else "")
    step = ladder.place(grade) - ladder.place(own) if grade else 0
    right = {
        "rise": step > 0,
        "fall": step < 0,
        "keep": step == 0,
        "exit": not row.grade,
        "deferred": step == 0,
    }
    if not right[outcome]:
        values: dict[str, object] = {
            "outcome": OUTCOMES[outcome],
            "grade": row.grade or "—",
            "own": own or "—",
        }
        yield problem(
            codes.OUTCOME_GRADE, sheet.where("决定等级", row.line), values, column="决定等级", key=row.manager
        )
    if outcome in ("rise", "fall") and row.since is None:
        yield problem(codes.NO_SINCE, sheet.where("生效日", row.line), column="生效日", key=row.manager)
    if row.since is not None and (month := _sealed_month(workspace, row)) is not None:
        values = {"day": row.since.isoformat(), "month": month}
        yield problem(
            codes.SINCE_SEALED, sheet.where("生效日", row.line), values, column="生效日", key=row.manager
        )
    as_advised = outcome == made.change and (outcome not in ("rise", "fall") or grade == made.grade)
    if not as_advised and not row.reason:
        values = {"name": person.result.person.name, "advice": CHANGE[made.change]}
        yield problem(codes.NO_REASON, sheet.where("理由", row.line), values, column="理由", key=row.manager)
    if outcome == "exit":
        values = {"name": person.result.person.name, "id": row.manager}
        yield problem(codes.EXIT_LEAVES, sheet.where("结果", row.line), values, key=row.manager)


def _sealed_month(workspace: Workspace, row: Typed) -> Month | None:
    """The sealed month in which the day lies, or that comes after it."""
    assert row.since is not None, "asked only of a row with a day"
    later = [month for month in workspace.sealed_months() if month.last >= row.since]
    return later[0] if later else None


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
