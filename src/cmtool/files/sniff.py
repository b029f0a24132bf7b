"""What a file really is, told from its bytes; its name only says what it claims to be."""

from __future__ import annotations

import io
import zipfile
from enum import Enum, auto

from cmtool.files.xlsx.package import BROKEN_ZIP
from cmtool.model.text import Phrase, phrase


class Content(Enum):
    EMPTY = auto()
    XLSX = auto()
    TEXT = auto()
    WEB_PAGE = auto()
    ENCRYPTED = auto()
    CUT_SHORT = auto()
    XLS = auto()
    XLSB = auto()
    ODS = auto()
    XML2003 = auto()
    OLD_WORKBOOK = auto()  # a workbook in a format that nobody reads
    OTHER = auto()  # no workbook


Found = tuple[Content, Phrase]
"""The content and its name in words."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096  # bytes that tell text from web page

_WORD, _SLIDES = phrase("Word 文档"), phrase("PowerPoint 演示文稿")
_ARCHIVE, _PICTURE, _UNKNOWN = phrase("压缩包"), phrase("图片"), phrase("别的格式")
_OLDEST = phrase("Excel 95 或更早的工作簿")

_OTHERS = (
    (b"%PDF", phrase("PDF 文档")),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"{\\rtf", _WORD),
)
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # .xls older than its OLE wrapping
_STREAMS = (("WordDocument", _WORD), ("PowerPoint Document", _SLIDES))
_PARTS = (
    ("xl/workbook.bin", Content.XLSB, phrase("Excel 二进制工作簿")),
    ("word/document.xml", Content.OTHER, _WORD),
    ("ppt/presentation.xml", Content.OTHER, _SLIDES),
)
_PAGES = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<style", b"mime-version:")
_ODS, _XML = phrase("OpenDocument 工作簿"), phrase("XML 表格（2003）")
_XLS, _XLSX, _PAGE = phrase("旧版 Excel 工作簿"), phrase("Excel 工作簿"), phrase("网页表格")
_NOTHING = Phrase("")


def sniff(data: bytes) -> Found:
    """What the bytes are."""
    if not data.strip(b"\0"):
        return Content.EMPTY, _NOTHING
    if data.startswith(_ZIP):
        return _zipped(data)
    if data.startswith(_OLE):
        return _ole(data)
    for magic, name in _OTHERS:
        if data.startswith(magic):
            return Content.OTHER, name
    return _text(data)


def _zipped(data: bytes) -> Found:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower().replace("\\", "/") for name in archive.namelist()}
            kind = _mimetype(archive) if "mimetype" in names else b""
    except BROKEN_ZIP:
        return Content.CUT_SHORT, _NOTHING
    for part, content, name in _PARTS:
        if part in names:
            return content, name
    if b"opendocument.spreadsheet" in kind:
        return Content.ODS, _ODS
    if b"opendocument" in kind:
        return Content.OTHER, phrase("OpenDocument 文档")
    return (Content.XLSX, _XLSX) if "[content_types].xml" in names else (Content.OTHER, _ARCHIVE)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as stream:
        return stream.read(100)


def _ole(data: bytes) -> Found:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Content.ENCRYPTED, _NOTHING
    if holds("Workbook") or holds("Book"):
        return Content.XLS, _XLS
    return Content.OTHER, next((name for stream, name in _STREAMS if holds(stream)), _UNKNOWN)


def _text(data: bytes) -> Found:
    head = data[:_HEAD]
    bare = head.replace(b"\0", b"") if head.startswith(_BOMS) else head
    if b"\0" in bare or bare.startswith(_BIFF):
        old = bare.startswith(_BIFF)
        return (Content.OLD_WORKBOOK, _OLDEST) if old else (Content.OTHER, _UNKNOWN)
    start = bare.lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip().lower()
    if start.startswith((b"<?xml", b"<workbook")) and b"office:spreadsheet" in start:
        return Content.XML2003, _XML
    if start.startswith(_PAGES) or (start.startswith(b"<") and (b"<table" in start or b"<html" in start)):
        return Content.WEB_PAGE, _PAGE
    return Content.TEXT, phrase("纯文本")
