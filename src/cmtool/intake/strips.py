"""Many rows at once: whole columns read and checked, and the rows told apart that need a closer look.

Nothing is decided here. A row is passed as sound only when each of its cells says for sure what the reader of single
cells would have made of it, and every rule of its table holds; any other row is *doubtful* and goes the way of single
rows, which finds words for what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any, Final

import numpy as np
from pydantic import ValidationError

from cmtool.intake.identifiers import are_ids
from cmtool.intake.layout import Layout, Plan
from cmtool.intake.money import fen_of
from cmtool.intake.reading import Fault, Noted
from cmtool.intake.rowkind import RowKinds, may_be_odd
from cmtool.intake.spelling import trimmed
from cmtool.intake.taken import Column, Stretch
from cmtool.intake.validation import field_check, is_bounded, is_free
from cmtool.intake.words import are_words
from cmtool.model.book import BLANK, is_whole
from cmtool.model.grid import Cell, CellKind, Strip, StripColumn

_DOUBT: Final = BLANK + 1  # among whole numbers
_ODD: Final = object()  # among others
_KEPT: Final = 50_000  # different cells remembered for one column
_MANY: Final = 4_000  # different cells from which on a look at all texts at once is quicker
_FEW: Final = 8  # texts that are looked at together
_EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Sounded:
    """A strip as read: its rows by columns, and which of them need a closer look."""

    stretch: Stretch
    doubtful: Sequence[int]  # positions, ascending


class StripReader:
    """Reads the strips of one layout. ``blanks`` are the fields' values where a cell is blank."""

    def __init__(self, layout: Layout, kinds: RowKinds, blanks: Mapping[str, object]) -> None:
        self._layout = layout
        self._kinds = kinds
        self._blanks = blanks
        table = layout.table
        self._needed = frozenset(table.required) | layout.filled
        self._fields: dict[tuple[int, CellKind, str], _Cells] = {}
        self._person = next(iter(layout.named), "")

    @property
    def able(self) -> bool:
        """Whether the layout's rows can be judged by columns: not where the sheet says a field for all of them."""
        layout = self._layout
        said_once = layout.preset or layout.scaled is not None or len(layout.named) > 1
        return bool(self._kinds.identity and layout.sheet.name and not said_once)

    def read(self, strip: Strip) -> Sounded:
        count = len(strip.numbers)
        doubtful = np.zeros(count, dtype=bool)
        columns: dict[str, Column] = {}
        names = [""] * count
        holes: set[str] = set()  # fields that must be filled, of which some row may have no cell
        keyed = np.zeros(count, dtype=bool)  # rows with a cell that says whose they are
        for one in strip.columns:
            places = _places(one)
            texts = one.written if places is None else list(filter(None, one.written))
            together = "".join(texts) if one.kind == "text" else ""
            identity = one.column in self._kinds.identity
            if identity:
                keyed[_at(places)] = True
            if one.kind == "text" and may_be_odd(together, identity):
                _mark(doubtful, places, [may_be_odd(text, identity) for text in texts])
            if (plan := self._layout.plans.get(one.column)) is not None:
                values = self._cells(plan, one).values(texts, together)
                self._put(columns, plan.field, values, places, count)
                if places is not None and plan.field in self._needed:
                    holes.add(plan.field)
            elif one.column == self._layout.named.get(self._person):
                _name(names, one, places, doubtful)
        doubtful |= ~keyed
        self._judge(columns, names, doubtful, holes)
        stretch = Stretch(np.array(strip.numbers, dtype=np.int64), columns, _objects(names))
        return Sounded(stretch, np.flatnonzero(doubtful).tolist())

    def _cells(self, plan: Plan, one: StripColumn) -> _Cells:
        sign = (one.column, one.kind, one.format)
        found = self._fields.get(sign)
        if found is None:
            found = _Cells(self._layout, plan, one, self._blanks[plan.field], plan.field in self._needed)
            self._fields[sign] = found
        return found

    def _put(
        self, columns: dict[str, Column], name: str, values: Column, places: list[int] | None, count: int
    ) -> None:
        """Lay values at their places, blanks at the others."""
        if places is None:
            columns[name] = values
            return
        if name not in columns:
            columns[name] = np.empty(count, dtype=values.dtype)
            columns[name][:] = self._blank(name)
        columns[name][places] = values

    def _blank(self, name: str) -> object:
        """What a field holds where its cell is blank; a doubt where it must be filled."""
        whole = is_whole(self._layout.table.kind(name))
        if name in self._needed:
            return _DOUBT if whole else _ODD
        blank = self._blanks[name]
        return BLANK if whole and blank is None else blank

    def _judge(
        self, columns: Mapping[str, Column], names: Sequence[str], doubtful: Column, holes: set[str]
    ) -> None:
        """Mark the rows that hold a doubt, lack what must be there, or break a rule across fields."""
        table, count = self._layout.table, len(doubtful)
        if not self._needed <= columns.keys():
            doubtful[:] = True
        for name, column in columns.items():
            if column.dtype == object:
                if name in holes or self._may_doubt(name):
                    _mark(doubtful, None, [value is _ODD for value in column])
            else:
                doubtful |= column == _DOUBT
        for first, second in table.row.ordered:
            if first in columns and second in columns:
                doubtful |= (columns[second] != BLANK) & (columns[first] > columns[second])
        for group in table.any_of:
            lacking = [_is_blank(columns[name]) for name in group if name in columns]
            doubtful |= np.logical_and.reduce(lacking) if lacking else np.ones(count, dtype=bool)
        if self._person and any(names):
            said = columns.get(self._person)
            blank = np.ones(count, dtype=bool) if said is None else _is_blank(said)
            doubtful |= blank & np.array([bool(name) for name in names])

    def _may_doubt(self, name: str) -> bool:
        return any(cells.field == name and cells.doubted for cells in self._fields.values())


