"""A period's sealed months worked out again and put before the committee as a workbook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cmtool.files.disk import Content
from cmtool.files.lock import locked
from cmtool.files.publish import MANIFEST, recover
from cmtool.files.workspace import Workspace
from cmtool.files.writer import writes
from cmtool.model.month import Month, Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language
from cmtool.reports.review.workbook import review_workbook
from cmtool.rules.gradereview import GradeReview, SealedMonth, review
from cmtool.workflows.computation import computed
from cmtool.workflows.exits import Exit, Forbidden, exit_of
from cmtool.workflows.figures import changes_between, text_code
from cmtool.workflows.gathering import Gathered
from cmtool.workflows.publication import replaced
from cmtool.workflows.review import codes
from cmtool.workflows.seals import read_sealed


@dataclass(frozen=True)
class Reviewed:
    """What came of it. ``review`` is None when a sealed month does not give its figures again."""

    period: Period
    problems: tuple[Problem, ...]
    review: GradeReview | None = None
    written: tuple[str, ...] = ()
    gathered: Gathered | None = None  # what the last sealed month rests on

    @property
    def exit(self) -> Exit:
        return exit_of(self.problems)


@dataclass(frozen=True)
class Prepared:
    """A review as the seals give it; None when a sealed month does not give its figures again."""

    review: GradeReview | None
    problems: tuple[Problem, ...]
    gathered: Gathered | None = None


def prepared(workspace: Workspace, period: Period) -> Prepared:
    """Work the sealed months out again without writing anything; Forbidden when no month of the period is sealed."""
    months = [month for month in period.months if month in workspace.sealed_months()]
    if not months:
        raise Forbidden(problem(codes.NONE_SEALED, Where("sealed"), {"period": period}))
    problems: list[Problem] = []
    sealed: dict[Month, SealedMonth] = {}
    last: Gathered | None = None
    for month in months:
        found = _again(workspace, month)
        problems += found.problems
        last = found.gathered
        if found.month is not None:
            sealed[month] = found.month
    missing = [str(month) for month in period.months if month not in months]
    if missing:
        problems.append(problem(codes.NOT_ALL_SEALED, Where("sealed"), {"months": "、".join(missing)}))
    if any(found.is_error for found in problems):
        return Prepared(None, tuple(problems), last)
    return Prepared(review(period, sealed), tuple(problems), last)


def grade_review(workspace: Workspace, period: Period, language: Language) -> Reviewed:
    """Write the review's workbook in the place of the last one, all or nothing, with the workspace locked."""
    with locked(workspace.root):
        folder = review_folder(workspace, period)
        if folder.parent.is_dir():
            recover(folder)
        ready = prepared(workspace, period)
        if ready.review is None:
            return Reviewed(period, ready.problems, gathered=ready.gathered)
        workbook = review_workbook(ready.review, language, review_codes(ready.review))
        contents: dict[str, Content] = {workbook.name: writes(workbook, created=period.last.last)}
        notes = publish_in(workspace, period, contents)
        written = f"{workspace.relative(folder)}/{workbook.name}"
        return Reviewed(period, (*ready.problems, *notes), ready.review, (written,), ready.gathered)


def review_codes(found: GradeReview) -> Mapping[str, str]:
    """The 校验码 of each person's page by 工号, and of the whole review: of what it advises and on what."""
    frame = f"{found.period} {found.ladder} {found.last.appraisal.institution} {[str(month) for month in found.sealed]}"
    pages = {
        person.id: text_code(
            f"{frame} {person.id} {person.result.score} {person.proposal.change} {person.proposal.grade}"
        )
        for person in found.people
    }
    return {**pages, "": text_code(f"{frame} {sorted(pages.items())}")}


def review_folder(workspace: Workspace, period: Period) -> Path:
    """Where a review's papers stand, beside the months' reports."""
    return workspace.root / "reports" / f"评审_{period}"


def publish_in(workspace: Workspace, period: Period, contents: Mapping[str, Content]) -> tuple[Problem, ...]:
    """Put files into the review's folder, the others there stay; one that somebody filled in is kept aside and told."""
    folder = review_folder(workspace, period)
    known = _own(folder)

    def manifest(digests: Mapping[str, str]) -> bytes:
        files = {name: digest for name, digest in digests.items() if name in contents} | {
            name: digest for name, digest in known.items() if name not in contents and name in digests
        }
        return json.dumps(
            {"schema": 1, "files": files}, ensure_ascii=False, indent=1, sort_keys=True
        ).encode()

    own = {name: digest for name, digest in known.items() if name in contents}
    return replaced(workspace, period.last, folder, contents, own, manifest)


def _own(folder: Path) -> dict[str, str]:
    """What was written there last, with its digests."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
        return {str(name): str(digest) for name, digest in found["files"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


@dataclass(frozen=True)
class _Again:
    month: SealedMonth | None
    problems: tuple[Problem, ...]
    gathered: Gathered | None = None


def _again(workspace: Workspace, month: Month) -> _Again:
    """A sealed month worked out again from its inputs; figures that are not the sealed ones are an error."""
    sealed = read_sealed(workspace, month)
    found = computed(workspace, month)
    moved = problem(codes.NOT_AGAIN, Where(sealed.file.path), {"month": month})
    if found.appraisal is None or found.gathered is None:
        errors = tuple(one for one in found.problems if one.is_error)
        return _Again(None, (*errors, moved), found.gathered)
    if changes_between(sealed.figures, found.figures):
        return _Again(None, (moved,), found.gathered)
    base = found.gathered.grounds
    return _Again(SealedMonth(found.appraisal, base.branch, base.state), (), found.gathered)
