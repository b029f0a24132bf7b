"""One example: the files that differ from the sound workspace, and the commands that show the problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from brokenmade.base import INBOX
from brokenmade.tables import Rows, as_csv, as_xlsx, changed

MONTH: Final = "2024-06"
CHECK: Final = (f"cmtool check {MONTH} --no-mark",)


@dataclass(frozen=True)
class Example:
    """``files`` are paths in the workspace → content; ``then`` come into it when ``cp -r then/. .`` is run."""

    files: Mapping[str, bytes]
    commands: tuple[str, ...] = CHECK
    then: Mapping[str, bytes] = field(default_factory=dict)


def inbox(name: str, rows: Rows, month: str = MONTH) -> dict[str, bytes]:
    """A CSV of the month."""
    return {f"inbox/{month}/{name}.csv": as_csv(rows)}


def cells(table: str, values: Mapping[tuple[int, str], Any]) -> Example:
    """The table with some cells changed."""
    return Example(inbox(table, changed(INBOX[table], values)))


def cell(table: str, header: str, value: str, row: int = 1) -> Example:
    return cells(table, {(row, header): value})


def numbers(rows: Rows) -> Rows:
    """Rows whose amounts are number cells."""
    return [[float(value) if _is_amount(value) else value for value in row] for row in rows]


def _is_amount(value: Any) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdigit()


def workbook(table: str, values: Mapping[tuple[int, str], Any], **more: Any) -> Example:
    """The table as a workbook in the place of the CSV, with some cells changed."""
    data = as_xlsx({"6月": changed(numbers(INBOX[table]), values)}, **more)
    return in_place_of(table, f"{table}.xlsx", data)


def in_place_of(table: str, name: str, data: bytes) -> Example:
    """A file that comes in the place of a table's CSV."""
    return Example({f"inbox/{MONTH}/{name}": data}, (f"rm inbox/{MONTH}/{table}.csv", *CHECK))


def beside(name: str, data: bytes) -> Example:
    """One more file in the month's inbox."""
    return Example({f"inbox/{MONTH}/{name}": data})
