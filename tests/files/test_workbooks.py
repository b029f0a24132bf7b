"""A folder of files: each told by its content, read once, hashed, and left as it was."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from cmtool.files import workbooks
from cmtool.files.workbooks import WorkbookRead, read_file, read_folder
from cmtool.model.problem import Severity
from handmade import packed, parts, sheet

XLSX = packed(parts(sheet('<row r="1"><c r="A1"><v>1</v></c></row>')))
CSV = "工号,姓名\nM001,甲\n".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
XLS = OLE + "Workbook".encode("utf-16-le") + b"\0" * 100  # says that it is one, and holds nothing


def read(tmp_path: Path, name: str, data: bytes) -> WorkbookRead:
    path = tmp_path / name
    path.write_bytes(data)
    return read_file(path, f"inbox/2024-06/{name}")


def only(found: WorkbookRead) -> tuple[str, str]:
    """Code and sentence of a file's only problem, which stands at the file."""
    (one,) = found.problems
    assert str(one.where) == found.path
    assert str(one.remedy).startswith(("请", "多半", "如"))
    return one.code, str(one.sentence)


@pytest.mark.parametrize(
    ("name", "data"),
    [("表.xlsx", XLSX), ("表.XLSM", XLSX), ("表.csv", CSV), ("表.TSV", CSV.replace(b",", b"\t"))],
)
def test_file_is_read_and_hashed(tmp_path: Path, name: str, data: bytes) -> None:
    found = read(tmp_path, name, data)
    assert (found.path, found.problems, found.is_refused) == (f"inbox/2024-06/{name}", [], False)
    assert [grid.file for grid in found.grids] == [found.path]
    assert len(list(found.grids[0].rows)) in (1, 2)
    assert found.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "code", "word"),
    [
        ("a.xlsx", b"", "E001", "空"),
        ("a.csv", b"", "E001", "空"),
        ("a.xlsx", b"\0" * 1000, "E001", "空"),
        ("a.xls", XLS, "E014", "损坏"),
        ("a.et", XLS, "E014", "损坏"),
        ("a.xls", b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 50, "E004", "Excel 95"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "E018",
            "没有可读的工作表",
        ),
        ("a.xml", b"<?xml version='1.0'?><feed/>", "E009", ".xml"),
        ("a.xlsb", packed({"[Content_Types].xml": "x", "xl/workbook.bin": "x"}), "E014", "损坏"),
        ("a.ods", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "E014", "损坏"),
        ("a.xls", b"<html><body>please log in</body></html>", "E005", "网页"),
        ("a.xls", b"\xef\xbb\xbf\r\n <!DOCTYPE html><p>", "E005", "网页"),
        ("a.xlsx", "\ufeff<HTML><P>".encode("utf-16-le"), "E005", "网页"),
        ("a.csv", b"<html><p>session expired", "E005", "网页"),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "E005", "网页"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "E023", "加密方式"),
        ("a.xlsx", XLSX[: len(XLSX) // 2], "E007", "不完整"),
        ("a.csv", XLSX[:-30], "E007", "不完整"),
        ("a.xlsx", packed({"[Content_Types].xml": "x", "word/document.xml": "x"}), "E008", "Word"),
        ("a.xlsx", packed({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "E008", "PowerPoint"),
        ("a.xlsx", OLE + "WordDocument".encode("utf-16-le"), "E008", "Word"),
        ("a.xlsx", OLE, "E008", "别的格式"),
        ("a.xlsx", packed({"台账.xlsx": XLSX}), "E008", "压缩包"),
        ("a.xlsx", packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "E008", "OpenDocument"),
        ("a.xlsx", b"Rar!\x1a\x07", "E008", "压缩包"),
        ("a.xlsx", b"%PDF-1.7", "E008", "PDF"),
        ("a.csv", b"\x89PNG\r\n", "E008", "图片"),
        ("a.xlsx", b"\x01\x02\0\x03", "E008", "别的格式"),
        ("a.xlsx", "导出失败".encode(), "E009", ".xlsx"),
        ("a.xls", "导出失败".encode("gbk"), "E009", ".xls"),
        ("a.csv", b"\xff\xff\xfe\xfe\x81", "E010", "编码"),
    ],
)
def test_file_that_is_not_what_it_seems_is_refused(
    tmp_path: Path, name: str, data: bytes, code: str, word: str
) -> None:
    """One sentence that says what it is, and one that says what to do."""
    found = read(tmp_path, name, data)
    assert (found.grids, found.is_refused) == ((), True)
    found_code, sentence = only(found)
    assert (found_code, word in sentence) == (code, True)
    assert found.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "right"),
    [
        ("a.xls", XLSX, ".xlsx"),
        ("a.csv", XLSX, ".xlsx"),
        ("a.et", XLSX, ".xlsx"),
        ("a.xls", CSV, ".csv"),
        ("a.xlsx", CSV.decode().replace(",", "\t").encode("gbk"), ".csv"),
        ("a.xls", b"<table><tr><td>1</table>", ".html"),
    ],
)
def test_table_under_another_name_is_read_with_a_warning(
    tmp_path: Path, name: str, data: bytes, right: str
) -> None:
    """What a file is counts, and the warning says what it should be called."""
    found = read(tmp_path, name, data)
    assert only(found)[0] == "W003"
    assert right in str(found.problems[0].remedy)
    assert (len(found.grids), found.is_refused) == (1, False)


