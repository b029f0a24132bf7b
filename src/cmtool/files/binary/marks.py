"""What the records of a binary workbook say of each cell beside its text: kind, number, number format, place."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from cmtool.files.codes import DAMAGED
from cmtool.files.refusal import Refusal
from cmtool.files.tally import Tally
from cmtool.model.grid import CellKind
from cmtool.model.text import phrase

ERRORS: Final[Mapping[int, str]] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
VISIBILITIES: Final = ("visible", "hidden", "veryHidden")


class Mark(NamedTuple):
    """One cell record. ``written`` is None where only its text counts: that comes from the strings."""

    kind: CellKind
    written: str | None
    format: str = ""
    is_formula: bool = False
    uncached: bool = False
    is_linked: bool = False  # a formula that points at another workbook


@dataclass(slots=True)
class SheetMarks:
    """One worksheet's records; rows and columns count from 1."""

    name: str
    visibility: str  # one of VISIBILITIES
    tally: Tally  # of its workbook
    rows: dict[int, dict[int, Mark]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[str] = field(default_factory=list)

    def put(self, row: int, column: int, mark: Mark) -> None:
        """Take a cell; one place twice has no one meaning."""
        cells = self.rows.setdefault(row, {})
        if column in cells:
            raise self.damaged()
        cells[column] = mark
        self.tally.count(self.name)

    def damaged(self) -> Refusal:
        return Refusal(DAMAGED, self.name, part=self.name, reason=phrase("结构不合规"))


@dataclass(frozen=True, slots=True)
class BookMarks:
    """A workbook's worksheets in order, those that are very hidden included."""

    sheets: tuple[SheetMarks, ...]
    epoch_1904: bool = False


def spelled(value: float) -> str:
    """A double as briefly as it reads back: 103, 0.1, 1e+17."""
    whole = value.is_integer() and abs(value) < 1e16
    return str(int(value)) if whole else repr(value)


def number(value: float, code: str, *, is_formula: bool = False) -> Mark:
    """A number's mark; no number is written for what a sheet cannot hold (infinity)."""
    finite = value - value == 0
    return Mark("number" if finite else "error", spelled(value) if finite else "#NUM!", code, is_formula)


def of_rk(raw: int) -> float:
    """A number in the four bytes of an RK: 30 bits of a whole number or of a double, perhaps in hundredths."""
    if raw & 2:
        value = float((raw >> 2) - (1 << 30 if raw & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, raw & 0xFFFFFFFC))
    return value / 100 if raw & 1 else value
