"""The numbers of one clause laid out for the eye: single ones by name, those of a list of tables as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cmtool.policy.numbers import Number
from cmtool.policy.places import Path

_FIRST: Final = ("name", "label", "of", "from", "at", "ge", "gt", "le", "lt", "eq", "upto")
_ORDER: Final = {key: place for place, key in enumerate(_FIRST)}
_LATE: Final = len(_FIRST)
"""What names a row stands first, then its bounds, then what it gives."""


@dataclass(frozen=True, slots=True)
class NumberTable:
    """A list of tables (bands, brackets, grades): its key, its columns as keys within a row, and for each row its cells:
    a number that may change, a text, or nothing."""

    path: Path
    columns: tuple[Path, ...]
    rows: tuple[tuple[Number | Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbers of a clause: single ones, and tables."""

    single: tuple[Number, ...]
    tables: tuple[NumberTable, ...]


def layout(found: Sequence[Number], written: Mapping[str, Any], clause: Path) -> Layout:
    """Every number of a clause exactly once: in the innermost list of tables that it stands in, else alone."""
    own = {number.path: number for number in found if number.path[: len(clause)] == clause}
    lists = (_list_of(written, path, len(clause)) for path in own)
    prefixes = dict.fromkeys(prefix for prefix in lists if prefix is not None)
    tables = tuple(_table(prefix, _at(written, prefix), own) for prefix in prefixes)
    placed = {cell.path for table in tables for row in table.rows for cell in row if isinstance(cell, Number)}
    return Layout(tuple(number for path, number in own.items() if path not in placed), tables)


def _list_of(written: Any, path: Path, start: int) -> Path | None:
    """The list of tables in which a number stands, the innermost: ``(…, "bands")`` of ``(…, "bands", 1, "v")``."""
    for place in range(len(path) - 2, start - 1, -1):
        if isinstance(path[place], int):
            items = _at(written, path[:place])
            return path[:place] if all(isinstance(item, Mapping) for item in items) else None
    return None


def _at(written: Any, path: Path) -> Any:
    for key in path:
        written = written[key]
    return written


def _table(prefix: Path, items: Sequence[Mapping[str, Any]], own: Mapping[Path, Number]) -> NumberTable:
    cells = [dict(_flat(item, (*prefix, number), own)) for number, item in enumerate(items)]
    found = dict.fromkeys(column for row in cells for column in row)
    columns = tuple(sorted(found, key=lambda column: _ORDER.get(str(column[-1]), _LATE)))
    return NumberTable(prefix, columns, tuple(tuple(row.get(column) for column in columns) for row in cells))


def _flat(item: Mapping[str, Any], path: Path, own: Mapping[Path, Number], within: Path = ()) -> Any:
    """Each number and text of a row, with its key in the row; lists within it are told one by one below the table."""
    for key, value in item.items():
        if isinstance(value, Mapping):
            yield from _flat(value, (*path, key), own, (*within, key))
        elif (*path, key) in own:
            yield (*within, key), own[*path, key]
        elif not isinstance(value, list):
            yield (*within, key), value
