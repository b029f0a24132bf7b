"""What of a workbook a copy made through openpyxl would lose, told from its parts; and whether a copy kept every cell."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

from cmtool.files.xlsx import read_xlsx
from cmtool.model.grid import Cell
from cmtool.model.text import Phrase, phrase

LARGEST_SHEETS: Final = (
    24 * 1024 * 1024
)  # bytes of all worksheets' XML; openpyxl takes some 50 times as much memory

_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0"  # how the file begins that holds an encrypted .xlsx
_SURVIVES = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*\.rels|docProps/[^/]*|"
    r"xl/(workbook|styles|sharedStrings|calcChain)\.xml|xl/theme/[^/]*|xl/worksheets/[^/]*\.xml|"
    r"xl/printerSettings/[^/]*|xl/(comments/)?comment[^/]*\.xml|xl/drawings/[^/]*\.vml|xl/tables/[^/]*|"
    r"xl/externalLinks/[^/]*"
)
_NAMED: Final = (
    (re.compile(r".*vbaProject.*"), phrase("宏")),
    (re.compile(r"xl/drawings/.*|xl/media/.*|xl/charts/.*"), phrase("图片、图表或文本框")),
    (re.compile(r"xl/pivot.*|xl/slicer.*"), phrase("数据透视表")),
    (re.compile(r"xl/ctrlProps/.*|xl/activeX/.*|xl/embeddings/.*"), phrase("控件或嵌入对象")),
    (re.compile(r"xl/threadedComments/.*|xl/persons/.*"), phrase("会话式批注")),
)
_IN_SHEETS: Final = (
    (re.compile(rb"<(\w+:)?extLst\b"), phrase("新版的条件格式、迷你图或数据验证")),
    (re.compile(rb"<(\w+:)?(controls|oleObjects|legacyDrawingHF)\b"), phrase("控件或页眉图片")),
    (re.compile(rb"<c\b[^>]*\s(cm|vm)=|t=\"dataTable\""), phrase("动态数组或模拟运算表")),
    (re.compile(rb"purl\.oclc\.org"), phrase("Strict Open XML 格式")),
)
_OTHER_NOTES = re.compile(rb'ObjectType="(?!Note")')


def loss(data: bytes) -> Phrase:
    """The first thing that a copy would lose; nothing (an empty phrase) when it would lose none."""
    if data.startswith(_ENCRYPTED):
        return phrase("它加了打开密码")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _loss(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return phrase("压缩包不寻常")


def _loss(archive: zipfile.ZipFile) -> Phrase:
    sheets = [info for info in archive.infolist() if info.filename.startswith("xl/worksheets/sheet")]
    if sum(info.file_size for info in sheets) > LARGEST_SHEETS:
        return phrase("工作表太大")
    for name in archive.namelist():
        if not name.endswith("/") and not _SURVIVES.fullmatch(name):
            return next(
                (word for known, word in _NAMED if known.fullmatch(name)), phrase("别的程序写入的部件")
            )
        if name.endswith(".vml") and _OTHER_NOTES.search(archive.read(name)):
            return phrase("控件或页眉图片")
    for info in sheets:
        content = archive.read(info)
        for pattern, word in _IN_SHEETS:
            if pattern.search(content):
                return word
    if "xl/sharedStrings.xml" in archive.namelist() and b"<rPh" in archive.read("xl/sharedStrings.xml"):
        return phrase("注音")
    return phrase("")


Seen = dict[tuple[str, int, int], tuple[str, str, str, str]]
"""Sheet, row and column of each cell → its kind, what is written, its format and its formula."""


def seen(data: bytes, without: str) -> Seen | None:
    """All cells of a workbook but those of the sheet ``without``; None when it cannot be read whole.

    A formula's value is left out: a copy has none until a spreadsheet program saves it.
    """
    grids, problems = read_xlsx(data, "")
    found: Seen = {}
    for grid in grids:
        for row in grid.rows:
            if grid.sheet != without:
                found |= {(grid.sheet, row.number, cell.column): _facts(cell) for cell in row.cells}
    return None if any(one.code.startswith("E01") for one in problems) or not grids else found


def _facts(cell: Cell) -> tuple[str, str, str, str]:
    if cell.formula is not None:
        return "formula", "", cell.format, ""
    written = repr(float(cell.written)) if cell.kind == "number" else cell.written
    return cell.kind, written, cell.format, ""
