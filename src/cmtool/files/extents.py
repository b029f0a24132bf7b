"""How much room text takes: column widths in which no number turns to ``####``, row heights that cut no line off."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from operator import itemgetter

from cmtool.files.looks import always_wraps, indent_of, is_boxed, least_height, letter_scale, line_height
from cmtool.model.money import fixed, plain
from cmtool.model.workbook import Entry, Look, NumberLook, Sheet

_Cell = tuple[tuple[int, int], Entry]
_place = itemgetter(0)

DEFAULT_WIDTH = 9.0  # characters
DEFAULT_HEIGHT = 15.0  # points
_TALLEST = 409.0  # points, the limit of a row
_NARROWEST, _WIDEST = 6.0, 42.0  # of a column that sizes itself
_HEADER_LINE = 13.0  # characters after which a header breaks
_PADDING = 5.0  # points within a row besides its lines
_NEWLINE = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"[!-~]+|\s|.")  # a run of Latin signs stays together, everything else may break
_PLACES: dict[NumberLook, int] = {"money": 2, "points": 2, "whole": 0}
_GROWING = frozenset[NumberLook](("money", "points", "percent", "whole"))  # the greater the longer
_ONE = (1, 1)


@dataclass(frozen=True)
class Extents:
    """The widths (characters) and heights (points) of a sheet, and which cells break their text for lack of room."""

    widths: dict[int, float]
    heights: dict[int, float]
    broken: frozenset[tuple[int, int]]

    def points_across(self, first: int, last: int) -> float:
        """The width of columns in points: a character is 7 pixels, with 5 pixels of padding for each column."""
        return sum(
            math.trunc(7 * self.widths.get(c, DEFAULT_WIDTH) + 5) * 0.75 for c in range(first, last + 1)
        )

    def points_down(self, first: int, last: int) -> float:
        return sum(self.heights.get(row, DEFAULT_HEIGHT) for row in range(first, last + 1))


def extents(sheet: Sheet) -> Extents:
    """Measure a sheet. Given widths are kept unless a number would not fit; given heights unless a line would not."""
    cells = sorted(sheet.cells.items(), key=_place)
    widths = _widths(sheet, cells)
    rooms = _Rooms(widths)
    broken: set[tuple[int, int]] = set()
    heights = dict(sheet.heights)
    tall: list[tuple[int, int, float]] = []
    for (row, column), entry in cells:
        value, _, look, _, _, _, span, _ = entry
        need = least_height(look)
        if isinstance(value, str):
            if span == _ONE and is_boxed(look):
                lines = line_count(value, rooms[column, look])
            else:
                lines = _lines(sheet, row, column, entry, widths)
            if lines > 1:
                need = max(need, lines * line_height(look) + _PADDING)
                broken.add((row, column))
        if span[0] > 1:
            tall.append((row, row + span[0] - 1, need))
        elif need > heights.get(row, 0.0):
            heights[row] = need
    for first, last, need in tall:
        have = sum(heights.get(row, DEFAULT_HEIGHT) for row in range(first, last + 1))
        if need > have:
            heights[last] = heights.get(last, DEFAULT_HEIGHT) + need - have
    return Extents(widths, {row: min(height, _TALLEST) for row, height in heights.items()}, frozenset(broken))


class _Rooms(dict[tuple[int, Look], float]):
    """The half-width characters of a look that fit in one cell of a column, worked out once for each."""

    def __init__(self, widths: dict[int, float]) -> None:
        self._widths = widths

    def __missing__(self, place: tuple[int, Look]) -> float:
        column, look = place
        room = self[place] = _room(column, Entry(look=look), self._widths) / letter_scale(look)
        return room


class _Measured:
    """The least and the greatest number of each column and look whose length is known: those between are no longer.

    They are compared as the doubles that a workbook holds.
    """

    def __init__(self) -> None:
        self._bounds: dict[tuple[int, Look, NumberLook], tuple[float, float]] = {}

    def holds(self, column: int, entry: Entry) -> bool:
        """Whether the number needs no measuring; the next one is then held against this one too."""
        if entry.number not in _GROWING or not isinstance(entry.value, (int, Fraction)):
            return False
        kind, size = (column, entry.look, entry.number), float(entry.value)
        low, high = self._bounds.get(kind, (math.inf, -math.inf))
        if low <= size <= high:
            return True
        self._bounds[kind] = min(low, size), max(high, size)
        return False


@lru_cache(maxsize=1 << 14)
def text_width(text: str) -> float:
    """The widest line of a text, in half-width characters: a Chinese character is two."""
    if text.isascii() and text.isprintable():
        return len(text)
    return max((sum(map(_sign_width, line)) for line in _NEWLINE.split(text)), default=0)


def line_count(text: str, room: float) -> int:
    """Into how many lines a text breaks where a line holds ``room`` half-width characters."""
    most = len(text) if text.isascii() else 2 * len(text)
    if most <= room and "\n" not in text and "\r" not in text:
        return 1
    return _line_count(text, max(room, 2.0))


@lru_cache(maxsize=1 << 14)
def _line_count(text: str, room: float) -> int:
    if text_width(text) <= room and not _NEWLINE.search(text):
        return 1
    return sum(1 + sum(1 for _ in _breaks(line, room)) for line in _NEWLINE.split(text))


def shown(entry: Entry) -> str:
    """The text a cell shows on paper."""
    value = entry.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return "2024-06" if entry.number == "month" else "2024-06-30"
    if entry.number == "whole" and isinstance(value, int):
        return f"{value:,d}"
    exact = Fraction(value)
    if entry.number in _PLACES:
        return fixed(exact, _PLACES[entry.number], thousands=entry.number != "points")
    if entry.number == "percent":
        return fixed(exact * 100) + "%"
    text = plain(exact)
    return text if "/" not in text else fixed(exact, 10 if entry.number == "exact" else 8)


def _breaks(line: str, room: float) -> Iterator[None]:
    """One None for each place where the line breaks."""
    used = 0.0
    for word in _WORD.findall(line):
        width = sum(map(_sign_width, word))
        if used + width <= room:
            used += width
            continue
        if used:
            yield None
        used = width
        while used > room:
            yield None
            used -= room


def _lines(sheet: Sheet, row: int, column: int, entry: Entry, widths: dict[int, float]) -> int:
    """How many lines the cell's text takes; one where it may run on over empty neighbours."""
    text = entry.value
    assert isinstance(text, str), "only a text takes lines"
    if not is_boxed(entry.look) and entry.span[1] == 1 and not always_wraps(entry):
        free = [widths.get(c, DEFAULT_WIDTH) for c in _free(sheet, row, column)]
        if text_width(text) * letter_scale(entry.look) <= sum(free, widths.get(column, DEFAULT_WIDTH)):
            return 1 + len(_NEWLINE.findall(text))
        if entry.look in ("title", "sign", "subtitle"):
            return 1 + len(_NEWLINE.findall(text))
    return line_count(text, _room(column, entry, widths) / letter_scale(entry.look))


