"""Compound files (MS-CFB): the wrapping of .xls, a small file system inside one file."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from cmtool.files.codes import CUT_SHORT, DAMAGED
from cmtool.files.refusal import Refusal
from cmtool.model.text import phrase

_HEADER = struct.Struct("<8s22xHH")  # signature, shifts of sectors and of small sectors
_PLACES = struct.Struct("<I4xII4xI")  # first sectors and a size, from byte 48
_IN_HEADER = struct.Struct("<109I")
_ENTRY = struct.Struct("<64sHBB48xIII")  # name, its length, type, colour, first sector, size low, size high
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # from here on a number is no sector but a mark
_STREAM, _ROOT = 2, 5


def streams(data: bytes, *names: str) -> dict[str, bytes]:
    """The streams of these names, those that exist; refused when chains of sectors break off or turn back."""
    compound = _Compound(data)
    return {name: compound.stream(name) for name in names if name in compound}


class _Compound:
    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) < 512:
            raise Refusal(CUT_SHORT)
        magic, shift, mini_shift = _HEADER.unpack_from(data)
        directory, self._cutoff, mini_fat, more = _PLACES.unpack_from(data, 48)
        if magic != _MAGIC or shift not in (9, 12) or mini_shift != 6:
            raise _damaged()
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        numbers = self._fat_sectors(more)
        self._fat = _numbers([self._sector(number) for number in numbers])
        self._mini_fat = _numbers(self._chain(mini_fat))
        self._entries: dict[str, tuple[int, int]] = {}
        root = (_LAST_SECTOR, 0)
        raw = b"".join(self._chain(directory))
        for place in range(0, len(raw) - _ENTRY.size + 1, _ENTRY.size):
            name, length, kind, _colour, first, size, _high = _ENTRY.unpack_from(raw, place)
            if kind == _ROOT:
                root = (first, size)
            elif kind == _STREAM and 2 <= length <= 64:
                self._entries.setdefault(name[: length - 2].decode("utf-16-le", "replace"), (first, size))
        self._mini = b"".join(self._chain(root[0]))

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        first, size = self._entries[name]
        if size >= self._cutoff:
            content = b"".join(self._chain(first))
        else:
            content = b"".join(
                self._mini[number * self._mini_size : (number + 1) * self._mini_size]
                for number in _followed(first, self._mini_fat)
            )
        if len(content) < size:
            raise Refusal(CUT_SHORT)
        return content[:size]

    def _fat_sectors(self, more: int) -> list[int]:
        """Where the allocation table stands: 109 numbers in the header, the rest in sectors that name the next."""
        numbers = list(_IN_HEADER.unpack_from(self._data, 76))
        seen: set[int] = set()
        while more < _LAST_SECTOR:
            if more in seen:
                raise _damaged()
            seen.add(more)
            *there, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            numbers += there
        found = [number for number in numbers if number < _LAST_SECTOR]
        if len(set(found)) < len(found):  # else a small file could name a table of any size
            raise _damaged()
        return found

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise Refusal(CUT_SHORT)
        return found.ljust(self._size, b"\0")  # some writers do not fill up the last one

    def _chain(self, first: int) -> list[bytes]:
        return [self._sector(number) for number in _followed(first, self._fat)]


def _numbers(sectors: list[bytes]) -> tuple[int, ...]:
    found = b"".join(sectors)
    return struct.unpack(f"<{len(found) // 4}I", found)


def _followed(first: int, table: Sequence[int]) -> list[int]:
    """The numbers of a chain of sectors, in order."""
    found: list[int] = []
    number = first
    while number < _LAST_SECTOR:
        if number >= len(table) or len(found) > len(table):
            raise _damaged()
        found.append(number)
        number = table[number]
    return found


def _damaged() -> Refusal:
    return Refusal(DAMAGED, part="OLE", reason=phrase("结构不合规"))
