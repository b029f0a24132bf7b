"""A workbook as a pure description: sheets of cells with values, formulas, looks, notes, charts and print setup."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from cmtool.model.grid import address

Value = str | int | Fraction | date | None
Look = Literal[
    "title",
    "subtitle",
    "header",
    "text",
    "wrap",
    "note",
    "key",
    "total",
    "good",
    "bad",
    "sign",
    "input",
    "yellow",
]
NumberLook = Literal["", "money", "points", "exact", "percent", "whole", "date", "month", "text"]


class Entry(NamedTuple):
    """One cell: a value, or a formula (without ``=``) with its computed value.

    (A named tuple: lists of problems have hundreds of thousands, and a frozen dataclass takes three times as long to make.)
    ``link`` is ``internal:'表'!A1`` or a relative path; ``note`` is a comment; ``span`` is (rows, columns) of a merge.
    """

    value: Value = None
    formula: str = ""
    look: Look = "text"
    number: NumberLook = ""
    link: str = ""
    note: str = ""
    span: tuple[int, int] = (1, 1)
    align: Literal["", "left", "center", "right"] = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart of one column of values against one of names; rows and columns count from 1."""

    kind: Literal["bar", "column", "line"]
    title: str
    names: tuple[int, int, int]  # column, first row, last row
    values: tuple[int, int, int]
    at: tuple[int, int]  # row, column of its top-left corner
    size: tuple[int, int] = (640, 320)  # pixels


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down on a range of cells."""

    first: tuple[int, int]  # row, column
    last: tuple[int, int]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be typed into one cell: a formula without ``=`` that must come out true, and what to say if not."""

    at: tuple[int, int]  # row, column
    formula: str
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Page:
    """Print setup: A4; rows repeated at the top; footer and header text; page breaks before rows.

    With ``breaks`` the scale is chosen so that the widest row and the tallest stretch between two breaks fit a page.
    """

    landscape: bool = False
    repeat: tuple[int, int] | None = None
    header: str = ""
    footer: str = ""
    breaks: tuple[int, ...] = ()
    fit_width: bool = True
    fit_height: bool = False
    area: tuple[int, int, int, int] | None = None  # first row, first column, last row, last column


@dataclass
class Sheet:
    """A sheet under construction: put entries at (row, column), both counting from 1.

    ``locked`` protects it, without a password, against changes of anything but its input cells.
    """

    name: str
    cells: dict[tuple[int, int], Entry] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    freeze: tuple[int, int] | None = None  # first scrolling row and column
    filter: tuple[int, int, int, int] | None = None
    charts: list[Chart] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    page: Page = field(default_factory=Page)
    formats: dict[int, NumberLook] = field(default_factory=dict)  # of whole columns, empty cells too
    hidden: bool = False
    locked: bool = False

    def put(self, row: int, column: int, entry: Entry) -> str:
        """Place an entry; returns its address, ``'月度百分考核表'!H7``."""
        self.cells[row, column] = entry
        return self.address(row, column)

    def address(self, row: int, column: int) -> str:
        return f"{quoted(self.name)}!{address(column, row)}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook to be written: its file name and its sheets."""

    name: str  # file name without a folder, with .xlsx
    title: str
    sheets: tuple[Sheet, ...]


def quoted(sheet: str) -> str:
    """A sheet name as a formula refers to it."""
    return "'" + sheet.replace("'", "''") + "'"
