"""Reports appear whole or not at all: killed at any step, at random moments, on a full or forbidding disk."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest

import publisher
from cmtool.files import disk
from cmtool.files import publish as publishing
from cmtool.files.failures import NotWritten, ReportHeldOpen
from cmtool.files.publish import MANIFEST, current, publish, recover, strangers
from publisher import contents, put, whole

posix = pytest.mark.skipif(os.name == "nt", reason="signals, links, limits and modes of POSIX systems")
SCRIPT = str(Path(publisher.__file__))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where reports of June go; ``old`` ones stand there."""
    target = tmp_path / "reports" / "2024-06"
    put(target, "old")
    return target


def run(folder: Path, *words: str) -> int:
    """The return code of a publishing process; minus 9 when it was killed."""
    return subprocess.run([sys.executable, SCRIPT, str(folder), *words], check=False).returncode


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir())


def test_publishing_replaces_the_whole_folder(folder: Path) -> None:
    """New files in, old files out, nothing beside; the digests are those of the files."""
    assert whole(folder) == "old"
    published = publish(folder, {"甲.txt": b"1"}, manifest=lambda digests: repr(sorted(digests)).encode())
    assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, "甲.txt"]
    assert (folder / MANIFEST).read_bytes() == "['甲.txt']".encode()
    assert published.digests["甲.txt"] == "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
    assert beside(folder) == ["2024-06"]


def test_contents_may_write_themselves(folder: Path) -> None:
    """A callable gets the open file: a large workbook need not be held in memory."""

    def write(stream: IO[bytes]) -> None:
        stream.write(b"abc")

    publish(folder, {"a.txt": write, MANIFEST: b"{}"})
    assert (folder / "a.txt").read_bytes() == b"abc"


@posix
def test_a_kill_at_every_step_leaves_old_or_new_reports_whole(folder: Path) -> None:
    """Killed before each file event of a publication in turn, until one run gets through."""
    seen = set()
    for stop in range(1, 200):
        put(folder, "old")
        code = run(folder, "publish", "new", "any", str(stop))
        found = current(folder)
        assert found is not None
        assert whole(found) in ("old", "new")
        recover(folder)
        assert beside(folder) == ["2024-06"]
        seen.add(whole(folder))
        if code == 0:
            break
        assert code == -signal.SIGKILL
    else:
        pytest.fail("the publication never got through")
    assert stop > 20
    assert seen == {"old", "new"}


@posix
def test_a_recovery_killed_at_every_step_is_taken_up_by_the_next(folder: Path) -> None:
    """Whatever rename the first kill hit and whatever step of the recovery the second."""
    for first in range(1, 5):
        for second in range(1, 100):
            put(folder, "old")
            assert run(folder, "publish", "new", "os.rename", str(first)) == -signal.SIGKILL
            code = run(folder, "recover", "-", "any", str(second))
            found = current(folder)
            assert found is not None
            assert whole(found) in ("old", "new")
            recover(folder)
            assert whole(folder) == ("old" if first < 3 else "new")
            assert beside(folder) == ["2024-06"]
            if code == 0:
                break


@posix
def test_a_kill_before_the_last_rename_is_finished_by_the_recovery(folder: Path) -> None:
    """Old reports moved away, new ones checked and ready: they are what the next start shows."""
    assert run(folder, "publish", "new", "os.rename", "3") == -signal.SIGKILL
    assert not folder.exists()
    assert recover(folder) == "finished"
    assert whole(folder) == "new"
    assert recover(folder) == "clean"


@posix
def test_a_kill_at_the_first_publication_leaves_none_or_all(tmp_path: Path) -> None:
    """There is no old report to fall back on."""
    target = tmp_path / "2024-06"
    assert run(target, "publish", "new", "os.rename", "1") == -signal.SIGKILL
    recover(target)
    assert beside(target) == []
    assert current(target) is None
    assert run(target, "publish", "new", "os.rename", "2") == -signal.SIGKILL
    assert recover(target) == "finished"
    assert whole(target) == "new"


