"""The manifest of a month's reports: what stands there, what it rests on, and which revision (第n稿) it is."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from cmtool import __version__
from cmtool.files.failures import FileFailure
from cmtool.files.publish import MANIFEST, current
from cmtool.files.revisions import printed_revision
from cmtool.files.seal import read_seal
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.workflows.figures import changes_between, page_codes
from cmtool.workflows.gathering import Gathered
from cmtool.workflows.records import MANIFEST_SCHEMA, Change, Draft, Figures, Manifest, SealNote


def read_manifest(workspace: Workspace, month: Month) -> Manifest | None:
    """The manifest of the reports that stand now; None when there are none or it cannot be understood."""
    folder = current(workspace.reports(month))
    if folder is None:
        return None
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None


def known_revision(workspace: Workspace, month: Month) -> int:
    """The highest revision of the month that paper may carry, for when no manifest tells: in footers or in a seal."""
    folder = current(workspace.reports(month))
    numbers = [printed_revision(folder) if folder else 0]
    for path in workspace.sealed_folder.glob(f"{month}*.zip"):
        try:
            numbers.append(SealNote.model_validate_json(read_seal(path)["seal.json"]).revision)
        except (FileFailure, KeyError, ValidationError):
            continue
    return max(numbers)


def next_manifest(
    before: Manifest | None, found: Gathered, figures: Figures, *, trial: bool, values: bool, known: int = 0
) -> Manifest:
    """The manifest of reports about to be written, still without files: the number rises only when a figure changes.

    A trial and a draft that counts never share a number: every page of one says 试算. Changes are told against the last
    revision that counts, never against a trial. Without a manifest ``known`` is the last number that is known of.
    """
    base = found.grounds
    codes = page_codes(base.month, base.branch.institution.name, figures, trial=trial)
    revision, changes, earlier = _revision(before, figures, known, trial=trial)
    return Manifest(
        schema=MANIFEST_SCHEMA,
        month=str(base.month),
        program=__version__,
        revision=revision,
        trial=trial,
        values=values or (before is not None and before.values),
        policy=base.policy_note,
        branch=base.branch_note,
        previous_seal=base.previous.file if base.previous else None,
        inputs=found.inputs,
        codes=codes,
        figures=figures,
        changes=changes,
        earlier=earlier,
        files={},
        counted=_counted(before) if trial else None,
    )


def with_files(manifest: Manifest, digests: Mapping[str, str]) -> Manifest:
    """The manifest once the files beside it are written."""
    return manifest.model_copy(update={"files": dict(digests)})


def pages_to_print(before: Manifest | None, now: Manifest) -> tuple[str, ...]:
    """Managers, and ``""`` for the workbook, whose page carries other figures than the last print."""
    old = before.codes if before else {}
    return tuple(page for page, code in now.codes.items() if old.get(page) != code)


def _revision(
    before: Manifest | None, figures: Figures, known: int, *, trial: bool
) -> tuple[int, tuple[Change, ...], tuple[Draft, ...]]:
    if before is None:
        return known + 1, (), ()
    if trial == before.trial and not changes_between(before.figures, figures):
        return before.revision, before.changes, before.earlier
    counted = _counted(before)
    changes = changes_between(counted, figures) if counted else ()
    draft = Draft(revision=before.revision, trial=before.trial, codes=before.codes)
    return before.revision + 1, changes, (*before.earlier, draft)


def _counted(before: Manifest | None) -> Figures | None:
    """The figures of the last revision that was no trial."""
    if before is None:
        return None
    return before.counted if before.trial else before.figures
