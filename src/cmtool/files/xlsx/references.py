"""Cell references: columns A to XFD, rows 1 to 1,048,576."""

import re

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_LETTERS = re.compile(r"[A-Z]{1,3}")


def column_number(letters: str) -> int:
    """A is 1, XFD is 16,384; 0 when there is no such column."""
    if _LETTERS.fullmatch(letters) is None:
        return 0
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number if number <= LAST_COLUMN else 0
