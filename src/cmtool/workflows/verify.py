"""Checking what was written: the chain of seals, the month worked out again from its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cmtool.files.codes import SEAL_DAMAGED
from cmtool.files.edited import edited, missing
from cmtool.files.failures import SealDamaged
from cmtool.files.trail import NAME as TRAIL
from cmtool.files.trail import broken_lines
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, phrase
from cmtool.workflows import codes
from cmtool.workflows.computation import Computed, computed, computed_on_trial
from cmtool.workflows.differences import file_differences, told
from cmtool.workflows.figures import changes_between
from cmtool.workflows.manifests import read_manifest
from cmtool.workflows.members import manifest_differences, member_differences
from cmtool.workflows.printed import Against
from cmtool.workflows.records import Figures, FileNote
from cmtool.workflows.seals import MANIFEST, Sealed, read_sealed
from cmtool.workflows.tables import FOLDER as TABLES
from cmtool.workflows.trailed import trail_problems


@dataclass(frozen=True)
class Verified:
    """One month worked out again and compared with what was written down."""

    month: Month
    against: Against
    problems: tuple[Problem, ...]

    @property
    def same(self) -> bool:
        return not any(found.is_error for found in self.problems)

    @property
    def sound(self) -> bool:
        """Whether its seal, and the one before, could be read."""
        return not any(found.kind is SEAL_DAMAGED for found in self.problems)


def chain_problems(workspace: Workspace) -> tuple[Problem, ...]:
    """What is wrong with the seals as a chain: damaged, changed or missing ones, and the trail beside them."""
    problems: list[Problem] = []
    sealed: list[Sealed] = []
    for month in workspace.sealed_months():
        try:
            found = read_sealed(workspace, month)
        except SealDamaged as error:
            problems.append(error.problem)
            continue
        problems += [
            problem(codes.MEMBER_CHANGED, Where(found.file.path, name), {"member": name})
            for name in found.changed_members()
        ]
        sealed.append(found)
    damaged = bool(problems)
    problems += _links(workspace, sealed, damaged=damaged)
    said = {found.where.file for found in problems if found.kind is not codes.CHAIN_BROKEN}
    problems += [found for found in trail_problems(workspace) if found.where.file not in said]
    problems += [
        problem(codes.TRAIL_BROKEN, Where(f"sealed/{TRAIL}", "", str(line)), {"name": TRAIL, "line": line})
        for line in broken_lines(workspace.sealed_folder)
    ]
    return tuple(problems)


def unsaid(found: Iterable[Problem], chain: Iterable[Problem]) -> tuple[Problem, ...]:
    """What a month adds to the chain's own problems; a seal or a member that the chain tells of is told once."""
    said = frozenset(chain)
    seals = {one.where.file for one in said}
    members = {(one.where.file, one.where.sheet) for one in said if one.kind is codes.MEMBER_CHANGED}

    def repeated(one: Problem) -> bool:
        if one.kind is codes.MEMBER_DIFFERS:
            return (one.where.file, one.where.sheet) in members
        return one in said or (one.kind in (codes.SEAL_LOST, codes.INPUT_DIFFERS) and one.where.file in seals)

    return tuple(one for one in found if not repeated(one))


def verified(workspace: Workspace, month: Month) -> Verified:
    """The month worked out again from its files: against its seal, else against the manifest of its reports.

    A seal that cannot be trusted, its own or the one before, is its problem.
    """
    against: Against = "seal" if month in workspace.sealed_months() else "reports"
    try:
        found = (
            _against_seal(workspace, read_sealed(workspace, month))
            if against == "seal"
            else _against_reports(workspace, month)
        )
        return Verified(month, against, tuple(found))
    except SealDamaged as error:
        return Verified(month, against, (error.problem,))


