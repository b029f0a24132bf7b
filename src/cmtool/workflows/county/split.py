"""One export of the head office for all branches: each row goes to exactly one branch, or is a problem."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from cmtool.intake.identifiers import read_id
from cmtool.intake.numerals import exact, spoken
from cmtool.intake.reading import Fault, Noted, shown
from cmtool.intake.spelling import BLANKS, folded
from cmtool.model.grid import Cell, Grid, GridRow, address
from cmtool.model.money import plain
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.tables import TABLES
from cmtool.model.text import did_you_mean
from cmtool.workflows.county import codes

HEAD: Final = 30  # rows in which the header is looked for
_TELLING: Final = 3  # texts that make a row a header
_WHOLE = re.compile(r"(?:合计|总计|共计|总合计)[:]?")
_PART = re.compile(r"小计[:]?")
_INSTITUTION = TABLES["managers"].columns["institution"]
HEADERS: Final = frozenset(
    folded(name)
    for name in (
        _INSTITUTION.header,
        *_INSTITUTION.aliases,
        "内部机构号",
        "经办机构",
        "入账机构号",
        "主机机构号",
    )
)


@dataclass
class Parts:
    """What one sheet gave: its head, and each branch's rows."""

    head: list[GridRow] = field(default_factory=list)
    rows: dict[str, list[GridRow]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)

    def of(self, code: str) -> list[GridRow]:
        """The head and the rows of one branch; nothing where it has no row."""
        return [*self.head, *self.rows[code]] if code in self.rows else []


def split(grid: Grid, known: Sequence[str]) -> Parts:
    """The sheet's rows by 机构号; ``known`` are the codes of the branches."""
    parts, sums = Parts(), _Sums()
    column = 0
    for row in grid.rows:
        if not column:
            parts.head.append(row)
            column = _institution_column(row)
            sums.headers = {cell.column: shown(cell.written) for cell in row.cells}
            if not column and len(parts.head) >= HEAD:
                break
            continue
        cell = next((cell for cell in row.cells if cell.column == column), None)
        if cell is not None and folded(cell.written) in HEADERS:
            if not parts.rows:
                parts.head.append(row)
            continue
        _take(parts, sums, grid, row, cell, known)
    if not column and any(len(row.cells) > 1 for row in parts.head):
        where = Where(grid.file, grid.sheet)
        return Parts(problems=[problem(codes.NOT_SPLIT, where)])
    return parts


def _institution_column(row: GridRow) -> int:
    texts = [cell for cell in row.cells if cell.kind == "text" and cell.written.strip()]
    found = [cell.column for cell in texts if folded(cell.written) in HEADERS]
    return found[0] if found and len(texts) >= _TELLING else 0


def _take(
    parts: Parts, sums: _Sums, grid: Grid, row: GridRow, cell: Cell | None, known: Sequence[str]
) -> None:
    filled = [found for found in row.cells if found.written.strip() or found.uncached]
    if not filled:
        return
    if cell is None or folded(cell.written) in BLANKS or _is_total(cell):
        parts.problems += _without_code(sums, grid, row, filled)
        return
    sums.add(filled)
    if uncached := next((found for found in filled if found.uncached), None):
        parts.problems.append(problem(codes.SPLIT_UNCACHED, _where(grid, row, uncached)))
        return
    found = read_id(cell)
    code = str(found.value) if isinstance(found, Noted) else "" if isinstance(found, Fault) else found
    if code in known:
        parts.rows[code].append(row)
        return
    values = {"code": shown(cell.written), "hint": did_you_mean(code, sorted(known))}
    parts.problems.append(
        problem(
            codes.STRANGE_CODE, _where(grid, row, cell), values, column="机构号", found=shown(cell.written)
        )
    )


def _is_total(cell: Cell) -> bool:
    label = folded(cell.written)
    return bool(_WHOLE.fullmatch(label) or _PART.fullmatch(label))


def _without_code(sums: _Sums, grid: Grid, row: GridRow, filled: Sequence[Cell]) -> Iterator[Problem]:
    """A total is compared with the rows above it; notes below a table are nobody's; anything else lacks its code."""
    label = folded(filled[0].written)
    if _PART.fullmatch(label):
        return
    if _WHOLE.fullmatch(label):
        yield from sums.compared(grid, row, filled)
    elif len(filled) > 2 or any(cell.kind == "number" for cell in filled):
        yield problem(
            codes.NO_CODE, _where(grid, row, filled[0]), column="机构号", key=shown(filled[0].written)
        )


@dataclass
class _Sums:
    """The header, and what the rows so far add up to, by column; a column that holds other than numbers is not added."""

    headers: dict[int, str] = field(default_factory=dict)
    totals: dict[int, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    strange: set[int] = field(default_factory=set)

    def add(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            value = _number(cell)
            if value is None:
                self.strange.add(cell.column)
            else:
                self.totals[cell.column] += value

    def compared(self, grid: Grid, row: GridRow, cells: Sequence[Cell]) -> Iterator[Problem]:
        for cell in cells[1:]:
            value = _number(cell)
            if value is None or cell.column in self.strange:
                continue
            total = self.totals.get(cell.column, Fraction(0))
            if value != total:
                values = {
                    "label": cells[0].written.strip(),
                    "header": self.headers.get(cell.column) or address(cell.column, row.number),
                    "written": plain(value),
                    "sum": plain(total),
                }
                yield problem(codes.TOTAL_OFF, _where(grid, row, cell), values, found=plain(value))


def _number(cell: Cell) -> Fraction | None:
    if cell.kind == "number":
        return exact(cell.written)
    if cell.kind == "text" and (found := spoken(cell.written)) is not None:
        return found.value if not found.unit else None
    return None


def _where(grid: Grid, row: GridRow, cell: Cell) -> Where:
    return Where(grid.file, grid.sheet, address(cell.column, row.number))


def by_branch(sheets: Mapping[str, Parts], code: str) -> dict[str, list[GridRow]]:
    """One branch's rows of a whole file, sheet by sheet; sheets without any are left out."""
    return {name: rows for name, parts in sheets.items() if (rows := parts.of(code))}
