"""Decisions that came back, held against the review: the same people and advice, results that fit, slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from cmtool.files.workspace import Workspace
from cmtool.model.decision import OUTCOMES, Outcome
from cmtool.model.month import Month, Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.reports.review.folder import ENTRY
from cmtool.reports.words import CHANGE
from cmtool.rules.gradereview import GradeReview, PersonReview
from cmtool.workflows.review import codes
from cmtool.workflows.review.decided import Sheet, Typed
from cmtool.workflows.review.outcomes import at, unsound
from cmtool.workflows.review.review import Prepared, review_codes

_FAR: Final = timedelta(days=366)
"""A day of effect further than this after the period's end is asked about."""


def checked(workspace: Workspace, ready: Prepared, review: GradeReview, sheet: Sheet) -> Iterator[Problem]:
    wanted = review_codes(ready, review)[""]
    where = Where(sheet.file, ENTRY, "A2")
    if sheet.period != (period := str(review.period)):
        yield problem(codes.OTHER_PERIOD, where, {"found": sheet.period or "?", "wanted": period})
        return
    if sheet.code != wanted:
        yield problem(codes.OTHER_REVIEW, where, {"found": sheet.code or "?", "wanted": wanted})
        return
    people = {person.id: person for person in review.people}
    seen: dict[str, Typed] = {}
    for row in sheet.rows:
        person = people.get(row.manager)
        if person is None:
            values: dict[str, object] = {"id": row.manager}
            yield problem(codes.PERSON_STRANGE, sheet.where("工号", row.line), values, key=row.manager)
            continue
        if row.manager in seen:
            yield at(sheet, row, "工号", codes.PERSON_TWICE, id=row.manager, line=seen[row.manager].line)
            continue
        seen[row.manager] = row
        yield from _row(workspace, review, sheet, person, row)
    for id_, person in people.items():
        if id_ not in seen:
            values = {"name": person.result.person.name, "id": id_}
            yield problem(codes.PERSON_MISSING, Where(sheet.file, ENTRY), values, key=id_)
    undecided = [row.printed["姓名"] for row in seen.values() if row.outcome is None]
    if seen and len(undecided) == len(seen):
        yield problem(codes.NOTHING_DECIDED, Where(sheet.file, ENTRY))
    elif undecided:
        told = {"count": len(undecided), "names": "、".join(undecided)}
        yield problem(codes.UNDECIDED, Where(sheet.file, ENTRY), told)


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
            yield at(
                sheet, row, head, codes.PERSON_CHANGED, head=head, found=row.printed[head], wanted=wanted
            )
    if row.outcome is None:
        return
    yield from unsound(ladder, sheet, row)
    if row.since is not None and (month := _sealed_month(workspace, row.since)) is not None:
        yield at(sheet, row, "生效日", codes.SINCE_SEALED, day=row.since.isoformat(), month=month)
    if row.outcome == "exit":
        yield at(sheet, row, "结果", codes.EXIT_LEAVES, name=row.printed["姓名"], id=row.manager)
    yield from _doubtful(review.period, sheet, row, row.outcome)


def _doubtful(period: Period, sheet: Sheet, row: Typed, outcome: Outcome) -> Iterator[Problem]:
    """What may be meant but is more likely a slip of the pen: votes against the result, a day far away."""
    name, votes = row.printed["姓名"], row.votes
    if {"同意", "反对"} <= votes.keys() and votes["同意"] <= votes["反对"]:
        told = {"name": name, "outcome": OUTCOMES[outcome], "yes": votes["同意"], "no": votes["反对"]}
        yield at(sheet, row, "同意", codes.VOTES_AGAINST, **told)
    if row.since is not None and not period.first.first <= row.since <= period.last.last + _FAR:
        far = {"name": name, "day": row.since.isoformat(), "period": period}
        yield at(sheet, row, "生效日", codes.SINCE_FAR, **far)


def _sealed_month(workspace: Workspace, since: date) -> Month | None:
    """The sealed month in which the day lies, or that comes after it."""
    later = [month for month in workspace.sealed_months() if month.last >= since]
    return later[0] if later else None
