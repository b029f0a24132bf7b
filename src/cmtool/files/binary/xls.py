"""Records of an .xls workbook (MS-XLS, BIFF8): every cell but the text of its strings."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cmtool.files.binary.compound import streams
from cmtool.files.binary.links import Links
from cmtool.files.binary.marks import ERRORS, VISIBILITIES, BookMarks, Mark, SheetMarks, number, of_rk
from cmtool.files.codes import CUT_SHORT, DAMAGED, ENCRYPTED, OLD_FORMAT
from cmtool.files.refusal import Refusal
from cmtool.files.tally import Tally
from cmtool.files.xlsx.styles import format_code
from cmtool.model.grid import address
from cmtool.model.text import phrase

_BOF, _EOF, _FILEPASS, _EPOCH, _BOUNDSHEET = 0x809, 0x0A, 0x2F, 0x22, 0x85
_FORMAT, _STYLE, _STRINGS = 0x41E, 0xE0, 0xFC
_BIFF8 = 0x0600
_WORKSHEET = 0
_ALWAYS, _ON_OPENING = 0x1, 0x2  # a formula is to be calculated before its value is shown

Record = tuple[int, bytes]


def xls_marks(data: bytes) -> BookMarks:
    """The worksheets of the workbook; encrypted ones, and those older than Excel 97, are refused."""
    found = streams(data, "Workbook", "Book")
    if "Workbook" not in found:
        raise Refusal(OLD_FORMAT, kind=phrase("Excel 95 或更早的工作簿"))
    stream = found["Workbook"]
    book = _Globals(stream)
    sheets = []
    for start, marks in book.sheets:
        _Sheet(marks, book).read(_records(stream, start))
        sheets.append(marks)
    return BookMarks(tuple(sheets), book.epoch_1904)


def _records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """Records from one BOF to its EOF, those of embedded charts left out."""
    depth, place = 0, start
    while True:
        if place + 4 > len(stream):
            raise Refusal(CUT_SHORT)
        kind, size = struct.unpack_from("<HH", stream, place)
        content = stream[place + 4 : place + 4 + size]
        if len(content) < size:
            raise Refusal(CUT_SHORT)
        place += 4 + size
        if kind == _BOF:
            depth += 1
        elif depth == 0:
            raise _damaged()
        if depth == 1:
            yield kind, content
        if kind == _EOF:
            depth -= 1
            if depth == 0:
                return


class _Globals:
    """What the cells refer to: formats by style, how many strings there are, where each sheet stands."""

    def __init__(self, stream: bytes) -> None:
        self.epoch_1904 = False
        self._tally = Tally()
        self.links = Links()
        self.strings = 0
        self.sheets: list[tuple[int, SheetMarks]] = []
        self._own: dict[str, str] = {}
        self._styles: list[str] = []
        for kind, content in _records(stream):
            try:
                self._take(kind, content)
            except (struct.error, IndexError) as error:
                raise _damaged() from error
        self.formats = [format_code(style, self._own) for style in self._styles]

    def _take(self, kind: int, content: bytes) -> None:
        if kind == _BOF and struct.unpack_from("<H", content)[0] != _BIFF8:
            raise Refusal(OLD_FORMAT, kind=phrase("Excel 95 或更早的工作簿"))
        if kind == _FILEPASS:
            raise Refusal(ENCRYPTED)
        if kind == _EPOCH:
            self.epoch_1904 = struct.unpack_from("<H", content)[0] == 1
        elif kind == _BOUNDSHEET:
            self._add_sheet(content)
        elif kind == _FORMAT:
            index, length = struct.unpack_from("<HH", content)
            self._own[str(index)] = _text(content[4:], length)
        elif kind == _STYLE:
            self._styles.append(str(struct.unpack_from("<H", content, 2)[0]))
        elif kind == _STRINGS:
            self.strings = struct.unpack_from("<I", content, 4)[0]
        self.links.take(kind, content)

    def _add_sheet(self, content: bytes) -> None:
        start, visibility, kind, length = struct.unpack_from("<IBBB", content)
        if kind == _WORKSHEET:
            state = VISIBILITIES[min(visibility & 3, 2)]
            self.sheets.append((start, SheetMarks(_text(content[7:], length), state, self._tally)))


class _Sheet:
    """The records of one worksheet."""

    def __init__(self, marks: SheetMarks, book: _Globals) -> None:
        self._marks = marks
        self._book = book
        self._readers: Final[Mapping[int, Callable[[bytes], None]]] = {
            0x06: self._formula,
            0x203: self._number,
            0x27E: self._rk,
            0xBD: self._several_rk,
            0xFD: self._shared_text,
            0x204: self._text,
            0xD6: self._text,
            0x205: self._bool_or_error,
            0x208: self._row,
            0x7D: self._columns,
            0xE5: self._merged,
        }

    def read(self, records: Iterator[Record]) -> None:
        for kind, content in records:
            reader = self._readers.get(kind)
            if reader is not None:
                try:
                    reader(content)
                except (struct.error, IndexError) as error:
                    raise self._marks.damaged() from error

    def _put(self, content: bytes, mark: Callable[[str], Mark]) -> None:
        row, column, style = struct.unpack_from("<HHH", content)
        self._marks.put(row + 1, column + 1, mark(self._book.formats[style]))

    def _number(self, content: bytes) -> None:
        (value,) = struct.unpack_from("<d", content, 6)
        self._put(content, lambda code: number(value, code))

    def _rk(self, content: bytes) -> None:
        (raw,) = struct.unpack_from("<I", content, 6)
        self._put(content, lambda code: number(of_rk(raw), code))

    def _several_rk(self, content: bytes) -> None:
        row, first = struct.unpack_from("<HH", content)
        for offset, (style, raw) in enumerate(struct.iter_unpack("<HI", content[4:-2])):
            mark = number(of_rk(raw), self._book.formats[style])
            self._marks.put(row + 1, first + offset + 1, mark)

    def _shared_text(self, content: bytes) -> None:
        (index,) = struct.unpack_from("<I", content, 6)
        if index >= self._book.strings:
            raise self._marks.damaged()
        self._put(content, lambda code: Mark("text", None, code))

    def _text(self, content: bytes) -> None:
        self._put(content, lambda code: Mark("text", None, code))

    def _bool_or_error(self, content: bytes) -> None:
        value, is_error = content[6], content[7]
        self._put(content, lambda code: _error(value, code) if is_error else Mark("bool", str(value), code))

    def _formula(self, content: bytes) -> None:
        result, options = struct.unpack_from("<8sH", content, 6)
        linked = self._book.links.points_elsewhere(content[22:])
        self._put(content, lambda code: _result(result, options, code)._replace(is_linked=linked))

    def _row(self, content: bytes) -> None:
        row, _first, _last, _height, _used, _unused, options = struct.unpack_from("<HHHHHHH", content)
        if options & 0x20:
            self._marks.hidden_rows.add(row + 1)

    def _columns(self, content: bytes) -> None:
        first, last, width, _style, options = struct.unpack_from("<HHHHH", content)
        if options & 1 or not width:
            self._marks.hidden_columns.update(range(first + 1, min(last, 255) + 2))

    def _merged(self, content: bytes) -> None:
        (count,) = struct.unpack_from("<H", content)
        for top, bottom, left, right in struct.iter_unpack("<HHHH", content[2 : 2 + 8 * count]):
            self._marks.merges.append(f"{address(left + 1, top + 1)}:{address(right + 1, bottom + 1)}")


def _result(result: bytes, options: int, code: str) -> Mark:
    """A formula's cached value. Nought with the order to calculate on opening is what writers leave that do not."""
    if result[6:] == b"\xff\xff":
        match result[0]:
            case 0:
                return Mark("text", None, code, is_formula=True)
            case 1:
                return Mark("bool", str(result[2]), code, is_formula=True)
            case 2:
                return _error(result[2], code)._replace(is_formula=True)
            case _:
                return Mark("text", "", code, is_formula=True)
    if not any(result) and options & (_ALWAYS | _ON_OPENING):
        return Mark("text", "", code, is_formula=True, uncached=True)
    return number(struct.unpack("<d", result)[0], code, is_formula=True)


def _error(value: int, code: str) -> Mark:
    return Mark("error", ERRORS.get(value, "#?"), code)


def _text(content: bytes, length: int) -> str:
    """Characters after their one byte of options: one byte each or two."""
    if content[0] & 1:
        return content[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return content[1 : 1 + length].decode("latin-1")


def _damaged() -> Refusal:
    return Refusal(DAMAGED, part="Workbook", reason=phrase("结构不合规"))
