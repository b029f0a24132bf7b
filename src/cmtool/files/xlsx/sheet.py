"""One worksheet as a stream of rows: every value as the file spells it, with its address and its look.

Rows go through an XML parser until their shape is known; from then on rows of that shape are lifted out of the stream
before the parser sees them, many at a time. Whatever does not fit the shape goes through the parser as before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from cmtool.files.codes import DAMAGED
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.blocks import blocks, is_open
from cmtool.files.xlsx.cells import callbacks
from cmtool.files.xlsx.markup import MAIN, STRICT, Feeding, parser
from cmtool.files.xlsx.merges import HiddenValue, Merges, merged_ranges
from cmtool.files.xlsx.package import Package
from cmtool.files.xlsx.page import Page, Shelf
from cmtool.files.xlsx.template import Groups, Pattern, Template, is_downward
from cmtool.model.grid import GridRow, Strip
from cmtool.model.text import phrase

SETTLED: Final = 40  # rows after which a sheet has shown what its rows look like
LONGEST: Final = 4096  # rows of a strip
_ROW_END: Final = "</row>"


def sheet_rows(
    package: Package,
    part: str,
    sheet: str,
    shelf: Shelf,
    hidden_value: HiddenValue,
    ranges: Sequence[str] | None = None,
    settled: int = SETTLED,
) -> Iterator[GridRow | Strip]:
    """The sheet's rows that hold a value, from top to bottom; a Refusal ends the stream.

    ``hidden`` of a cell speaks of its column, ``hidden`` of a row of the row. ``<dimension>`` is not read. A formula
    that shares another's text has the formula ``""``. A number cell that holds no number has kind ``error``.
    ``ranges`` are the merged ranges where they are known already. No row is lifted before ``settled`` rows are read.
    """
    references = merged_ranges(package.chunks(part), part) if ranges is None else list(ranges)
    page = Page(sheet, part, shelf, Merges(references, part, hidden_value))
    yield from _Sheet(page, Template(shelf), settled).parts(package.chunks(part))
    if page.merged != references:
        raise Refusal(DAMAGED, sheet, part=part, reason=phrase("合并单元格的记录前后不一"))


@dataclass
class _Sheet:
    """One sheet while it is read; ``lifting`` ends for good where a tag may be none.

    The pattern is made anew when ``settled`` rows went through the parser since, and have shown other shapes.
    """

    page: Page
    template: Template
    settled: int
    lifting: bool = True
    pattern: Pattern | None = None
    made_of: int = 0  # shapes that the pattern knows
    parsed: int = 0  # rows since it was made
    shown: list[tuple[str, tuple[GridRow, ...]]] = field(default_factory=list)  # rows that were learned from

    def __post_init__(self) -> None:
        made = parser(self.page.part)
        self.feeding = Feeding(made, self.page.part)
        self.resting: Callable[[], bool] = lambda: False

        def bind(name: str, _attributes: dict[str, str]) -> None:
            namespace, _, local = name.rpartition(" ")
            if local != "worksheet" or namespace not in (MAIN, STRICT):
                raise self.page.damaged()
            start, text, end, self.resting = callbacks(self.page, namespace)
            made.StartElementHandler, made.CharacterDataHandler, made.EndElementHandler = start, text, end

        made.StartElementHandler = bind

    def parts(self, chunks: Iterable[bytes]) -> Iterator[GridRow | Strip]:
        for block in blocks(chunks, _ROW_END.encode()):
            text = self._liftable(block)
            if text is None:
                yield from self._parsed(block)
            else:
                yield from self._block(text)
        self.feeding.end()
        yield from self._finished()

    def _liftable(self, block: bytes) -> str | None:
        """The block as text, None when its rows must all go through the parser."""
        self.lifting = self.lifting and is_open(block)
        if not self.lifting:
            return None
        try:
            return block.decode()
        except UnicodeDecodeError:
            self.lifting = False
            return None

    def _block(self, text: str) -> Iterator[GridRow | Strip]:
        position = 0
        while position < len(text):
            stop, strip = self._lifted(text, position)
            if strip is not None:
                yield from (strip,) if strip.columns else ()
            elif stop > position:
                yield from self._parsed(text[position:stop].encode())
            else:
                stop = text.find(_ROW_END, position) + len(_ROW_END)
                stop = stop if stop >= len(_ROW_END) else len(text)
                yield from self._read(text[position:stop])
            position = stop

    def _read(self, piece: str) -> Iterator[GridRow]:
        """A row that goes through the parser; a plain one, or one without a value, teaches its shape."""
        rested = self.resting()
        self.feeding.give(piece.encode())
        rows = tuple(self._finished())
        if rested and self.lifting and self.resting():
            before = self.template.known
            self.template.learn(piece, self.page.row_hidden)
            if self.template.known > before:
                self.shown.append((piece, rows))
        self.parsed += 1
        if self.parsed >= self.settled and self.template.known > self.made_of:
            self._renew()
        yield from rows

    def _renew(self) -> None:
        """Make a pattern of what was learned, if it reads the rows that it was learned from as the parser did."""
        pattern = self.template.compiled()
        self.made_of, self.parsed = self.template.known, 0
        self.lifting = self.lifting and all(pattern.takes(text, rows) for text, rows in self.shown)
        self.pattern = pattern if self.lifting else None

    def _lifted(self, text: str, start: int) -> tuple[int, Strip | None]:
        """Rows from a position on that the pattern takes, and where they end.

        No rows: the next one must go through the parser. No strip: it must say what is wrong with the rows up to there.
        """
        page = self.page
        free = page.merges.free_until(page.row + 1) - page.row
        if self.pattern is None or not free or not self.resting():
            return start, None
        matched, ends = _run(self.pattern, text, start, min(free, LONGEST))
        count = bisect_right(matched, page.row + free, key=lambda groups: int(groups[0]))
        if not count:
            return start, None
        stop = ends[count - 1]
        try:
            strip = self.pattern.strip(matched[:count], page.hidden_columns, _escapes(text, start, stop))
        except LookupError:
            return stop, None
        if not is_downward(strip.numbers, page.row):
            return stop, None
        page.pass_rows(strip)
        self.feeding.left_out += text.count("\n", start, stop)
        return stop, strip

    def _parsed(self, block: bytes) -> Iterator[GridRow]:
        self.feeding.give(block)
        yield from self._finished()

    def _finished(self) -> Iterator[GridRow]:
        yield from self.page.rows
        self.page.rows.clear()


def _run(pattern: Pattern, text: str, position: int, most: int) -> tuple[list[Groups], list[int]]:
    """At most so many neighbouring rows that fit, and where each ends."""
    match = pattern.row.match
    matched: list[Groups] = []
    ends: list[int] = []
    while len(ends) < most and (found := match(text, position)):
        position = found.end()
        matched.append(found.groups(""))
        ends.append(position)
    return matched, ends


def _escapes(text: str, start: int, stop: int) -> bool:
    """Whether there may be an ``_x000D_`` in it."""
    return text.find("_", start, stop) >= 0 and text.find("_x", start, stop) >= 0
