"""Rows as CSV text that any spreadsheet opens and none takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_MARK = "\ufeff"  # so that Excel reads UTF-8
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(/[0-9]+)?")
_ACTIVE = frozenset("=+-@\t\r＝＋－＠")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV file's text: RFC 4180 with a byte order mark; a text that a spreadsheet would run gets a leading ``'``."""
    return inert_csv(header, ([inert(cell) for cell in row] for row in rows))


def inert_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The same of rows whose cells are ``inert`` already."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows(rows)
    return _MARK + stream.getvalue()


def inert(text: str) -> str:
    """The text as a spreadsheet may read it: numbers as they are, what begins like a formula with ``'`` before it."""
    return f"'{text}" if text[:1] in _ACTIVE and not _NUMBER.fullmatch(text) else text
