"""A period's sealed months worked out again and put before the committee as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cmtool import __version__
from cmtool.files.disk import Content
from cmtool.files.lock import locked
from cmtool.files.publish import recover
from cmtool.files.workspace import Workspace
from cmtool.files.writer import writes
from cmtool.model.money import fixed
from cmtool.model.month import Month, Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language
from cmtool.reports.review.workbook import review_workbook
from cmtool.reports.words import DASH, proposal
from cmtool.rules.gradereview import GradeReview, SealedMonth, review
from cmtool.workflows.computation import computed
from cmtool.workflows.exits import Exit, Forbidden, exit_of
from cmtool.workflows.figures import changes_between, text_code
from cmtool.workflows.gathering import Gathered
from cmtool.workflows.publication import replaced
from cmtool.workflows.review import codes
from cmtool.workflows.review.record import ReviewPage, read_record, review_folder
from cmtool.workflows.seals import Sealed, read_sealed


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
    printed: Mapping[Month, Mapping[str, str]] = field(
        default_factory=dict
    )  # check codes of the sealed statements


def prepared(workspace: Workspace, period: Period) -> Prepared:
    """Work the sealed months out again without writing anything; Forbidden when no month of the period is sealed."""
    months = [month for month in period.months if month in workspace.sealed_months()]
    if not months:
        raise Forbidden(problem(codes.NONE_SEALED, Where("sealed"), {"period": period}))
    problems: list[Problem] = []
    sealed: dict[Month, SealedMonth] = {}
    printed: dict[Month, Mapping[str, str]] = {}
    last: Gathered | None = None
    for month in months:
        found = _again(workspace, month)
        problems += found.problems
        last = found.gathered
        if found.month is not None:
            sealed[month], printed[month] = found.month, found.printed
    missing = [str(month) for month in period.months if month not in months]
    if missing:
        problems.append(problem(codes.NOT_ALL_SEALED, Where("sealed"), {"months": "、".join(missing)}))
    if any(found.is_error for found in problems):
        return Prepared(None, tuple(dict.fromkeys(problems)), last)
    return Prepared(review(period, sealed), tuple(dict.fromkeys(problems)), last, printed)


def grade_review(workspace: Workspace, period: Period, language: Language) -> Reviewed:
    """Write the review's workbook in the place of the last one, all or nothing, with the workspace locked."""
    with locked(workspace.root):
        folder = review_folder(workspace, period)
        if folder.parent.is_dir():
            recover(folder)
        ready = prepared(workspace, period)
        if ready.review is None:
            return Reviewed(period, ready.problems, gathered=ready.gathered)
        own = review_codes(ready, ready.review)
        workbook = review_workbook(ready.review, language, own)
        contents: dict[str, Content] = {workbook.name: writes(workbook, created=period.last.last)}
        notes = publish_in(workspace, period, contents, dict(_pages(ready.review, own, language)))
        written = f"{workspace.relative(folder)}/{workbook.name}"
        return Reviewed(period, (*ready.problems, *notes), ready.review, (written,), ready.gathered)


def review_codes(ready: Prepared, found: GradeReview) -> Mapping[str, str]:
    """The 校验码 of each person's page by 工号, and of the whole review: of what it advises and on what figures."""
    frame = f"{found.period} {found.ladder} {found.last.appraisal.institution}"
    pages = {
        person.id: text_code(
            f"{frame} {person.id} {person.result.score} {person.proposal.change} {person.proposal.grade}"
            f" {[(str(month), codes.get(person.id)) for month, codes in ready.printed.items()]}"
        )
        for person in found.people
    }
    return {**pages, "": text_code(f"{frame} {sorted(pages.items())}")}


def publish_in(
    workspace: Workspace, period: Period, contents: Mapping[str, Content], pages: Mapping[str, ReviewPage]
) -> tuple[Problem, ...]:
    """Put files into the review's folder, the others there stay; one that somebody filled in is kept aside and told.

    ``pages`` are the pages in them by check code.
    """
    folder = review_folder(workspace, period)
    known = read_record(folder)

    def manifest(digests: Mapping[str, str]) -> bytes:
        files = {name: digest for name, digest in digests.items() if name in contents} | {
            name: digest for name, digest in known.files.items() if name not in contents and name in digests
        }
        return known.renewed(pages, files).text()

    own = {name: digest for name, digest in known.files.items() if name in contents}
    return replaced(workspace, period, folder, contents, own, manifest, told=codes.PAPERS_FILLED)


def _pages(
    found: GradeReview, own: Mapping[str, str], language: Language
) -> Iterator[tuple[str, ReviewPage]]:
    """The pages of a review by check code, with the figures a person would compare."""
    yield own[""], ReviewPage(paper="review")
    for person in found.people:
        score = DASH if person.result.score is None else fixed(person.result.score)
        shown = (
            (language.say("得分"), score),
            (language.say("建议"), language.say(proposal(person.proposal))),
        )
        name = person.result.person.name
        yield own[person.id], ReviewPage(paper="person", manager=person.id, name=name, shown=shown)


def not_again(sealed: Sealed) -> Problem:
    """That a sealed month does not give its figures again; by another version of the program that may be why."""
    where, program = Where(sealed.file.path), sealed.note.program
    if program == __version__:
        return problem(codes.NOT_AGAIN, where, {"month": sealed.month})
    values = {"month": sealed.month, "sealed": program, "now": __version__}
    return problem(codes.OTHER_PROGRAM, where, values)


@dataclass(frozen=True)
class _Again:
    month: SealedMonth | None
    problems: tuple[Problem, ...]
    gathered: Gathered | None = None
    printed: Mapping[str, str] = field(default_factory=dict)


def _again(workspace: Workspace, month: Month) -> _Again:
    """A sealed month worked out again from its inputs; figures that are not the sealed ones are an error."""
    sealed = read_sealed(workspace, month)
    found = computed(workspace, month)
    moved = not_again(sealed)
    if found.appraisal is None or found.gathered is None:
        errors = tuple(one for one in found.problems if one.is_error)
        return _Again(None, (*errors, moved), found.gathered)
    if changes_between(sealed.figures, found.figures):
        return _Again(None, (moved,), found.gathered)
    base = found.gathered.grounds
    return _Again(
        SealedMonth(found.appraisal, base.branch, base.state), (), found.gathered, sealed.note.codes
    )
