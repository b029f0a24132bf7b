"""The zip must have one meaning, be whole, and stay within its limits."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from cmtool.files.refusal import Refusal
from cmtool.files.xlsx import package
from cmtool.files.xlsx.package import MOST_ENTRIES, Package
from handmade import packed, parts, read, refusal, sheet

ONE = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
PARTS = parts(ONE)
SHEET = "xl/worksheets/sheet1.xml"


def with_entry(name: str, content: str = "x", kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The workbook with one more entry."""
    stream = io.BytesIO(packed(PARTS))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), content, kind)
    return stream.getvalue()


def code(data: bytes) -> str:
    return refusal(data)[0]


def test_more_entries_do_no_harm() -> None:
    assert read(with_entry("docProps/客户.xml"))[1] == []
    assert read(with_entry("xl/media/"))[1] == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [SHEET, SHEET.upper()])
def test_part_that_comes_twice_is_refused(name: str) -> None:
    """One reader would take the first and another the last."""
    assert code(with_entry(name, ONE)) == "E012"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "xl/../../evil", "/etc/passwd", "xl\\sheet.xml", "C:evil", ".."]
)
def test_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert code(with_entry(name)) == "E012"


def test_name_that_hides_behind_a_null_is_refused() -> None:
    data = with_entry("aaaa.bbbb").replace(b"aaaa.bbbb", b"aaaa\0bbbb")
    assert code(data) == "E012"


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_compression_is_refused(kind: int) -> None:
    assert code(with_entry("x", kind=kind)) == "E012"


def test_encrypted_entry_is_refused() -> None:
    data = bytearray(with_entry("xx"))
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    assert code(bytes(data)) == "E012"


def test_too_many_entries_are_refused() -> None:
    assert code(packed(dict.fromkeys(map(str, range(MOST_ENTRIES + 1)), ""))) == "E013"


def test_stored_parts_are_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
    rows, problems = read(stream.getvalue())
    assert (len(rows), problems) == (1, [])


@pytest.mark.parametrize("part", [SHEET, "[Content_Types].xml", "docProps/unused.bin"])
def test_wrong_checksum_is_refused_in_any_part(part: str) -> None:
    """The checksum in the directory is changed; the part itself still inflates."""
    data = bytearray(with_entry("docProps/unused.bin", "y" * 100))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        crc = struct.pack("<L", archive.getinfo(part).CRC)
    central = data.index(b"PK\x01\x02")
    place = data.index(crc, central)
    data[place] ^= 1
    assert code(bytes(data)) == "E014"


def test_damaged_deflate_stream_is_refused() -> None:
    data = bytearray(packed({**PARTS, "big.bin": bytes(range(256)) * 40}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("big.bin")
    start = entry.header_offset + 30 + len("big.bin")
    data[start : start + 4] = b"\xff\xff\xff\xff"
    assert code(bytes(data)) == "E014"


def test_workbook_cut_short_is_refused_at_any_length() -> None:
    data = packed(PARTS)
    for length in range(4, len(data), 97):
        assert code(data[:length]) == "E007"


def test_part_packed_too_tightly_is_refused() -> None:
    """Zeros deflate about a thousand to one; no ledger does."""
    assert code(packed({**PARTS, "bomb.bin": b"\0" * 5_000_000})) == "E013"


def test_small_part_may_be_packed_tightly() -> None:
    assert read(packed({**PARTS, "small.bin": b"\0" * 1_000_000}))[1] == []


def test_limit_holds_for_all_parts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted while inflating: two parts of 3,000 bytes are over a limit of 5,000, which each alone is not."""
    checked = Package(packed({"a": bytes(3000), "b": bytes(3000)}))
    monkeypatch.setattr(package, "MOST_INFLATED", 6000)
    checked.check()
    monkeypatch.setattr(package, "MOST_INFLATED", 5000)
    with pytest.raises(Refusal) as refused:
        checked.check()
    assert refused.value.kind.code == "E013"


def test_declared_size_that_lies_is_refused() -> None:
    """A directory that names a shorter size, with the checksum of that beginning, would show two contents."""
    content = ONE.encode()
    data = bytearray(packed({**PARTS, SHEET: content}))
    true = struct.pack("<LL", zlib.crc32(content), 0)[:4]
    central = data.index(b"PK\x01\x02")
    place = data.index(true, central)
    data[place : place + 4] = struct.pack("<L", zlib.crc32(content[:200]))
    data[place + 8 : place + 12] = struct.pack("<L", 200)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read(SHEET) == content[:200]
    assert code(bytes(data)) == "E014"


def test_entries_that_overlap_are_refused() -> None:
    """Two names in the directory for one place in the file."""
    data = bytearray(packed({**PARTS, "a.bin": b"one", "b.bin": b"two"}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, second = archive.getinfo("a.bin").header_offset, archive.getinfo("b.bin").header_offset
    place = data.rindex(struct.pack("<L", second))
    data[place : place + 4] = struct.pack("<L", first)
    assert code(bytes(data)) in ("E012", "E007")


def test_name_in_front_of_a_part_must_be_the_one_in_the_directory() -> None:
    data = packed({**PARTS, "aaa.bin": b"one"}).replace(b"aaa.bin", b"bbb.bin", 1)
    assert code(data) == "E014"
