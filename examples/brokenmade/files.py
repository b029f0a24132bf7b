"""Examples of files that cannot be read, are odd, or are not read; of ``branch.toml`` and of policies as files."""

from __future__ import annotations

import io
import math
import struct
import zipfile
from typing import Any, Final

from binarymade import row, xlsb
from brokenmade.base import BRANCH, LOANS, POLICY
from brokenmade.example import MONTH, Example, beside, in_place_of, numbers
from brokenmade.tables import as_csv, as_xlsx, edited, zipped

SHEET: Final = "xl/worksheets/sheet1.xml"
STRINGS: Final = "xl/sharedStrings.xml"
BOOK: Final = "xl/workbook.xml"
NAME: Final = "贷款台账.xlsx"
_PLAIN: Final = as_xlsx({"6月": numbers(LOANS)})


def _ledger(data: bytes, name: str = NAME) -> Example:
    return in_place_of("贷款台账", name, data)


def _sheet(*changes: tuple[str, str], part: str = SHEET) -> Example:
    return _ledger(edited(_PLAIN, part, *changes))


def _branch(old: str, new: str) -> Example:
    assert old in BRANCH
    return Example({"branch.toml": BRANCH.replace(old, new).encode()})


def _page(body: str) -> Example:
    return _ledger(f"<html><body>{body}</body></html>".encode(), "贷款台账.xls")


def _very_hidden(_: Any, made: Any) -> None:
    made["底稿"].very_hidden()


def _twice() -> bytes:
    """A package with two workbooks in it that differ in capitals only."""
    return zipped(
        [("xl/workbook.xml", b"<a/>"), ("[Content_Types].xml", b"<a/>"), ("xl/Workbook.xml", b"<b/>")]
    )


def _binary(rows: bytes) -> bytes:
    """An .xlsb of these rows."""
    with zipfile.ZipFile(io.BytesIO(xlsb(rows))) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


_ROWS: Final = "".join(f"<tr>{''.join(f'<td>{value}</td>' for value in row)}</tr>" for row in LOANS)
EXAMPLES: Final[dict[str, Example]] = {
    "E001": _ledger(b""),
    "E004": _ledger(b"\x09\x04\x06\x00\x00\x00\x10\x00", "贷款台账.xls"),
    "E005": _page("<p>系统超时，请重新登录</p>"),
    "E007": _ledger(_PLAIN[: len(_PLAIN) // 2]),
    "E008": _ledger(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
    "E009": _ledger("贷款台账另行报送\n".encode()),
    "E010": _ledger(as_csv(LOANS) + b"\xff\xfe\xff\n", "贷款台帐.csv"),
    "E011": _ledger(as_csv(LOANS).replace(b"J102", b'"J102'), "贷款台帐.csv"),
    "E012": _ledger(_twice()),
    "E013": _sheet(("<si><t>借据号</t></si>", f"<si><t>{'长' * 32768}</t></si>"), part=STRINGS),
    "E014": _sheet(("</sheetData>", "")),
    "E015": _sheet(("<worksheet ", '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet ')),
    "E016": _sheet(('<c r="F3"', '<c r="E3"')),
    "E017": _sheet(('<c r="F3"', '<c r="F3" t="z"')),
    "E018": _ledger(edited(_PLAIN, BOOK, ('<sheet name="6月" sheetId="1" r:id="rId1"/>', ""))),
    "E019": _ledger(_binary(row(0, (0, 7, 0, struct.pack("<I", 9)))), "贷款台账.xlsb"),
    "E021": _ledger(_binary(row(0, (0, 5, 0, struct.pack("<d", math.nan)))), "贷款台账.xlsb"),
    "E023": _ledger(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    "E024": _page(f"<table>{_ROWS}<tr><td><table><tr><td>内</td></tr></table></td></tr></table>"),
    "E025": _page(f"<table>{_ROWS}<tr><td><input value='5'></td></tr></table>"),
    "E030": _sheet(
        ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="F2:F3"/></mergeCells>')
    ),
    "E060": Example({"branch.toml": "schema = 1 # 本社".encode("utf-16")}),
    "E061": _branch("schema = 1", "schema = 1\n[institution"),
    "E062": _branch("schema = 1", "schema = 2"),
    "E063": _branch("[deposits]", "[deposits]\nsytle = 1"),
    "E064": _branch('name = "示范社"\n', ""),
    "E065": _branch('"changes"', '"change"'),
    "E066": _branch('code = "0101"', "code = 101"),
    "E067": _branch("[deposits]", '[units]\n"贷款台帐" = "万元"\n\n[deposits]'),
    "W001": beside("~$贷款台账.xlsx", b"lock"),
    "W002": _ledger(as_xlsx({"6月": numbers(LOANS), "底稿": [["草稿"]]}, _very_hidden)),
    "W003": _ledger(_PLAIN, "贷款台账.xls"),
    "W004": beside("说明.docx", b"PK"),
    "W005": Example({f"inbox/{MONTH}/旧表/贷款台账.csv": as_csv(LOANS)}),
    "W068": Example({"policy/草案.toml": POLICY.read_bytes()[:100]}),
}
