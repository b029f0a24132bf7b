"""What one cell record says: its kind and its value as written."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.files.codes import BAD_CELL
from cmtool.files.refusal import Refusal
from cmtool.files.xlsx.escapes import unescaped
from cmtool.files.xlsx.strings import LONGEST_TEXT
from cmtool.model.grid import CellKind
from cmtool.model.text import Phrase, phrase

Content = tuple[CellKind, str]
"""Kind and value; an empty value is a blank cell."""

_NUMERIC = "0123456789.eE+-"
_BOOLS = {"1": "1", "true": "1", "0": "0", "false": "0"}


class BadCell(Exception):
    """The record has no one meaning; says why."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.template)
        self.reason = reason

    def refusal(self, sheet: str, cell: str) -> Refusal:
        return Refusal(BAD_CELL, sheet, cell, reason=self.reason)


def number(value: str) -> Content:
    """The number as spelled; kind ``error`` when it is none (``NaN``, ``1_000``, full-width digits)."""
    if value.strip(_NUMERIC):  # something else in it
        if value.strip() != value:
            return number(value.strip())
        return "error", value
    if not value:
        return "text", ""
    try:
        float(value)
    except ValueError:
        return "error", value
    return "number", value


def shared(value: str, strings: Sequence[str]) -> str:
    """The shared string that a number points at."""
    try:
        index = int(value)
    except ValueError:
        index = -1
    if 0 <= index < len(strings):
        return strings[index]
    raise BadCell(phrase("指向不存在的共享文字"))


def content(kind: str | None, value: str, strings: Sequence[str]) -> Content:
    """What a record of type ``kind`` with this text says; a value that its type does not allow is an error."""
    if kind is None or kind == "n":
        return number(value)
    if kind == "s":
        return "text", shared(value, strings) if value else ""
    if kind in ("str", "inlineStr"):
        text = unescaped(value)
        if len(text) > LONGEST_TEXT:
            raise BadCell(phrase("文字超过 {limit} 个字", limit=LONGEST_TEXT))
        return "text", text
    if kind == "b":
        said = _BOOLS.get(value.strip())
        return ("bool", said) if said is not None else ("error" if value else "text", value)
    if kind == "e":
        return "error", value
    if kind == "d":
        return "date", value.strip()
    raise BadCell(phrase("不认识的类型 {kind}", kind=kind[:40]))
