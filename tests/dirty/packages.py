"""Cases of whole files: encodings, packages that are damaged, and files that are none."""

from __future__ import annotations

from typing import Final

from dirty.case import LOAN, SHEET, Case, edited, loan, workbook

TWO: Final = ("40000.00", "40000.00")
_ROWS: Final = (LOAN, loan("J1"), loan("J2"))
_PLAIN: Final = workbook({"Sheet1": _ROWS})
_TEXT: Final = "\r\n".join(",".join(str(value) for value in row) for row in _ROWS) + "\r\n"


def _file(name: str, about: str, file: str, content: bytes, reads: tuple[str, ...], *problems: str) -> Case:
    return Case(name, about, {file: content}, "loans", "balance", reads, problems, "贷款余额")


TEXTS: Final = (
    _file("clean-csv", "UTF-8 with a mark.", "贷款台账.csv", _TEXT.encode("utf-8-sig"), TWO),
    Case(
        "csv-zeros",
        "Leading zeros and long numbers of a text file are kept.",
        {"贷款台账.csv": _TEXT.replace("J1", "000123").replace("J2", "6217000012345678901").encode()},
        "loans",
        "note",
        ("000123", "6217000012345678901"),
        (),
        "借据号",
    ),
    Case(
        "csv-excel-text",
        "An identifier that a spreadsheet had shortened before it was saved as text.",
        {"贷款台账.csv": _TEXT.replace("J2", "6.217E+18").encode()},
        "loans",
        "note",
        ("J1",),
        ("E123 A3",),
        "借据号",
    ),
    _file("csv-utf8", "UTF-8 without one.", "贷款台账.csv", _TEXT.encode(), TWO),
    _file("csv-gb18030", "GB18030, as spreadsheets save it.", "贷款台账.csv", _TEXT.encode("gb18030"), TWO),
    _file("csv-tabs", "Tabs between the columns.", "贷款台账.csv", _TEXT.replace(",", "\t").encode(), TWO),
    _file(
        "csv-semicolons",
        "Semicolons between the columns.",
        "贷款台账.csv",
        _TEXT.replace(",", ";").encode(),
        TWO,
    ),
    _file(
        "csv-quoted-break",
        "A line break within quotes parts no row, and no identifier has one.",
        "贷款台账.csv",
        _TEXT.replace("K1", '"K\n1"', 1).encode(),
        ("40000.00",),
        "E125 B2",
    ),
    _file(
        "csv-thousands",
        "Quoted amounts with separators.",
        "贷款台账.csv",
        _TEXT.replace("40000", '"40,000.00"').encode(),
        TWO,
    ),
    _file(
        "csv-encoding", "Neither UTF-8 nor GB18030.", "贷款台账.csv", b"\xff\xfe\xff\x81\x00,\xff", (), "E010"
    ),
    _file(
        "csv-quote-open",
        "A quote that is never closed.",
        "贷款台账.csv",
        (_TEXT + '"J3,K1').encode(),
        (),
        "E011 A4",
    ),
)
REFUSED: Final = (
    _file("empty-file", "No byte.", "贷款台账.xlsx", b"", (), "E001"),
    _file(
        "cut-short", "The second half is missing.", "贷款台账.xlsx", _PLAIN[: len(_PLAIN) // 2], (), "E007"
    ),
    _file(
        "pdf-as-xlsx",
        "A PDF named .xlsx.",
        "贷款台账.xlsx",
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        (),
        "E008",
    ),
    _file(
        "dtd",
        "A part that declares entities.",
        "贷款台账.xlsx",
        edited(_PLAIN, SHEET, ("<worksheet ", '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet ')),
        (),
        "E015",
    ),
    _file(
        "bad-xml",
        "A part that ends in the middle.",
        "贷款台账.xlsx",
        edited(_PLAIN, SHEET, ("</sheetData>", "")),
        (),
        "E014",
    ),
    _file(
        "cell-twice",
        "One cell twice.",
        "贷款台账.xlsx",
        edited(_PLAIN, SHEET, ('<c r="F3"', '<c r="E3"')),
        (),
        "E016 E3",
    ),
)
BESIDE: Final = (
    Case(
        "lock-file",
        "A lock file beside the workbook: it may be half-edited.",
        {"贷款台账.xlsx": _PLAIN, "~$贷款台账.xlsx": b"lock"},
        "loans",
        "balance",
        TWO,
        ("W001",),
        "贷款余额",
    ),
    Case(
        "foreign-file",
        "A file of another kind is not read, and said so.",
        {"贷款台账.xlsx": _PLAIN, "说明.docx": b"PK"},
        "loans",
        "balance",
        TWO,
        ("W004",),
        "贷款余额",
    ),
)
CASES: Final = (*TEXTS, *REFUSED, *BESIDE)
