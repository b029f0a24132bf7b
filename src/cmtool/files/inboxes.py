"""The inboxes of other months, to tell a file that lies in two of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cmtool.files.disk import sha256_of
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month


def files_elsewhere(workspace: Workspace, month: Month) -> dict[str, str]:
    """Files of other months' inboxes that may be one of this month's: sha256 in hex → path.

    Only files as long as one of this month's are read; one that cannot be is passed over.
    """
    lengths = {length for _, length in _files(workspace.inbox(month))}
    found: dict[str, str] = {}
    for other in workspace.inbox_months():
        if other == month:
            continue
        for path, length in _files(workspace.inbox(other)):
            if length in lengths:
                try:
                    found[sha256_of(path)] = workspace.relative(path)
                except OSError:
                    continue
    return found


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        try:
            if path.is_file():
                yield path, path.stat().st_size
        except OSError:
            continue
