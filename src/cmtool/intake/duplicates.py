"""Rows that occur twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding, rows_where, shown_value
from cmtool.intake.spelling import compact
from cmtool.model.problem import masked
from cmtool.model.table import Table
from cmtool.model.tables import TABLES

_DECISIONS: Final = "decisions/"


def duplicates(draft: Draft) -> Iterator[Finding]:
    """Keys that occur twice, also those that differ by blanks or width only; whole rows twice where there is no key.

    The finding is about the later row and names both cells.
    """
    for name, frame in draft.book.tables.items():
        table = TABLES[name]
        if table.key:
            yield from _same_key(draft, table, frame)
        else:
            yield from _same_row(draft, table, frame)


def _same_key(draft: Draft, table: Table, frame: pd.DataFrame) -> Iterator[Finding]:
    keys = pd.DataFrame({name: _spelled(frame[name], table.kind(name) == "id") for name in table.key})
    if table.id == "grades":
        keys["decided"] = _decided(draft, frame)
    twice = keys.duplicated().to_numpy()
    if not twice.any():
        return
    firsts = _firsts(keys)
    headers = "、".join(table.columns[name].header for name in table.key)
    for row in rows_where(twice):
        cells = frame.loc[row, list(table.key)]
        named = next((name for name in table.key if shown_value(cells[name])), table.key[0])
        first = draft.where(table.id, firsts[tuple(keys.iloc[row])], named)
        second = draft.where(table.id, row, named)
        said = [
            masked(text) if name == "account" else text
            for name in table.key
            if (text := shown_value(cells[name]))
        ]
        values = {"keys": headers, "first": str(first), "second": str(second), "found": " ".join(said)}
        yield draft.finding(codes.DUPLICATE, table.id, row, named, values)


def _decided(draft: Draft, frame: pd.DataFrame) -> list[bool]:
    """Which grades come from a decision: one may stand beside 任职等级 on the same day, and beats it."""
    return [draft.book.sources[number].path.startswith(_DECISIONS) for number in frame["source"].tolist()]


def _spelled(column: pd.Series, is_id: bool) -> pd.Series:
    if not is_id:
        return column
    return pd.Series(
        [compact(text) if text and " " in text else text for text in column.tolist()], dtype="object"
    )


def _firsts(keys: pd.DataFrame) -> dict[tuple[object, ...], int]:
    """Each key that occurs more than once → the row on which it stands first."""
    found: dict[tuple[object, ...], int] = {}
    for row in rows_where(keys.duplicated(keep=False).to_numpy()):
        found.setdefault(tuple(keys.iloc[row]), row)
    return found


def _same_row(draft: Draft, table: Table, frame: pd.DataFrame) -> Iterator[Finding]:
    fields = frame[list(table.columns)]
    twice = fields.duplicated().to_numpy()
    if not twice.any():
        return
    firsts = _firsts(fields.astype("object"))
    whole = fields.astype("object")
    for row in rows_where(twice):
        first = draft.where(table.id, firsts[tuple(whole.iloc[row])])
        yield draft.finding(codes.SAME_ROW, table.id, row, table.required[0], {"first": str(first)})
