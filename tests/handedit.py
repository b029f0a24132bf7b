"""What a person does to a workbook that the program wrote, as a line of a report: ``$ 填写 考核办法.xlsx 考核办法!I29=二十五``."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string


def edit(word: str, path: Path, wishes: Sequence[str]) -> None:
    """Open the workbook, do it, save it."""
    book = load_workbook(path)
    for wish in wishes:
        DEEDS[word](book, wish)
    book.save(path)


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
