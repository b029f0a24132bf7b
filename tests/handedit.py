"""What is done to a file that the program wrote, as a line of a report: ``$ 填写 考核办法.xlsx 考核办法!I29=二十五``.

Mostly by a person; ``$ 他版封存 sealed/2024-06.zip 0.0.9`` by another version of the program.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from forgery import of_version, rewritten


def edit(word: str, path: Path, wishes: Sequence[str]) -> None:
    """Open the file, do it, save it."""
    if word in WHOLE:
        WHOLE[word](path, *wishes)
        return
    book = load_workbook(path)
    for wish in wishes:
        DEEDS[word](book, wish)
    book.save(path)


def _repack(path: Path, wish: str) -> None:
    """``名!旧=新``: the package with one text changed in one member."""
    name, _, change = wish.partition("!")
    old, _, new = change.partition("=")

    def replace(members: dict[str, bytes]) -> None:
        assert old.encode() in members[name], wish
        members[name] = members[name].replace(old.encode(), new.encode())

    rewritten(path, replace)


def locked(data: bytes, password: str) -> bytes:
    """The workbook saved with a password."""
    target = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, target)
    return target.getvalue()


def lock(path: Path, password: str) -> None:
    path.write_bytes(locked(path.read_bytes(), password))


def _fill(book: Any, wish: str) -> None:
    """``表!B3=值``; nothing after the sign empties the cell."""
    place, _, text = wish.partition("=")
    sheet, _, cell = place.partition("!")
    book[sheet][cell] = _entered(text)


def _entered(text: str) -> Any:
    """As a spreadsheet program takes what is typed: a date, a number, or a text."""
    for kind in (date.fromisoformat, float):
        with contextlib.suppress(ValueError):
            return kind(text)
    return text or None


def _delete_row(book: Any, wish: str) -> None:
    sheet, _, row = wish.partition("!")
    book[sheet].delete_rows(int(row))


def _delete_column(book: Any, wish: str) -> None:
    sheet, _, column = wish.partition("!")
    book[sheet].delete_cols(column_index_from_string(column))


def _rename(book: Any, wish: str) -> None:
    old, _, new = wish.partition("=")
    book[old].title = new


DEEDS: Final = {"填写": _fill, "删行": _delete_row, "删列": _delete_column, "改表名": _rename}
WHOLE: Final[Mapping[str, Callable[..., None]]] = {"改包": _repack, "加密": lock, "他版封存": of_version}
