"""``cmtool appraise``: from the month's files to published reports, or to a list of what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from cmtool.files.lock import locked
from cmtool.files.publish import MANIFEST
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language
from cmtool.rules.appraisal import Appraisal
from cmtool.workflows import codes
from cmtool.workflows.computation import Computed, computed, computed_on_trial
from cmtool.workflows.exits import Exit, Forbidden, exit_of
from cmtool.workflows.gathering import Gathered, changed_since
from cmtool.workflows.manifests import known_revision, next_manifest, pages_to_print, read_manifest
from cmtool.workflows.problem_list import list_problems
from cmtool.workflows.publication import recovered
from cmtool.workflows.records import Change, Manifest
from cmtool.workflows.reports import publish_reports


@dataclass(frozen=True, slots=True)
class Wish:
    """How the month is to be appraised: errors allowed (试算), a values-only copy, the language of the reports."""

    language: Language
    trial: bool = False
    values: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of it. ``written`` are files relative to the workspace; nothing is published without an appraisal."""

    month: Month
    problems: tuple[Problem, ...]
    appraisal: Appraisal | None = None
    manifest: Manifest | None = None
    written: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()  # problem lists written to marked/
    changes: tuple[Change, ...] = ()  # since the revision that stood there before
    pages: tuple[str, ...] = ()  # to print: 工号, "" for the workbook
    first: bool = True  # nothing stood there before
    gathered: Gathered | None = None  # what it rests on

    @property
    def exit(self) -> Exit:
        return exit_of(self.problems)


def appraise(workspace: Workspace, month: Month, wish: Wish) -> Outcome:
    """Work the month out and publish its reports, all or nothing, with the workspace locked.

    Raises Forbidden for a sealed month, and what ``files`` raises when it is busy or the disk refuses.
    """
    _refuse_sealed(workspace, month)
    with locked(workspace.root):
        recovered(workspace, month)
        found = _worked(workspace, month, wish)
        if found.appraisal is None:
            lists, notes = list_problems(workspace, month, found.problems, wish.language)
            return Outcome(month, (*found.problems, *notes), lists=lists, gathered=found.gathered)
        return _published(workspace, found, wish)


def dry_run(workspace: Workspace, month: Month, wish: Wish) -> Outcome:
    """Work the month out and write nothing at all."""
    _refuse_sealed(workspace, month)
    found = _worked(workspace, month, wish)
    return Outcome(month, found.problems, found.appraisal)


def _refuse_sealed(workspace: Workspace, month: Month) -> None:
    if month in workspace.sealed_months():
        raise Forbidden(problem(codes.SEALED, Where(f"sealed/{month}.zip"), {"month": month}))


def _worked(workspace: Workspace, month: Month, wish: Wish) -> Computed:
    """The month; over an open earlier month it is a trial."""
    earlier = [str(other) for other in workspace.open_months() if other < month]
    if not earlier:
        return (
            computed_on_trial(workspace, month, errors_allowed=True)
            if wish.trial
            else computed(workspace, month)
        )
    found = computed_on_trial(workspace, month, errors_allowed=wish.trial)
    values = {"months": "、".join(earlier), "month": month}
    note = problem(codes.EARLIER_OPEN_TRIAL, Where(f"inbox/{earlier[0]}"), values)
    return Computed(month, (*found.problems, note), found.gathered, found.appraisal)


def _went_on(found: Computed, known: int) -> Computed:
    """Say that the manifest was lost and which number follows, where reports have told a number."""
    if not known:
        return found
    values = {"known": known, "revision": known + 1}
    lost = problem(codes.MANIFEST_LOST, Where(f"reports/{found.month}/{MANIFEST}"), values)
    return Computed(found.month, (*found.problems, lost), found.gathered, found.appraisal)


def _published(workspace: Workspace, found: Computed, wish: Wish) -> Outcome:
    assert found.gathered is not None, "an appraisal has its grounds"
    assert found.appraisal is not None, "asked only of a month that was worked out"
    before = read_manifest(workspace, found.month)
    known = known_revision(workspace, found.month) if before is None else 0
    trial = found.appraisal.trial
    manifest = next_manifest(
        before, found.gathered, found.figures, trial=trial, values=wish.values, known=known
    )
    if changed := changed_since(workspace, found.gathered.files):
        moved = [problem(codes.CHANGED_MEANWHILE, Where(path)) for path in changed]
        return Outcome(found.month, (*found.problems, *moved), gathered=found.gathered)
    found = _went_on(found, known)
    written, manifest, notes = publish_reports(workspace, found, manifest, before, wish.language)
    problems = (*found.problems, *notes)
    lists, notes = list_problems(workspace, found.month, problems, wish.language)
    risen = before is None or manifest.revision != before.revision
    return Outcome(
        found.month,
        (*problems, *notes),
        found.appraisal,
        manifest,
        written,
        lists,
        manifest.changes if risen else (),
        pages_to_print(before, manifest),
        before is None,
        found.gathered,
    )
