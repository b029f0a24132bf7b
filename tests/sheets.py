"""Described workbooks looked into by tests: cells by their labels, texts, formulas, and the file they become."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from appraised import CREATED
from cmtool.files.writer import write_workbook
from cmtool.model.workbook import Entry, Sheet, Workbook

Place = tuple[int, int]


def sheet(workbook: Workbook, name: str) -> Sheet:
    return next(sheet for sheet in workbook.sheets if sheet.name == name)


def column(found: Sheet, head: str) -> int:
    """The column under the first cell that says ``head``."""
    return next(place[1] for place, entry in sorted(found.cells.items()) if entry.value == head)


def row(found: Sheet, *texts: str) -> int:
    """The first row that holds all these texts."""
    rows: dict[int, set[str]] = {}
    for (number, _), entry in sorted(found.cells.items()):
        if isinstance(entry.value, str):
            rows.setdefault(number, set()).add(entry.value)
    return next(number for number, values in rows.items() if values >= set(texts))


def cell(found: Sheet, head: str, *texts: str) -> Entry:
    """The cell under a heading in the first row that holds these texts."""
    return found.cells[row(found, *texts), column(found, head)]


def texts(*sheets: Sheet) -> Iterator[str]:
    """Every text of the sheets: values, notes, links, headers and footers, the sheet's own name."""
    for found in sheets:
        yield from (found.name, found.page.header, found.page.footer)
        for entry in found.cells.values():
            yield from (entry.note, entry.link, entry.formula)
            if isinstance(entry.value, str):
                yield entry.value


def formulas(found: Sheet) -> dict[Place, str]:
    return {place: entry.formula for place, entry in found.cells.items() if entry.formula}


def written(workbook: Workbook, folder: Path) -> Path:
    path = folder / workbook.name
    write_workbook(workbook, path, created=CREATED)
    return path
