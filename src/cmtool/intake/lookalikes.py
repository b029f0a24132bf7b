"""Letters that look like digits, or like other letters, inside identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import pandas as pd

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding
from cmtool.intake.reading import PERSONAL
from cmtool.model.problem import masked
from cmtool.model.tables import TABLES

_LETTERS: Final = "OoIl|"
_DIGITS: Final = str.maketrans(_LETTERS, "00111")
_ALPHABETS: Final = str.maketrans(  # Cyrillic, then Greek
    "АВЕКМНОРСТХУаеорсхуІіЅѕ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTXYaeopcxyIiSs" + "ABEZHIKMNOPTYXo",
)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_DIGIT_KEY = re.compile(r"[0-9]+")
_MIXED = re.compile(r"(?=.*[0-9])[0-9OoIl|]+")
_MOST: Final = 9  # times as many keys of digits as with letters make a column of digit keys


def lookalikes(draft: Draft) -> Iterator[Finding]:
    """Greek or Cyrillic letters in any identifier; O, I and l in a column whose keys are digits otherwise."""
    for table, frame in draft.book.tables.items():
        for name, column in TABLES[table].columns.items():
            if column.kind == "id" and draft.book.has(table, name):
                yield from _in_column(draft, table, name, frame[name])


def likeness(said: str) -> str:
    """An identifier with digits and plain letters for what looks like them: M0O2 is M002."""
    return said.translate(_ALPHABETS).translate(_DIGITS)


def _in_column(draft: Draft, table: str, name: str, column: pd.Series) -> Iterator[Finding]:
    odd = dict(_odd(set(column.tolist())))
    if not odd:
        return
    for row, said in enumerate(column.tolist()):
        if said in odd:
            meant = odd[said]
            letters = "".join(dict.fromkeys(a for a, b in zip(said, meant, strict=True) if a != b))
            private = name in PERSONAL
            values = {"letters": letters, "meant": masked(meant) if private else meant}
            if private:
                values["found"] = masked(said)
            proposal = "" if private else meant
            yield draft.finding(codes.LOOKALIKE, table, row, name, values, proposal)


def _odd(said: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each identifier with look-alikes, and what it is likely meant to be."""
    said = [one for one in said if one]
    together = "\n".join(said)
    if together.isascii() and not any(letter in together for letter in _LETTERS):
        return
    digits = letters = 0
    mixed = []
    for one in said:
        if not one.isascii() and _FOREIGN.search(one):
            yield one, one.translate(_ALPHABETS)
        elif _DIGIT_KEY.fullmatch(one):
            digits += 1
        elif _MIXED.fullmatch(one):
            mixed.append(one)
        else:
            letters += 1
    if digits >= len(mixed) and digits >= _MOST * letters:
        yield from ((one, one.translate(_DIGITS)) for one in mixed)
