"""Filling a new folder: nothing there is overwritten, and a failure leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmtool.files.failures import NotWritten
from cmtool.files.new_folder import Occupied, fill


def test_files_and_empty_folders_are_made(tmp_path: Path) -> None:
    """Names with slashes make their folders; an empty folder is one."""
    fill(tmp_path / "甲" / "乙", [("a/b.txt", b"1"), ("c.txt", b"2")], empty=("inbox/2024-06",))
    root = tmp_path / "甲" / "乙"
    assert (root / "a" / "b.txt").read_bytes() == b"1"
    assert (root / "c.txt").read_bytes() == b"2"
    assert list((root / "inbox" / "2024-06").iterdir()) == []


def test_a_folder_that_holds_something_is_refused_untouched(tmp_path: Path) -> None:
    """One file of somebody's is enough; it stays, and nothing comes beside it."""
    (tmp_path / "我的.xlsx").write_bytes(b"mine")
    with pytest.raises(Occupied, match="我的"):
        fill(tmp_path, [("branch.toml", b"new")])
    assert [path.name for path in tmp_path.iterdir()] == ["我的.xlsx"]
    assert (tmp_path / "我的.xlsx").read_bytes() == b"mine"


def test_a_file_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "社").write_bytes(b"a file")
    with pytest.raises(Occupied, match="不是文件夹"):
        fill(tmp_path / "社", [("a", b"")])


def test_hidden_files_do_not_make_a_folder_occupied(tmp_path: Path) -> None:
    """What version control and file managers leave is no data."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "Thumbs.db").write_bytes(b"")
    fill(tmp_path, [("a.txt", b"1")])
    assert (tmp_path / "a.txt").read_bytes() == b"1"


def test_a_failure_removes_what_was_made_and_nothing_else(tmp_path: Path) -> None:
    """The second file cannot be written (its folder is a file): the first and the new folders go, the old one stays."""
    (tmp_path / ".keep").write_bytes(b"")
    with pytest.raises(NotWritten):
        fill(tmp_path, [("x/a.txt", b"1"), ("x/a.txt/b.txt", b"2")])
    assert [path.name for path in tmp_path.iterdir()] == [".keep"]


def test_an_interruption_removes_what_was_made(tmp_path: Path) -> None:
    def contents() -> Iterator[tuple[str, bytes]]:
        yield "a.txt", b"1"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path / "新", contents())
    assert not (tmp_path / "新").exists()
