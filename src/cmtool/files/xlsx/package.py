"""The zip around a workbook: what may be in it, and its parts inflated within limits."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from cmtool.files.codes import CUT_SHORT, DAMAGED, OVER_LIMIT, UNSAFE_PACKAGE
from cmtool.files.refusal import Refusal
from cmtool.model.text import Phrase, phrase

MIB = 1024 * 1024
MOST_ENTRIES = 2000
MOST_INFLATED = 512 * MIB  # bytes of all parts together
SMALL_PART = 1 * MIB  # up to here a part may be packed as tightly as it likes
TIGHTEST = 100  # inflated : packed

_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, lengths of the name and the extra field
_STEP = 16 * 1024  # packed bytes at a time: at most 16 MiB come out
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


BROKEN_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    struct.error,
    zlib.error,
    ValueError,
    OSError,
)
"""Whatever a damaged directory makes zipfile raise."""


class Package:
    """A zip held in memory whose directory has one meaning: names unique, entries apart, nothing encrypted."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except BROKEN_ZIP as error:
            raise Refusal(CUT_SHORT) from error
        self._entries: Mapping[str, zipfile.ZipInfo] = _checked(entries)
        self._sound: set[str] = set()  # parts whose checksum was right

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    def check(self, look: Callable[[str, bytes], None] = lambda _part, _chunk: None) -> None:
        """Inflate every part once: checksums right, and all of them together within the limit.

        ``look`` sees each piece of each part, so that what needs a look ahead has it without inflating again.
        """
        total = 0
        for entry in self._entries.values():
            for chunk in self.chunks(entry.orig_filename):
                total += len(chunk)
                if total > MOST_INFLATED:
                    raise Refusal(OVER_LIMIT, what=phrase("解压后的大小"), limit=f"{MOST_INFLATED // MIB} MB")
                look(entry.orig_filename, chunk)

    def chunks(self, part: str) -> Iterator[bytes]:
        """A part's bytes, a piece at a time; refused when absent, damaged or packed too tightly."""
        entry = self._entries.get(part.lower())
        if entry is None:
            raise _damaged(part, phrase("缺少这一部分"))
        packed = self._packed(entry)
        size = checksum = 0
        sound = entry.orig_filename in self._sound
        inflate = iter([packed]) if entry.compress_type == zipfile.ZIP_STORED else _inflated(packed, part)
        for chunk in inflate:
            size += len(chunk)
            if size > SMALL_PART and size > TIGHTEST * len(packed):
                raise Refusal(OVER_LIMIT, what=phrase("“{part}”的压缩比", part=part), limit=f"{TIGHTEST}:1")
            checksum = checksum if sound else zlib.crc32(chunk, checksum)
            yield bytes(chunk)
        if not sound and (size != entry.file_size or checksum != entry.CRC):
            raise _damaged(part, phrase("校验和不符"))
        self._sound.add(entry.orig_filename)

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        header = self.data[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size:
            raise Refusal(CUT_SHORT)
        signature, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        start = entry.header_offset + _LOCAL_HEADER.size
        name = self.data[start : start + name_length]
        own = entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8_NAME else "cp437")
        if signature != b"PK\x03\x04" or name != own:
            raise _damaged(entry.orig_filename, phrase("压缩包目录与内容不符"))
        start += name_length + extra_length
        packed = memoryview(self.data)[start : start + entry.compress_size]
        if len(packed) < entry.compress_size:
            raise Refusal(CUT_SHORT)
        return packed


def _inflated(packed: memoryview, part: str) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _STEP):
            yield inflater.decompress(packed[start : start + _STEP])
    except zlib.error as error:
        raise _damaged(part, phrase("解压失败")) from error
    if not inflater.eof or inflater.unused_data:
        raise _damaged(part, phrase("解压失败"))


def _checked(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(entries) > MOST_ENTRIES:
        raise Refusal(OVER_LIMIT, what=phrase("压缩包里的文件数"), limit=MOST_ENTRIES)
    known: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.orig_filename
        if name.lower() in known:
            raise Refusal(UNSAFE_PACKAGE, reason=phrase("“{part}”出现两次", part=name))
        if not name or name.startswith("/") or set(name) & set("\\:\0") or ".." in name.split("/"):
            raise Refusal(UNSAFE_PACKAGE, reason=phrase("有不合规的文件名"))
        if entry.flag_bits & _ENCRYPTED:
            raise Refusal(UNSAFE_PACKAGE, reason=phrase("“{part}”加了密码", part=name))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refusal(UNSAFE_PACKAGE, reason=phrase("“{part}”用了少见的压缩方法", part=name))
        known[name.lower()] = entry
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, after in pairwise(ordered):
        if entry.header_offset + _LOCAL_HEADER.size + entry.compress_size > after.header_offset:
            raise Refusal(UNSAFE_PACKAGE, reason=phrase("里面的文件互相重叠"))
    return known


def _damaged(part: str, reason: Phrase) -> Refusal:
    return Refusal(DAMAGED, part=part, reason=reason)
