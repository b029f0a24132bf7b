"""The shape that the rows of a sheet have in common: a pattern that takes one of them in at a glance.

A shape is learned from rows that the careful parser has read. A row that the pattern takes differs from those in
nothing but row number, numbers, and text without markup; so it says what the careful parser would have read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from cmtool.files.xlsx.escapes import unescaped
from cmtool.files.xlsx.page import Shelf
from cmtool.files.xlsx.references import LAST_ROW, column_number
from cmtool.files.xlsx.strings import LONGEST_TEXT
from cmtool.model.grid import CellKind, GridRow, Strip, StripColumn

Form = Literal["blank", "number", "shared", "text", "inline"]

_ATTRIBUTES: Final = r'(?: [A-Za-z0-9:.]+="[^"<>&\x00-\x1f]*")*'
_ROW = re.compile(rf'[ \n\t]*<row r="([1-9][0-9]{{0,6}})"({_ATTRIBUTES})>(.*)</row>', re.DOTALL)
_CELL = re.compile(
    r'<c r="(?P<letters>[A-Z]{1,3})[0-9]{1,7}"(?P<attributes>(?: s="[0-9]{1,6}"| t="[A-Za-z]{1,9}")*+)'
    r"(?:/>|></c>|>(?P<inner><v>[^<]*</v>|<is><t(?: xml:space=\"preserve\")?>[^<]*</t></is>)</c>)"
)
_TYPE = re.compile(r' t="([A-Za-z]+)"')
_STYLE = re.compile(r' s="([0-9]+)"')
_NUMBER: Final = r"(-?[0-9]{1,17}+(?:\.[0-9]{1,20}+)?+(?:[eE][+-]?0{0,2}+[0-9]{1,2}+)?+)"
_TEXT: Final = rf"([^<>&\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]{{1,{LONGEST_TEXT}}}+)?+"
_BODIES: Final[dict[Form, str]] = {
    "blank": r"(?:/>|></c>)",
    "number": rf"><v>{_NUMBER}</v></c>",
    "shared": r"><v>([0-9]{1,9}+)</v></c>",
    "text": rf"><v>{_TEXT}</v></c>",
    "inline": rf'><is><t(?: xml:space="preserve")?>{_TEXT}</t></is></c>',
}
_WHOLE: Final = {form: re.compile(body) for form, body in _BODIES.items()}
_FORMS: Final[dict[str, Form]] = {
    "": "number",
    "n": "number",
    "s": "shared",
    "str": "text",
    "inlineStr": "inline",
}
_MOST_ATTRIBUTES: Final = 16  # spellings of a row's own tag
_MOST_SHAPES: Final = 600  # of cells

Groups = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """One way in which the cells of a column are written."""

    letters: str
    attributes: str
    form: Form

    @property
    def column(self) -> int:
        return column_number(self.letters)

    @property
    def style(self) -> str | None:
        found = _STYLE.search(self.attributes)
        return found[1] if found else None


@dataclass
class Template:
    """The shapes learned from a sheet so far; ``known`` counts them."""

    shelf: Shelf
    _rows: dict[str, bool] = field(default_factory=dict)  # the attributes of row tags → whether they hide it
    _shapes: dict[_Shape, None] = field(default_factory=dict)

    @property
    def known(self) -> int:
        return len(self._rows) + len(self._shapes)

    def learn(self, text: str, hidden: bool) -> None:
        """Take over the shapes of a row that the parser has read; an odd one teaches nothing."""
        row = _ROW.fullmatch(text)
        if row is None or " r=" in row[2]:
            return
        shapes = _shapes(row[3])
        if shapes is None or len(self._rows) + len(self._shapes) > _MOST_SHAPES:
            return
        if row[2] in self._rows or len(self._rows) < _MOST_ATTRIBUTES:
            self._rows[row[2]] = hidden
            self._shapes.update(dict.fromkeys(shapes))

    def compiled(self) -> Pattern:
        """A pattern of everything learned so far."""
        by_column: dict[int, list[_Shape]] = {}
        for shape in self._shapes:
            by_column.setdefault(shape.column, []).append(shape)
        ordered = [shape for _, shapes in sorted(by_column.items()) for shape in shapes]
        group = "(" if any(self._rows.values()) else "(?:"
        tags = group + "|".join(re.escape(one) for one in self._rows) + ")"
        parts = [rf'[ \n\t]*+<row r="([1-9][0-9]{{0,6}}+)"{tags}>']
        for _, shapes in sorted(by_column.items()):
            ways = "|".join(re.escape(one.attributes) + _BODIES[one.form] for one in shapes)
            parts.append(rf'(?:<c r="{shapes[0].letters}\1"(?:{ways}))?+')
        columns = tuple(shape for shape in ordered if shape.form != "blank")
        tells = dict(self._rows) if group == "(" else {}
        return Pattern(re.compile("".join(parts) + "</row>"), columns, self.shelf, tells)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Takes in rows of the shapes that it was made of.

    A match has the row number, where rows may be hidden the attributes that ``hides`` tells it by, and for each shape
    what is written, ``""`` where the row has no such cell.
    """

    row: re.Pattern[str]
    shapes: tuple[_Shape, ...]
    shelf: Shelf
    hides: Mapping[str, bool]

    def strip(self, matched: Sequence[Groups], hidden: frozenset[int], escapes: bool) -> Strip:
        """The rows of some matches, by columns; ``escapes`` tells whether ``_x`` occurs in them.

        LookupError when a cell points at a shared string that is not there.
        """
        numbers, *written = zip(*matched, strict=True)
        hides = [self.hides[one] for one in written.pop(0)] if self.hides else ()
        columns = (
            StripColumn(
                shape.column,
                _kind(shape.form),
                self.shelf.formats.get(shape.style, ""),
                shape.column in hidden,
                self._said(shape.form, texts, escapes),
            )
            for shape, texts in zip(self.shapes, written, strict=True)
        )
        filled = tuple(one for one in columns if _any(one))
        return Strip(list(map(int, numbers)), filled, hides)

    def takes(self, text: str, rows: Sequence[GridRow]) -> bool:
        """Whether it reads a row as the parser did; no rows where the row holds nothing."""
        found = self.row.fullmatch(text)
        if found is None:
            return False
        hidden = frozenset(cell.column for row in rows for cell in row.cells if cell.hidden)
        return tuple(self.strip([found.groups("")], hidden, "_x" in text).rows()) == tuple(rows)

    def _said(self, form: Form, texts: Sequence[str], escapes: bool) -> Sequence[str]:
        """What the cells say."""
        if form == "shared":
            strings = self.shelf.strings
            if all(texts):
                return list(map(strings.__getitem__, map(int, texts)))
            return [strings[int(text)] if text else "" for text in texts]
        return [unescaped(text) for text in texts] if escapes and form != "number" else texts


