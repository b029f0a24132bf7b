"""Writing that lasts: whole files synced to the disk, renames that outwait a virus scanner, folders swept away."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

Content = bytes | Callable[[IO[bytes]], object]
"""A file's bytes, or what writes them into an open file."""

_TRANSIENT = (5, 32, 33)  # WinError: access denied, sharing violation, lock violation
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)  # seconds, about 2.5 in all


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_new(path: Path, content: Content) -> None:
    """Write a file that must not exist yet, synced to the disk; ordinary permissions."""
    with path.open("xb") as stream:
        if isinstance(content, bytes):
            stream.write(content)
        else:
            content(stream)
        stream.flush()
        os.fsync(stream.fileno())


def replace_file(path: Path, content: Content) -> None:
    """Write a file whole or not at all; what stood there is replaced by one rename."""
    sweep(path.parent, f".{path.name}.new-")
    temporary = path.with_name(f".{path.name}.new-{token()}")
    try:
        write_new(temporary, content)
        rename(temporary, path, os.replace)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def token() -> str:
    """A short random ending that keeps two temporary names apart."""
    return secrets.token_hex(4)


def rename(source: Path, target: Path, how: Callable[[Path, Path], object] = os.rename) -> None:
    """Rename, trying again for about 2.5 s while Windows says that somebody has the file open."""
    for wait in _WAITS:
        try:
            how(source, target)
        except OSError as error:
            if not is_held(error):
                raise
            time.sleep(wait)
        else:
            return
    how(source, target)


def is_held(error: OSError) -> bool:
    """Whether Windows refused because another program has the file open."""
    return getattr(error, "winerror", None) in _TRANSIENT


def sync_folder(folder: Path) -> None:
    """Make a folder's entries last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path, prefix: str) -> None:
    """Remove the leftovers in ``folder`` whose names begin with ``prefix``; one that is held open waits."""
    with contextlib.suppress(FileNotFoundError):
        for leftover in sorted(folder.iterdir()):
            if leftover.name.startswith(prefix):
                remove(leftover)


def remove(path: Path) -> None:
    """Remove a file or folder as far as the system lets us."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
