"""Numbers of a policy's text set anew; every other character, comments and order included, stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from cmtool.policy.numbers import NONE
from cmtool.policy.places import Path, places
from cmtool.policy.terms import exact

_ABSENT: Final = ("无", "不设", "不封顶", "不保底", NONE)
_GROUPED = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]{1,12})?([%‰]?)")
_RATIO = re.compile(r"(-?)([0-9]{1,15})/([1-9][0-9]{0,14})")
_HALF = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, ord("－"): ord("-"), ord("−"): ord("-")}


def rewritten(text: str, values: Mapping[Path, str]) -> str:
    """A valid TOML text with these values, spelled as TOML, in the places of those that stand there.

    A path that the text does not have is a KeyError.
    """
    found = places(text)
    for path in sorted(values, key=lambda path: found[path].start, reverse=True):
        place = found[path]
        text = text[: place.start] + values[path] + text[place.end :]
    return text


def as_typed(text: str) -> str | None:
    """A number as somebody typed it into a cell, as the language spells it: ``２５`` is 25, ``25,000`` is 25000,
    ``无`` is none; 98%, 0.5 and 1/3 stay. None when it is no number."""
    typed = "".join(text.translate(_HALF).split())
    if typed.lower() in _ABSENT:
        return NONE
    if found := _RATIO.fullmatch(typed):
        return f"{found[1]}{int(found[2])}/{int(found[3])}"
    found = _GROUPED.fullmatch(typed if not typed.startswith(".") else "0" + typed)
    if found is None or len(found[2].replace(",", "").lstrip("0")) > 15:
        return None
    sign = "-" if found[1] == "-" else ""
    return f"{sign}{int(found[2].replace(',', ''))}{found[3] or ''}{found[4]}"


def in_toml(spelled: str) -> str:
    """A number as the language spells it, as TOML writes it: only a plain decimal goes without quotes."""
    return spelled if spelled.lstrip("-").replace(".", "", 1).isdecimal() else f'"{spelled}"'


def worth(spelled: str) -> Fraction | None:
    """The value of a number as the language spells it; None for ``none``."""
    return None if spelled == NONE else exact(spelled)
