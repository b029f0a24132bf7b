"""Sheets built by hand: rows of plain values become grids, as a reader of files would give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cmtool.intake.intake import FileGrids, Intake, build_book
from cmtool.intake.wanted import PolicyWords
from cmtool.model.branch import Branch
from cmtool.model.grid import Cell, CellKind, Grid, GridRow
from cmtool.model.month import Month

JUNE = Month(2024, 6)
DATE = "yyyy-mm-dd"
ROSTER = (
    ("工号", "姓名", "机构号", "等级"),
    ("M001", "张三", "0101", "客户经理"),
    ("M002", "李四", "0101", "高级"),
)


class Mark(NamedTuple):
    """A cell that is more than plain text or a whole number."""

    kind: CellKind
    written: str
    format: str = ""
    formula: str | None = None
    uncached: bool = False
    hidden: bool = False
    merged: bool = False


def n(written: str, format: str = "") -> Mark:
    """A number cell, as the file spells it."""
    return Mark("number", written, format)


def merged(text: str) -> Mark:
    return Mark("text", text, merged=True)


Value = str | int | Mark | None


def cell(value: Value, column: int = 1) -> Cell | None:
    match value:
        case None:
            return None
        case Mark():
            return Cell(column, *value)
        case int():
            return Cell(column, "number", str(value))
        case str():
            return Cell(column, "text", value)


def one(value: Value) -> Cell:
    """A cell by itself, in column A."""
    made = cell(value)
    assert made is not None
    return made


def row(number: int, values: Sequence[Value]) -> GridRow:
    cells = (cell(value, column) for column, value in enumerate(values, start=1))
    return GridRow(number, tuple(made for made in cells if made is not None))


def grid(
    *rows: Sequence[Any],
    file: str = "inbox/2024-06/表.xlsx",
    sheet: str = "Sheet1",
    first: int = 1,
    epoch_1904: bool = False,
) -> Grid:
    """A sheet whose rows start at ``first``; rows without a cell are not there, as in a file."""
    made = (row(number, values) for number, values in enumerate(rows, start=first))
    return Grid(file, sheet, tuple(one for one in made if one.cells), epoch_1904)


def roster() -> Grid:
    """Two managers, M001 张三 and M002 李四."""
    return grid(*ROSTER, file="managers.xlsx", sheet="花名册")


def branch(style: str = "changes", **more: object) -> Branch:
    institution = {"code": "0101", "name": "示范社"}
    return Branch.model_validate(
        {"schema": 1, "institution": institution, "deposits": {"style": style}, **more}
    )


def taken(
    *grids: Grid,
    branch: Branch | None = None,
    needs: Mapping[str, frozenset[str]] | None = None,
    words: PolicyWords | None = None,
) -> Intake:
    """June 2024 of these sheets, each a file of its own."""
    files = [FileGrids(one.file, f"{number}", [one]) for number, one in enumerate(grids)]
    return build_book(JUNE, files, branch or _BRANCH, needs or {}, words or PolicyWords())


def found(intake: Intake) -> list[str]:
    """``code cell`` of each problem."""
    return [f"{one.code} {one.where.cell}".strip() for one in intake.problems]


_BRANCH = branch()
