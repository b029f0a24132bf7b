"""Every non-empty cell of a sheet is accounted for: title, header, data, total, note, or ignored and said so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cmtool.files.workbooks import read_folder
from cmtool.intake.rowkind import is_filled
from cmtool.intake.sheet import SheetReading, read_sheet
from cmtool.intake.vocabulary import vocabularies
from cmtool.intake.wanted import PolicyWords, Wanted
from cmtool.model.book import Source
from cmtool.model.branch import Branch
from cmtool.model.grid import Grid, GridRow, address
from cmtool.model.month import Month
from dirty.case import LOAN, Case, loan, workbook
from dirty.corpus import CASES
from dirty.run import written
from grids import row as grid_row

YANHE = Path(__file__).parents[2] / "examples" / "yanhe"
INDICATORS = frozenset({"到期收回率", "日均存款"})


def unaccounted(rows: Sequence[GridRow], reading: SheetReading) -> Iterator[str]:
    """Cells that nobody speaks of."""
    if (
        not rows
        or reading.ignored is not None
        or any(found.is_error for found in reading.problems if not reading.sources)
    ):
        return
    if any(reader.gave_up for reader in reading.readers):
        return  # one error says that nothing below is read
    assert reading.readers or not any(len(row.cells) > 1 for row in rows), "an unknown sheet without a word"
    skipped = {one.where.cell for reader in reading.readers for one in reader.skipped}
    lost = {one.line for reader in reading.readers for one in reader.rejected}
    data = {record[-1] for reader in reading.readers for record in reader.taken} | lost
    spoken = columns(reading.sources, reading)
    for row in rows:
        if not reading.readers or row.number <= reading.readers[0].layout.line:
            continue  # a title, or the header
        if row.number not in data:
            if not any(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(row.number) for cell in skipped):
                yield f"row {row.number}"
            continue
        for cell in row.cells:
            if is_filled(cell) and cell.column not in spoken:
                yield address(cell.column, row.number)


def columns(sources: Sequence[Source], reading: SheetReading) -> set[int]:
    """Columns that are read, or whose header or number is listed as not read."""
    found = {column for source in sources for column in (*source.columns.values(), *source.headless)}
    for source, reader in zip(sources, reading.readers, strict=True):
        layout = reader.layout
        found |= set(layout.named.values())
        assert len(source.unread) <= len(layout.headed)
        found |= layout.headed if source.unread else set()
    return found


def accounts(grids: Sequence[Grid], branch: Branch) -> list[str]:
    """What is unaccounted for in each sheet."""
    wanted = Wanted(Month(2024, 6), branch, {}, PolicyWords(INDICATORS, frozenset({"日均存款"})))
    lost = []
    for grid in grids:
        rows = list(grid.rows)
        reading = read_sheet(replace(grid, rows=rows), "", wanted, vocabularies(branch), 0)
        lost += [f"{grid.sheet} {place}" for place in unaccounted(rows, reading)]
    return lost


def branch_of(case: Case) -> Branch:
    institution = {"code": "0101", "name": "示范社"}
    return Branch.model_validate(
        {"schema": 1, "institution": institution, "deposits": {"style": case.style}, **case.options}
    )


@pytest.mark.parametrize("case", [case for case in CASES if case.pandas_column], ids=lambda case: case.name)
def test_every_cell_of_the_corpus(case: Case, tmp_path: Path) -> None:
    """No cell of a dirty workbook is passed over in silence."""
    for read in read_folder(written(case, tmp_path), tmp_path):
        assert accounts(read.grids, branch_of(case)) == []


@pytest.mark.parametrize("month", ["2024-04", "2024-05", "2024-06"])
def test_every_cell_of_the_example(month: str) -> None:
    for read in read_folder(YANHE / "inbox" / month, YANHE):
        assert accounts(read.grids, branch_of(CASES[0])) == []


def test_every_cell_of_targets_laid_out_crosswise(tmp_path: Path) -> None:
    """Somebody without a target, a note, and a sum under no header: each is spoken of."""
    sheet: list[list[Any]] = [
        ["期间：2024-06"],
        ["工号", "姓名", "日均存款", "到期收回率(%)", "星座"],
        ["M001", "甲", 500, 98, "狮子"],
        ["M002", "乙", None, None, "白羊", 7],
        ["M003", "丙", 600, None, None, 8],
        ["注：目标由县联社下达。"],
    ]
    (tmp_path / "目标.xlsx").write_bytes(workbook({"Sheet1": sheet}))
    (read,) = read_folder(tmp_path, tmp_path)
    assert accounts(read.grids, branch_of(CASES[0])) == []


def test_the_account_misses_what_nobody_speaks_of() -> None:
    """Without its list of columns that have no header, a sheet has cells that nobody speaks of."""
    rows = [grid_row(1, LOAN), grid_row(2, [*loan("J1"), 7])]
    wanted = Wanted(Month(2024, 6), branch_of(CASES[0]), {})
    reading = read_sheet(Grid("a.xlsx", "S", rows), "", wanted, vocabularies(wanted.branch), 0)
    assert reading.sources[0].headless == (7,)
    deaf = replace(reading, sources=tuple(replace(one, headless=()) for one in reading.sources))
    assert list(unaccounted(rows, deaf)) == ["G2"]
