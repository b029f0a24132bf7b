"""Each kind of content to its reader; what a file is counts, not what its name says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cmtool.files.binary import read_xls, read_xlsb
from cmtool.files.codes import (
    CANNOT_DECRYPT,
    CUT_SHORT,
    EMPTY_FILE,
    ENCRYPTED,
    FOREIGN_FILE,
    NOT_A_WORKBOOK,
    OLD_FORMAT,
    OTHER_CONTENT,
    PLAIN_TEXT,
)
from cmtool.files.csv import has_columns, read_csv
from cmtool.files.encrypted import decrypted
from cmtool.files.ods import read_ods
from cmtool.files.refusal import Refusal
from cmtool.files.sniff import Content, sniff
from cmtool.files.webpage import read_webpage
from cmtool.files.xlsx import read_xlsx
from cmtool.files.xml2003 import read_xml2003
from cmtool.model.grid import Grid
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase

Reading = tuple[tuple[Grid, ...], list[Problem]]

TEXTS = (".csv", ".tsv", ".txt")
_NAMES: Final = {
    Content.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    Content.XLS: (".xls", ".xlt", ".et", ".ett"),
    Content.XLSB: (".xlsb",),
    Content.ODS: (".ods",),
    Content.XML2003: (".xml",),
    Content.WEB_PAGE: (".html", ".htm"),
    Content.TEXT: TEXTS,
}
"""What a file of some content is called; the first is what it should be renamed to."""
SUFFIXES = frozenset(suffix for suffixes in _NAMES.values() for suffix in suffixes)


def read(data: bytes, suffix: str, name: str, passwords: Sequence[str] = ()) -> Reading:
    """The sheets of a file and its problems; raises Refusal. ``suffix`` is that of its name, in small letters."""
    content, kind = sniff(data)
    if content is Content.ENCRYPTED:
        return _unlocked(data, suffix, name, passwords)
    try:
        grids, problems = _sheets(content, kind, data, suffix, name)
    except Refusal as refusal:
        if refusal.kind is ENCRYPTED and content is Content.XLS:
            return _unlocked(data, suffix, name, passwords)
        raise
    right = _NAMES[content]
    if grids and suffix not in right:
        values = {"suffix": suffix, "kind": kind, "right": right[0]}
        problems.insert(0, problem(OTHER_CONTENT, Where(name), values))
    return grids, problems


def _unlocked(data: bytes, suffix: str, name: str, passwords: Sequence[str]) -> Reading:
    plain = decrypted(data, passwords)
    content, kind = sniff(plain)
    if content not in (Content.XLSX, Content.XLS, Content.XLSB):
        raise Refusal(CANNOT_DECRYPT)
    try:
        return _sheets(content, kind, plain, suffix, name)
    except Refusal as refusal:
        raise Refusal(CANNOT_DECRYPT) if refusal.kind is ENCRYPTED else refusal from None


def _sheets(content: Content, kind: Phrase, data: bytes, suffix: str, name: str) -> Reading:
    match content:
        case Content.XLSX:
            return read_xlsx(data, name)
        case Content.XLS:
            return read_xls(data, name)
        case Content.XLSB:
            return read_xlsb(data, name)
        case Content.ODS:
            return read_ods(data, name)
        case Content.XML2003:
            return read_xml2003(data, name)
        case Content.WEB_PAGE:
            return read_webpage(data, name, suffix)
        case Content.TEXT if suffix in (".csv", ".tsv") or has_columns(data):
            return read_csv(data, name)
        case Content.TEXT if suffix == ".txt":  # notes that somebody wrote down
            return (), [problem(FOREIGN_FILE, Where(name), {"suffix": suffix})]
        case Content.TEXT:
            raise Refusal(PLAIN_TEXT, suffix=suffix)
        case Content.EMPTY:
            raise Refusal(EMPTY_FILE)
        case Content.CUT_SHORT:
            raise Refusal(CUT_SHORT)
        case Content.OLD_WORKBOOK:
            raise Refusal(OLD_FORMAT, kind=kind)
        case Content.ENCRYPTED:
            raise Refusal(ENCRYPTED)
        case Content.OTHER:
            raise Refusal(NOT_A_WORKBOOK, suffix=suffix, kind=kind)
