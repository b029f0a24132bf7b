"""Files changed by hand are found and kept aside; the trail is append-only and chained."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cmtool.files.edited import edited, keep_aside, missing
from cmtool.files.failures import NotWritten
from cmtool.files.trail import NAME, append, broken_lines


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


DIGESTS = {"a.xlsx": sha(b"as written"), "通知单/b.xlsx": sha(b"as it was"), "c.xlsx": sha(b"gone")}


class TestEdited:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A report folder with one file as it was written, one changed since, and one gone."""
        found = tmp_path / "reports" / "2024-06"
        (found / "通知单").mkdir(parents=True)
        (found / "a.xlsx").write_bytes(b"as written")
        (found / "通知单" / "b.xlsx").write_bytes(b"changed")
        return found

    def test_they_are_found_by_their_hash(self, folder: Path) -> None:
        """Only what stands there with other bytes is edited; what does not stand there is missing."""
        assert edited(folder, DIGESTS) == ("通知单/b.xlsx",)
        assert missing(folder, DIGESTS) == ("c.xlsx",)

    def test_they_are_copied_beside(self, folder: Path) -> None:
        """Into 2024-06-手改, and the original stays."""
        placed = keep_aside(folder, ["通知单/b.xlsx"])
        assert placed["通知单/b.xlsx"] == folder.with_name("2024-06-手改") / "通知单_b.xlsx"
        assert placed["通知单/b.xlsx"].read_bytes() == b"changed"
        assert (folder / "通知单" / "b.xlsx").exists()

    def test_nothing_kept_aside_is_overwritten(self, folder: Path) -> None:
        """Other contents get a name of their own; the same contents are kept once."""
        for content in (b"one", b"two", b"one"):
            (folder / "a.xlsx").write_bytes(content)
            keep_aside(folder, ["a.xlsx"])
        aside = folder.with_name("2024-06-手改")
        assert {path.name: path.read_bytes() for path in aside.iterdir()} == {
            "a.xlsx": b"one",
            "a-2.xlsx": b"two",
        }

    def test_nothing_to_keep_makes_no_folder(self, folder: Path) -> None:
        """An ordinary rerun leaves no empty folder behind."""
        assert keep_aside(folder, []) == {}
        assert [path.name for path in folder.parent.iterdir()] == ["2024-06"]

    def test_a_place_that_cannot_be_written(self, folder: Path) -> None:
        """The failure is told before anything is replaced."""
        folder.with_name("2024-06-手改").write_bytes(b"a file in the way")
        with pytest.raises(NotWritten):
            keep_aside(folder, ["a.xlsx"])


class TestTrail:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A trail of three entries."""
        for month in ("2024-04", "2024-05", "2024-06"):
            append(tmp_path / "sealed", {"action": "close", "month": month})
        return tmp_path / "sealed"

    @staticmethod
    def lines(folder: Path) -> list[bytes]:
        return (folder / NAME).read_bytes().splitlines()

    def test_each_entry_carries_the_hash_of_the_one_before(self, folder: Path) -> None:
        """The first carries none; every entry has its time."""
        lines = self.lines(folder)
        entries = [json.loads(line) for line in lines]
        assert [entry["before"] for entry in entries] == ["", sha(lines[0]), sha(lines[1])]
        assert all(entry["time"] for entry in entries)
        assert broken_lines(folder) == ()

    def test_a_changed_entry_is_found(self, folder: Path) -> None:
        """By the entry after it."""
        first, *rest = self.lines(folder)
        (folder / NAME).write_bytes(b"\n".join([first.replace(b"04", b"03"), *rest]) + b"\n")
        assert broken_lines(folder) == (2,)

    def test_a_removed_entry_is_found(self, folder: Path) -> None:
        """The one that followed it no longer fits."""
        first, _, third = self.lines(folder)
        (folder / NAME).write_bytes(b"\n".join([first, third]) + b"\n")
        assert broken_lines(folder) == (2,)

    def test_a_torn_line_breaks_nothing(self, folder: Path) -> None:
        """What a kill left half written is passed over, and the next entry follows the last whole one."""
        with (folder / NAME).open("ab") as stream:
            stream.write(b'{"action": "clo')
        append(folder, {"action": "reopen", "month": "2024-06"})
        assert broken_lines(folder) == ()
        assert json.loads(self.lines(folder)[-1])["before"] == sha(self.lines(folder)[2])

    def test_no_trail_is_whole(self, tmp_path: Path) -> None:
        """A workspace that never closed a month has none."""
        assert broken_lines(tmp_path) == ()
