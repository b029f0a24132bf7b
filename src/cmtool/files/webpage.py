"""Tables of a web page, the way core systems export them under the name .xls: one sheet, from top to bottom.

Every cell is the text that a reader of the page sees. Text beside the tables (a title, 单位：元) is a row of its own,
as a spreadsheet program shows it. Styles by class are not looked at; ``display:none`` in the element itself is.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from cmtool.files.binary.marks import ERRORS
from cmtool.files.codes import (
    CUT_SHORT,
    DAMAGED,
    FORM_FIELDS,
    NESTED_TABLES,
    OVER_LIMIT,
    READER_SLOW,
    WEB_PAGE,
)
from cmtool.files.csv import LONGEST_TEXT, bare, decoded, strictly
from cmtool.files.draft import Draft
from cmtool.files.refusal import Refusal
from cmtool.files.shown import number_format
from cmtool.files.tally import Tally
from cmtool.files.xlsx.references import LAST_COLUMN, LAST_ROW
from cmtool.files.xlsx.values import number
from cmtool.model.grid import Cell, Grid, address
from cmtool.model.problem import Problem
from cmtool.model.text import phrase

SECONDS = 120
_STEP = 64 * 1024  # characters at a time
_LONGEST_TOKEN = 1024 * 1024

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CHARSET = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_ENCODINGS: Final = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
                     "big5": "big5", "utf-8": "utf-8", "utf8": "utf-8"}  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HIDES = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FIGURE = re.compile(r"[-+(]*[¥￥$]?[-+]?[0-9][0-9,，]*(?:\.[0-9]*)?\)?%?")
_VOID, _SKIPPED, _BLOCKS = (
    frozenset(names.split())
    for names in (
        "area base br col embed hr img input link meta param source track wbr",
        "script style title template noscript xml",
        "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd center form caption hr body header footer",
    )
)
_FIELDS = frozenset(("select", "textarea"))
_SIGNS: Final = {"sup": "^", "sub": "_", "s": "~", "strike": "~", "del": "~"}  # else 10² would read as 102
_ENDS: Final = frozenset(("body", "html"))
_ARCHIVE: Final = (
    "mime-version:"  # a page with its pictures in one file, its characters written in another way
)
_TABLE, _ROW, _CELLS, _GROUPS = "table", "tr", ("td", "th"), ("thead", "tbody", "tfoot")


def read_webpage(data: bytes, name: str, suffix: str) -> tuple[tuple[Grid, ...], list[Problem]]:
    """The page's tables as one grid whose sheet is ``""``, and its problems; raises Refusal, also when it has none."""
    page = _Page()
    text, started = page_text(data), time.monotonic()
    if text[: len(_ARCHIVE)].lower() == _ARCHIVE:
        raise Refusal(WEB_PAGE, suffix=suffix)
    for start in range(0, len(text), _STEP):
        page.feed(text[start : start + _STEP])
        if len(page.rawdata) > _LONGEST_TOKEN:
            raise Refusal(DAMAGED, part="HTML", reason=phrase("有过长的标记"))
        if time.monotonic() - started > SECONDS:
            raise Refusal(READER_SLOW, seconds=SECONDS)
    page.close()
    page.finish()
    if not page.tables:
        raise Refusal(WEB_PAGE, suffix=suffix)
    if page.is_cut:
        raise Refusal(CUT_SHORT)
    problems: list[Problem] = []
    return (page.draft.grid(name, problems),), problems


def page_text(data: bytes) -> str:
    """The page's characters: by its mark, by what its ``meta`` declares, else strict UTF-8, else strict GB18030.

    A page that declares a Chinese encoding but is strict UTF-8 throughout is UTF-8: no GBK text is that by chance.
    """
    found = _CHARSET.search(data[:4096])
    declared = _ENCODINGS.get(found[1].decode("ascii", "replace").lower()) if found else None
    if declared != "big5" or data.startswith(_BOMS):
        return decoded(data)
    return strictly(data, declared)


@dataclass(slots=True)
class _Open:
    """The cell whose text is coming; before a table, or beside one, text that will be a row of its own."""

    column: int = 1
    value: str | None = None  # what the spreadsheet program that wrote the page says the number is
    hidden: bool = False
    pieces: list[str] = field(default_factory=list)

    def cell(self) -> Cell | None:
        """The text as the page shows it: runs of blanks are one, lines end where the page breaks them."""
        lines = [_BLANKS.sub(" ", line).strip(" ") for line in "".join(self.pieces).split("\v")]
        text = bare("\n".join(lines).strip("\n"))
        if not text:
            return None
        if text in ERRORS.values():
            return Cell(self.column, "error", text, hidden=self.hidden)
        if self.value and _FIGURE.fullmatch(text):
            kind, value = number(self.value)
            if kind == "number":
                return Cell(self.column, kind, value, number_format(value, text), hidden=self.hidden)
        return Cell(self.column, "text", text, hidden=self.hidden)


