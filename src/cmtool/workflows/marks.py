"""What goes into ``marked/2024-06/`` for each workbook with problems: a marked copy, or a list that leads into it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationError

from cmtool.files.codes import REFUSALS
from cmtool.files.publish import MANIFEST, current
from cmtool.files.workspace import Workspace
from cmtool.files.writer import workbook_bytes
from cmtool.model.month import Month
from cmtool.model.naming import file_name
from cmtool.model.problem import Problem
from cmtool.model.text import Language, Phrase, phrase
from cmtool.reports.mark_sheet import FIRST, mark_sheet, problem_workbook_of
from cmtool.workflows.records import FileNote, Record

if TYPE_CHECKING:
    from cmtool.files.copies import Mark  # what copies workbooks takes long to load, and is seldom asked

COPIED = ".xlsx"
LISTED = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".tsv", ".txt")


class MarkNote(Record):
    """One row of a copy's list, as cmtool wrote it."""

    code: str
    sheet: str
    cell: str
    key: str
    found: str
    proposal: str


class CopyNote(Record):
    """A copy as cmtool wrote it; ``kind`` says whether it is the workbook itself or a list that leads into it."""

    kind: Literal["copy", "list"]
    source: FileNote
    sha256: str
    rows: tuple[MarkNote, ...]


class MarksNote(Record):
    """What cmtool wrote into the folder: lists by name → sha256, and copies."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    month: str = ""
    files: dict[str, str] = Field(default_factory=dict)
    copies: dict[str, CopyNote] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy to be written."""

    content: bytes
    note: CopyNote


def read_marks(workspace: Workspace, month: Month) -> MarksNote:
    """The record of the month's marked folder; an empty one where there is none that can be read."""
    folder = current(workspace.marked(month))
    try:
        return (
            MarksNote.model_validate(json.loads((folder / MANIFEST).read_bytes())) if folder else MarksNote()
        )
    except (OSError, ValueError, ValidationError):
        return MarksNote()


def copies(
    workspace: Workspace,
    month: Month,
    files: Sequence[FileNote],
    problems: Sequence[Problem],
    language: Language,
) -> dict[str, Copy]:
    """A copy, by name, for each workbook of ``files`` that has problems and could be read."""
    found: dict[str, Copy] = {}
    mine = _by_file(problems)
    for note in files:
        path = PurePosixPath(note.path)
        if not mine.get(note.path) or path.suffix.lower() not in LISTED:
            continue
        try:
            data = (workspace.root / note.path).read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == note.sha256:
            name, copy = _copy(path, data, note, month, mine[note.path], language, [*found])
            found[name] = copy
    return found


def _by_file(problems: Sequence[Problem]) -> Mapping[str, list[Problem]]:
    """Errors first; files that were refused have none, for nothing in them can be marked."""
    found: defaultdict[str, list[Problem]] = defaultdict(list)
    for one in sorted(problems, key=lambda one: not one.is_error):
        found[one.where.file].append(one)
    return {file: group for file, group in found.items() if not any(one.kind in REFUSALS for one in group)}


def _copy(
    path: PurePosixPath,
    data: bytes,
    source: FileNote,
    month: Month,
    problems: Sequence[Problem],
    language: Language,
    taken: Sequence[str],
) -> tuple[str, Copy]:
    from cmtool.files.copies import Lossy, marked_copy, refuse_lossy

    stems = [name.removesuffix(".xlsx") for name in taken]
    kind: Literal["copy", "list"] = "copy"
    name = file_name(path.stem, stems) + ".xlsx"
    try:
        if path.suffix.lower() != COPIED:
            raise Lossy(phrase("它不是 .xlsx"))
        marks = list(_marks(problems, language))
        refuse_lossy(data, marks)
        content = marked_copy(data, marks, mark_sheet(month, problems, language))
    except Lossy as error:
        kind = "list"
        name = file_name(f"{path.stem}_{language.say('问题')}", stems) + ".xlsx"
        why = language.say(_why(source.path, error.what))
        workbook = problem_workbook_of(name, month, problems, language, why)
        content = workbook_bytes(workbook, created=month.last)
    rows = tuple(_noted(one) for one in problems)
    digest = hashlib.sha256(content).hexdigest()
    return name, Copy(content, CopyNote(kind=kind, source=source, sha256=digest, rows=rows))


def _why(path: str, what: Phrase) -> Phrase:
    return phrase(
        "没有写出“{file}”的标注副本（{what}），副本会丢失原来的内容；请按本清单在原文件里改，单元格一栏可以点击跳转。",
        file=path,
        what=what,
    )


def _marks(problems: Sequence[Problem], language: Language) -> Iterator[Mark]:
    from cmtool.files.copies import Mark

    for row, found in enumerate(problems, FIRST):
        where = found.where
        if where.sheet and where.cell.isascii() and where.cell.isalnum():
            parts = [f"{found.code} {language.say(found.sentence)}"]
            if found.proposal:
                parts.append(language.say("建议改为：{proposal}", proposal=found.proposal))
            parts.append(language.say("怎么办：{remedy}", remedy=found.remedy))
            yield Mark(where.sheet, where.cell, found.severity, "\n".join(parts), row)


def _noted(found: Problem) -> MarkNote:
    return MarkNote(
        code=found.code,
        sheet=found.where.sheet,
        cell=found.where.cell,
        key=found.key,
        found=found.found,
        proposal=found.proposal,
    )
