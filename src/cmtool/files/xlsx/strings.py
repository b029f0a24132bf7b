"""The shared strings of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cmtool.files.codes import OVER_LIMIT
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.blocks import blocks, is_open
from cmtool.files.xlsx.escapes import unescaped
from cmtool.files.xlsx.markup import DEEPEST, MAIN, STRICT, Feeding, parser, too_deep
from cmtool.model.text import phrase

LONGEST_TEXT = 32767  # characters of one cell

_ITEMS = frozenset((f"{MAIN} si", f"{STRICT} si"))
_TEXTS = frozenset((f"{MAIN} t", f"{STRICT} t"))
_PHONETICS = frozenset((f"{MAIN} rPh", f"{STRICT} rPh"))
_ROOTS = frozenset((f"{MAIN} sst", f"{STRICT} sst"))

_FIRST: Final = "<si><t>"
_LAST: Final = "</t></si>"
_END: Final = b"</si>"
_SPACE: Final = '<si><t xml:space="preserve">'
_FONT = re.compile(r'</t><phoneticPr fontId="[0-9]+" type="noConversion"/></si>')
_UNFIT = re.compile("[&\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def shared_strings(chunks: Iterable[bytes], part: str) -> list[str]:
    """Every ``si`` in order, rich-text runs joined, phonetic hints left out; stated counts are ignored."""
    reader = _Strings(part)
    lifting = True
    for block in blocks(chunks, _END):
        lifting = lifting and is_open(block)
        for piece in _pieces(block) if lifting else (block,):
            if isinstance(piece, bytes):
                reader.feeding.give(piece)
            elif reader.resting and (plain := _plain(piece)) is not None:
                reader.strings += plain
                reader.feeding.left_out += piece.count("\n")
            else:
                reader.feeding.give(piece.encode())
    reader.feeding.end()
    return reader.strings


class _Strings:
    """The strings read so far, and the parser that reads those that are more than plain text."""

    def __init__(self, part: str) -> None:
        self.strings: list[str] = []
        self.resting = False  # whether the parser stands between two items
        made = parser(part)
        self.feeding = Feeding(made, part)
        pieces: list[str] = []
        depth = hints = 0
        reading = rooted = False

        def start(name: str, _attributes: dict[str, str]) -> None:
            nonlocal depth, hints, reading, rooted
            depth += 1
            if name in _TEXTS:
                reading = not hints
            elif name in _ITEMS:
                pieces.clear()
            elif name in _PHONETICS:
                hints += 1
            elif depth == 1:
                rooted = name in _ROOTS
            self.resting = rooted and depth == 1
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
                self.strings.append(_checked(unescaped("".join(pieces))))
            elif name in _PHONETICS:
                hints -= 1
            self.resting = rooted and depth == 1

        made.StartElementHandler = start
        made.CharacterDataHandler = text
        made.EndElementHandler = end


def _pieces(block: bytes) -> Iterator[bytes | str]:
    """The items of a block as text, what stands before and behind them as bytes."""
    start, stop = block.find(b"<si>"), block.rfind(_END) + len(_END)
    if not 0 <= start < stop:
        yield block
        return
    try:
        items = block[start:stop].decode()
    except UnicodeDecodeError:
        yield block
        return
    if start:
        yield block[:start]
    yield items
    if stop < len(block):
        yield block[stop:]


def _plain(items: str) -> list[str] | None:
    """The texts of items that hold nothing but text; None when there is more in one of them."""
    if "xml:space" in items:
        items = items.replace(_SPACE, _FIRST)
    if "phoneticPr" in items:
        items = _FONT.sub(_LAST, items)
    if not (items.startswith(_FIRST) and items.endswith(_LAST)):
        return None
    texts = items[len(_FIRST) : -len(_LAST)].split(_LAST + _FIRST)
    tags = 4 * len(texts)
    if items.count("<") != tags or items.count(">") != tags or _UNFIT.search(items):
        return None
    if max(map(len, texts)) > LONGEST_TEXT:
        return None
    return [unescaped(text) for text in texts] if "_x" in items else texts


def _checked(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refusal(OVER_LIMIT, what=phrase("单元格里的文字"), limit=LONGEST_TEXT)
    return text
