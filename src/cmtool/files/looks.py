"""How each look of a workbook is drawn: fonts, fills, borders and number formats, calm and made for paper."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, Literal

from cmtool.model.workbook import Entry, Look, NumberLook

BODY: Final = "宋体"  # on every Chinese Windows, in Excel and WPS alike
HEADING: Final = "等线"  # with Office 2016 and Windows 10; where it is missing, 宋体 stands in
BODY_SIZE: Final = 10  # points; a digit is then 7 pixels wide, the unit of column widths

INK: Final = "#1F2937"
BLUE: Final = "#1F3864"
BAR: Final = "#5B7DA8"
_LINK = "#1F4E9E"
_LINE = "#8497B0"
_HEAD = "#DCE6F1"
_KEY = "#F2F5FA"

_BORDER: dict[str, Any] = {"border": 1, "border_color": _LINE}
_LOOKS: dict[Look, dict[str, Any]] = {
    "title": {"font_name": HEADING, "font_size": 16, "bold": True, "font_color": BLUE, "align": "center"},
    "subtitle": {"font_color": INK},
    "header": _BORDER
    | {"font_name": HEADING, "bold": True, "font_color": BLUE, "bg_color": _HEAD, "align": "center"},
    "text": _BORDER,
    "wrap": _BORDER | {"indent": 1},
    "note": {"font_size": 9, "font_color": "#595959"},
    "key": _BORDER | {"bg_color": _KEY, "align": "center"},
    "total": _BORDER | {"bold": True, "bg_color": _KEY, "top": 2, "top_color": BLUE},
    "good": _BORDER | {"font_color": "#1E6B34", "bg_color": "#EAF4EC"},
    "bad": _BORDER | {"font_color": "#9C1C1C", "bg_color": "#FBEDED", "bold": True},
    "sign": {"font_size": 11, "valign": "bottom"},
    "input": _BORDER | {"bg_color": "#FFFBE6", "locked": False},
    "yellow": _BORDER | {"bg_color": "#FFF2B8", "locked": False},
}
_WRAPPING: frozenset[Look] = frozenset({"header", "wrap", "key", "input"})
_BORDERED: frozenset[Look] = frozenset(look for look, drawn in _LOOKS.items() if "border" in drawn)
_NUMBERS: dict[NumberLook, str] = {
    "": "",
    "money": "#,##0.00_ ",
    "points": "0.00_ ",
    "exact": "0.00########_ ",
    "percent": "0.00%_ ",
    "whole": "#,##0_ ",
    "date": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "text": "@",
}
_ALIGN: dict[NumberLook, Literal["right", "center"]] = {
    "money": "right",
    "points": "right",
    "exact": "right",
    "percent": "right",
    "whole": "right",
    "date": "center",
    "month": "center",
}


def drawn(look: Look, number: NumberLook = "", align: str = "") -> dict[str, Any]:
    """The format of a cell, in the words of the workbook library; ``align`` beats the look's own."""
    found: dict[str, Any] = {"font_name": BODY, "font_size": BODY_SIZE, "valign": "vcenter"} | _LOOKS[look]
    if "align" not in found and number in _ALIGN:
        found["align"] = _ALIGN[number]
    if align:
        found["align"] = align
    if found.get("align", "left") != "left":
        found.pop("indent", None)
    if number:
        found["num_format"] = _NUMBERS[number]
    return found


def linked(found: dict[str, Any]) -> dict[str, Any]:
    return found | {"font_color": _LINK, "underline": 1}


def number_format(number: NumberLook) -> str:
    """The format code, ``General`` where none is asked for."""
    return _NUMBERS[number] or "General"


def always_wraps(entry: Entry) -> bool:
    """Whether the look's text is broken into lines in any case; a note only where it has room of its own."""
    return entry.look in _WRAPPING or (entry.look == "note" and entry.span != (1, 1))


def is_boxed(look: Look) -> bool:
    """Whether the look has borders, so that its text must stay within them."""
    return look in _BORDERED


@cache
def letter_scale(look: Look) -> float:
    """How wide the look's letters are against body text."""
    found = _LOOKS[look]
    return float(found.get("font_size", BODY_SIZE)) / BODY_SIZE * (1.08 if found.get("bold") else 1.0)


@cache
def line_height(look: Look) -> float:
    """Points from one line of wrapped text to the next."""
    return float(_LOOKS[look].get("font_size", BODY_SIZE)) * 1.4


@cache
def indent_of(look: Look) -> float:
    """The characters of a line that the look's indent takes."""
    return 1.4 * int(_LOOKS[look].get("indent", 0))


@cache
def least_height(look: Look) -> float:
    """Points of a row with one line in this look."""
    return {"title": 34.0, "header": 22.0, "sign": 27.0, "note": 15.0}.get(look, 18.0)
