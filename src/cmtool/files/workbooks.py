"""The month's workbooks as grids: each file read once, hashed, and told apart by what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cmtool.files.codes import (
    CANNOT_OPEN,
    CUT_SHORT,
    EMPTY_FILE,
    ENCRYPTED,
    FOREIGN_FILE,
    NO_FOLDER,
    NOT_A_WORKBOOK,
    OLD_FORMAT,
    OPEN_ELSEWHERE,
    OTHER_CONTENT,
    PLAIN_TEXT,
    REFUSALS,
    SUBFOLDER,
    TOO_LARGE,
    WEB_PAGE,
)
from cmtool.files.csv import read_csv
from cmtool.files.failures import reason_of
from cmtool.files.originals import ORIGINALS
from cmtool.files.refusal import Refusal
from cmtool.files.sniff import Content, sniff
from cmtool.files.xlsx import read_xlsx
from cmtool.model.grid import Grid
from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.model.text import phrase

MIB = 1024 * 1024
LARGEST_WORKBOOK = 64 * MIB
LARGEST_TEXT = 512 * MIB

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")
TEXTS = (".csv", ".tsv")
OTHER_TABLES = (".xls", ".xlsb", ".xlt", ".ods", ".et", ".ett")  # looked into, to say what to do with them

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
        return any(found.kind in REFUSALS for found in self.problems)


def read_folder(folder: Path, workspace: Path) -> Iterator[WorkbookRead]:
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
        elif path.suffix.lower() not in (*WORKBOOKS, *TEXTS, *OTHER_TABLES):
            yield _unread(FOREIGN_FILE, name, suffix=path.suffix or phrase("没有扩展名"))
        else:
            yield read_file(path, name)


def read_file(path: Path, name: str) -> WorkbookRead:
    """One workbook or text file; ``name`` is how problems call it, relative to the workspace."""
    digest = ""
    try:
        data = _snapshot(path)
        digest = hashlib.sha256(data).hexdigest()
        grids, problems = _read(data, path.suffix.lower(), name)
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


def _read(data: bytes, suffix: str, name: str) -> tuple[tuple[Grid, ...], list[Problem]]:
    content, kind = sniff(data)
    match content:
        case Content.XLSX:
            grids, problems = read_xlsx(data, name)
            if suffix not in WORKBOOKS:
                problems.insert(0, problem(OTHER_CONTENT, Where(name), {"suffix": suffix}))
            return grids, problems
        case Content.TEXT if suffix in TEXTS:
            return read_csv(data, name)
        case Content.TEXT:
            raise Refusal(PLAIN_TEXT, suffix=suffix)
        case Content.EMPTY:
            raise Refusal(EMPTY_FILE)
        case Content.WEB_PAGE:
            raise Refusal(WEB_PAGE, suffix=suffix)
        case Content.ENCRYPTED:
            raise Refusal(ENCRYPTED)
        case Content.CUT_SHORT:
            raise Refusal(CUT_SHORT)
        case Content.OLD_WORKBOOK:
            raise Refusal(OLD_FORMAT, kind=kind)
        case Content.OTHER:
            raise Refusal(NOT_A_WORKBOOK, suffix=suffix, kind=kind)


def _unread(kind: Code, name: str, **values: object) -> WorkbookRead:
    return WorkbookRead(name, problems=[problem(kind, Where(name), values)])


def _named(path: Path, workspace: Path) -> str:
    try:
        return path.relative_to(workspace).as_posix()
    except ValueError:
        return path.name
