"""The problem list in ``marked/2024-06/``: a workbook for people, a CSV for anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cmtool.files.failures import FileFailure
from cmtool.files.publish import MANIFEST, current
from cmtool.files.workspace import Workspace
from cmtool.files.writer import workbook_bytes
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language
from cmtool.reports.problem_list import HEADS, fields, problem_workbook
from cmtool.workflows import codes
from cmtool.workflows.publication import replaced
from cmtool.workflows.records import spelled
from cmtool.workflows.sheets import csv_text

_SCHEMA = 1


def list_problems(
    workspace: Workspace, month: Month, problems: Sequence[Problem], language: Language
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write the month's problem list, in the place of the one before; the names written, and what was kept aside.

    Nothing is written for a month without an inbox, or without problems unless an older list stands there. A list
    that cannot be replaced, open in a spreadsheet perhaps, stops nobody: that is a warning.
    """
    folder = workspace.marked(month)
    if not workspace.inbox(month).is_dir() or (not problems and current(folder) is None):
        return (), ()
    try:
        return _written(workspace, month, sorted(problems, key=lambda one: not one.is_error), language)
    except FileFailure as error:
        where = Where(workspace.relative(folder))
        return (), (problem(codes.LIST_NOT_WRITTEN, where, {"reason": error.problem.sentence}),)


def _written(
    workspace: Workspace, month: Month, problems: Sequence[Problem], language: Language
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    folder = workspace.marked(month)
    workbook = problem_workbook(month, problems, language)
    contents = {
        workbook.name: workbook_bytes(workbook, created=month.last),
        workbook.name.replace(".xlsx", ".csv"): csv_text(
            [language.say(head) for head in HEADS], _rows(problems, language)
        ).encode(),
    }
    notes = replaced(workspace, month, folder, contents, _own(workspace, month), partial(_manifest, month))
    return tuple(f"{workspace.relative(folder)}/{name}" for name in contents), notes


def _rows(problems: Sequence[Problem], language: Language) -> Iterator[list[str]]:
    for number, found in enumerate(problems, 1):
        yield [str(number), *fields(found, language)]


def _own(workspace: Workspace, month: Month) -> dict[str, str]:
    """SHA-256 by name of the list that cmtool wrote last."""
    try:
        written = json.loads((workspace.marked(month) / MANIFEST).read_bytes())
        return {str(name): str(digest) for name, digest in written["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _manifest(month: Month, digests: Mapping[str, str]) -> bytes:
    return spelled({"schema": _SCHEMA, "month": str(month), "files": dict(digests)})
