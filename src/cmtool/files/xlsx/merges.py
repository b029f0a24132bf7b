"""Merged ranges: one value written over several cells, carried into each cell that a person sees it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cmtool.files.codes import DAMAGED, OVER_LIMIT
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.markup import LONGEST_TOKEN, too_long
from cmtool.files.xlsx.references import LAST_ROW, column_number
from cmtool.model.grid import Cell
from cmtool.model.text import phrase

MOST_MERGES = 1_000_000
MOST_CARRIED = 10_000_000  # cells filled or looked at

_TAG = re.compile(rb"""<(?:[\w.-]+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']([^"'<>]*)["'][^<>]*>""")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")

HiddenValue = Callable[[int, int], None]
"""Told the column and row of a value that stands under a merged range."""


class RangeFinder:
    """The merged ranges of one sheet in order, found by their tags: they stand behind the cells they are needed for.

    The parser sees the same tags later and compares, so a tag inside a comment cannot pass for one.
    """

    def __init__(self, part: str) -> None:
        self.found: list[str] = []
        self._part = part
        self._open_tag = b""

    def look(self, chunk: bytes) -> None:
        """Look through the part's next piece."""
        text = self._open_tag + chunk
        if b"mergeCell" in text:
            self.found += [reference.decode("ascii", "replace") for reference in _TAG.findall(text)]
            if len(self.found) > MOST_MERGES:
                what = phrase("“{part}”的合并单元格", part=self._part)
                raise Refusal(OVER_LIMIT, what=what, limit=MOST_MERGES)
        last = text.rfind(b"<")
        self._open_tag = b"" if last < 0 or b">" in text[last:] else text[last:]
        if len(self._open_tag) > LONGEST_TOKEN:
            raise too_long(self._part)


def merged_ranges(chunks: Iterable[bytes], part: str) -> list[str]:
    """The merged ranges of a sheet."""
    finder = RangeFinder(part)
    for chunk in chunks:
        finder.look(chunk)
    return finder.found


@dataclass(slots=True)
class _Range:
    top: int
    left: int
    bottom: int
    right: int
    shown: Cell | None = None  # its top-left cell, once met

    @property
    def carries(self) -> bool:
        """A run of cells in one row or one column; what lies under a block is blank, and known to lie there."""
        return self.top == self.bottom or self.left == self.right


class Merges:
    """The merged ranges of one sheet, walked from top to bottom together with its rows."""

    def __init__(self, references: Iterable[str], part: str, hidden_value: HiddenValue) -> None:
        self._coming = sorted(
            (_range(text, part) for text in references if ":" in text), key=lambda one: (-one.top, -one.left)
        )
        self._open: list[_Range] = []
        self._part = part
        self._hidden_value = hidden_value
        self._carried = 0

    def __bool__(self) -> bool:
        return bool(self._coming or self._open)

    def free_until(self, row: int) -> int:
        """The last row, from this one on, that no merged range reaches; the row before it when one reaches this one."""
        if any(one.bottom >= row for one in self._open):
            return row - 1
        tops = (one.top for one in reversed(self._coming) if one.bottom >= row)
        return next(tops, LAST_ROW + 1) - 1

    def carried(self, row: int, cells: list[Cell], hidden_columns: frozenset[int]) -> list[Cell]:
        """The row's cells with those that merged ranges show in it; a row with none of its own stays empty."""
        self._move_to(row)
        if not self._open or not cells:
            return cells
        own = {cell.column: cell for cell in cells}
        for one in self._open:
            self._count(len(cells))
            if one.top == row:
                one.shown = own.get(one.left)
            self._look_under(one, row, own)
            if one.shown is not None:
                self._count(one.right - one.left)
                for column in range(one.left, one.right + 1):
                    if column not in own:
                        hidden = column in hidden_columns
                        own[column] = (
                            one.shown._replace(column=column, hidden=hidden, merged=True)
                            if one.carries
                            else Cell(column, "text", "", hidden=hidden, merged=True)
                        )
        return [own[column] for column in sorted(own)]

    def _look_under(self, one: _Range, row: int, own: dict[int, Cell]) -> None:
        """A value under the range may repeat the one shown (a known way to keep filters working), not differ."""
        for column, cell in own.items():
            if not one.left <= column <= one.right or (row, column) == (one.top, one.left):
                continue
            if one.shown is not None and (cell.kind, cell.written) == (one.shown.kind, one.shown.written):
                own[column] = cell._replace(merged=True)
            else:
                self._hidden_value(column, row)

    def _move_to(self, row: int) -> None:
        self._open = [one for one in self._open if one.bottom >= row]
        while self._coming and self._coming[-1].top <= row:
            one = self._coming.pop()
            if one.bottom >= row:
                if any(one.left <= other.right and other.left <= one.right for other in self._open):
                    raise Refusal(DAMAGED, part=self._part, reason=phrase("合并单元格互相重叠"))
                self._open.append(one)

    def _count(self, cells: int) -> None:
        self._carried += cells
        if self._carried > MOST_CARRIED:
            raise Refusal(
                OVER_LIMIT, what=phrase("“{part}”的合并单元格", part=self._part), limit=MOST_CARRIED
            )


def _range(text: str, part: str) -> _Range:
    found = _RANGE.fullmatch(text)
    if found is None:
        raise Refusal(DAMAGED, part=part, reason=phrase("合并单元格的范围不合规"))
    left, right = column_number(found[1]), column_number(found[3])
    one = _Range(int(found[2]), left, int(found[4]), right)
    if not left or not right or one.top > one.bottom or left > right:
        raise Refusal(DAMAGED, part=part, reason=phrase("合并单元格的范围不合规"))
    return one
