"""The month's reports: described, written and put in place with their manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmtool.files.disk import Content
from cmtool.files.workspace import Workspace
from cmtool.files.writer import values_only, writes
from cmtool.model.problem import Problem
from cmtool.model.text import Language, Phrase, phrase
from cmtool.model.workbook import Workbook
from cmtool.reports.appraisal_workbook import appraisal_workbook
from cmtool.reports.edition import Edition, InputFile
from cmtool.reports.statement import Statements
from cmtool.rules.appraisal import Appraisal
from cmtool.workflows.computation import Computed
from cmtool.workflows.differences import told
from cmtool.workflows.figures import is_printed
from cmtool.workflows.gathering import Grounds
from cmtool.workflows.manifests import with_files
from cmtool.workflows.publication import replaced
from cmtool.workflows.records import Manifest, spelled

_CHANGES = 12  # that the summary sheet names
_VALUES = "（数值）"  # ending of a values-only copy's name
_SINGLES = "通知单"  # the folder of the single statements


def publish_reports(
    workspace: Workspace,
    found: Computed,
    manifest: Manifest,
    before: Manifest | None,
    language: Language,
) -> tuple[tuple[str, ...], Manifest, tuple[Problem, ...]]:
    """Write every report of the month in the place of the last ones, all or nothing.

    Gives the files written (relative to the workspace), the manifest as it stands there, and warnings for files
    that were kept aside.
    """
    appraisal = found.appraisal
    assert appraisal is not None, "asked only of a month that was worked out"
    assert found.gathered is not None, "an appraisal has its grounds"
    edition = _edition(found.gathered.grounds, manifest, found.problems, language, appraisal)
    contents: dict[str, Content] = {
        name: writes(workbook, created=found.month.last)
        for name, workbook in _workbooks(appraisal, edition, manifest)
    }
    written: list[Manifest] = []

    def spell(digests: Mapping[str, str]) -> bytes:
        own = {name: digest for name, digest in digests.items() if name in contents}
        written.append(with_files(manifest, own))
        return spelled(written[0])

    folder = workspace.reports(found.month)
    own = before.files if before else {}
    notes = replaced(workspace, found.month, folder, contents, own, spell)
    names = tuple(f"{workspace.relative(folder)}/{name}" for name in contents)
    return names, written[0], notes


def _workbooks(appraisal: Appraisal, edition: Edition, manifest: Manifest) -> Iterator[tuple[str, Workbook]]:
    """Every report by its name in the folder."""
    statements = Statements(appraisal, edition)
    for workbook in (appraisal_workbook(appraisal, edition), statements.print_book()):
        yield workbook.name, workbook
        if manifest.values:
            yield workbook.name.replace(".xlsx", f"{_VALUES}.xlsx"), values_only(workbook)
    for _, workbook in statements.single():
        yield f"{_SINGLES}/{workbook.name}", workbook


def _edition(
    base: Grounds, manifest: Manifest, problems: tuple[Problem, ...], language: Language, appraisal: Appraisal
) -> Edition:
    inputs = [
        InputFile(base.policy.path, base.policy.digest, phrase("考核办法")),
        InputFile(base.branch_note.path, base.branch_note.sha256, phrase("机构设置")),
    ]
    if base.previous is not None:
        inputs.append(InputFile(base.previous.file.path, base.previous.file.sha256, phrase("上次封存")))
    return Edition(
        revision=manifest.revision,
        data_as_of=base.month.last,
        language=language,
        codes=manifest.codes,
        problems=problems,
        inputs=tuple(inputs),
        changes=tuple(_changes(manifest, appraisal)),
    )


def _changes(manifest: Manifest, appraisal: Appraisal) -> Iterator[Phrase]:
    """The printed figures that the summary names as changed since the revision before."""
    printed = [change for change in manifest.changes if is_printed(change.figure, appraisal.policy)]
    for change in printed[:_CHANGES]:
        yield phrase("{who}{label} {was} → {now}", **told(change))
    if len(printed) > _CHANGES:
        yield phrase("另有 {count} 项", count=len(printed) - _CHANGES)
