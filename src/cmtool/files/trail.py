"""The trail of closings and reopenings: an append-only file of JSON lines, each carrying the hash of the one before."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from cmtool.files.failures import not_written

NAME = "trail.jsonl"
TRAIL_SCHEMA = 1


def append(folder: Path, entry: Mapping[str, str]) -> None:
    """Add one entry with the time and the hash of the line before; synced to the disk. A line torn by a kill ends first."""
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes() if path.exists() else b""
        head = b"" if not before or before.endswith(b"\n") else b"\n"
        stamp = datetime.now().astimezone().isoformat(timespec="seconds")
        line = {"schema": TRAIL_SCHEMA, "time": stamp, **entry, "before": _digest_of_last(before)}
        with path.open("ab") as stream:
            stream.write(head + json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise not_written(folder, error) from error


def entries(folder: Path) -> tuple[Mapping[str, object], ...]:
    """Every whole entry, oldest first; torn lines, and lines that hold no entry, are passed over."""
    path = folder / NAME
    found = []
    for line in path.read_bytes().splitlines() if path.exists() else ():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            found.append(entry)
    return tuple(found)


def broken_lines(folder: Path) -> tuple[int, ...]:
    """Numbers (from 1) of entries that do not carry the hash of the entry before; torn lines are passed over."""
    path = folder / NAME
    if not path.exists():
        return ()
    broken, last = [], ""
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if not isinstance(entry, dict) or entry.get("before") != last:
            broken.append(number)
        last = hashlib.sha256(line).hexdigest()
    return tuple(broken)


def _digest_of_last(content: bytes) -> str:
    """The SHA-256 of the last line that holds a whole entry, ``""`` when there is none."""
    for line in reversed(content.splitlines()):
        try:
            json.loads(line)
        except ValueError:
            continue
        return hashlib.sha256(line).hexdigest()
    return ""
