"""The shared strings of a workbook."""

from __future__ import annotations

from collections.abc import Iterable

from cmtool.files.codes import OVER_LIMIT
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.escapes import unescaped
from cmtool.files.xlsx.markup import DEEPEST, MAIN, STRICT, feed, parser, too_deep
from cmtool.model.text import phrase

LONGEST_TEXT = 32767  # characters of one cell

_ITEMS = frozenset((f"{MAIN} si", f"{STRICT} si"))
_TEXTS = frozenset((f"{MAIN} t", f"{STRICT} t"))
_PHONETICS = frozenset((f"{MAIN} rPh", f"{STRICT} rPh"))


def shared_strings(chunks: Iterable[bytes], part: str) -> list[str]:
    """Every ``si`` in order, rich-text runs joined, phonetic hints left out; stated counts are ignored."""
    strings: list[str] = []
    pieces: list[str] = []
    depth = hints = 0
    reading = False

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth, hints, reading
        depth += 1
        if name in _TEXTS:
            reading = not hints
        elif name in _ITEMS:
            pieces.clear()
        elif name in _PHONETICS:
            hints += 1
        if depth > DEEPEST:
            raise too_deep(part)

    def text(data: str) -> None:
        if reading:
            pieces.append(data)

    def end(name: str) -> None:
        nonlocal depth, hints, reading
        depth -= 1
        if name in _TEXTS:
            reading = False
        elif name in _ITEMS:
            strings.append(_checked(unescaped("".join(pieces))))
        elif name in _PHONETICS:
            hints -= 1

    made = parser(part)
    made.StartElementHandler = start
    made.CharacterDataHandler = text
    made.EndElementHandler = end
    for _ in feed(made, chunks, part):
        pass
    return strings


def _checked(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refusal(OVER_LIMIT, what=phrase("单元格里的文字"), limit=LONGEST_TEXT)
    return text
