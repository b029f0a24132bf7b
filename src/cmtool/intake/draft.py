"""The month's rows before the checks that look across rows and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from cmtool.intake.findings import said
from cmtool.intake.rows import Rejected
from cmtool.model.book import Book
from cmtool.model.problem import Code, Problem, masked, problem
from cmtool.model.tables import TABLES


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of one row of the draft; an error drops the row."""

    table: str
    row: int
    problem: Problem


@dataclass(frozen=True)
class Draft:
    """All rows that hold by themselves, and those that did not.

    ``names`` has, beside each row of a table, the person's name as written there. ``spoiled`` are tables of which a
    sheet could not be read: what refers to them cannot be checked.
    """

    book: Book
    rejected: tuple[Rejected, ...] = ()
    names: Mapping[str, list[str]] = field(default_factory=dict)
    spoiled: frozenset[str] = frozenset()

    def whole(self, table: str) -> bool:
        """Whether the table came and every sheet of it could be read."""
        return table in self.book and table not in self.spoiled

    def known(self, table: str, name: str) -> set[object]:
        """All values of a field, those of rejected rows included."""
        found = set(self.book[table][name].tolist())
        found |= {one.values[name] for one in self.rejected if one.table == table and name in one.values}
        return found - {"", None}

    def finding(
        self, kind: Code, table: str, row: int, name: str, values: Mapping[str, object], proposal: str = ""
    ) -> Finding:
        """A Finding about one cell; its sentence gets 列名 and 所见 too."""
        known = TABLES[table]
        frame = self.book[table]
        found = shown_value(frame[name].iloc[row])
        found = masked(found) if name == "account" else found
        header = known.columns[name].header
        words = {"header": header, "found": found, **values}
        where = self.book.where(table, row, name)
        key = " ".join(
            masked(text) if part == "account" else text
            for part in known.key
            if (text := shown_value(frame[part].iloc[row]))
        )
        return Finding(
            table, row, problem(kind, where, words, column=header, key=key, found=found, proposal=proposal)
        )


def plain_value(value: Any) -> object:
    """A frame's value as the row model has it: None for a blank, a date, a whole number."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return int(value) if isinstance(value, np.integer) else value


def shown_value(value: Any) -> str:
    """A frame's value as a message shows it; blanks are ``""``."""
    return said(plain_value(value))


def rows_where(mask: Iterable[Any]) -> list[int]:
    """Positions at which a mask holds."""
    return [row for row, holds in enumerate(mask) if holds]
