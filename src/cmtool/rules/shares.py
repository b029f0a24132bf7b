"""Shares of a row: what each holder gets, what nobody holds, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cmtool.model.problem import Code
from cmtool.rules import codes
from cmtool.rules.holdings import Holdings
from cmtool.rules.lookup import Flags, Ints


@dataclass(frozen=True)
class Parts:
    """Parts of pieces: whose they are (0 is nobody) and how large; of one piece in the order of its holders."""

    piece: Ints
    person: Ints
    numerator: NDArray[Any]
    denominator: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Shares that are not to be trusted, or that leave something to nobody.

    ``holding`` is the first of them; of those that are missing, the first that is.
    """

    kind: Code
    piece: int
    holding: int
    holders: int
    total: Fraction


@dataclass(frozen=True)
class Shared:
    """Groups of holders, one for each piece; totals are in parts of ``Holdings.whole``."""

    piece: Ints
    first: Ints  # holding that stands first; where shares are missing, the first without one
    holders: Ints
    total: NDArray[Any]
    missing: Flags  # a share is missing among several
    over: Flags  # together more than the whole

    def faults(self, whole: int) -> Iterator[Fault]:
        """What is to be said, once for each first holding, in the order of the pieces."""
        short = ~self.missing & ~self.over & (self.total > 0) & (self.total < whole)
        said: list[tuple[int, Code]] = []
        for kind, groups in (
            (codes.SHARE_MISSING, self.missing),
            (codes.SHARE_OVER, self.over),
            (codes.SHARE_SHORT, short),
        ):
            found = np.flatnonzero(groups)
            _, once = np.unique(self.first[found], return_index=True)
            said += [(int(group), kind) for group in found[once]]
        for group, kind in sorted(said, key=lambda fault: fault[0]):
            total = Fraction(int(self.total[group]), whole)
            yield Fault(kind, int(self.piece[group]), int(self.first[group]), int(self.holders[group]), total)


def shared(holdings: Holdings, piece: Ints, holding: Ints) -> tuple[Parts, Shared]:
    """The parts of pieces (ascending) that are held: the holders', then what nobody holds.

    A single holder without a share holds all. Where a share is missing among several, or they are more than the
    whole together, none is to be trusted and all is nobody's.
    """
    new = np.ones(len(piece), dtype=bool)
    new[1:] = piece[1:] != piece[:-1]
    starts = np.flatnonzero(new)
    count = np.diff(np.append(starts, len(piece)))
    blank = holdings.blank[holding]
    alone = (count == 1) & blank[starts]
    total = np.add.reduceat(holdings.parts[holding], starts) if len(starts) else holdings.parts[:0]
    total = np.where(alone, holdings.whole, total)
    missing = np.add.reduceat(blank, starts, dtype=np.int64) > 0 if len(starts) else alone
    missing &= ~alone
    over = ~missing & (total > holdings.whole).astype(bool)
    rest = np.where(missing | over, holdings.whole, holdings.whole - total)
    trusted = np.repeat(~missing & ~over, count)
    whole_piece = np.repeat(alone, count)[trusted]
    held = holding[trusted]
    left = np.flatnonzero(rest > 0)
    common = np.gcd(rest[left], holdings.whole)
    parts = Parts(
        np.concatenate((piece[trusted], piece[starts[left]])),
        np.concatenate((holdings.person[held], np.zeros(len(left), dtype=holdings.person.dtype))),
        np.concatenate((np.where(whole_piece, 1, holdings.numerator[held]), rest[left] // common)),
        np.concatenate((np.where(whole_piece, 1, holdings.denominator[held]), holdings.whole // common)),
    )
    blanks = np.flatnonzero(blank)
    first = starts.copy()
    first[missing] = blanks[np.searchsorted(blanks, starts[missing])]
    return parts, Shared(piece[starts], holding[first], count, total, missing, over)
