"""What a policy's twin carries out of sight, so that it can be read back: its TOML, and what each of its cells held."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from cmtool.model.grid import address
from cmtool.model.workbook import Entry, Sheet
from cmtool.policy.places import Path

SHEET, TEXT, CELLS = "考核办法", "底稿", "格位"
"""The sheets: the document, the TOML, and what each cell of the document held."""
MARK: Final = "cmtool policy twin 1"
"""Stands in the first cell of the TOML's sheet, with the text's SHA-256 beside it."""
EDGE: Final = "│"
"""Stands before and after each line of TOML, so that no program trims its blanks."""


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def text_sheet(text: str) -> Sheet:
    sheet = Sheet(TEXT, widths={1: 100.0, 2: 70.0}, hidden=True, locked=True)
    sheet.put(1, 1, Entry(MARK))
    sheet.put(1, 2, Entry(digest_of(text)))
    for row, line in enumerate(text.split("\n"), 2):
        sheet.put(row, 1, Entry(f"{EDGE}{line}{EDGE}", number="text"))
    return sheet


def cell_sheet(document: Sheet, keys: Mapping[tuple[int, int], Path]) -> Sheet:
    """For every cell of the document that holds something: where it is, its key if it is yellow, and what it held."""
    sheet = Sheet(CELLS, widths={1: 10.0, 2: 60.0, 3: 60.0}, hidden=True, locked=True)
    for row, ((down, across), entry) in enumerate(sorted(document.cells.items()), 1):
        key = keys.get((down, across))
        spelled = "" if key is None else json.dumps(list(key), ensure_ascii=False)
        for column, text in enumerate(
            (address(across, down), spelled, f"{EDGE}{entry.value or ''}{EDGE}"), 1
        ):
            sheet.put(row, column, Entry(text, number="text"))
    return sheet