def _free(sheet: Sheet, row: int, column: int) -> Iterator[int]:
    """The empty columns to the right of a cell, as far as the sheet goes."""
    last = max(sheet.widths, default=column)
    for following in range(column + 1, last + 1):
        if (row, following) in sheet.cells:
            return
        yield following


def _room(column: int, entry: Entry, widths: dict[int, float]) -> float:
    """The half-width characters of body text that fit in the cell."""
    whole, across = widths.get(column, DEFAULT_WIDTH), entry.span[1]
    if across > 1:
        others = (widths.get(c, DEFAULT_WIDTH) for c in range(column + 1, column + across))
        whole = sum(others, whole) + 0.7 * (across - 1)
    return whole - indent_of(entry.look)


def _widths(sheet: Sheet, cells: Sequence[_Cell]) -> dict[int, float]:
    """Each used column's width: as given, else by its contents, and never too narrow for a number."""
    widths = dict(sheet.widths)
    measured = _Measured()
    for (_, column), entry in cells:
        is_text = entry.value is None or isinstance(entry.value, str)
        if (is_text and column in sheet.widths) or entry.span[1] > 1:
            continue
        if not is_text:
            if not measured.holds(column, entry):
                widths[column] = max(widths.get(column, _NARROWEST), _need(entry) + 1.0)
        elif is_boxed(entry.look):
            widths[column] = max(widths.get(column, _NARROWEST), _wish(entry, _need(entry)) + 1.5)
    for (_, column), entry in cells:
        if entry.span[1] > 1 and entry.value is not None and not isinstance(entry.value, str):
            lacking = _need(entry) + 1.0 - _room(column, entry, widths)
            if lacking > 0:
                last = column + entry.span[1] - 1
                widths[last] = widths.get(last, DEFAULT_WIDTH) + lacking
    return widths


def _need(entry: Entry) -> float:
    """The half-width characters that the cell's text takes on one line."""
    return text_width(shown(entry)) * letter_scale(entry.look)


def _wish(entry: Entry, need: float) -> float:
    """The width a text asks for: a header breaks into lines of like length, other text only where it is long."""
    if entry.look in ("header", "key") and need > _HEADER_LINE:
        return 2 * math.ceil(need / math.ceil(need / _HEADER_LINE) / 2)
    return min(need, _WIDEST) + indent_of(entry.look)


@lru_cache(maxsize=8192)
def _sign_width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
