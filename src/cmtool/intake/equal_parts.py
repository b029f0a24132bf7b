"""Thirds written as 33.33/33.33/33.34: equal parts of one thing, rounded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

import pandas as pd

from cmtool.intake.draft import Draft
from cmtool.model.branch import Branch

_DECIMALS: Final = range(2, 15)  # 33 %, 33.33 % … all that a cell holds
_TOGETHER: Final = ["client", "account", "note", "role", "start", "end"]


def rounded_parts(shares: Sequence[Fraction | None]) -> bool:
    """Whether the shares are the whole divided by their number, each rounded up or down to the same decimals.

    Halves, quarters and fifths need no rounding and are none.
    """
    count = len(shares)
    if count < 2 or None in shares or Fraction(1, count) in shares:
        return False
    return any(_is_rounded(shares, Fraction(1, count), 10**decimals) for decimals in _DECIMALS)


def _is_rounded(shares: Sequence[Fraction | None], part: Fraction, scale: int) -> bool:
    low = int(part * scale)
    return {share * scale for share in shares if share is not None} <= {low, low + 1}


def declared(draft: Draft, branch: Branch) -> Draft:
    """The draft with rounded equal parts made exact, where ``branch.toml`` says ``equal_shares``.

    Equal parts are those of one client, account or note, in one role, from and to the same day.
    """
    if not branch.equal_shares or "assignments" not in draft.book:
        return draft
    frame = draft.book["assignments"]
    shares = frame["share"].tolist()
    for rows in _held_together(frame):
        if rounded_parts([shares[row] for row in rows]):
            for row in rows:
                shares[row] = Fraction(1, len(rows))
    tables = {
        **draft.book.tables,
        "assignments": frame.assign(share=pd.Series(shares, dtype="object", index=frame.index)),
    }
    return replace(draft, book=replace(draft.book, tables=tables), _lists={})


def _held_together(frame: pd.DataFrame) -> Iterator[list[int]]:
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, key in enumerate(zip(*(frame[name].tolist() for name in _TOGETHER), strict=True)):
        groups[tuple(map(str, key))].append(row)
    yield from groups.values()
