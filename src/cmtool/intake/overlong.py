"""Rows of separated text of which a cell fell apart: 40,000.00 without quotation marks is 40 and 000.00."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from cmtool.intake.layout import Layout
from cmtool.intake.rowkind import is_filled
from cmtool.model.grid import Cell, GridRow

_AMOUNTS: Final = frozenset({"money", "number", "count"})
_BEFORE = re.compile(r"\s*[-(（]?[￥¥]?-?[0-9]{1,3}")
_BEHIND = re.compile(r"[0-9]{3}(?P<decimals>\.[0-9]{1,2})?[)）]?\s*")


def fallen_apart(row: GridRow, layout: Layout) -> Cell | None:
    """The cell that shows it, or None: one right of the last header, else a piece of an amount split at a comma.

    Where the row is longer than its header by an empty cell, any amount that looks split tells; else only one whose
    second half, with decimals, came to stand under another header. 500 beside 300 may be two amounts.
    """
    if layout.sheet.name:
        return None
    last = row.cells[-1]
    if last.column > layout.width and is_filled(last):
        return last
    longer = last.column > layout.length
    for cell, behind in pairwise(row.cells):
        if behind.column == cell.column + 1 and _was_one(cell, behind, layout, longer):
            return behind
    return None


def _was_one(cell: Cell, behind: Cell, layout: Layout, longer: bool) -> bool:
    half = _BEHIND.fullmatch(behind.written)
    if not half or not _BEFORE.fullmatch(cell.written) or not _is_amount(layout, cell.column):
        return False
    return longer or (half["decimals"] is not None and not _is_amount(layout, behind.column))


def _is_amount(layout: Layout, column: int) -> bool:
    plan = layout.plans.get(column)
    return plan is not None and layout.table.kind(plan.field) in _AMOUNTS
