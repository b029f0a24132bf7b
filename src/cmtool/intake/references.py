"""What one table says of another's rows: clients, notes and accounts that must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding, of_each, rows_where
from cmtool.intake.spelling import compact
from cmtool.intake.words import near
from cmtool.model.problem import Code, masked
from cmtool.model.tables import TABLES
from cmtool.model.text import NOTHING, Phrase, phrase

_MANY: Final = 2_000  # known keys beyond which only other spellings are looked for
NONE: Final = 500  # rows of which none is known: the table, not its rows, is wrong
_TRIED: Final = 20  # unknown keys of one column for which a close one is looked for: it is slow


@dataclass(frozen=True, slots=True)
class Reference:
    """A field of a table whose values are keys of another."""

    table: str
    field: str
    target: str
    key: str
    kind: Code


_REFERENCES: Final = (
    Reference("loans", "client", "clients", "id", codes.UNKNOWN_CLIENT),
    Reference("deposits", "client", "clients", "id", codes.UNKNOWN_CLIENT),
    Reference("assignments", "client", "clients", "id", codes.UNKNOWN_CLIENT),
    Reference("fee_income", "client", "clients", "id", codes.UNKNOWN_CLIENT),
    Reference("repayments", "note", "loans", "note", codes.UNKNOWN_NOTE),
    Reference("assignments", "note", "loans", "note", codes.UNSEEN),
    Reference("assignments", "account", "deposits", "account", codes.UNSEEN),
    Reference("conduct", "note", "loans", "note", codes.UNSEEN),
)


def references(draft: Draft) -> Iterator[Finding]:
    """Keys that point at nothing. A table that did not come, or not whole, is not held against anybody.

    Where not one of many keys is known, that is said once: one of the two tables is of somebody else.
    """
    for reference in _REFERENCES:
        if reference.table in draft.book and draft.whole(reference.target):
            yield from _dangling(draft, reference)


def _dangling(draft: Draft, reference: Reference) -> Iterator[Finding]:
    frame = draft.book[reference.table]
    said = draft.values(reference.table, reference.field)
    unknown = set(said) - {"", None}
    if unknown:
        unknown -= draft.known(reference.target, reference.key)
    if not unknown:
        return
    mask = np.array([one in unknown for one in said], dtype=bool)
    if reference.table == "assignments":
        mask &= in_force(draft, frame).to_numpy()
    known = _Known({str(value) for value in draft.known(reference.target, reference.key)})
    table = TABLES[reference.target].name
    rows = rows_where(mask)
    if len(rows) >= NONE and len(rows) == sum(map(bool, said)):
        words = {"table": table, "count": len(rows)}
        one = draft.finding(codes.NONE_KNOWN, reference.table, rows[0], reference.field, words)
        yield from of_each(rows, one)
        return
    for row in rows:
        meant = known.meant(said[row], reference.key == "account")
        values = {"table": table, "near": meant.hint}
        yield draft.finding(reference.kind, reference.table, row, reference.field, values, meant.proposal)


def in_force(draft: Draft, assignments: pd.DataFrame) -> pd.Series:
    """Assignments that hold on some day of the month."""
    month = draft.book.month
    ended = assignments["end"] < pd.Timestamp(month.first)
    return (assignments["start"] <= pd.Timestamp(month.last)) & ~ended


@dataclass(frozen=True, slots=True)
class _Meant:
    hint: Phrase = NOTHING
    proposal: str = ""


@dataclass(frozen=True)
class _Known:
    """Known keys, and what an unknown one may have been meant for."""

    keys: set[str]
    tried: dict[str, _Meant] = field(default_factory=dict)

    @cached_property
    def spelled(self) -> Mapping[str, str]:
        """Keys by their loose spelling; made when the first unknown one turns up."""
        return {_loose(key): key for key in sorted(self.keys)}

    def meant(self, said: str, private: bool) -> _Meant:
        """Another spelling of a known key (blanks, small letters, lost zeros), which is proposed; else one that is close,
        which is only asked about: K22 may well be nobody's K2."""
        key = self.spelled.get(_loose(said))
        if key is not None:
            return _Meant(phrase("（是否想写“{word}”？）", word=masked(key) if private else key), key)
        if private or len(self.keys) > _MANY or (said not in self.tried and len(self.tried) >= _TRIED):
            return _Meant()
        if said not in self.tried:
            self.tried[said] = _Meant(near(said, sorted(self.keys)))
        return self.tried[said]


def _loose(key: str) -> str:
    return compact(key).upper().lstrip("0")
