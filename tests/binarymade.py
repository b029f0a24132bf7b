"""Binary workbooks put together by hand, record by record, for what no writer here can write."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from handmade import packed

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

Cell = tuple[int, int, bytes]
"""Column from 0, kind of record, what stands behind column and style."""


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xlsb part."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def row(number: int, *cells: tuple[int, int, int, bytes], hidden: bool = False) -> bytes:
    """A row (from 0) of cells: column from 0, kind, style, content."""
    head = record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0))
    return head + b"".join(
        record(kind, struct.pack("<II", column, style) + content) for column, kind, style, content in cells
    )


def xlsb(
    rows: bytes,
    *,
    columns: bytes = b"",
    after: bytes = b"",
    others: bytes = b"",
    strings: Sequence[str] = (),
    formats: Sequence[int] = (0,),
) -> bytes:
    """A workbook of one sheet 表; number format 164 is 000000; ``others`` are the books that formulas point at."""
    sheet = (
        record(129)
        + record(148, bytes(16))
        + columns
        + record(145)
        + rows
        + record(146)
        + after
        + record(130)
    )
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("表")) + record(144) + others + record(132)  # fmt: skip
    styles = (
        record(278) + record(615, struct.pack("<I", 1)) + record(44, struct.pack("<H", 164) + text("000000"))
    )
    styles += record(616) + record(617, struct.pack("<I", len(formats)))
    styles += b"".join(record(47, struct.pack("<HHHHHBBH", 0, one, 0, 0, 0, 0, 0, 0)) for one in formats)
    styles += record(618) + record(279)
    shared = record(159, struct.pack("<II", len(strings), len(strings)))
    shared += b"".join(record(19, b"\0" + text(one)) for one in strings) + record(160)
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(
            (
                ("worksheet", "worksheets/sheet1.bin"),
                ("styles", "styles.bin"),
                ("sharedStrings", "sharedStrings.bin"),
            ),
            1,
        )
    )
    types = "".join(
        f'<Override PartName="/xl/{part}.bin" ContentType="application/vnd.ms-excel.{kind}"/>'
        for part, kind in (
            ("workbook", "sheet.binary.macroEnabled.main"),
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    return packed(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
            "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{_RELATIONS}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
            "xl/worksheets/sheet1.bin": sheet,
            "xl/styles.bin": styles,
            "xl/sharedStrings.bin": shared,
        }
    )
