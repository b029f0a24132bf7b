"""The numbers of one clause laid out for the eye: single ones by name, those of a list of tables as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmtool.policy.numbers import Number
from cmtool.policy.places import Path

Scalar = str | int | bool


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
    """Every number of a clause exactly once."""
    own = {number.path: number for number in found if number.path[: len(clause)] == clause}
    found_in = (_list_of(written, path, len(clause)) for path in own)
    prefixes = dict.fromkeys(prefix for prefix in found_in if prefix is not None)
    tables = tuple(_table(prefix, _at(written, prefix), own) for prefix in prefixes)
    placed = {cell.path for table in tables for row in table.rows for cell in row if isinstance(cell, Number)}
    return Layout(tuple(number for path, number in own.items() if path not in placed), tables)


def _list_of(written: Any, path: Path, start: int) -> Path | None:
    """The list of tables in which a number stands, the outermost: ``(…, "bands")`` of ``(…, "bands", 1, "v")``."""
    for place in range(start, len(path) - 1):
        if isinstance(path[place], int) and isinstance(path[place + 1], str):
            items = _at(written, path[:place])
            if all(isinstance(item, Mapping) for item in items):
                return path[:place]
    return None


def _at(written: Any, path: Path) -> Any:
    for key in path:
        written = written[key]
    return written


def _table(prefix: Path, items: Sequence[Mapping[str, Any]], own: Mapping[Path, Number]) -> NumberTable:
    cells = [dict(_flat(item, (*prefix, number), own)) for number, item in enumerate(items)]
    columns = tuple(dict.fromkeys(column for row in cells for column in row))
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
