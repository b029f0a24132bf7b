"""Which formulas of a binary workbook point at another workbook: its lists of books and sheets, and the tokens of formulas.

MS-XLS: SupBook and ExternSheet; MS-XLSB: BrtSupBookSrc and its like, and BrtExternSheet. Tokens name a sheet by its
place in the second list, in two bytes, in both.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

_SUPPORTING, _SHEETS = 0x1AE, 0x17  # records: a workbook that is referred to, and the sheets of them all
_XLSB_SUPPORTING: Final[Mapping[int, bool]] = {355: True, 357: False, 358: False, 667: False}
"""Records of an .xlsb: another workbook; this one, this sheet, functions of an add-in."""
_XLSB_SHEETS: Final = 362
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
        if kind == _SUPPORTING:
            self._others.append(content[2:4] not in (_SELF, _ADD_IN))
        elif kind == _SHEETS:
            whole = (len(content) - 2) // 6 * 6  # a longer list goes on in a record of its own
            self._call(book for book, _first, _last in struct.iter_unpack("<HHH", content[2 : 2 + whole]))

    def take_xlsb(self, kind: int, content: bytes) -> None:
        """One record of an .xlsb workbook; any other kind is passed over."""
        if kind in _XLSB_SUPPORTING:
            self._others.append(_XLSB_SUPPORTING[kind])
        elif kind == _XLSB_SHEETS:
            whole = (len(content) - 4) // 12 * 12
            self._call(book for book, _first, _last in struct.iter_unpack("<Iii", content[4 : 4 + whole]))

    def _call(self, books: Iterable[int]) -> None:
        self._sheets = frozenset(
            number for number, book in enumerate(books) if book < len(self._others) and self._others[book]
        )

    def points_elsewhere(self, tokens: bytes) -> bool:
        """Whether a formula refers to such a sheet. Where none is known none does; else any bytes that look so tell."""
        if not self._sheets:
            return False
        return any(struct.unpack("<H", one[1])[0] in self._sheets for one in _REFERENCE.finditer(tokens))
