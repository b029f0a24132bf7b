"""What a branch's outcome rests on, in one digest: a branch whose digest stands is not worked out again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from cmtool import __version__
from cmtool.files.disk import sha256_of
from cmtool.files.policies import policy_files
from cmtool.files.trail import NAME as TRAIL
from cmtool.files.workspace import ROSTER_FILES, Workspace
from cmtool.model.month import Period

_OUTPUTS = ("reports/{period}", "reports/评审_{period}", "marked/{period}")


def inputs_of(workspace: Workspace, command: str, period: str, language: str) -> str:
    """SHA-256 over the command, the program's version and every file that may be read, by name and content."""
    digest = hashlib.sha256(f"{__version__}\0{command}\0{period}\0{language}".encode())
    for path in _read(workspace, period):
        digest.update(f"\0{_named(path, workspace)}\0{sha256_of(path)}".encode())
    for month in workspace.inbox_months():
        sizes = [f"{path.name} {path.stat().st_size}" for path in _files(workspace.inbox(month))]
        digest.update(f"\0{month}\0{sizes}".encode())
    return digest.hexdigest()


def outputs_of(workspace: Workspace, period: str) -> str:
    """SHA-256 over what the month's reports and lists, its seals and the trail are now: what was lost is made again."""
    digest = hashlib.sha256()
    for folder in _OUTPUTS:
        for path in _files(workspace.root / folder.format(period=period)):
            digest.update(f"\0{_named(path, workspace)}\0{sha256_of(path)}".encode())
    for month in Period.parse(period).months:
        if (seal := workspace.seal(month)).is_file():
            digest.update(f"\0{seal.name}\0{sha256_of(seal)}".encode())
    if (trail := workspace.sealed_folder / TRAIL).is_file():
        digest.update(f"\0{trail.name}\0{sha256_of(trail)}".encode())
    return digest.hexdigest()


def _read(workspace: Workspace, period: str) -> Iterator[Path]:
    """Branch, policies, roster, the period's inboxes, decisions, and the seals before it."""
    yield workspace.branch_file
    yield from policy_files(workspace)
    yield from (path for name in ROSTER_FILES if (path := workspace.root / name).is_file())
    for month in Period.parse(period).months:
        yield from _files(workspace.inbox(month))
    yield from _files(workspace.decisions)
    first = Period.parse(period).first
    yield from (workspace.seal(month) for month in workspace.sealed_months() if month < first)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(
            path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")
        )


def _named(path: Path, workspace: Workspace) -> str:
    return path.relative_to(workspace.root.parent).as_posix()