def test_old_reports_alone_are_put_back(folder: Path) -> None:
    """Should only the replaced reports be left, as after a swap that could be neither done nor undone, they count."""
    folder.rename(folder.with_name(".2024-06.old"))
    found = current(folder)
    assert found is not None
    assert whole(found) == "old"
    assert recover(folder) == "undone"
    assert whole(folder) == "old"


@pytest.mark.parametrize("times", [40, pytest.param(400, marks=pytest.mark.slow)])
def test_kills_at_random_moments_leave_whole_reports(folder: Path, times: int) -> None:
    """A process that publishes on and on, killed within its first 40 ms of work, again and again."""
    moments = random.Random(times)
    for _ in range(times):
        words = [sys.executable, SCRIPT, str(folder), "loop"]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.uniform(0, 0.04))
            process.kill()
        found = current(folder)
        assert found is not None
        assert whole(found) in ("old", "new")
        recover(folder)
        assert whole(folder) in ("old", "new")
        assert beside(folder) == ["2024-06"]


def test_what_fails_while_writing_leaves_the_old_reports(folder: Path) -> None:
    """A content that breaks off, with any error, changes nothing and leaves nothing behind."""

    def full(stream: IO[bytes]) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    def bug(_: IO[bytes]) -> None:
        raise RuntimeError("bug")

    with pytest.raises(NotWritten) as caught:
        publish(folder, {"a.xlsx": full})
    assert str(caught.value) == "写入“reports/2024-06”没有成功：磁盘已满"
    with pytest.raises(RuntimeError, match="bug"):
        publish(folder, {"a.xlsx": bug})
    assert whole(folder) == "old"
    assert beside(folder) == ["2024-06"]


@posix
def test_a_full_disk_leaves_the_old_reports(tmp_path: Path) -> None:
    """Really full: more bytes than the process may write to one file."""
    target = tmp_path / "2024-06"
    put(target, "old")
    program = (
        "import resource, signal, sys; from pathlib import Path; from cmtool.files.publish import publish\n"
        "from cmtool.files.failures import NotWritten\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: publish(Path(sys.argv[1]), {'a.txt': b'x' * 1_000_000})\n"
        "except NotWritten as error: print(error.problem.code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(target)], capture_output=True, check=True, text=True
    )
    assert done.stdout == "E081\n"
    assert whole(target) == "old"
    assert beside(target) == ["2024-06"]


def test_a_workbook_that_does_not_read_back_is_not_published(folder: Path) -> None:
    """What calls itself a workbook is opened and its CRCs checked before the swap."""
    data = bytearray(contents("new")["考核.xlsx"])
    data[60] ^= 1
    for broken in (b"no zip at all", bytes(data)):
        with pytest.raises(NotWritten):
            publish(folder, {"考核.xlsx": broken})
        assert whole(folder) == "old"


@pytest.mark.parametrize("owner", [".~lock.考核.xlsx#", "~$考核.xlsx", "通知单/~$M001.xlsx"])
def test_a_report_that_an_office_program_holds_open_is_said_and_nothing_changes(
    folder: Path, owner: str
) -> None:
    """The mark beside an open workbook is enough; once it is gone, publishing works."""
    (folder / owner).write_bytes(b"user")
    with pytest.raises(ReportHeldOpen) as caught:
        put(folder, "new")
    assert isinstance(caught.value, OSError)
    assert caught.value.problem.code == "E080"
    (folder / owner).unlink()
    assert whole(folder) == "old"
    assert beside(folder) == ["2024-06"]
    put(folder, "new")
    assert whole(folder) == "new"


class SharingViolation(PermissionError):
    """What Windows answers when a folder to be renamed holds an open file; no other system does."""

    winerror = 32


