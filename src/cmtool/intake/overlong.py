"""Rows of separated text of which a cell fell apart: 40,000.00 without quotation marks is 40 and 000.00."""

from __future__ import annotations

import re
from itertools import pairwise

from cmtool.intake.rowkind import RowKinds, is_filled
from cmtool.model.grid import Cell, GridRow

_BEFORE = re.compile(r"\s*[-(（]?[￥¥]?-?[0-9]{1,3}")
_BEHIND = re.compile(r"[0-9]{3}(?P<decimals>\.[0-9]{1,2})?[)）]?\s*")


def fallen_apart(row: GridRow, kinds: RowKinds) -> Cell | None:
    """The cell that shows it, or None: one right of the last header, else a piece of an amount split at a comma.

    Where the row is longer than its header by an empty cell, any amount that looks split tells; else only one whose
    second half, with decimals, came to stand under another header. 500 beside 300 may be two amounts.
    """
    layout = kinds.layout
    if layout.sheet.name:
        return None
    last = row.cells[-1]
    if last.column > layout.width and is_filled(last):
        return last
    longer = last.column > layout.length
    for cell, behind in pairwise(row.cells):
        if behind.column == cell.column + 1 and _was_one(cell, behind, kinds.figures, longer):
            return behind
    return None


def _was_one(cell: Cell, behind: Cell, amounts: frozenset[int], longer: bool) -> bool:
    half = _BEHIND.fullmatch(behind.written)
    if not half or not _BEFORE.fullmatch(cell.written) or cell.column not in amounts:
        return False
    return longer or (half["decimals"] is not None and behind.column not in amounts)
