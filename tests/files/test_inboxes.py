"""Files that lie in the inboxes of two months."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cmtool.files.inboxes import files_elsewhere
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month


def test_files_of_other_months_that_are_as_long(tmp_path: Path) -> None:
    """The same bytes under another name are found; a file of another length is not even read; nothing is without inbox."""
    workspace, june = Workspace(tmp_path), Month(2024, 6)
    assert files_elsewhere(workspace, june) == {}
    for name, content in {
        "2024-05/台账.xlsx": b"loans",
        "2024-05/longer.xlsx": b"longer",
        "2024-06/贷款台账.xlsx": b"loans",
        "原件/x.xlsx": b"other",
    }.items():
        path = tmp_path / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    digest = hashlib.sha256(b"loans").hexdigest()
    assert files_elsewhere(workspace, june) == {digest: "inbox/2024-05/台账.xlsx"}
