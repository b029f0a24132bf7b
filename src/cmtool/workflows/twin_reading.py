"""A filled-in 考核办法.xlsx read back: the TOML it was made from, and what its yellow cells now hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from string import ascii_uppercase
from typing import Final

from cmtool.files.codes import REFUSALS
from cmtool.files.xlsx import read_xlsx
from cmtool.intake.dates import read_date
from cmtool.model.grid import Cell, address
from cmtool.model.money import plain
from cmtool.model.problem import Problem, Where, problem
from cmtool.policy.places import Path
from cmtool.policy.renumbered import as_typed
from cmtool.reports.twin_record import CELLS, EDGE, MARK, SHEET, TEXT, digest_of
from cmtool.workflows import policy_codes as codes

_FEW: Final = 3  # changed rows that may each have been changed by hand

Cells = Mapping[str, Cell]
"""The cells of a sheet by address."""


@dataclass(frozen=True)
class TwinRead:
    """What a twin says: its TOML; what its yellow cells hold, as the language spells it, and where, by key.

    With problems nothing of it may be used.
    """

    text: str = ""
    values: Mapping[Path, str] = field(default_factory=dict)
    places: Mapping[Path, Where] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_twin(content: bytes, name: str) -> TwinRead:
    """A twin as some spreadsheet program saved it; ``name`` is how problems call the file.

    A cell that is not yellow and does not hold what it held, or a cell that held nothing, is a problem of its own.
    """
    grids, problems = read_xlsx(content, name)
    sheets: dict[str, Cells] = {}
    for grid in grids:
        rows = list(grid.rows)
        sheets[grid.sheet] = {address(cell.column, row.number): cell for row in rows for cell in row.cells}
    refused = tuple(one for one in problems if one.kind in REFUSALS)
    if refused:
        return TwinRead(problems=refused)
    for sheet in (TEXT, CELLS, SHEET):
        if sheet not in sheets:
            return _foreign(name, sheet)
    text = _text(sheets[TEXT])
    if text is None:
        return _foreign(name, TEXT)
    held = _held(sheets[CELLS])
    if held is None:
        return _foreign(name, CELLS)
    return _compared(text, held, sheets[SHEET], name)


def _foreign(name: str, sheet: str) -> TwinRead:
    return TwinRead(problems=(problem(codes.TWIN_FOREIGN, Where(name, sheet), {"sheet": sheet}),))


def _text(cells: Cells) -> str | None:
    """The TOML, if it is what it was when the twin was written."""
    mark, digest = _written(cells, "A1"), _written(cells, "B1")
    lines: list[str] = []
    while (line := _bare(_written(cells, f"A{len(lines) + 2}"))) is not None:
        lines.append(line)
    text = "\n".join(lines)
    return text if mark == MARK and digest == digest_of(text) else None


@dataclass(frozen=True, slots=True)
class _Held:
    """One cell of the document when it was written: its key if it is yellow, and its text."""

    cell: str
    key: Path | None
    text: str


def _held(cells: Cells) -> Sequence[_Held] | None:
    found: list[_Held] = []
    while cell := _written(cells, f"A{len(found) + 1}"):
        row = len(found) + 1
        key, text = _written(cells, f"B{row}"), _bare(_written(cells, f"C{row}"))
        if text is None:
            return None
        try:
            found.append(_Held(cell, tuple(json.loads(key)) if key else None, text))
        except ValueError:
            return None
    return found


def _written(cells: Cells, place: str) -> str:
    return cells[place].written if place in cells else ""


def _bare(text: str) -> str | None:
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] == EDGE else None


def _compared(text: str, held: Sequence[_Held], cells: Cells, name: str) -> TwinRead:
    problems = list(_changed(held, cells, name))
    row = _moved_from(held, problems)
    if row:
        moved = problem(codes.TWIN_MOVED, Where(name, SHEET, address(1, row)), {"row": row})
        return TwinRead(text, problems=(moved,))
    values: dict[Path, str] = {}
    places: dict[Path, Where] = {}
    for one in held:
        if one.key is None:
            continue
        where = Where(name, SHEET, one.cell)
        typed = _typed(cells.get(one.cell), where)
        if isinstance(typed, Problem):
            problems.append(typed)
        else:
            values[one.key], places[one.key] = typed, where
    return TwinRead(text, values, places, tuple(problems))


def _changed(held: Sequence[_Held], cells: Cells, name: str) -> Iterator[Problem]:
    """Cells beside the yellow ones that do not hold what they held, and new ones."""
    known = {one.cell: one.text for one in held}
    yellow = {one.cell for one in held if one.key is not None}
    for place in (*known, *(place for place in cells if place not in known and not cells[place].merged)):
        was, now = known.get(place, ""), _seen(cells.get(place))
        if place not in yellow and _folded(was) != _folded(now):
            yield problem(codes.TWIN_CHANGED, Where(name, SHEET, place), {"was": was, "now": now}, found=now)


def _moved_from(held: Sequence[_Held], changed: Sequence[Problem]) -> int:
    """The first changed row where most of the rows from it on changed, as rows do below one that was deleted; else 0."""
    rows = {_row(one.where.cell) for one in changed}
    first = min(rows, default=0)
    below = {row for one in held if (row := _row(one.cell)) >= first}
    return first if len(rows) >= _FEW and 2 * len(rows & below) > len(below) else 0


def _row(cell: str) -> int:
    return int(cell.lstrip(ascii_uppercase))


def _seen(cell: Cell | None) -> str:
    """What a locked cell shows; a program may have made a number of a text that looks like one."""
    if cell is None:
        return ""
    return _plain(cell.written) if cell.kind == "number" else cell.written


def _folded(text: str) -> str:
    """Programs spell line breaks within a cell differently."""
    return "\n".join(text.replace("\r\n", "\n").replace("_x000D_", "").split("\n")).strip()


def _typed(cell: Cell | None, where: Where) -> str | Problem:
    """The number in a yellow cell as the language spells it: as it was typed, or exactly what a number cell shows."""
    if cell is None or not (cell.written.strip() or cell.formula):
        return problem(codes.TWIN_EMPTY, where)
    if cell.kind == "date" or (
        cell.kind == "number" and any(sign in cell.format.lower() for sign in ("y", "d", "年", "月"))
    ):
        shown = _day(cell)
        return problem(codes.TWIN_DATE, where, {"found": shown}, found=shown)
    if cell.formula is not None:
        typed = cell.formula.lstrip("=")
    elif cell.kind == "number":
        typed = _plain(cell.written, percent="%" in cell.format)
    else:
        typed = cell.written
    spelled = as_typed(typed)
    if spelled is None:
        shown = f"={typed}" if cell.formula is not None else typed
        return problem(codes.TWIN_NOT_NUMBER, where, {"found": shown}, found=shown)
    return spelled


def _day(cell: Cell) -> str:
    """The day as the cell shows it, where its number says one."""
    day = read_date(cell, epoch_1904=False)
    return str(day) if isinstance(day, date) else cell.written


def _plain(written: str, *, percent: bool = False) -> str:
    """The shortest decimal of a number cell's double: 0.97999999999999998 is 0.98, with ``percent`` 98%."""
    try:
        value = Fraction(format(float(written), ".15g"))
    except ValueError:
        return written
    return plain(value * 100) + "%" if percent else plain(value)
