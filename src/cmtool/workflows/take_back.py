"""``cmtool check --take-back``: corrected copies become the month's input; the originals stay beside them, unchanged."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cmtool.files.corrections import Place, corrected
from cmtool.files.edited import edited
from cmtool.files.lock import locked
from cmtool.files.originals import ORIGINALS, put, supplant
from cmtool.files.publish import strangers
from cmtool.files.settled import settle_header
from cmtool.files.workbooks import read_file
from cmtool.files.workspace import Workspace
from cmtool.files.xlsx import read_xlsx
from cmtool.model.grid import Cell, address
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language
from cmtool.reports.mark_sheet import SHEET
from cmtool.workflows import codes
from cmtool.workflows.check import Checked, check, listed
from cmtool.workflows.exits import Forbidden
from cmtool.workflows.handed_back import Handed, handed
from cmtool.workflows.marks import COPIED, CopyNote, MarkNote, read_marks
from cmtool.workflows.publication import recovered
from cmtool.workflows.settle import understood
from cmtool.workflows.sheets import csv_text, inert
from cmtool.workflows.waivers import write_waivers

LOG = "改动记录.csv"  # among the month's originals
_HEADS = ("时间", "文件", "工作表", "单元格", "原值", "新值", "依据")

Texts = Mapping[Place, str]
"""A text for each cell."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One copy taken back: how many cells changed, proposals applied, errors let pass, headers settled."""

    source: str
    changed: int
    accepted: int
    waived: int
    settled: int = 0


@dataclass(frozen=True)
class TakenBack:
    """What came of it; ``checked`` is the month as it stands now, ``left`` the changed copies with something wrong."""

    taken: tuple[Taken, ...]
    checked: Checked
    left: int = 0


def take_back(workspace: Workspace, month: Month, language: Language) -> TakenBack:
    """Take back every copy that somebody changed, check the month again and mark what is left.

    A copy with something wrong in its list is left where it is, with problems that say what; raises Forbidden for a
    sealed month.
    """
    if month in workspace.sealed_months():
        raise Forbidden(problem(codes.SEALED, Where(f"sealed/{month}.zip"), {"month": month}))
    with locked(workspace.root):
        recovered(workspace, month)
        folder, marks = workspace.marked(month), read_marks(workspace, month)
        digests = {name: note.sha256 for name, note in marks.copies.items()}
        taken: list[Taken] = []
        problems: list[Problem] = []
        settled = set()
        changed = edited(folder, digests)
        for name in changed:
            one = _take(workspace, month, folder / name, marks.copies[name])
            if isinstance(one, Taken):
                taken.append(one)
                settled.add(name)
            else:
                problems += one
        renamed = _renamed(workspace, month, (*digests, *marks.files))
        found = check(workspace, month)
        found = replace(found, problems=(*problems, *renamed, *found.problems))
        checked = listed(workspace, found, language, frozenset(settled))
        return TakenBack(tuple(taken), checked, len(changed) - len(taken) + len(renamed))


def _renamed(workspace: Workspace, month: Month, known: Sequence[str]) -> list[Problem]:
    """Workbooks among the copies that carry the list, yet none of their names: 贷款台账(1).xlsx."""
    folder = workspace.marked(month)
    names = [name for name in strangers(folder, known) if name.lower().endswith(COPIED)]
    found = []
    for name in names:
        path = workspace.relative(folder / name)
        if any(grid.sheet == SHEET for grid in read_file(folder / name, path).grids):
            found.append(problem(codes.COPY_RENAMED, Where(path), {"month": month}))
    return found


def _take(workspace: Workspace, month: Month, path: Path, note: CopyNote) -> Taken | Sequence[Problem]:
    name, source = workspace.relative(path), workspace.root / note.source.path
    content = path.read_bytes()
    asked = handed(content, name, note)
    if asked.problems:
        return asked.problems
    before = source.read_bytes() if source.is_file() else b""
    base = content if note.kind == "copy" else before
    moved = hashlib.sha256(before).hexdigest() != note.source.sha256
    after, ours, by_hand = _applied(base, before, asked, moved=moved and note.kind == "list")
    if missed := [row for row in asked.accepted if (row.sheet, row.cell) not in ours | by_hand]:
        place = name if note.kind == "copy" else note.source.path
        return [
            problem(codes.NOT_APPLIED, Where(place, row.sheet, row.cell), {"proposal": row.proposal})
            for row in missed
        ]
    if note.kind == "copy" and moved and before != after:
        return [problem(codes.SOURCE_MOVED, Where(name), {"source": note.source.path})]
    changes = list(_changes(_seen(before), _seen(after))) if after != before else []
    _log(workspace, month, note, changes, asked, ours)
    if asked.waivers:
        write_waivers(workspace, month, asked.waivers)
    for row in asked.settled:
        known = understood(row.key, row.found, row.proposal)
        settle_header(workspace.branch_file, known.table, known.header, known.meant)
    if after != before:
        supplant(source, after, workspace.inbox(month) / ORIGINALS)
    counts = (len(changes), len(ours), len(asked.waivers), len(asked.settled))
    return Taken(note.source.path, *counts)


