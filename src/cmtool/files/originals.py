"""Workbooks that a corrected copy has taken the place of: kept unchanged beside the month's inbox files, never read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cmtool.files.disk import replace_file, sync_folder, write_new
from cmtool.files.failures import not_written

ORIGINALS: Final = "原件"  # the folder in a month's inbox


def supplant(path: Path, content: bytes, folder: Path) -> Path:
    """Put ``content`` in the place of ``path`` and keep what stood there, unchanged, in ``folder``; returns where.

    The original is on the disk at its new place before the old one is replaced by one rename, so that a kill at any
    moment loses neither. An original that is kept there already is not kept twice.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = _kept(path, path.read_bytes(), folder)
        replace_file(path, content)
    except OSError as error:
        raise not_written(path.parent, error) from error
    return kept


def put(folder: Path, name: str, content: bytes) -> None:
    """Write a record beside the originals, whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / name, content)
    except OSError as error:
        raise not_written(folder, error) from error


def _kept(path: Path, content: bytes, folder: Path) -> Path:
    number = 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        place = folder / f"{path.stem}{ending}{path.suffix}"
        if not place.exists():
            write_new(place, content)
            sync_folder(folder)
            return place
        if place.read_bytes() == content:
            return place
        number += 1
