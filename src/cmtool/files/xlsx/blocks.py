"""A part in blocks that can be looked at as text, when it is sure that every tag in them is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

BLOCK: Final = 1024 * 1024  # bytes

_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^?<>]*\?>")
_OTHER_ENCODING = re.compile(rb"""\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)


def blocks(chunks: Iterable[bytes], end: bytes) -> Iterator[bytes]:
    """The same bytes in larger blocks, each cut behind an end tag where there is one."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size >= BLOCK:
            whole = b"".join(held)
            cut = whole.rfind(end) + len(end)
            cut = cut if cut >= len(end) else len(whole)
            yield whole[:cut]
            held = [whole[cut:]]
            size = len(whole) - cut
    if rest := b"".join(held):
        yield rest


def is_open(block: bytes) -> bool:
    """Whether it is UTF-8 as far as it says, and no comment, CDATA or instruction can hide what looks like a tag.

    Where this is not so, the rest of the part is not open either.
    """
    declared = _DECLARED.match(block)
    if declared:
        if _OTHER_ENCODING.search(declared[0]):
            return False
        block = block[declared.end() :]
    return not (_has(block, b"!", b"<!") or _has(block, b"?", b"<?"))


def _has(block: bytes, rare: bytes, mark: bytes) -> bool:
    """Whether a mark occurs; its rarer byte is looked for first, which is many times as fast."""
    return rare in block and mark in block
