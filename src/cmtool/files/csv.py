"""Text separated by commas, tabs, upright strokes and the like as a grid: every cell a text, nothing converted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from cmtool.files.codes import BAD_QUOTES, ENCODING, OVER_LIMIT
from cmtool.files.refusal import Refusal
from cmtool.model.grid import Cell, Grid, GridRow, address
from cmtool.model.problem import Problem
from cmtool.model.text import phrase

LONGEST_TEXT = 32767  # characters of one cell, as in a workbook
_USUAL = ",;\t"
SEPARATORS = ",;\t|\x1f\x1b\x01"  # the last ones, and those of several signs, are core systems'

_OF_SIGNS = re.compile(r"\|[!@#$^&*+~]\||[@^$]\|[@^$]")  # |+|, |@|, ^|^
_ONE_SIGN = "\x1f"
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_RULER = re.compile(r"[-=+_*─━]{3,}")  # the line that parts a header from its rows
_END_OF_FILE = "\x1a"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 50  # rows that tell the separator
_HEAD = 1 << 20  # characters in which they stand


def read_csv(data: bytes, name: str) -> tuple[tuple[Grid, ...], list[Problem]]:
    """The text as one grid, whose sheet is ``""``, and its problems; ``name`` is relative to the workspace.

    The rows are parsed while they are walked; the list of problems is complete when they have been.
    """
    problems: list[Problem] = []
    try:
        text = _by_one_sign(decoded(data).rstrip(_END_OF_FILE))
    except Refusal as refusal:
        return (), [refusal.problem(name)]
    return (Grid(name, "", _rows(text, name, problems)),), problems


def decoded(data: bytes) -> str:
    """The text: as its byte order mark says, else strict UTF-8, else strict GB18030, else refused."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return strictly(data[len(mark) :], encoding)
    try:
        return strictly(data, "utf-8")
    except Refusal:
        return strictly(data, "gb18030")


def separator(text: str) -> str:
    """The one that parts the first rows into most cells, thousands left alone; a comma when none does.

    A comma, semicolon or tab that parts nearly all of them alike is it, however many strokes stand in a remark.
    """
    head = _THOUSANDS.sub("", text[:_HEAD])
    lengths = {mark: _lengths(head, mark) for mark in SEPARATORS}
    found = max(SEPARATORS, key=lambda mark: sum(length - 1 for length in lengths[mark]))
    usual = max(_USUAL, key=lambda mark: sum(length - 1 for length in lengths[mark]))
    return usual if found not in _USUAL and _is_even(lengths[usual]) else found


def _lengths(text: str, mark: str) -> list[int]:
    """How many cells each of the first rows has, blank rows left out; none where the text cannot be parted so."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        return [len(row) for row in islice(rows, _SAMPLE) if row]
    except csv.Error:
        return []


def _is_even(lengths: list[int]) -> bool:
    often = max((lengths.count(length) for length in set(lengths) if length > 1), default=0)
    return often * 5 >= len(lengths) * 4 > 0


def _by_one_sign(text: str) -> str:
    """Text whose cells are parted by |+| or the like, parted by one sign."""
    found = _OF_SIGNS.search(text.lstrip().partition("\n")[0])
    return text.replace(found[0], _ONE_SIGN) if found and _ONE_SIGN not in text else text


def has_columns(data: bytes) -> bool:
    """Whether a text that need not be a table looks like one: two of its first lines have as many separators."""
    try:
        lines = re.split(r"\r\n|\r|\n", decoded(data)[:_HEAD])[:_SAMPLE]
    except Refusal:
        return False
    for mark in SEPARATORS:
        counts = [line.count(mark) for line in lines if mark in line]
        if len(counts) > len(set(counts)):
            return True
    return False


def strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal(ENCODING) from error
    if "\0" in text:
        raise Refusal(ENCODING)
    return text


def _rows(text: str, name: str, problems: list[Problem]) -> Iterator[GridRow]:
    """The rows. Where commas part them, one longer than what was filled so far keeps its last cell though it is empty:

    it tells how long the row is, and so whether a comma of an amount may have parted it.
    """
    mark = separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    number = widest = 0
    try:
        for number, row in enumerate(rows, 1):
            cells = [
                Cell(column, "text", _checked(bare(value), column, number))
                for column, value in enumerate(row, 1)
                if value
            ]
            if not cells or all(_RULER.fullmatch(cell.written) for cell in cells):
                continue
            if mark == "," and not row[-1] and len(row) > widest:
                widest = max(widest, cells[-1].column)
                cells.append(Cell(len(row), "text", ""))
            else:
                widest = max(widest, len(row))
            yield GridRow(number, tuple(cells))
    except csv.Error:
        problems.append(Refusal(BAD_QUOTES, cell=f"A{number + 1}", row=number + 1).problem(name))
    except Refusal as refusal:
        problems.append(refusal.problem(name))


def bare(value: str) -> str:
    """``="00123"``, the way exports keep a spreadsheet from dropping zeros, says 00123."""
    if value.startswith('="') and value.endswith('"') and len(value) > 3 and '"' not in value[2:-1]:
        return value[2:-1]
    return value


def _checked(value: str, column: int, row: int) -> str:
    if len(value) > LONGEST_TEXT:
        place = address(column, row)
        raise Refusal(OVER_LIMIT, cell=place, what=phrase("单元格里的文字"), limit=LONGEST_TEXT)
    return value
