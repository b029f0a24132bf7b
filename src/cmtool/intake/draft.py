"""The month's rows before the checks that look across rows and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmtool.intake.findings import key_fields, said
from cmtool.intake.reading import PERSONAL
from cmtool.intake.rows import Rejected
from cmtool.model.book import Book, Source
from cmtool.model.problem import Code, Problem, Where, masked, problem
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
    _lists: dict[tuple[str, str], list[Any]] = field(default_factory=dict, repr=False)

    def values(self, table: str, name: str) -> list[Any]:
        """A column as a list, in row order; made once."""
        if (table, name) not in self._lists:
            self._lists[table, name] = self.book[table][name].tolist()
        return self._lists[table, name]

    def where(self, table: str, row: int, name: str = "") -> Where:
        """As the book's ``where``, quick enough to be asked for many rows."""
        source: Source = self.book.sources[self.values(table, "source")[row]]
        return source.where(self.values(table, "line")[row], name)

    def whole(self, table: str) -> bool:
        """Whether the table came and every sheet of it could be read."""
        return table in self.book and table not in self.spoiled

    def known(self, table: str, name: str) -> set[object]:
        """All values of a field, those of rejected rows included."""
        found = set(self.values(table, name))
        found |= {one.values[name] for one in self.rejected if one.table == table and name in one.values}
        return found - {"", None}

    def finding(
        self, kind: Code, table: str, row: int, name: str, values: Mapping[str, object], proposal: str = ""
    ) -> Finding:
        """A Finding about one cell; its sentence gets 列名 and 所见 too."""
        known = TABLES[table]
        found = shown_value(self.values(table, name)[row])
        found = masked(found) if name in PERSONAL else found
        header = known.columns[name].header
        words = {"header": header, "found": found, **values}
        where = self.where(table, row, name)
        key = " ".join(
            masked(text) if part == "account" else text
            for part in key_fields(known)
            if (text := shown_value(self.values(table, part)[row]))
        )
        return Finding(
            table, row, problem(kind, where, words, column=header, key=key, found=found, proposal=proposal)
        )


def of_each(rows: Iterable[int], one: Finding) -> Iterator[Finding]:
    """One finding about many rows: its problem is told once."""
    return (Finding(one.table, row, one.problem) for row in rows)


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


def rows_where(mask: npt.ArrayLike) -> list[int]:
    """Positions at which a mask holds."""
    return [int(row) for row in np.flatnonzero(np.asarray(mask, dtype=bool))]
