"""Which grade of a ladder somebody held on which day of a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise, takewhile
from typing import Literal

from cmtool.model.month import Month

Source = Literal["roster", "rule", "history", "decision"]
"""花名册; a ladder that takes effect without a decision; 任职等级; a review's decision. On one day a later one of these
beats an earlier one."""
_STRENGTH: dict[Source, int] = {"roster": 0, "rule": 1, "history": 2, "decision": 3}


@dataclass(frozen=True, slots=True)
class Appointment:
    """From a day on somebody holds a grade; ``since`` is None where the roster names no day."""

    grade: str
    since: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Stint:
    """A run of days of the month, first and last included, in one grade."""

    grade: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class GradeHeld:
    """Somebody's grade of one ladder on the last day of the month (``""`` for none), and the month's stints.

    ``since`` is the day of the last appointment, ``entered`` that of the first one in a row to the same grade. Days
    before the first grade that anyone recorded are in no stint.
    """

    grade: str
    since: date | None
    stints: tuple[Stint, ...] = ()
    source: Source = "roster"
    entered: date | None = None

    @property
    def held_since(self) -> date | None:
        """The day from which the months in the grade count: that of the first appointment in a row to it."""
        return self.entered or self.since

    @property
    def changed(self) -> bool:
        """Whether the grade changed within the month."""
        return len(self.stints) > 1

    def covers(self, month: Month) -> bool:
        """Whether the grade of every day of the month is known."""
        return bool(self.stints) and self.stints[0].first == month.first

    def from_the_first(self, month: Month) -> GradeHeld:
        """With the first grade known taken back to the first day: for who joined on the day it begins."""
        if not self.stints or self.covers(month):
            return self
        first = Stint(self.stints[0].grade, month.first, self.stints[0].last)
        return replace(self, stints=(first, *self.stints[1:]))


def held(appointments: Sequence[Appointment], month: Month) -> GradeHeld:
    """What holds on the last day: the latest appointment not after it, the stronger source on one day.

    A roster that names no day speaks of now; it counts only where nothing else is known.
    """
    dated = [one for one in appointments if one.since is not None and one.since <= month.last]
    undated = [one for one in appointments if one.since is None]
    if not dated:
        if not undated:
            return GradeHeld("", None)
        only = undated[-1]
        return GradeHeld(only.grade, None, (Stint(only.grade, month.first, month.last),), only.source)
    ordered = sorted(dated, key=lambda one: (one.since or date.min, _STRENGTH[one.source]))
    latest = ordered[-1]
    of_days = {one.since: one for one in ordered}
    row = list(takewhile(lambda one: one.grade == latest.grade, reversed(of_days.values())))
    stints = tuple(_stints(ordered, month))
    return GradeHeld(latest.grade, latest.since, stints, latest.source, row[-1].since)


def _stints(ordered: Sequence[Appointment], month: Month) -> Iterator[Stint]:
    """The month cut where the grade changes; appointments to the same grade make one stint."""
    last_of_day = {one.since or date.min: one.grade for one in ordered}
    starts: list[tuple[date, str]] = []
    for day, grade in last_of_day.items():
        if day <= month.first:
            starts = [(month.first, grade)]
        else:
            starts.append((day, grade))
    runs = [next(run) for _, run in groupby(starts, key=lambda start: start[1])]
    ends = [day - timedelta(days=1) for _, (day, _) in pairwise(runs)]
    for (first, grade), last in zip(runs, [*ends, month.last], strict=True):
        yield Stint(grade, first, last)
