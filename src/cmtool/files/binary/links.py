"""Which formulas of an .xls workbook point at another workbook (MS-XLS: SupBook, ExternSheet, and the tokens of formulas)."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from typing import Final

SUPPORTING, SHEETS = 0x1AE, 0x17  # records: a workbook that is referred to, and the sheets of them all
LINK: Final = "[1]!"  # stands for such a formula, whose words nobody reads
_SELF, _ADD_IN = b"\x01\x04", b"\x01\x3a"
_REFERENCE = re.compile(
    rb"[\x39\x3a\x3b\x59\x5a\x5b\x79\x7a\x7b](?=(..))", re.DOTALL
)  # a name, cell or area elsewhere


@dataclass(slots=True)
class Links:
    """The workbooks and sheets that formulas may refer to, as their records come."""

    _others: list[bool] = field(
        default_factory=list
    )  # for each supporting workbook, whether it is another one
    _sheets: frozenset[int] = frozenset()  # numbers by which formulas call sheets of other workbooks

    def take(self, kind: int, content: bytes) -> None:
        """One record of the workbook's globals; any other kind is passed over."""
        if kind == SUPPORTING:
            self._others.append(content[2:4] not in (_SELF, _ADD_IN))
        elif kind == SHEETS:
            whole = (len(content) - 2) // 6 * 6  # a longer list goes on in a record of its own
            books = [book for book, _first, _last in struct.iter_unpack("<HHH", content[2 : 2 + whole])]
            self._sheets = frozenset(
                number for number, book in enumerate(books) if book < len(self._others) and self._others[book]
            )

    def points_elsewhere(self, tokens: bytes) -> bool:
        """Whether a formula refers to such a sheet. Where none is known none does; else any bytes that look so tell."""
        if not self._sheets:
            return False
        return any(struct.unpack("<H", one[1])[0] in self._sheets for one in _REFERENCE.finditer(tokens))