def is_downward(numbers: Sequence[int], after: int) -> bool:
    """Whether row numbers only rise, from below a row on, and are all on a sheet."""
    rising = numbers[0] > after and numbers[-1] <= LAST_ROW
    return rising and all(first < second for first, second in pairwise(numbers))


def _shapes(cells: str) -> list[_Shape] | None:
    """The shapes of a row's cells from left to right; None when one is not plain."""
    found: list[_Shape] = []
    position = 0
    while position < len(cells):
        cell = _CELL.match(cells, position)
        if cell is None:
            return None
        position = cell.end()
        form = _form(cell["attributes"], cell["inner"])
        if form is None or not _WHOLE[form].fullmatch(cells, cell.end("attributes"), position):
            return None
        found.append(_Shape(cell["letters"], cell["attributes"], form))
    return found


def _form(attributes: str, inner: str | None) -> Form | None:
    if attributes.count(" t=") > 1 or attributes.count(" s=") > 1:
        return None
    if inner is None:
        return "blank"
    said = _TYPE.search(attributes)
    form = _FORMS.get(said[1] if said else "")
    return form if form and (form == "inline") == inner.startswith("<is>") else None


def _kind(form: Form) -> CellKind:
    return "number" if form == "number" else "text"


def _any(column: StripColumn) -> bool:
    return any(column.written)
