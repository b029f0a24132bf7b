"""Assignments in time: who holds what share of a note, an account or a client, in which role, on which days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cmtool.rules.lookup import Flags, Ints, coded, day_number, days, integers

KINDS = ("note", "account", "client")
"""What an assignment names; one by note or account beats one by client."""
ALL_ROLES = "全部"

_OPEN_END = day_number(date.max) - 1
_SAFE = 2**62

Keys = Sequence[Ints]
"""For each kind, the number of each asker's key among the assignments; -1 where none names it."""


@dataclass(frozen=True)
class Level:
    """Assignments of one kind, side by side by key: those of key k are ``first[k]`` … ``first[k] + count[k] - 1``."""

    keys: pd.Index[str]
    first: Ints
    count: Ints  # one more at the end: none, for key -1

    def spread(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Each asker beside each assignment of its key: positions of askers, and assignments."""
        count = self.count[numbers]
        asker = np.repeat(np.arange(len(numbers)), count)
        before = np.repeat(np.cumsum(count) - count, count)
        return asker, self.first[numbers[asker]] + np.arange(len(asker)) - before


class Holdings:
    """The table 管户关系及分成比例, by what it names; holdings of one key stand in the table's order."""

    def __init__(self, assignments: pd.DataFrame, number: Callable[[Iterable[str]], Ints]) -> None:
        self.levels, order = _levels(assignments)
        found = assignments.iloc[order]
        self.row = order
        self.role = found["role"].to_numpy(dtype=object)
        self.start, end = days(found["start"]), days(found["end"])
        self.end = np.where(found["end"].isna(), _OPEN_END, end)
        named = coded(found["manager"])
        self.person = number(named.texts)[named.codes]
        self._take_shares(found["share"].to_list())

    def _take_shares(self, shares: list[Fraction | None]) -> None:
        known = [Fraction(0) if share is None else share for share in shares]
        self.blank: Flags = np.array([share is None for share in shares], dtype=bool)
        self.numerator = integers([share.numerator for share in known])
        self.denominator = integers([share.denominator for share in known])
        self.whole = lcm(*{share.denominator for share in known})
        wide = self.whole * max(len(known), 1) >= _SAFE
        scaled = [share.numerator * (self.whole // share.denominator) for share in known]
        self.parts: NDArray[Any] = np.array(scaled, dtype=object if wide else np.int64)

    def __len__(self) -> int:
        return len(self.row)

    def keys(self) -> Iterator[tuple[str, Level]]:
        yield from zip(KINDS, self.levels, strict=True)

    def cut(self, keys: Keys, first: Ints, last: Ints) -> tuple[Ints, Ints, Ints]:
        """Runs of days cut where an assignment of their key begins or has ended: asker, first and last day."""
        askers: list[Ints] = [np.arange(len(first))]
        edges = [first]
        if bool((first < last).any()):
            for level, numbers in zip(self.levels, keys, strict=True):
                asker, holding = level.spread(numbers)
                for edge in (self.start[holding], self.end[holding] + 1):
                    inside = (first[asker] < edge) & (edge <= last[asker])
                    askers.append(asker[inside])
                    edges.append(edge[inside])
        asker, start = np.concatenate(askers), np.concatenate(edges)
        order = np.lexsort((start, asker))
        asker, start = asker[order], start[order]
        new = np.ones(len(asker), dtype=bool)
        new[1:] = (asker[1:] != asker[:-1]) | (start[1:] != start[:-1])
        asker, start = asker[new], start[new]
        end = last[asker]
        goes_on = np.flatnonzero(asker[1:] == asker[:-1])
        end[goes_on] = start[goes_on + 1] - 1
        return asker, start, end

    def held(self, keys: Keys, day: Ints, role: str) -> tuple[Ints, Ints]:
        """Who holds what on a day, of the first kind that says so: askers in order, each with its holdings."""
        in_role: Flags = np.ones(len(self), dtype=bool) if role == ALL_ROLES else self.role == role
        undecided = np.ones(len(day), dtype=bool)
        askers: list[Ints] = [np.arange(0)]
        holdings: list[Ints] = [np.arange(0)]
        for level, numbers in zip(self.levels, keys, strict=True):
            asking = np.flatnonzero(undecided & (numbers >= 0))
            position, holding = level.spread(numbers[asking])
            asker = asking[position]
            holds = (self.start[holding] <= day[asker]) & (day[asker] <= self.end[holding]) & in_role[holding]
            askers.append(asker[holds])
            holdings.append(holding[holds])
            undecided[asker[holds]] = False
        asker, holding = np.concatenate(askers), np.concatenate(holdings)
        order = np.argsort(asker, kind="stable")
        return asker[order], holding[order]


def _levels(assignments: pd.DataFrame) -> tuple[tuple[Level, ...], Ints]:
    """The levels, and the table's rows in their order."""
    free = np.ones(len(assignments), dtype=bool)
    levels: list[Level] = []
    orders: list[Ints] = [np.arange(0)]
    start = 0
    for kind in KINDS:
        rows = np.flatnonzero(free & (assignments[kind] != "").to_numpy(dtype=bool))
        free[rows] = False
        codes, keys = pd.factorize(assignments[kind].to_numpy(dtype=object)[rows])
        count = np.bincount(codes, minlength=len(keys))
        levels.append(
            Level(pd.Index(keys, dtype=object), start + np.cumsum(count) - count, np.append(count, 0))
        )
        orders.append(rows[np.argsort(codes, kind="stable")])
        start += len(rows)
    return tuple(levels), np.concatenate(orders)
