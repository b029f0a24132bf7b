"""What came of a command for one branch, and the record the head office keeps of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.county import Advice, BranchMonth, Enrolled, Found, ManagerMonth, Measure
from cmtool.model.problem import Problem
from cmtool.model.text import Language
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.rules.gradereview import GradeReview, PersonReview
from cmtool.workflows.exits import Exit
from cmtool.workflows.export import problem_json
from cmtool.workflows.gathering import Gathered


@dataclass(frozen=True)
class Came:
    """What a command gave, whichever it was."""

    problems: tuple[Problem, ...]
    exit: Exit
    gathered: Gathered | None = None
    appraisal: Appraisal | None = None
    review: GradeReview | None = None
    revision: int | None = None
    written: tuple[str, ...] = ()
    program: str = ""  # the version that sealed the month; "" of what was worked out now


def record(blank: BranchMonth, came: Came, speaks: Language) -> BranchMonth:
    """The branch's record, filled in with what came."""
    state = {Exit.FINE: "done", Exit.MISSING: "missing"}.get(came.exit, "problems")
    changes: dict[str, object] = {
        "exit": int(came.exit),
        "state": state,
        "problems": tuple(found_of(problem, speaks) for problem in came.problems),
        "revision": came.revision,
        "written": came.written,
        "program": came.program or blank.program,
    }
    if came.gathered is not None:
        base = came.gathered.grounds
        changes |= {
            "policy": base.policy_note.document,
            "policy_digest": base.policy_note.sha256,
            "roster": tuple(_roster(came.gathered.book)),
            "clients": dict(_clients(came.gathered.book)),
        }
    if came.appraisal is not None:
        changes |= {
            "managers": tuple(_manager(result) for result in came.appraisal.results),
            "measures": tuple(_measures(came.appraisal)),
            "trial": came.appraisal.trial,
        }
    if came.review is not None:
        changes |= {
            "advice": tuple(_advice(came.review, person, speaks) for person in came.review.people),
            "used": tuple(str(month) for month in came.review.months if month in came.review.sealed),
        }
    return blank.model_copy(update=changes)


def found_of(problem: Problem, speaks: Language) -> Found:
    return Found.model_validate(problem_json(problem, speaks))


def _manager(result: ManagerResult) -> ManagerMonth:
    person = result.person
    return ManagerMonth(
        id=person.id,
        name=person.name,
        grade=person.grade,
        team=person.team,
        status=result.status,
        score=result.score,
        gross=result.gross,
        withheld=result.withheld,
        released=result.released,
        payable=result.payable,
        change=result.proposal.change,
        proposed=result.proposal.grade,
    )


def _advice(review: GradeReview, person: PersonReview, speaks: Language) -> Advice:
    notes = [speaks.say(said) for said in person.near]
    if person.proposal.waits:
        notes.append(speaks.say("符合条件，待职数"))
    own = person.result.person
    return Advice(
        id=own.id,
        name=own.name,
        grade=own.held(review.ladder).grade,
        score=person.result.score,
        change=person.proposal.change,
        proposed=person.proposal.grade,
        effect=person.pay_effect,
        notes=tuple(notes),
    )


def _measures(appraisal: Appraisal) -> Iterator[Measure]:
    for row in appraisal.reconciliation:
        if not row.indicator:
            yield Measure(
                table=row.table,
                measure=row.measure,
                unit=row.unit,
                total=row.total,
                managers=row.managers,
                unallocated=row.unallocated,
                excluded=row.excluded,
            )


def _roster(book: Book) -> Iterator[Enrolled]:
    """Everybody on the roster; ``moved`` where 离岗, 聘任 or 等级生效 lies in the month."""
    rows = book["managers"]
    first, last = pd.Timestamp(book.month.first), pd.Timestamp(book.month.last)
    for row, values in enumerate(rows.to_dict("records")):
        days = [values[field] for field in ("left", "appointed") if not pd.isna(values[field])]
        moved = any(first <= pd.Timestamp(day) <= last for day in days)
        place = str(book.where("managers", row, "id"))
        yield Enrolled(id=values["id"], name=values["name"], place=place, moved=moved)


def _clients(book: Book) -> Iterator[tuple[str, str]]:
    """Each client by a digest of the certificate, else of the number: who it is can be compared, not read."""
    rows = book["clients"]
    for client, certificate in zip(rows["id"], rows["certificate"], strict=True):
        known = f"certificate {certificate}" if certificate else f"number {client}"
        yield hashlib.sha256(known.encode()).hexdigest()[:20], client
