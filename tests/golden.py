"""Workbooks as text, to be held against files that a person has read.

Each line is ``sheet!cell | value | formula``. A change of a report shows as a change of these files. They are written
anew only when asked for in so many words: ``CMTOOL_UPDATE_GOLDEN=1 pytest …``; the tests concerned are then skipped.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

UPDATE = "CMTOOL_UPDATE_GOLDEN"


def lines(path: Path) -> list[str]:
    """Every cell that holds something, sheet by sheet, row by row: value as shown to a program, formula if any."""
    written, computed = load_workbook(path), load_workbook(path, data_only=True)
    found: list[str] = []
    for sheet in written.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                formula = str(cell.value) if cell.data_type == "f" else ""
                value = computed[sheet.title][cell.coordinate].value
                if formula or value is not None:
                    found.append(f"{sheet.title}!{cell.coordinate} | {_spelled(value)} | {formula}".rstrip())
    return found


def check(path: Path, golden: Path) -> None:
    """The workbook says what the golden file says, line by line."""
    text = "\n".join(lines(path)) + "\n"
    if os.environ.get(UPDATE):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
        pytest.skip(f"{golden.name} was written anew: read the difference before it is committed")
    assert golden.exists(), f"no {golden.name}; make it with {UPDATE}=1 and read it"
    assert text.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def _spelled(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\|")
    return repr(value)
