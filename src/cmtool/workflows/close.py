"""``cmtool close``: work the month out again, compare it with its reports, and seal it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmtool import __version__
from cmtool.files.edited import edited
from cmtool.files.lock import locked
from cmtool.files.publish import MANIFEST
from cmtool.files.seal import digest as seal_digest
from cmtool.files.seal import read_seal, write_seal
from cmtool.files.trail import append
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.workflows import codes, seals
from cmtool.workflows.computation import Computed, computed
from cmtool.workflows.differences import file_differences, told
from cmtool.workflows.exits import Exit, Forbidden, exit_of
from cmtool.workflows.figures import changes_between
from cmtool.workflows.manifests import read_manifest
from cmtool.workflows.members import members_of
from cmtool.workflows.publication import recovered
from cmtool.workflows.records import SEAL_SCHEMA, Manifest, SealNote, spelled
from cmtool.workflows.trailed import is_unrecorded
from cmtool.workflows.verify import chain_problems


@dataclass(frozen=True)
class Closed:
    """What came of closing. Without a digest nothing was sealed; ``moved`` says that figures or inputs are not the reports'."""

    month: Month
    problems: tuple[Problem, ...]
    path: str = ""
    digest: str = ""
    moved: bool = False
    worked: Computed | None = None  # the month as it was worked out again

    @property
    def exit(self) -> Exit:
        return Exit.FORBIDDEN if self.moved else exit_of(self.problems)


def close(workspace: Workspace, month: Month) -> Closed:
    """Seal the month. Raises Forbidden when its state forbids it: sealed, a trial, an earlier month open, no reports.

    A run that was killed after the seal was written and before the trail was is finished.
    """
    with locked(workspace.root):
        recovered(workspace, month)
        manifest = _fit_to_close(workspace, month)
        broken = [found for found in chain_problems(workspace) if not _is_unfinished(found, month)]
        if any(found.is_error for found in broken):
            raise Forbidden(broken[0])
        again = computed(workspace, month)
        moved = tuple(_moved(month, manifest, again))
        if moved or again.appraisal is None:
            return Closed(month, (*again.problems, *moved), moved=bool(moved), worked=again)
        path = workspace.seal(month)
        digest = _sealed_as(path, _members(workspace, again, manifest), month)
        append(
            workspace.sealed_folder,
            {"action": "close", "month": str(month), "seal": digest, "program": __version__},
        )
        notes = tuple(_edited(workspace, month, manifest))
        return Closed(month, (*again.problems, *notes), workspace.relative(path), digest, worked=again)


def _is_unfinished(found: Problem, month: Month) -> bool:
    """Whether it says that this month's own seal is not in the trail."""
    return found.kind is codes.SEAL_UNRECORDED and found.where.file == f"sealed/{month}.zip"


def _sealed_as(path: Path, members: Mapping[str, bytes], month: Month) -> str:
    """The SHA-256 of the seal of these members, written now unless it stands there; another one that does is refused."""
    if not path.exists():
        return write_seal(path, members)
    if read_seal(path) != members:
        raise Forbidden(problem(codes.SEAL_UNRECORDED, Where(f"sealed/{month}.zip"), {"month": month}))
    return seal_digest(path)


def _fit_to_close(workspace: Workspace, month: Month) -> Manifest:
    sealed = workspace.sealed_months()
    seal = Where(f"sealed/{month}.zip")
    if month in sealed and not is_unrecorded(workspace, month):
        raise Forbidden(problem(codes.SEALED_ALREADY, seal, {"month": month}))
    if sealed and sealed[-1] > month:
        raise Forbidden(problem(codes.LATER_SEALED, seal, {"month": month, "last": sealed[-1]}))
    earlier = [other for other in workspace.open_months() if other < month]
    if earlier:
        values = {"months": "、".join(str(other) for other in earlier), "first": earlier[0]}
        raise Forbidden(problem(codes.EARLIER_OPEN, Where(f"inbox/{earlier[0]}"), values))
    manifest = read_manifest(workspace, month)
    if manifest is None:
        raise Forbidden(problem(codes.NOT_APPRAISED, Where(f"reports/{month}"), {"month": month}))
    if manifest.trial:
        raise Forbidden(problem(codes.TRIAL_ONLY, Where(f"reports/{month}"), {"month": month}))
    return manifest


def _moved(month: Month, manifest: Manifest, again: Computed) -> Iterator[Problem]:
    """What is not as it was when the reports were written: input files, the past, figures."""
    if again.gathered is None:
        return
    was = (manifest.branch, manifest.policy, *manifest.inputs)
    now = again.gathered.files
    if manifest.previous_seal is not None:
        was = (*was, manifest.previous_seal)
    if (previous := again.gathered.grounds.previous) is not None:
        now = (*now, previous.file)
    for path, how in file_differences(was, now):
        yield problem(codes.INPUT_MOVED, Where(path), {"how": how, "month": month})
    if again.appraisal is None:
        return
    for change in changes_between(manifest.figures, again.figures):
        where = Where(f"reports/{month}", change.manager, change.figure)
        yield problem(codes.FIGURE_MOVED, where, {**told(change), "month": month}, key=change.manager)


def _edited(workspace: Workspace, month: Month, manifest: Manifest) -> Iterator[Problem]:
    for name in edited(workspace.reports(month), manifest.files):
        yield problem(codes.EDITED_SINCE, Where(f"reports/{month}/{name}"))


def _members(workspace: Workspace, again: Computed, manifest: Manifest) -> dict[str, bytes]:
    """Everything that goes into the seal; ``seal.json`` carries the hash of every other member."""
    assert again.gathered is not None, "a month that was worked out has its grounds"
    base = again.gathered.grounds
    members = {
        **members_of(again),
        seals.MANIFEST: (workspace.reports(again.month) / MANIFEST).read_bytes(),
    }
    note = SealNote(
        schema=SEAL_SCHEMA,
        month=str(again.month),
        program=__version__,
        institution=base.branch.institution.name,
        revision=manifest.revision,
        previous=base.previous.file if base.previous else None,
        policy=base.policy_note,
        branch=base.branch_note,
        inputs=again.gathered.inputs,
        codes=manifest.codes,
        members={name: hashlib.sha256(content).hexdigest() for name, content in sorted(members.items())},
    )
    return {**members, seals.SEAL: spelled(note)}