def test_notes_in_a_text_file_are_nobodys_data(tmp_path: Path) -> None:
    """A .txt whose lines are no table is a warning; one whose lines are is read."""
    assert only(read(tmp_path, "说明.txt", "六月的表都在这里。\n请查收".encode()))[0] == "W004"
    found = read(tmp_path, "台账.txt", CSV)
    assert (found.problems, len(list(found.grids[0].rows))) == ([], 2)


def test_refusal_met_while_rows_are_walked_counts(tmp_path: Path) -> None:
    found = read(tmp_path, "a.xlsx", packed(parts(sheet('<row r="1"><c r="B7"><v>1</v></c></row>'))))
    assert not found.is_refused
    assert list(found.grids[0].rows) == []
    assert found.is_refused


def test_file_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "LARGEST_WORKBOOK", len(XLSX))
    assert read(tmp_path, "a.xlsx", XLSX).problems == []
    monkeypatch.setattr(workbooks, "LARGEST_WORKBOOK", len(XLSX) - 1)
    assert only(read(tmp_path, "a.xlsx", XLSX))[0] == "E002"


def test_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    found = read_file(tmp_path / "a.xlsx", "a.xlsx")
    assert only(found) == ("E003", "文件打不开：路径不存在")
    assert found.digest == ""


def test_folder_under_a_workbook_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert only(read_file(tmp_path / "a.xlsx", "a.xlsx"))[0] == "E003"


def test_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox" / "2024-06"
    inbox.mkdir(parents=True)
    for name in ("b.xlsx", "a.csv", "贷款.xlsx", "B.csv"):
        (inbox / name).write_bytes(XLSX if name.endswith("xlsx") else CSV)
    assert [found.path for found in read_folder(inbox, tmp_path)] == [
        "inbox/2024-06/B.csv",
        "inbox/2024-06/a.csv",
        "inbox/2024-06/b.xlsx",
        "inbox/2024-06/贷款.xlsx",
    ]


def test_what_is_no_workbook_is_said_or_passed_over(tmp_path: Path) -> None:
    """Lock files, subfolders and other kinds are warnings; hidden and temporary files are nobody's data."""
    for name in (
        ".hidden.xlsx",
        "Thumbs.db",
        "desktop.ini",
        "~WRL0001.tmp",
        "a.xlsx.crdownload",
        ".DS_Store",
    ):
        (tmp_path / name).write_bytes(b"x")
    for name in ("~$贷款.xlsx", ".~lock.存款.xlsx#", "说明.docx", "扫描.pdf", "README"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "旧").mkdir()
    found = [(read.path, only(read)[0]) for read in read_folder(tmp_path, tmp_path)]
    assert found == [
        (".~lock.存款.xlsx#", "W001"),
        ("README", "W004"),
        ("~$贷款.xlsx", "W001"),
        ("扫描.pdf", "W004"),
        ("旧", "W005"),
        ("说明.docx", "W004"),
    ]


def test_lock_file_alone_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    (found,) = read_folder(tmp_path, tmp_path)
    assert found.problems[0].severity is Severity.WARNING
    assert not found.is_refused


def test_missing_folder_is_a_missing_input(tmp_path: Path) -> None:
    (found,) = read_folder(tmp_path / "inbox" / "2024-06", tmp_path)
    assert only(found) == ("E040", "没有这个文件夹")
    assert found.problems[0].kind.missing


def test_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(read_folder(tmp_path, tmp_path)) == []


def test_inputs_are_never_changed(tmp_path: Path) -> None:
    """Bytes and time stamps of every file are the same after reading, and no file has been added."""
    for name, data in (("a.xlsx", XLSX), ("b.csv", CSV), ("c.xls", XLS), ("d.xlsx", XLSX[:50])):
        (tmp_path / name).write_bytes(data)
        os.utime(tmp_path / name, ns=(10**18, 10**18))
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    for found in read_folder(tmp_path, tmp_path):
        for grid in found.grids:
            list(grid.rows)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == before


def test_rows_come_from_the_bytes_that_were_hashed(tmp_path: Path) -> None:
    """A file that is replaced after it was read does not change what was read."""
    found = read(tmp_path, "a.xlsx", XLSX)
    (tmp_path / "a.xlsx").write_bytes(packed(parts(sheet('<row r="1"><c r="A1"><v>2</v></c></row>'))))
    assert [row.cells[0].written for row in found.grids[0].rows] == ["1"]
