"""本月放行: errors that somebody with authority let pass for one month, with reason and name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import Field, ValidationError

from cmtool.files.originals import ORIGINALS, put
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import phrase
from cmtool.workflows import codes
from cmtool.workflows.records import FileNote, Record, spelled

NAME = "放行.json"  # among the month's originals

Place = tuple[str, str, str, str, str | None, str]
"""What a waiver holds for: code, file, sheet, cell, the row's key (None: whatever it is), and what was found there."""


class Waiver(Record):
    """One error let pass. ``key`` is that of its row: no other row that comes to stand there is let pass."""

    code: str
    file: str
    sheet: str
    cell: str
    key: str | None = None
    found: str
    reason: str
    approver: str

    @property
    def place(self) -> Place:
        return (self.code, self.file, self.sheet, self.cell, self.key, self.found)


class WaiversNote(Record):
    """All waivers of a month."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    month: str = ""
    waivers: tuple[Waiver, ...] = ()


def waiver_of(found: Problem, waivers: Mapping[Place, Waiver]) -> Waiver | None:
    """The waiver that lets a problem pass, None where none does or its kind cannot be let pass."""
    if not found.kind.waivable:
        return None
    where = found.where
    places = (
        (found.code, where.file, where.sheet, where.cell, key, found.found) for key in (found.key, None)
    )
    return next((waivers[place] for place in places if place in waivers), None)


def read_waivers(workspace: Workspace, month: Month) -> tuple[Mapping[Place, Waiver], FileNote | None]:
    """The month's waivers and their file as it was read; one that cannot be read lets nothing pass."""
    path = workspace.inbox(month) / ORIGINALS / NAME
    try:
        content = path.read_bytes()
        note = WaiversNote.model_validate(json.loads(content))
    except (OSError, ValueError, ValidationError):
        return {}, None
    if note.month != str(month):
        return {}, None
    file = FileNote(path=workspace.relative(path), sha256=hashlib.sha256(content).hexdigest())
    return {waiver.place: waiver for waiver in note.waivers}, file


def write_waivers(workspace: Workspace, month: Month, waivers: Iterable[Waiver]) -> None:
    """Add to the month's waivers; a new one beats an older one for the same place."""
    before, _ = read_waivers(workspace, month)
    every = {**before, **{waiver.place: waiver for waiver in waivers}}
    note = WaiversNote(schema=1, month=str(month), waivers=tuple(every.values()))
    put(workspace.inbox(month) / ORIGINALS, NAME, spelled(note))


def let_pass(
    problems: Iterable[Problem], waivers: Mapping[Place, Waiver], lost: Iterable[Where]
) -> Iterator[Problem]:
    """The problems, those let pass as warnings that say so; ``lost`` are the rows that are in no table."""
    rows = {(where.file, where.sheet, _line(where.cell)) for where in lost}
    for found in problems:
        waiver = waiver_of(found, waivers)
        if waiver is None:
            yield found
            continue
        where = found.where
        out = _line(where.cell) and (where.file, where.sheet, _line(where.cell)) in rows
        values = {
            "code": found.code,
            "sentence": found.sentence,
            "reason": waiver.reason,
            "approver": waiver.approver,
            "counted": phrase("；这一行未计入") if out else "",
        }
        yield problem(codes.LET_PASS, where, values, column=found.column, key=found.key, found=found.found)


def _line(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
