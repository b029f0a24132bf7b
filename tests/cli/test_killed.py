"""``kill -9`` at any step of writing: old reports whole or new ones whole, and the next run puts everything right."""

from __future__ import annotations

import hashlib
import json
import signal
import sys
from pathlib import Path

import pytest

import june
from cmtool.files.publish import current
from terminal import run, spawned

MONTH = "2024-06"
STEPS = [
    ("os.mkdir", 2),  # the folder being built
    ("open", 12),  # a workbook in it
    ("os.rename", 1),  # it is ready
    ("os.rename", 2),  # the old one steps aside
    ("os.rename", 3),  # the new one takes its place
    ("os.rename", 4),  # the old one goes
    ("os.rmdir", 1),
]
KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from publisher import die_at
from cmtool.cli.main import main
import cmtool.workflows.appraise
die_at({event!r}, {stop}, Path({reports!r}))
main(["appraise", "2024-06", "-w", {workspace!r}])
"""


def whole(workspace: Path) -> int:
    """The revision that stands there, every file as its manifest says."""
    folder = current(workspace / "reports" / MONTH)
    assert folder is not None
    said = json.loads((folder / "manifest.json").read_bytes())
    for name, digest in said["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    return int(said["revision"])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(("event", "stop"), STEPS)
def test_reports_stay_whole(appraised_workspace: Path, event: str, stop: int) -> None:
    """A run with other figures is killed at one of its steps in reports/; a reader finds one revision, whole."""
    expenses = (june.EXPENSES[0], [["M001", "2024-06-08", "通讯", 570]])
    sheets = {"加扣分": june.CONDUCT, "费用": expenses, "机构": june.INSTITUTION}
    june.write(appraised_workspace / "inbox" / MONTH / "登记.xlsx", sheets)
    code = KILLED.format(
        tests=str(Path(__file__).parent.parent),
        event=event,
        stop=stop,
        reports=str(appraised_workspace / "reports"),
        workspace=str(appraised_workspace),
    )
    done = spawned(code=code)
    assert done.returncode == -signal.SIGKILL, "the run has no such step"
    assert whole(appraised_workspace) in (1, 2)
    assert run("appraise", MONTH, "-w", appraised_workspace).code == 0
    assert whole(appraised_workspace) == 2
    assert [path.name for path in (appraised_workspace / "reports").iterdir()] == [MONTH]