def _weighed(accepted: Sequence[MarkNote]) -> tuple[dict[Place, str], frozenset[Place]]:
    """The proposal for each cell, an error's before a warning's; and the cells for which two of a kind differ."""
    errors = {row: row.code.startswith("E") for row in accepted}
    erring = {(row.sheet, row.cell) for row, is_error in errors.items() if is_error}
    proposed: dict[Place, set[str]] = defaultdict(set)
    for row, is_error in errors.items():
        if is_error or (row.sheet, row.cell) not in erring:
            proposed[row.sheet, row.cell].add(row.proposal)
    torn = frozenset(place for place, values in proposed.items() if len(values) > 1)
    return {place: min(values) for place, values in proposed.items()}, torn


def _applied(
    base: bytes, before: bytes, asked: Handed, *, moved: bool
) -> tuple[bytes, frozenset[Place], frozenset[Place]]:
    """The workbook with the accepted proposals set, in which cells they are, and those that somebody changed by hand:
    these stay as they are.

    Where the original itself ``moved`` on after its list was written, another row may stand where the list says: a
    proposal is set only in a cell that still holds what the list found there.
    """
    was, now = (_typed(before), _typed(base)) if asked.accepted else ({}, {})
    if not now:
        return base, frozenset(), frozenset()  # not a workbook of this kind: nothing can be set in it
    wanted, torn = _weighed(asked.accepted)
    by_hand = frozenset(cell for cell in wanted if was.get(cell, "") != now.get(cell, ""))
    values = {cell: value for cell, value in wanted.items() if cell not in by_hand | torn}
    if moved:
        held = {
            (row.sheet, row.cell) for row in asked.accepted if now.get((row.sheet, row.cell)) == row.found
        }
        values = {cell: value for cell, value in values.items() if cell in held}
    after, ours = corrected(base, values)
    return after, ours, by_hand


def _typed(data: bytes) -> Texts:
    """What somebody typed into each cell: a formula without its value."""
    return {place: f"={cell.formula}" if cell.formula else _text(cell) for place, cell in _cells(data)}


def _seen(data: bytes) -> Texts:
    """What somebody sees in each cell, and the formula behind it."""
    return {
        place: f"={cell.formula}（{_text(cell)}）" if cell.formula else _text(cell)
        for place, cell in _cells(data)
    }


def _cells(data: bytes) -> Iterator[tuple[Place, Cell]]:
    """Every cell of a workbook but those of the list; none of another kind of file."""
    grids, _ = read_xlsx(data, "") if data.startswith(b"PK") else ((), [])
    for grid in grids:
        for row in grid.rows if grid.sheet != SHEET else ():
            for cell in row.cells:
                yield (grid.sheet, address(cell.column, row.number)), cell


def _text(cell: Cell) -> str:
    """Numbers are spelled alike, whichever program wrote them."""
    return format(float(cell.written), ".15g") if cell.kind == "number" else cell.written


def _changes(was: Texts, now: Texts) -> Iterator[tuple[Place, str, str]]:
    for cell in dict.fromkeys((*was, *now)):
        if was.get(cell, "") != now.get(cell, ""):
            yield cell, was.get(cell, ""), now.get(cell, "")


def _log(
    workspace: Workspace,
    month: Month,
    note: CopyNote,
    changes: Sequence[tuple[Place, str, str]],
    asked: Handed,
    ours: frozenset[Place],
) -> None:
    """Add each changed cell, and each error let pass, to the month's log."""
    stamp = datetime.now().astimezone().isoformat(timespec="seconds")
    accepted = {
        (row.sheet, row.cell): row
        for row in sorted(asked.accepted, key=lambda row: row.code[0], reverse=True)
    }
    rows = []
    for cell, was, now in changes:
        why = f"按建议改 {accepted[cell].code}" if cell in ours else "手工改"
        rows.append([stamp, note.source.path, *cell, was, now, why])
    for one in asked.waivers:
        why = f"本月放行 {one.code}：{one.reason}（批准人：{one.approver}）"
        rows.append([stamp, one.file, one.sheet, one.cell, one.found, one.found, why])
    for row in asked.settled:
        why = f"以后都认 {row.code}：{row.key}的“{row.found}”就是“{row.proposal}”"
        rows.append([stamp, note.source.path, row.sheet, row.cell, row.found, row.found, why])
    if not rows:
        return
    folder = workspace.inbox(month) / ORIGINALS
    path = folder / LOG
    text = path.read_bytes().decode() if path.is_file() else csv_text(_HEADS, [])
    new = csv_text([inert(word) for word in rows[0]], rows[1:]).removeprefix("\ufeff")
    put(folder, LOG, (text + new).encode())
