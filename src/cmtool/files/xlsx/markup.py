"""The XML of a workbook's parts: expat without DTDs, other encodings, endless tokens or deep nesting."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat

from cmtool.files.codes import DAMAGED, HAS_DTD, READER_SLOW
from cmtool.files.refusal import Refusal
from cmtool.model.text import phrase

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
DEEPEST = 64  # elements inside elements
SECONDS = 120  # of processor time for one part; an honest million rows take about ten
LONGEST_TOKEN = 1024 * 1024  # bytes of one tag or comment

_ENCODINGS = ("utf-8", "utf-16", "us-ascii")


class Element:
    """A start tag: its namespace, local name, its parent's local name, its attributes (``namespace name`` or ``name``)."""

    __slots__ = ("attributes", "name", "namespace", "parent")

    def __init__(self, full: str, parent: str, attributes: dict[str, str]) -> None:
        self.namespace, _, self.name = full.rpartition(" ")
        self.parent = parent
        self.attributes = attributes

    @property
    def is_main(self) -> bool:
        return self.namespace in (MAIN, STRICT)


def parser(part: str) -> expat.XMLParserType:
    """A parser that says names as ``namespace name`` and refuses a DTD."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True

    def refuse_dtd(*_: object) -> NoReturn:
        raise Refusal(HAS_DTD, part=part)

    def check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise Refusal(DAMAGED, part=part, reason=phrase("编码 {encoding} 不合规", encoding=encoding[:40]))

    made.StartDoctypeDeclHandler = refuse_dtd
    made.XmlDeclHandler = check_encoding
    return made


class Feeding:
    """A part on its way into its parser, a piece at a time; refused when the parsing itself takes too long."""

    def __init__(self, made: expat.XMLParserType, part: str) -> None:
        self._made = made
        self._part = part
        self._fed = 0
        self._spent = 0.0
        self.left_out = 0  # lines that the parser does not get to see

    def give(self, chunk: bytes) -> None:
        """Parse one piece."""
        self._parse(chunk, False)
        self._fed += len(chunk)
        if self._fed - self._made.CurrentByteIndex > LONGEST_TOKEN:
            raise too_long(self._part)

    def end(self) -> None:
        """The part is at its end; now it is known to be well formed."""
        self._parse(b"", True)

    def _parse(self, chunk: bytes, last: bool) -> None:
        started = time.thread_time()
        try:
            self._made.Parse(chunk, last)
        except expat.ExpatError as error:
            reason = phrase("第 {line} 行的 XML 不完整或有错", line=error.lineno + self.left_out)
            raise Refusal(DAMAGED, part=self._part, reason=reason) from error
        self._spent += time.thread_time() - started
        if self._spent > SECONDS:
            raise Refusal(READER_SLOW, seconds=SECONDS)


def feed(made: expat.XMLParserType, chunks: Iterable[bytes], part: str) -> Iterator[None]:
    """Parse the chunks, pausing after each; the last pause comes when the part is known to be well formed."""
    feeding = Feeding(made, part)
    for chunk in chunks:
        feeding.give(chunk)
        yield
    feeding.end()
    yield


def too_deep(part: str) -> Refusal:
    return Refusal(DAMAGED, part=part, reason=phrase("嵌套过深"))


def too_long(part: str) -> Refusal:
    return Refusal(DAMAGED, part=part, reason=phrase("有过长的标记"))


def elements(chunks: Iterable[bytes], part: str) -> Iterator[Element]:
    """Every element of a small part, in order."""
    made = parser(part)
    ready: list[Element] = []
    path = [""]

    def start(full: str, attributes: dict[str, str]) -> None:
        found = Element(full, path[-1], attributes)
        path.append(found.name)
        if len(path) > DEEPEST + 1:
            raise too_deep(part)
        ready.append(found)

    def end(_full: str) -> None:
        path.pop()

    made.StartElementHandler = start
    made.EndElementHandler = end
    for _ in feed(made, chunks, part):
        yield from ready
        ready.clear()
