"""One run at a time for each workspace: a lock of the kernel, gone with the process that holds it."""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from cmtool.files.codes import BUSY, BUSY_UNKNOWN, CANNOT_LOCK
from cmtool.files.disk import replace_file
from cmtool.files.failures import Busy, CannotLock, reason_of
from cmtool.model.problem import Problem, Where, problem

FOLDER = ".cmtool"  # in the workspace
_LOCK, _HOLDER = "run.lock", "run.json"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works in the workspace, for the message to others; ``since`` is local time, ``2024-07-01 09:30:00``."""

    who: str
    host: str
    pid: int
    since: str


@contextmanager
def locked(workspace: Path) -> Iterator[None]:
    """Hold the workspace while the block runs; raises Busy at once when another process does, CannotLock when the
    file system cannot. A killed holder's lock is free at once."""
    folder = workspace / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / _LOCK, timeout=0, fallback_to_soft=False)
        lock.acquire()
    except Timeout:
        raise Busy(_busy(holder(workspace))) from None
    except (NotImplementedError, OSError) as error:
        reason = reason_of(error if isinstance(error, OSError) else OSError(38, ""))
        raise CannotLock(problem(CANNOT_LOCK, Where(FOLDER), {"reason": reason})) from error
    try:
        with suppress(OSError):
            replace_file(folder / _HOLDER, _spelled(_myself()))
        yield
    finally:
        with suppress(OSError):
            (folder / _HOLDER).unlink(missing_ok=True)
        lock.release()


def holder(workspace: Path) -> Holder | None:
    """Who wrote that they hold the workspace; None when nobody did or it cannot be read (yet)."""
    try:
        found = json.loads((workspace / FOLDER / _HOLDER).read_bytes())
        return Holder(str(found["who"]), str(found["host"]), int(found["pid"]), str(found["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _busy(found: Holder | None) -> Problem:
    if found is None:
        return problem(BUSY_UNKNOWN, Where(FOLDER))
    return problem(BUSY, Where(FOLDER), asdict(found))


def _myself() -> Holder:
    try:
        who = getpass.getuser()
    except (KeyError, OSError, ImportError):
        who = "?"
    return Holder(who, socket.gethostname(), os.getpid(), datetime.now().strftime("%Y-%m-%d %H:%M:%S"))


def _spelled(found: Holder) -> bytes:
    return json.dumps(asdict(found), ensure_ascii=False, sort_keys=True).encode()
