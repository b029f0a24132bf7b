"""Records of an .xlsb workbook (MS-XLSB): every cell but the text of its strings."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cmtool.files.binary.links import Links
from cmtool.files.binary.marks import ERRORS, VISIBILITIES, BookMarks, Mark, SheetMarks, number, of_rk
from cmtool.files.codes import DAMAGED
from cmtool.files.refusal import Refusal
from cmtool.files.tally import Tally
from cmtool.files.xlsx.markup import elements
from cmtool.files.xlsx.package import Package
from cmtool.files.xlsx.references import LAST_COLUMN, LAST_ROW
from cmtool.files.xlsx.styles import format_code
from cmtool.model.grid import address
from cmtool.model.text import phrase

_BOOK, _RELATIONS, _STYLES = "xl/workbook.bin", "xl/_rels/workbook.bin.rels", "xl/styles.bin"
_PROPERTIES, _SHEET = 153, 156
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_ROW, _COLUMNS, _BEGIN, _END, _MERGE = 0, 60, 145, 146, 176
_CELLS = range(2, 19)  # kinds of records that are, or may be, a cell with a value
_RICH = 62
_RESULTS: Final[Mapping[int, int]] = {9: 8, 10: 1, 11: 1}  # bytes of a formula's value, where it is no text
_TEXT_RESULT = 8
_LONGEST = 1 << 28

Record = tuple[int, bytes]


def xlsb_marks(package: Package) -> BookMarks:
    """The worksheets of the workbook."""
    formats = _formats(package)
    targets = _targets(package)
    epoch_1904, sheets, tally, links = False, [], Tally(), Links()
    book = tuple(_records(package, _BOOK))
    for kind, content in book:  # the books that formulas point at are listed behind the sheets
        links.take_xlsb(kind, content)
    for kind, content in book:
        if kind == _PROPERTIES:
            epoch_1904 = bool(content[:1] and content[0] & 1)
        elif kind == _SHEET:
            try:
                (state,) = struct.unpack_from("<I", content)
                relation, after = _text(content, 8)
                name, _ = _text(content, after)
            except struct.error as error:
                raise _damaged(_BOOK) from error
            part = targets.get(relation)
            if part is not None:
                marks = SheetMarks(name, VISIBILITIES[min(state, 2)], tally)
                _Sheet(marks, formats, links).read(_records(package, part))
                sheets.append(marks)
    return BookMarks(tuple(sheets), epoch_1904)


def _records(package: Package, part: str) -> Iterator[Record]:
    """Records of a part: kind and length in up to two and four bytes of seven bits each."""
    stream = b"".join(package.chunks(part))
    place, end = 0, len(stream)
    try:
        while place < end:
            kind = stream[place]
            place += 1
            if kind & 0x80:
                kind = kind & 0x7F | (stream[place] & 0x7F) << 7
                place += 1
            size = shift = 0
            while True:
                byte = stream[place]
                place += 1
                size |= (byte & 0x7F) << shift
                shift += 7
                if not byte & 0x80 or shift == 28:
                    break
            if place + size > end:
                raise _damaged(part)
            yield kind, stream[place : place + size]
            place += size
    except IndexError as error:
        raise _damaged(part) from error


def _targets(package: Package) -> dict[str, str]:
    """Parts that are worksheets, by relation."""
    found = {}
    for element in elements(package.chunks(_RELATIONS), _RELATIONS):
        said = element.attributes
        if element.name == "Relationship" and said.get("Type", "").endswith("/worksheet"):
            target = said.get("Target", "")
            found[said.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def _formats(package: Package) -> list[str]:
    own: dict[str, str] = {}
    styles: list[str] = []
    inside = False
    if _STYLES not in package:
        return [""]
    for kind, content in _records(package, _STYLES):
        try:
            if kind == _FORMAT:
                own[str(struct.unpack_from("<H", content)[0])] = _text(content, 2)[0]
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                inside = kind == _STYLES_BEGIN
            elif kind == _STYLE and inside:
                styles.append(str(struct.unpack_from("<H", content, 2)[0]))
        except struct.error as error:
            raise _damaged(_STYLES) from error
    return [format_code(style, own) for style in styles] or [""]


class _Sheet:
    """The records of one worksheet."""

    def __init__(self, marks: SheetMarks, formats: list[str], links: Links) -> None:
        self._marks = marks
        self._links = links
        self._formats = formats
        self._row = 0
        self._in_data = False
        self._cells: Final[Mapping[int, Callable[[bytes, str], Mark]]] = {
            2: lambda content, code: number(of_rk(struct.unpack_from("<I", content)[0]), code),
            3: _error,
            4: lambda content, code: Mark("bool", str(content[0]), code),
            5: lambda content, code: number(struct.unpack_from("<d", content)[0], code),
            6: lambda content, code: Mark("text", _text(content, 0)[0], code),
            7: lambda _content, code: Mark("text", None, code),
            8: lambda content, code: Mark("text", _text(content, 0)[0], code, is_formula=True),
            9: lambda content, code: number(struct.unpack_from("<d", content)[0], code, is_formula=True),
            10: lambda content, code: Mark("bool", str(content[0]), code, is_formula=True),
            11: lambda content, code: _error(content, code)._replace(is_formula=True),
            _RICH: lambda _content, code: Mark("text", None, code),
        }

    def read(self, records: Iterator[Record]) -> None:
        for kind, content in records:
            try:
                self._take(kind, content)
            except (struct.error, IndexError) as error:
                raise self._marks.damaged() from error

    def _take(self, kind: int, content: bytes) -> None:
        if kind in (_BEGIN, _END):
            self._in_data = kind == _BEGIN
        elif self._in_data:
            self._take_data(kind, content)
        elif kind == _COLUMNS:
            first, last, width, _style, options = struct.unpack_from("<IIIIH", content)
            if options & 1 or not width:
                self._marks.hidden_columns.update(range(first + 1, min(last, LAST_COLUMN - 1) + 2))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", content)
            self._marks.merges.append(f"{address(left + 1, top + 1)}:{address(right + 1, bottom + 1)}")

    def _take_data(self, kind: int, content: bytes) -> None:
        if kind == _ROW:
            row, _style, _height, _edges, options = struct.unpack_from("<IIHBB", content)
            if not self._row <= row < LAST_ROW:
                raise self._marks.damaged()
            self._row = row + 1
            if options & 0x10:
                self._marks.hidden_rows.add(self._row)
        elif kind in self._cells:
            column, style = struct.unpack_from("<II", content)
            if not self._row or column >= LAST_COLUMN:
                raise self._marks.damaged()
            mark = self._cells[kind](content[8:], self._formats[style & 0xFFFFFF])
            if mark.is_formula:
                linked = self._links.points_elsewhere(_tokens(kind, content[8:]))
                mark = mark._replace(is_linked=linked)
            self._marks.put(self._row, column + 1, mark)
        elif kind in _CELLS:
            raise self._marks.damaged()


def _tokens(kind: int, content: bytes) -> bytes:
    """A formula's tokens: behind its value stand two bytes of options and the tokens' length in four."""
    place = _text(content, 0)[1] if kind == _TEXT_RESULT else _RESULTS[kind]
    size = int.from_bytes(content[place + 2 : place + 6], "little")
    return content[place + 6 : place + 6 + size]


def _error(content: bytes, code: str) -> Mark:
    return Mark("error", ERRORS.get(content[0], "#?"), code)


def _text(content: bytes, place: int) -> tuple[str, int]:
    """A counted text in UTF-16 and where it ends."""
    (length,) = struct.unpack_from("<I", content, place)
    end = place + 4 + 2 * length
    if end > len(content):
        raise struct.error
    return content[place + 4 : end].decode("utf-16-le", "replace"), end


def _damaged(part: str) -> Refusal:
    return Refusal(DAMAGED, part=part, reason=phrase("结构不合规"))
