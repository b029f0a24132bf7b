"""Names made from data that a spreadsheet and every file system accept."""

from __future__ import annotations

import re
from collections.abc import Collection

SHEET_LENGTH = 31  # UTF-16 units, the limit of spreadsheets
FILE_LENGTH = 60  # characters before the suffix; at three bytes each well below 255 bytes

_NOT_IN_SHEETS = re.compile(r"[\x00-\x1f\x7f\[\]:*?/\\\ud800-\udfff\ufffe\uffff]")
_NOT_IN_FILES = re.compile(
    r"[\x00-\x1f\x7f<>:\"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def sheet_name(wish: str, taken: Collection[str] = ()) -> str:
    """The wished sheet name without ``[]:*?/\\`` and outer quotes, at most 31 long, unlike every name in ``taken``."""
    return _unlike(_NOT_IN_SHEETS.sub("_", wish), taken, SHEET_LENGTH, " '")


def file_name(wish: str, taken: Collection[str] = ()) -> str:
    """The wished file name (without suffix) as every system accepts it, unlike every name in ``taken``."""
    cleaned = _NOT_IN_FILES.sub("_", wish)
    return _unlike("_" + cleaned if is_device(cleaned.strip()) else cleaned, taken, FILE_LENGTH, " .")


def is_device(name: str) -> bool:
    """Whether Windows takes the name for a device: ``NUL``, ``con.xlsx``, ``COM1``."""
    return _DEVICES.fullmatch(name) is not None


def _unlike(name: str, taken: Collection[str], longest: int, outer: str) -> str:
    known = {other.casefold() for other in taken}
    name = name.strip(outer) or "_"
    candidate, number = _cut(name, longest, outer), 1
    while candidate.casefold() in known:
        number += 1
        ending = f"_{number}"
        candidate = _cut(name, longest - len(ending), outer) + ending
    return candidate


def _cut(name: str, longest: int, outer: str) -> str:
    while len(name.encode("utf-16-le")) > 2 * longest:
        name = name[:-1]
    return name.rstrip(outer)