class _Page(HTMLParser):
    """The page while it is parsed; tags that the page leaves out are supplied as browsers do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.draft = Draft("", Tally())
        self.tables = 0
        self._row = 0
        self._in_table = False
        self._open = _Open()
        self._in_cell = False
        self._skipping: tuple[str, int] | None = None
        self._taken: dict[int, int] = {}  # column → last row of a cell that reaches down
        self._next = 1  # column of the row's next cell
        self._ended = False

    @property
    def is_cut(self) -> bool:
        """Whether the page ends within a table and by no tag of its own: rows behind it may be lost."""
        return self._in_table and not self._ended

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping is not None:
            if tag == self._skipping[0]:
                self._skipping = (tag, self._skipping[1] + 1)
            return
        said = {key: value or "" for key, value in attrs}
        if tag == _TABLE:
            self._start_table()
        elif self._in_table and tag in (_ROW, *_CELLS, *_GROUPS):
            self._start_in_table(tag, said)
        elif tag in _SKIPPED or (tag not in _VOID and _is_hidden(said)):
            self._skipping = (tag, 1)
        elif tag in _FIELDS or (tag == "input" and said.get("type", "").lower() != "hidden"):
            if self._in_table:
                raise Refusal(FORM_FIELDS)
        elif tag == "br" or tag in _BLOCKS:
            self._break()
        elif tag in _SIGNS:
            self._open.pieces.append(_SIGNS[tag])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping is not None:
            if tag == self._skipping[0]:
                depth = self._skipping[1] - 1
                self._skipping = (tag, depth) if depth else None
            return
        if tag == _TABLE:
            self._close_cell()
            self._in_table = False
        elif tag in _CELLS or tag == _ROW:
            self._close_cell()
        elif tag in _SIGNS:
            self._open.pieces.append(_SIGNS[tag])
        if tag in _BLOCKS:
            self._break()
        self._ended = self._ended or tag in _ENDS

    def handle_data(self, data: str) -> None:
        if self._skipping is None:
            self._open.pieces.append(data.replace("\v", " "))

    def finish(self) -> None:
        self._close_cell()
        self._close_text()

    def _start_table(self) -> None:
        if self._in_table:
            raise Refusal(NESTED_TABLES)
        self._close_text()
        self._in_table = True
        self.tables += 1
        self._taken.clear()

    def _start_in_table(self, tag: str, said: dict[str, str]) -> None:
        self._close_cell()
        if tag in _CELLS:
            self._start_cell(said)
        elif tag == _ROW:
            self._start_row()
            if _is_hidden(said):
                self.draft.hidden_rows.add(self._row)

    def _start_row(self) -> None:
        self._close_text()
        self._row += 1
        self._next = 1
        if self._row > LAST_ROW:
            raise Refusal(OVER_LIMIT, what=phrase("行数"), limit=LAST_ROW)

    def _start_cell(self, said: dict[str, str]) -> None:
        if not self._row:
            self._start_row()
        while self._taken.get(self._next, 0) >= self._row:
            self._next += 1
        column, across, down = self._next, _span(said, "colspan"), _span(said, "rowspan")
        self._next += across
        if self._next > LAST_COLUMN:
            raise Refusal(OVER_LIMIT, what=phrase("列数"), limit=LAST_COLUMN)
        if down > 1:
            self._taken.update(dict.fromkeys(range(column, self._next), self._row + down - 1))
        self.draft.merge(self._row, column, down, across)
        value = said.get("x:num") or said.get("sdval")
        self._open, self._in_cell = _Open(column, value, _is_hidden(said)), True

    def _break(self) -> None:
        if self._in_cell:
            self._open.pieces.append("\v")
        else:
            self._close_text()

    def _close_cell(self) -> None:
        if self._in_cell:
            self._put()
        self._in_cell = False

    def _close_text(self) -> None:
        """Text outside of cells, if any has come, becomes a row."""
        if any(piece.strip() for piece in self._open.pieces):
            self._row += 1
            self._open.column = 1
            self._put()
        self._open = _Open()

    def _put(self) -> None:
        found = self._open.cell()
        self._open = _Open()
        if found is not None:
            if len(found.written) > LONGEST_TEXT:
                place = address(found.column, self._row)
                raise Refusal(OVER_LIMIT, cell=place, what=phrase("单元格里的文字"), limit=LONGEST_TEXT)
            self.draft.put(self._row, found)


def _is_hidden(said: dict[str, str]) -> bool:
    return "hidden" in said or _HIDES.search(said.get("style", "")) is not None


def _span(said: dict[str, str], word: str) -> int:
    """How many columns or rows a cell takes; what is no number from 1 to 1,000 counts as 1, as in browsers."""
    text = said.get(word, "").strip()
    return (
        int(text) if text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= 1000 else 1
    )
