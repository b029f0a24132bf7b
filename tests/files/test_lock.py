"""One run at a time for a workspace, by a lock that dies with its process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cmtool.files.failures import Busy, CannotLock
from cmtool.files.lock import holder, locked

RACER = """
import sys, time
from pathlib import Path
from cmtool.files.failures import Busy
from cmtool.files.lock import locked
workspace, go = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
while not go.exists():
    time.sleep(0.001)
try:
    with locked(workspace):
        print("won", flush=True)
        sys.stdin.read()
except Busy as busy:
    print(busy.problem.code, dict(busy.problem.values).get("pid"), flush=True)
"""


def racer(workspace: Path, go: Path) -> subprocess.Popen[str]:
    """A process that waits for ``go``, tries the lock once, and holds it until its input ends."""
    words = [sys.executable, "-c", RACER, str(workspace), str(go)]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_of_many_that_start_together_one_wins(tmp_path: Path) -> None:
    """Twelve processes race; one holds the lock, eleven are told that it is held, some of them by whom."""
    go = tmp_path / "go"
    racers = [racer(tmp_path, go) for _ in range(12)]
    assert {said(process) for process in racers} == {"ready"}
    go.touch()
    answers = [said(process) for process in racers]
    winner = racers[answers.index("won")]
    losers = [answer for answer in answers if answer != "won"]
    assert len(losers) == 11
    assert set(losers) <= {f"E082 {winner.pid}", "E083 None"}
    for process in racers:
        process.communicate()
    assert [process.returncode for process in racers] == [0] * 12


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    """Its note is still there and misleads nobody; nothing has to be removed by hand."""
    go = tmp_path / "go"
    go.touch()
    with racer(tmp_path, go) as process:
        assert [said(process), said(process)] == ["ready", "won"]
        with pytest.raises(Busy) as caught, locked(tmp_path):
            pass
        assert f"进程 {process.pid}）" in str(caught.value)
        process.kill()
    left = holder(tmp_path)
    assert left is not None
    assert left.pid == process.pid
    with locked(tmp_path):
        mine = holder(tmp_path)
        assert mine is not None
        assert mine.pid == os.getpid()


def test_busy_says_who_where_and_since_when(tmp_path: Path) -> None:
    """A second attempt of the same process is refused too, with the first one's name."""
    with locked(tmp_path):
        mine = holder(tmp_path)
        assert mine is not None
        with pytest.raises(Busy) as caught, locked(tmp_path):
            pass
    expected = f"{mine.who} 从 {mine.since} 起正在处理这个工作区（电脑 {mine.host}，进程 {mine.pid}）"
    assert str(caught.value) == expected
    assert holder(tmp_path) is None


def test_the_lock_is_released_when_the_work_fails(tmp_path: Path) -> None:
    """An error within the block passes through and leaves nothing locked."""
    with pytest.raises(RuntimeError, match="bug"), locked(tmp_path):
        raise RuntimeError("bug")
    with locked(tmp_path):
        pass


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"who": 1}', b"\xff"])
def test_an_unreadable_note_of_the_holder_names_nobody(tmp_path: Path, note: bytes) -> None:
    """Busy then says only that somebody works here."""
    with locked(tmp_path):
        (tmp_path / ".cmtool" / "run.json").write_bytes(note)
        with pytest.raises(Busy) as caught, locked(tmp_path):
            pass
    assert caught.value.problem.code == "E083"


def test_a_workspace_that_cannot_be_locked_is_said(tmp_path: Path) -> None:
    """A file stands where the lock's folder belongs; or the workspace is not there."""
    (tmp_path / ".cmtool").write_bytes(b"")
    for workspace in (tmp_path, tmp_path / "missing"):
        with pytest.raises(CannotLock) as caught, locked(workspace):
            pass
        assert caught.value.problem.code == "E084"
