"""The rows of a sheet that hold: one by one, or whole strips of them by columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmtool.model.book import BLANK, frame, framed, is_whole, packed
from cmtool.model.table import Table

Column = npt.NDArray[Any]
Record = tuple[Any, ...]
NAMES: Final = "names beside the numbers"
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring rows by columns: the fields that the sheet has, packed as the book packs them.

    ``names`` are the names beside the persons' numbers, or ``""``.
    """

    lines: Column
    columns: Mapping[str, Column]
    names: Column


@dataclass(slots=True)
class _Use:
    """What is taken of a stretch: runs of its rows by position."""

    stretch: Stretch
    runs: list[tuple[int, int]]

    def index(self) -> Any:
        """What picks the taken rows out of a column."""
        if len(self.runs) == 1:
            return slice(*self.runs[0])
        return np.concatenate([np.arange(start, stop) for start, stop in self.runs])


@dataclass
class Taken:
    """The rows of one pass that hold. A record has the values in the row model's order, then source and line.

    Rows come in the order of their lines; here records stand apart from stretches, and are put in order at the end.
    """

    table: Table
    source: int
    blanks: Sequence[Any]  # what a field holds that the sheet has no column for
    _records: list[Record] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)  # of the records
    _uses: list[_Use] = field(default_factory=list)
    _count: int = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Record]:
        """All rows as records, in order."""
        found = [*self._records, *(record for use in self._uses for record in self._unfolded(use))]
        yield from sorted(found, key=lambda record: record[-1])

    def append(self, record: Record, name: str) -> None:
        self._records.append(record)
        self._names.append(name)
        self._count += 1

    def extend(self, stretch: Stretch, start: int, stop: int) -> None:
        """Take a run of a stretch's rows."""
        if not self._uses or self._uses[-1].stretch is not stretch:
            self._uses.append(_Use(stretch, []))
        self._uses[-1].runs.append((start, stop))
        self._count += stop - start

    @property
    def last_line(self) -> int:
        """The line of the last record, 0 when there is none."""
        return int(self._records[-1][-1]) if self._records else 0

    def pop(self) -> Record:
        """Take the last record out again."""
        self._names.pop()
        self._count -= 1
        return self._records.pop()

    def since(self, name: str, line: int) -> Fraction:
        """The sum of a field over the rows below a line; blanks add nothing."""
        place = list(self.table.columns).index(name)
        start = bisect_right(self._records, line, key=lambda record: record[-1])
        total = Fraction(sum(record[place] or 0 for record in self._records[start:]))
        for use in self._uses:
            if name in use.stretch.columns and int(use.stretch.lines[-1]) > line:
                index = use.index()
                below = use.stretch.lines[index] > line
                total += _sum(use.stretch.columns[name][index][below])
        return total

    def columns(self) -> dict[str, Column]:
        """All rows by columns, packed: the fields of the table, source, line, and the names beside the numbers."""
        stretches = [Stretch(*self._folded(use)) for use in self._uses]
        if self._records:
            lines = np.array([record[-1] for record in self._records], dtype=np.int64)
            stretches.insert(0, Stretch(lines, self._packed(self._records), packed("text", self._names)))
        if not stretches:
            return {}
        found = {
            name: self._column(name, blank, stretches)
            for name, blank in zip(self.table.columns, self.blanks, strict=True)
        }
        found["source"] = np.full(self._count, self.source)
        found["line"] = np.concatenate([one.lines for one in stretches])
        found[NAMES] = np.concatenate([one.names for one in stretches])
        if bool((found["line"][1:] > found["line"][:-1]).all()):
            return found
        order = np.argsort(found["line"], kind="stable")
        return {name: column[order] for name, column in found.items()}

    def _folded(self, use: _Use) -> tuple[Column, dict[str, Column], Column]:
        index, stretch = use.index(), use.stretch
        columns = {name: column[index] for name, column in stretch.columns.items()}
        return stretch.lines[index], columns, stretch.names[index]

    def _column(self, name: str, blank: object, stretches: Sequence[Stretch]) -> Column:
        column = packed(self.table.kind(name), (blank,)).repeat(self._count)
        start = 0
        for one in stretches:
            stop = start + len(one.lines)
            if (part := one.columns.get(name)) is not None:
                column[start:stop] = part
            start = stop
        return column

    def _packed(self, records: list[Record]) -> dict[str, Column]:
        values = list(zip(*records, strict=True))
        return {
            name: packed(self.table.kind(name), values[place])
            for place, name in enumerate(self.table.columns)
        }

    def _unfolded(self, use: _Use) -> Iterator[Record]:
        lines, own, _ = self._folded(use)
        columns: list[Sequence[Any]] = []
        for name, blank in zip(self.table.columns, self.blanks, strict=True):
            part = own.get(name)
            columns.append([blank] * len(lines) if part is None else self._unpacked(name, part))
        yield from zip(*columns, [self.source] * len(lines), lines.tolist(), strict=True)

    def _unpacked(self, name: str, column: Column) -> list[Any]:
        kind = self.table.kind(name)
        if not is_whole(kind):
            return list(column)
        values = [None if value == BLANK else value for value in column.tolist()]
        if kind != "date":
            return values
        return [None if value is None else _EPOCH + timedelta(value) for value in values]


def together(table: str, taken: Sequence[Taken]) -> tuple[pd.DataFrame, list[str]]:
    """One frame of the rows of several sheets, and the names beside their numbers."""
    parts = [columns for one in taken if (columns := one.columns())]
    if not parts:
        return frame(table, ()), []
    whole = parts[0] if len(parts) == 1 else {}
    if not whole:
        whole = {name: np.concatenate([one[name] for one in parts]) for name in parts[0]}
    return framed(table, whole), whole[NAMES].tolist()


def _sum(column: Column) -> Fraction:
    if column.dtype == object:
        return sum((value for value in column if value is not None), Fraction(0))
    return Fraction(sum(column[column != BLANK].tolist()))
