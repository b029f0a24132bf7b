"""The rows of a sheet that hold: one by one, or whole strips of them by columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmtool.model.book import BLANK, frame, framed, is_whole, packed
from cmtool.model.table import Table

Column = npt.NDArray[Any]
Record = tuple[Any, ...]
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring rows by columns: the fields that the sheet has, packed as the book packs them."""

    lines: Column
    columns: Mapping[str, Column]

    def cut(self, start: int, stop: int) -> Stretch:
        return Stretch(self.lines[start:stop], {name: one[start:stop] for name, one in self.columns.items()})


@dataclass
class Taken:
    """Rows in the order of their lines. A record has the values in the row model's order, then source and line."""

    table: Table
    source: int
    blanks: Sequence[Any]  # what a field holds that the sheet has no column for
    _pieces: list[Stretch | list[Record]] = field(default_factory=list)
    _count: int = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Record]:
        for piece in self._pieces:
            yield from piece if isinstance(piece, list) else self._records(piece)

    def append(self, record: Record) -> None:
        if not self._pieces or not isinstance(self._pieces[-1], list):
            self._pieces.append([])
        self._pieces[-1].append(record)  # type: ignore[union-attr]
        self._count += 1

    def extend(self, stretch: Stretch) -> None:
        self._pieces.append(stretch)
        self._count += len(stretch.lines)

    @property
    def last_line(self) -> int:
        """The line of the last row, 0 when there is none."""
        if not self._pieces:
            return 0
        piece = self._pieces[-1]
        return int(piece[-1][-1] if isinstance(piece, list) else piece.lines[-1])

    def pop(self) -> Record:
        """Take the last row out again."""
        piece = self._pieces.pop()
        records = piece if isinstance(piece, list) else list(self._records(piece))
        *before, last = records
        if before:
            self._pieces.append(before)
        self._count -= 1
        return last

    def since(self, name: str, line: int) -> Fraction:
        """The sum of a field over the rows below a line; blanks add nothing."""
        place = list(self.table.columns).index(name)
        total = Fraction(0)
        for piece in self._pieces:
            if isinstance(piece, list):
                total += sum(record[place] or 0 for record in piece if record[-1] > line)
            elif name in piece.columns:
                total += _sum(piece.columns[name][piece.lines > line])
        return total

    def columns(self) -> dict[str, Column]:
        """All rows by columns, packed: the fields of the table, then where each row came from."""
        stretches = [piece for piece in self._pieces if isinstance(piece, Stretch)]
        records = [record for piece in self._pieces if isinstance(piece, list) for record in piece]
        if records:
            lines = np.array([record[-1] for record in records], dtype=np.int64)
            stretches.append(Stretch(lines, self._packed(records)))
        if not stretches:
            return {}
        found = {
            name: self._column(name, blank, stretches)
            for name, blank in zip(self.table.columns, self.blanks, strict=True)
        }
        found["source"] = np.full(self._count, self.source)
        found["line"] = np.concatenate([one.lines for one in stretches])
        if records and len(stretches) > 1:
            order = np.argsort(found["line"], kind="stable")
            return {name: column[order] for name, column in found.items()}
        return found

    def _column(self, name: str, blank: object, stretches: Sequence[Stretch]) -> Column:
        blanks = packed(self.table.kind(name), (blank,))
        if not any(name in one.columns for one in stretches):
            return blanks.repeat(self._count)
        parts = (one.columns.get(name) for one in stretches)
        return np.concatenate(
            [
                blanks.repeat(len(one.lines)) if part is None else part
                for one, part in zip(stretches, parts, strict=True)
            ]
        )

    def _packed(self, records: list[Record]) -> dict[str, Column]:
        values = list(zip(*records, strict=True))
        return {
            name: packed(self.table.kind(name), values[place])
            for place, name in enumerate(self.table.columns)
        }

    def _records(self, stretch: Stretch) -> Iterator[Record]:
        columns: list[Sequence[Any]] = []
        for name, blank in zip(self.table.columns, self.blanks, strict=True):
            own = stretch.columns.get(name)
            columns.append([blank] * len(stretch.lines) if own is None else self._unpacked(name, own))
        lines = stretch.lines.tolist()
        yield from zip(*columns, [self.source] * len(lines), lines, strict=True)

    def _unpacked(self, name: str, column: Column) -> list[Any]:
        kind = self.table.kind(name)
        if not is_whole(kind):
            return list(column)
        values = [None if value == BLANK else value for value in column.tolist()]
        if kind != "date":
            return values
        return [None if value is None else _EPOCH + timedelta(value) for value in values]


def together(table: str, taken: Sequence[Taken]) -> pd.DataFrame:
    """One frame of the rows of several sheets."""
    parts = [columns for one in taken if (columns := one.columns())]
    if not parts:
        return frame(table, ())
    if len(parts) == 1:
        return framed(table, parts[0])
    return framed(table, {name: np.concatenate([one[name] for one in parts]) for name in parts[0]})


def _sum(column: Column) -> Fraction:
    if column.dtype == object:
        return sum((value for value in column if value is not None), Fraction(0))
    return Fraction(sum(column[column != BLANK].tolist()))
