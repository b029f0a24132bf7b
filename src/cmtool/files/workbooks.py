"""The month's workbooks as grids: each file read once, hashed, and told apart by what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cmtool.files.codes import (
    CANNOT_OPEN,
    FOREIGN_FILE,
    NO_FOLDER,
    OPEN_ELSEWHERE,
    REFUSALS,
    SUBFOLDER,
    TOO_LARGE,
)
from cmtool.files.failures import reason_of
from cmtool.files.formats import SUFFIXES, TEXTS, read
from cmtool.files.originals import ORIGINALS
from cmtool.files.refusal import Refusal
from cmtool.model.grid import Grid
from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.model.text import phrase

MIB = 1024 * 1024
LARGEST_WORKBOOK = 64 * MIB
LARGEST_TEXT = 512 * MIB

_LOCKS = ("~$", ".~lock.")
_TEMPORARY = (".tmp", ".temp", ".part", ".crdownload", ".download", ".bak", ".lnk")
_SYSTEM = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class WorkbookRead:
    """One file: its sheets, what is wrong with it, and the SHA-256 (hex) of exactly the bytes that were parsed.

    Rows come from the file as ``grids`` are walked, each once, and ``problems`` is complete when all have been.
    A file that was not looked into (a lock file, a picture) has no grids and the digest ``""``.
    """

    path: str  # relative to the workspace, with forward slashes
    grids: tuple[Grid, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether the file cannot be trusted as a whole: rows already handed out must not be used either."""
        return self.refused()

    def refused(self) -> bool:
        return any(found.kind in REFUSALS for found in self.problems)


def read_folder(folder: Path, workspace: Path, passwords: Sequence[str] = ()) -> Iterator[WorkbookRead]:
    """Every file of a folder in the order of their names, one at a time; the files themselves are never changed.

    Hidden and temporary files are passed over; lock files, subfolders and other kinds of file get a warning.
    """
    if not folder.is_dir():
        yield _unread(NO_FOLDER, _named(folder, workspace))
        return
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield _unread(CANNOT_OPEN, _named(folder, workspace), reason=reason_of(error))
        return
    for path in paths:
        name = _named(path, workspace)
        lower = path.name.lower()
        if lower.startswith(_LOCKS):
            yield _unread(OPEN_ELSEWHERE, name)
        elif lower.startswith(".") or lower.endswith(_TEMPORARY) or lower in _SYSTEM:
            continue
        elif path.is_dir():
            if path.name != ORIGINALS:
                yield _unread(SUBFOLDER, name)
        elif path.suffix.lower() not in SUFFIXES:
            yield _unread(FOREIGN_FILE, name, suffix=path.suffix or phrase("没有扩展名"))
        else:
            yield read_file(path, name, passwords)


def held_open(path: Path, workspace: Path) -> Iterator[WorkbookRead]:
    """The lock file that a program which has the workbook open leaves beside it, as a warning."""
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):
        if (beside := path.with_name(lock)).exists():
            yield _unread(OPEN_ELSEWHERE, _named(beside, workspace))


def read_file(path: Path, name: str, passwords: Sequence[str] = ()) -> WorkbookRead:
    """One workbook or text file; ``name`` is how problems call it, relative to the workspace.

    ``passwords`` are tried on an encrypted one, in order.
    """
    digest = ""
    try:
        data = _snapshot(path)
        digest = hashlib.sha256(data).hexdigest()
        grids, problems = read(data, path.suffix.lower(), name, passwords)
    except Refusal as refusal:
        return WorkbookRead(name, problems=[refusal.problem(name)], digest=digest)
    return WorkbookRead(name, grids, problems, digest)


def _snapshot(path: Path) -> bytes:
    """The file's bytes as they are at this moment; nothing is read from the file again."""
    limit = LARGEST_TEXT if path.suffix.lower() in TEXTS else LARGEST_WORKBOOK
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            data = stream.read(limit + 1) if size <= limit else b""
    except OSError as error:
        raise Refusal(CANNOT_OPEN, reason=reason_of(error)) from error
    if size > limit or len(data) > limit:
        raise Refusal(TOO_LARGE, size=max(size, len(data)) // MIB, limit=limit // MIB)
    return data


def _unread(kind: Code, name: str, **values: object) -> WorkbookRead:
    return WorkbookRead(name, problems=[problem(kind, Where(name), values)])


def _named(path: Path, workspace: Path) -> str:
    try:
        return path.relative_to(workspace).as_posix()
    except ValueError:
        return path.name
