"""Seals: the same bytes for the same members, never overwritten, and damage is seen."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cmtool.files import seal
from cmtool.files.failures import NotWritten, SealDamaged, SealExists
from cmtool.files.seal import digest, read_seal, set_aside, write_seal

MEMBERS = {
    "figures.json": b'{"schema": 1}',
    "tables/贷款台账.csv": "借据号,余额\r\n0001,1.00\r\n".encode() * 200,
    "空": b"",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sealed" / "2024-06.zip"


def test_a_seal_gives_back_its_members(path: Path) -> None:
    """Every name and byte, and the digest is the SHA-256 of the file."""
    said = write_seal(path, MEMBERS)
    assert read_seal(path) == MEMBERS
    assert said == digest(path) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [other.name for other in path.parent.iterdir()] == ["2024-06.zip"]


def test_a_seal_opens_without_cmtool(path: Path) -> None:
    """It is an ordinary zip with readable names, in a stable order, compressed."""
    write_seal(path, MEMBERS)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["figures.json", "tables/贷款台账.csv", "空"]
        assert archive.testzip() is None
        assert archive.getinfo("tables/贷款台账.csv").compress_size < 200


def test_the_same_members_give_the_same_bytes(tmp_path: Path) -> None:
    """In any order, by any process, at any time and in any time zone."""
    first, second, third = (tmp_path / name / "2024-06.zip" for name in "abc")
    write_seal(first, MEMBERS)
    write_seal(second, dict(reversed(MEMBERS.items())))
    program = f"from pathlib import Path; from cmtool.files.seal import write_seal; write_seal(Path({str(third)!r}), {MEMBERS!r})"
    surroundings = os.environ | {"TZ": "America/Anchorage", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", program], env=surroundings, check=True)
    assert first.read_bytes() == second.read_bytes() == third.read_bytes()


def test_a_seal_is_never_overwritten(path: Path) -> None:
    """A second one is refused and the first stands, whatever it holds."""
    write_seal(path, MEMBERS)
    before = path.read_bytes()
    with pytest.raises(SealExists) as caught:
        write_seal(path, {"other": b""})
    assert caught.value.problem.code == "E086"
    assert str(caught.value.problem.where) == "sealed/2024-06.zip"
    assert path.read_bytes() == before


def test_a_seal_that_appears_meanwhile_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the first look and the last step another process may have sealed: giving the name refuses then."""
    place = seal._place

    def late(temporary: Path, target: Path) -> None:
        target.write_bytes(b"another")
        place(temporary, target)

    monkeypatch.setattr(seal, "_place", late)
    with pytest.raises(SealExists):
        write_seal(path, MEMBERS)
    assert path.read_bytes() == b"another"
    assert [other.name for other in path.parent.iterdir()] == ["2024-06.zip"]


def test_a_withdrawn_seal_stays_beside_under_a_number(path: Path) -> None:
    """Reopening twice leaves both withdrawn seals to be read."""
    for content in (b"1", b"2"):
        write_seal(path, {"a": content})
        set_aside(path)
    assert not path.exists()
    names = ["2024-06.withdrawn-1.zip", "2024-06.withdrawn-2.zip"]
    assert sorted(other.name for other in path.parent.iterdir()) == names
    assert [read_seal(path.with_name(name)) for name in names] == [{"a": b"1"}, {"a": b"2"}]


def test_every_changed_byte_changes_the_digest_or_is_damage(path: Path) -> None:
    """Each byte of a small seal flipped in turn: never the same digest, and never other members without a word."""
    write_seal(path, {"a.json": b'{"score": "91.10"}'})
    whole, said = path.read_bytes(), digest(path)
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        assert digest(path) != said
        try:
            members = read_seal(path)
        except SealDamaged:
            continue
        assert list(members.values()) == [b'{"score": "91.10"}']


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip", b"PK\x05\x06" + bytes(10)])
def test_what_is_no_seal_is_damage(path: Path, content: bytes) -> None:
    """With the seal's name in the problem, and no trace of a Python error."""
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(SealDamaged) as caught:
        read_seal(path)
    assert str(caught.value.problem.where) == "sealed/2024-06.zip"


def test_a_cut_seal_is_damage(path: Path) -> None:
    """A copy that broke off, at any place."""
    write_seal(path, MEMBERS)
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(SealDamaged):
            read_seal(path)


def test_a_seal_that_inflates_beyond_bounds_is_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted while reading; the same seal passes within the bound."""
    write_seal(path, {"a": bytes(3_000_000), "b": bytes(1_000_000)})
    monkeypatch.setattr(seal, "_LARGEST", 3_999_999)
    with pytest.raises(SealDamaged, match="太大"):
        read_seal(path)
    monkeypatch.setattr(seal, "_LARGEST", 4_000_000)
    assert len(read_seal(path)) == 2


def test_a_seal_with_two_members_of_one_name_or_other_packing_is_damage(path: Path) -> None:
    """A seal has one meaning; cmtool packs in two ways only."""
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("A", b"2")
    with pytest.raises(SealDamaged, match="重名"):
        read_seal(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a", b"1")
    with pytest.raises(SealDamaged, match="压缩方式"):
        read_seal(path)


def test_a_missing_seal_is_no_damage(path: Path) -> None:
    """It simply is not there."""
    with pytest.raises(FileNotFoundError):
        read_seal(path)


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
def test_a_full_disk_leaves_no_seal(path: Path) -> None:
    """More bytes than the process may write: no seal, nothing half, and it is said."""
    program = (
        "import os, resource, signal, sys; from pathlib import Path; from cmtool.files.seal import write_seal\n"
        "from cmtool.files.failures import NotWritten\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "try: write_seal(Path(sys.argv[1]), {'a': os.urandom(100_000)})\n"
        "except NotWritten as error: print(error.problem.code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, check=True, text=True
    )
    assert done.stdout == "E081\n"
    assert list(path.parent.iterdir()) == []


def test_leftovers_of_a_killed_sealing_are_swept(path: Path) -> None:
    """The next sealing of the month removes them; those of other months stay."""
    path.parent.mkdir()
    for name in (".2024-06.zip.new-0", ".2024-05.zip.new-0"):
        (path.parent / name).write_bytes(b"half")
    write_seal(path, MEMBERS)
    assert sorted(other.name for other in path.parent.iterdir()) == [".2024-05.zip.new-0", "2024-06.zip"]


def test_a_forbidden_folder_is_said(tmp_path: Path) -> None:
    """A file stands where the folder belongs."""
    (tmp_path / "sealed").write_bytes(b"")
    with pytest.raises(NotWritten):
        write_seal(tmp_path / "sealed" / "2024-06.zip", MEMBERS)