class _Cells:
    """Reads the cells of one column, kind and format; each different one once."""

    def __init__(self, layout: Layout, plan: Plan, one: StripColumn, blank: object, needed: bool) -> None:
        table = layout.table
        self.field = plan.field
        self.doubted = False
        self._plan, self._one = plan, one
        self._kind = table.kind(plan.field)
        self._whole = is_whole(self._kind)
        self._holds = field_check(table, plan.field)
        self._blank, self._needed = blank, needed
        self._known = _Known(self._read)
        self._free = is_free(table, plan.field)
        self._each = self._fen_of_one(is_bounded(table, plan.field))

    def values(self, texts: Sequence[str], together: str) -> Column:
        """The cells' values, packed, with a doubt for each that must be read by itself."""
        if self._each:
            return self._amounts(texts)
        if len(self._known) > _MANY and self._free and together:
            return _objects(self._looked_at(texts, together))
        values = list(map(self._known.__getitem__, texts))
        return np.array(values, dtype=np.int64) if self._whole else _objects(values)

    def _looked_at(self, texts: Sequence[str], together: str) -> list[object]:
        """Texts of which most stand for themselves, looked at all together or else a few at a time."""
        if self._as_they_stand(texts, together):
            return list(texts)
        values: list[object] = []
        for start in range(0, len(texts), _FEW):
            few = texts[start : start + _FEW]
            stand = self._as_they_stand(few, "".join(few))
            values += few if stand else [self._known[text] for text in few]
        return values

    def _as_they_stand(self, texts: Sequence[str], together: str) -> bool:
        if self._kind == "id":
            return are_ids(texts, together)
        return self._kind in ("text", "name") and are_words(texts, together)

    def _amounts(self, texts: Sequence[str]) -> Column:
        fen, sure = fen_of(np.fromiter(map(float, texts), np.float64, len(texts)), self._each)
        for place in np.flatnonzero(~sure).tolist():
            fen[place] = self._known[texts[place]]
        kept = fen[fen != _DOUBT]
        if kept.size and not (self._is_sound(int(kept.min())) and self._is_sound(int(kept.max()))):
            fen = np.array([one if self._is_sound(one) else _DOUBT for one in fen.tolist()], dtype=np.int64)
        return fen

    def _fen_of_one(self, bounded: bool) -> int:
        """The fen that a bare 1 in such a cell is, 0 where cells are not simply amounts."""
        if self._kind != "money" or self._one.kind != "number" or not bounded:
            return 0
        value = self._plan.read(Cell(self._one.column, "number", "1", self._one.format))
        return value if type(value) is int and value > 0 else 0

    def _read(self, written: str) -> object:
        value = self._plan.read(Cell(self._one.column, self._one.kind, written, self._one.format))
        if isinstance(value, Fault | Noted):
            return self._doubt()
        if value is None:
            if self._needed:
                return self._doubt()
            value = self._blank
        elif not self._is_sound(value):
            return self._doubt()
        if not self._whole:
            return value
        if value is None:
            return BLANK
        return value.toordinal() - _EPOCH if isinstance(value, date) else value

    def _is_sound(self, value: object) -> bool:
        try:
            self._holds(value)
        except ValidationError:
            return False
        return True

    def _doubt(self) -> object:
        self.doubted = True
        return _DOUBT if self._whole else _ODD


class _Known(dict[str, Any]):
    """What each different cell was read as; beyond a number of them they are read again."""

    def __init__(self, read: Any) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, written: str) -> Any:
        value = self._read(written)
        if len(self) < _KEPT:
            self[written] = value
        return value


def _places(one: StripColumn) -> list[int] | None:
    """Where the column has a cell; None when it has one in every row."""
    if all(one.written):
        return None
    return list(compress(range(len(one.written)), one.written))


def _at(places: list[int] | None) -> Any:
    return slice(None) if places is None else places


def _mark(doubtful: Column, places: list[int] | None, odd: list[bool]) -> None:
    mask = np.array(odd, dtype=bool)
    if mask.any():
        doubtful[np.flatnonzero(mask) if places is None else np.array(places)[mask]] = True


def _name(names: list[str], one: StripColumn, places: list[int] | None, doubtful: Column) -> None:
    """Fill in the names beside the numbers; where one is no text, a closer look is needed."""
    if one.kind != "text":
        doubtful[_at(places)] = True
        return
    for place, text in enumerate(one.written):
        if text:
            names[place] = trimmed(text)


def _objects(values: Sequence[Any]) -> Column:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _is_blank(column: Column) -> Column:
    if column.dtype != object:
        return np.equal(column, BLANK)
    return np.array([value is None or value == "" for value in column], dtype=bool)