def _links(workspace: Workspace, sealed: list[Sealed], *, damaged: bool) -> Iterator[Problem]:
    """Each seal must carry the hash of the one before; the first of all carries none."""
    for number, found in enumerate(sealed):
        before = sealed[number - 1] if number else None
        recorded = found.note.previous
        if recorded is None and before is None:
            continue
        if recorded is not None and not (workspace.root / recorded.path).exists():
            month = recorded.path.rpartition("/")[2].removesuffix(".zip")
            yield problem(codes.SEAL_MISSING, Where(recorded.path), {"month": month})
        elif before is None and damaged:
            continue  # the seal before could not be read, which has been said
        elif before is None or recorded is None or recorded != before.file:
            previous = before.file.path if before else "—"
            yield problem(
                codes.CHAIN_BROKEN, Where(found.file.path), {"month": found.month, "previous": previous}
            )


def _against_seal(workspace: Workspace, sealed: Sealed) -> Iterator[Problem]:
    """The seal against the month worked out again, and the reports that still stand against the sealed manifest.

    A month whose report folder is gone, say into an archive, has nothing to be compared there.
    """
    note, manifest = sealed.note, sealed.manifest
    again = computed(workspace, sealed.month)
    notes = _notes(note.branch, note.policy, *note.inputs, note.previous)
    yield from _differences(again, notes, sealed.figures)
    if again.appraisal is not None:
        changes = changes_between(sealed.figures, again.figures)
        found = member_differences(sealed, again, changes)
        if not changes and any(_moved(again, notes)):
            found = (one for one in found if not one.where.sheet.startswith(TABLES))  # the input is told of
        yield from found
    yield from manifest_differences(sealed, manifest)
    folder = workspace.reports(sealed.month)
    if folder.is_dir():
        own = {**manifest.files, MANIFEST: hashlib.sha256(sealed.members[MANIFEST]).hexdigest()}
        yield from _reports_changed(workspace, sealed.month, own)


def _against_reports(workspace: Workspace, month: Month) -> Iterator[Problem]:
    """The manifest of the reports that stand there against the month worked out again."""
    manifest = read_manifest(workspace, month)
    if manifest is None:
        yield problem(codes.NO_RECORD, Where(f"reports/{month}"), {"month": month})
        return
    again = (
        computed_on_trial(workspace, month, errors_allowed=True)
        if manifest.trial
        else computed(workspace, month)
    )
    notes = _notes(manifest.branch, manifest.policy, *manifest.inputs, manifest.previous_seal)
    yield from _differences(again, notes, manifest.figures)
    yield from _reports_changed(workspace, month, manifest.files)


def _notes(*notes: FileNote | None) -> tuple[FileNote, ...]:
    return tuple(note for note in notes if note is not None)


def _differences(again: Computed, notes: tuple[FileNote, ...], figures: Figures) -> Iterator[Problem]:
    """Inputs, the seal before among them, and figures that are not what was written down.

    A workbook that changed while no figure did is only a note: next month's targets come into the same file. Decisions
    that came later and hold from later are not even that.
    """
    changes = changes_between(figures, again.figures) if again.appraisal is not None else ()
    same = again.appraisal is not None and not changes
    known = {note.path for note in notes}
    for path, how in _moved(again, notes):
        if same and path.startswith("decisions/") and path not in known:
            continue
        own = same and not path.startswith("sealed/")
        yield problem(codes.INPUT_NOTED if own else codes.INPUT_DIFFERS, Where(path), {"how": how})
    if again.appraisal is None:
        yield from (found for found in again.problems if found.is_error)
    for change in changes:
        yield problem(
            codes.FIGURE_DIFFERS,
            Where(str(again.month), change.manager, change.figure),
            told(change),
            key=change.manager,
        )


def _moved(again: Computed, notes: tuple[FileNote, ...]) -> Iterator[tuple[str, Phrase]]:
    """Files that are not what they were, with how."""
    if again.gathered is None:
        return
    previous = again.gathered.grounds.previous
    yield from file_differences(notes, _notes(*again.gathered.files, previous.file if previous else None))


def _reports_changed(workspace: Workspace, month: Month, files: Mapping[str, str]) -> Iterator[Problem]:
    """Published files that are not what ``files`` (name → SHA-256) says."""
    folder = workspace.reports(month)
    for names, how in (
        (edited(folder, files), phrase("有改动")),
        (missing(folder, files), phrase("不见了")),
    ):
        for name in names:
            yield problem(codes.REPORT_CHANGED, Where(f"reports/{month}/{name}"), {"how": how})
