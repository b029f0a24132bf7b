"""The problem list in ``marked/2024-06/``: a workbook for people, a CSV for anything else; beside it the marked copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cmtool.files.disk import Content
from cmtool.files.edited import edited
from cmtool.files.failures import FileFailure
from cmtool.files.publish import current
from cmtool.files.workspace import Workspace
from cmtool.files.writer import workbook_bytes
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language
from cmtool.reports.problem_list import HEADS, listed, problem_workbook
from cmtool.reports.system_letter import for_system, system_letter
from cmtool.workflows import codes
from cmtool.workflows.marks import Copy, MarksNote, read_marks
from cmtool.workflows.publication import replaced
from cmtool.workflows.records import spelled
from cmtool.workflows.sheets import csv_text


@dataclass(frozen=True)
class Marked:
    """What a check puts beside the list: copies by name, and copies that somebody changed but that were taken back."""

    institution: str = ""
    copies: Mapping[str, Copy] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()


def list_problems(
    workspace: Workspace,
    month: Month,
    problems: Sequence[Problem],
    language: Language,
    beside: Marked | None = None,
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write the month's problem list, in the place of the one before; the names written, and what was kept aside.

    Without ``beside`` the copies that stand there stay. Nothing is written for a month without an inbox, or without
    problems unless an older list stands there. A list that cannot be replaced, open in a spreadsheet perhaps, stops
    nobody: that is a warning.
    """
    folder = workspace.marked(month)
    if not workspace.inbox(month).is_dir() or (not problems and current(folder) is None):
        return (), ()
    try:
        return _written(workspace, month, problems, language, beside)
    except FileFailure as error:
        where = Where(workspace.relative(folder))
        return (), (problem(codes.LIST_NOT_WRITTEN, where, {"reason": error.problem.sentence}),)


def _written(
    workspace: Workspace,
    month: Month,
    problems: Sequence[Problem],
    language: Language,
    beside: Marked | None,
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    folder, before = workspace.marked(month), read_marks(workspace, month)
    lists = _lists(month, problems, language, beside)
    there = {name for name in before.copies if (folder / name).is_file()}
    changed = set(edited(folder, {name: before.copies[name].sha256 for name in there}))
    kept = there if beside is None else changed - beside.settled
    fresh = {name: copy for name, copy in (beside.copies if beside else {}).items() if name not in kept}
    contents: dict[str, Content] = {**lists, **{name: copy.content for name, copy in fresh.items()}}
    own = {**before.files, **{name: note.sha256 for name, note in before.copies.items() if name not in kept}}
    own = {name: digest for name, digest in own.items() if name not in changed}
    settled = set() if beside is None else changed & beside.settled
    noted = {name: before.copies[name] for name in kept} | {name: copy.note for name, copy in fresh.items()}

    def manifest(digests: Mapping[str, str]) -> bytes:
        files = {name: digests[name] for name in lists}
        return spelled(MarksNote(schema=1, month=str(month), files=files, copies=noted))

    notes = replaced(workspace, month, folder, contents, own, manifest, gone=frozenset(settled))
    here = workspace.relative(folder)
    told = {one.where.file for one in problems}
    waiting = sorted(kept & changed) if beside is not None else []
    waiting = [name for name in waiting if f"{here}/{name}" not in told]
    notes += tuple(problem(codes.COPY_WAITS, Where(f"{here}/{name}"), {"month": month}) for name in waiting)
    return tuple(f"{here}/{name}" for name in contents), notes


def _lists(
    month: Month, problems: Sequence[Problem], language: Language, beside: Marked | None
) -> dict[str, bytes]:
    lines = listed(problems, language)
    workbook = problem_workbook(month, lines, language)
    found = {
        workbook.name: workbook_bytes(workbook, created=month.last),
        workbook.name.replace(".xlsx", ".csv"): csv_text(
            [language.say(head) for head in HEADS],
            ([str(number), *texts] for number, (_, texts) in enumerate(lines, 1)),
        ).encode(),
    }
    if beside is not None and (theirs := for_system([found for found, _ in lines])):
        letter = system_letter(month, beside.institution, theirs, language)
        found[letter.name] = workbook_bytes(letter, created=month.last)
    return found
