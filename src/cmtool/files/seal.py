"""A sealed month: one immutable zip, the same bytes for the same members, that opens without cmtool."""

from __future__ import annotations

import errno
import os
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import IO

from cmtool.files.codes import SEAL_DAMAGED, SEAL_EXISTS
from cmtool.files.disk import remove, rename, sha256_of, sweep, sync_folder, token, write_new
from cmtool.files.failures import SealDamaged, SealExists, not_written
from cmtool.model.problem import Where, problem
from cmtool.model.text import Phrase, phrase

_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; a seal's bytes know no clock
_LEVEL = 6
_PERMISSIONS = 0o100644 << 16
_UNIX = 3
_LARGEST = 1 << 30  # bytes of all members together
_MOST = 2_000  # members
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
)

digest = sha256_of


def write_seal(path: Path, members: Mapping[str, bytes]) -> str:
    """Write the members as a new seal, whole or not at all, and return its SHA-256 (hex).

    Never overwrites: raises SealExists when a seal stands there, NotWritten when the disk refuses.
    """
    if path.exists():
        raise _exists(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, f".{path.name}.new-")
        temporary = path.with_name(f".{path.name}.new-{token()}")
        try:
            write_new(temporary, lambda stream: _pack(stream, members))
            if read_seal(temporary) != dict(members):
                raise OSError(errno.EIO, "the seal does not read back as it was written")
            _place(temporary, path)
        finally:
            remove(temporary)
        sync_folder(path.parent)
    except SealExists:
        raise
    except OSError as error:
        raise not_written(path.parent, error) from error
    return digest(path)


def read_seal(path: Path) -> dict[str, bytes]:
    """Every member by name, CRCs and limits checked; SealDamaged when it is not whole, OSError when it is not there."""
    if path.stat().st_size > _LARGEST:
        raise _damaged(path, phrase("里面的内容太大"))
    try:
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
            return _unpack(archive, path)
    except _BROKEN as error:
        raise _damaged(path, phrase("不是完整的 zip 文件，或内容解不开")) from error


def set_aside(path: Path) -> Path:
    """Withdraw a seal: it stays beside as ``2024-06.withdrawn-1.zip`` (then ``-2`` …) and nothing is overwritten."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.withdrawn-{number}{path.suffix}")).exists():
        number += 1
    try:
        rename(path, aside)
        sync_folder(path.parent)
    except OSError as error:
        raise not_written(path.parent, error) from error
    return aside


def _pack(stream: IO[bytes], members: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _STAMP)
            info.create_system, info.external_attr = _UNIX, _PERMISSIONS
            archive.writestr(info, members[name], zipfile.ZIP_DEFLATED, _LEVEL)


def _unpack(archive: zipfile.ZipFile, path: Path) -> dict[str, bytes]:
    entries = archive.infolist()
    names = {entry.filename.casefold() for entry in entries}
    if len(entries) > _MOST or len(names) != len(entries):
        raise _damaged(path, phrase("里面的文件太多或重名"))
    room, members = _LARGEST, {}
    for entry in entries:
        known = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if not known or entry.flag_bits & _ENCRYPTED:
            raise _damaged(path, phrase("“{name}”的压缩方式不对", name=entry.filename))
        members[entry.filename] = _read(archive, entry, room, path)
        room -= len(members[entry.filename])
    return members


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, path: Path) -> bytes:
    """One member, counted while it inflates: what an entry says of its size is not believed."""
    parts: list[bytes] = []
    with archive.open(entry) as stream:
        while part := stream.read(_CHUNK):
            room -= len(part)
            if room < 0:
                raise _damaged(path, phrase("里面的内容太大"))
            parts.append(part)
    return b"".join(parts)


def _place(temporary: Path, path: Path) -> None:
    """Give the file its name only if nobody has it; a hard link refuses where a POSIX rename would overwrite."""
    try:
        if os.name == "nt":
            rename(temporary, path)
        else:
            os.link(temporary, path)
    except FileExistsError:
        raise _exists(path) from None
    except OSError:
        if os.name == "nt":
            raise
        if path.exists():  # a file system without hard links
            raise _exists(path) from None
        rename(temporary, path)


def _exists(path: Path) -> SealExists:
    return SealExists(problem(SEAL_EXISTS, _where(path)))


def _damaged(path: Path, reason: Phrase) -> SealDamaged:
    return SealDamaged(problem(SEAL_DAMAGED, _where(path), {"reason": reason}))


def _where(path: Path) -> Where:
    return Where(f"{path.parent.name}/{path.name}")