@pytest.mark.parametrize("refused", ["2024-06", ".2024-06.ready"])
def test_a_sharing_violation_of_windows_is_outwaited_or_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    """A virus scanner lets go after two tries; a program that does not makes all of it be taken back."""
    tries = {"left": 2}

    def rename(source: Path, target: Path) -> None:
        if Path(source).name == refused and tries["left"]:
            tries["left"] -= 1
            raise SharingViolation(13, "sharing violation")
        os.rename(source, target)

    monkeypatch.setattr(disk, "_WAITS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(publishing, "rename", lambda source, target: disk.rename(source, target, rename))
    put(folder, "new")
    assert whole(folder) == "new"
    tries["left"] = 4
    with pytest.raises(ReportHeldOpen):
        put(folder, "old")
    assert whole(folder) == "new"
    assert beside(folder) == ["2024-06"]


def test_files_of_other_people_are_named_and_can_be_kept(folder: Path) -> None:
    """A signed scan laid into the folder is a stranger; ``keep`` carries it over, under another name if asked."""
    (folder / "签字.pdf").write_bytes(b"scan")
    (folder / "通知单" / "~$M001.xlsx").write_bytes(b"")
    assert strangers(folder, [*contents("old"), MANIFEST]) == ("签字.pdf",)
    (folder / "通知单" / "~$M001.xlsx").unlink()
    published = publish(folder, {"a.txt": b"1"}, keep={"签字-第1稿.pdf": "签字.pdf"})
    assert (folder / "签字-第1稿.pdf").read_bytes() == b"scan"
    assert set(published.digests) == {"a.txt", "签字-第1稿.pdf"}


@pytest.mark.parametrize(
    "name", ["../a.txt", "/a.txt", "a/../b", "", "a//b", "C:a", "a\\b", "NUL", "con.txt", "a.", "a "]
)
def test_a_name_that_leaves_the_folder_or_suits_no_windows_is_refused(folder: Path, name: str) -> None:
    """Such a name is a mistake in the program, not in the data."""
    with pytest.raises(ValueError, match="not a file name within the folder"):
        publish(folder, {name: b""})
    assert whole(folder) == "old"


def test_names_that_differ_in_case_only_are_refused(folder: Path) -> None:
    """One of the two would vanish on Windows."""
    with pytest.raises(ValueError, match="same name"):
        publish(folder, {"A.txt": b"", "a.txt": b""})


@posix
def test_published_files_have_ordinary_permissions(folder: Path) -> None:
    """Other people of the branch can read the reports, as the umask allows; no private temporary mode is left."""
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((folder / "考核.xlsx").stat().st_mode) == 0o666 & ~mask
    assert stat.S_IMODE(folder.stat().st_mode) == 0o777 & ~mask


@posix
def test_a_target_that_is_a_link_or_a_file_is_not_followed(tmp_path: Path, folder: Path) -> None:
    """Reports go nowhere but into their own folder."""
    linked, plain = tmp_path / "2024-07", tmp_path / "2024-08"
    linked.symlink_to(folder)
    plain.write_bytes(b"x")
    for target in (linked, plain):
        with pytest.raises(NotWritten):
            put(target, "new")
    assert whole(folder) == "old"
    assert plain.read_bytes() == b"x"


@posix
@pytest.mark.parametrize("name", ["a:b.txt", "q?.docx", "con", "trail.", "名单.xlsx", "x\\y.txt"])
def test_a_file_of_somebody_else_may_be_called_and_hold_anything(folder: Path, name: str) -> None:
    """Only our own names are checked, and only our own workbooks read back: theirs are carried over as they are."""
    (folder / name).write_bytes(b"theirs")
    publish(folder, contents("new"), keep={name: name})
    assert (folder / name).read_bytes() == b"theirs"


@posix
def test_files_of_somebody_else_may_differ_by_their_case_only(folder: Path) -> None:
    """Where the file system holds both, so do we; one that stands in the way of ours is still a mistake."""
    for name in ("Note.txt", "note.txt"):
        (folder / name).write_text(name)
    if len(list(folder.glob("[Nn]ote.txt"))) < 2:
        pytest.skip("a file system that folds case")
    publish(folder, contents("new"), keep={"Note.txt": "Note.txt", "note.txt": "note.txt"})
    assert [(folder / name).read_text() for name in ("Note.txt", "note.txt")] == ["Note.txt", "note.txt"]
    with pytest.raises(ValueError, match="same name"):
        publish(folder, {"NOTE.txt": b""}, keep={"Note.txt": "Note.txt"})
