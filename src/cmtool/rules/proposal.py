"""What a ladder proposes for one manager, and how each of its conditions stands; a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from cmtool.model.text import Phrase
from cmtool.policy.ladder import Effect

Change = Literal["rise", "fall", "keep", "exit", "deferred", "unrated", "between"]
"""``unrated``: no grade of this ladder at all; ``between``: it is not looked at this month."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One condition for one manager: what it asks, what is there, and in how many periods of those it needs.

    For entry the periods in which it held count, for keep those in which it failed. Several conditions together
    have ``parts`` of which ``all`` or ``any`` must be met.
    """

    label: str
    clause: str
    written: str  # "≥ 90"
    actual: Fraction | None
    met: bool
    months: int  # periods that count so far
    needed: int
    recorded: int  # of the periods looked at, how many anyone recorded
    said: Phrase
    of: str = ""  # the figure; "" of several conditions together
    unit: str = ""
    grade: str = ""  # the grade it is for
    parts: tuple[Standing, ...] = ()
    together: Literal["", "all", "any"] = ""
    known: bool = True  # False where this month's data for it have not come
    asks_yes: bool | None = None  # of a fact that is there or not: which of them is asked for

    def leaves(self) -> Iterator[Standing]:
        """The single conditions."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True)
class Veto:
    """A gate of the ladder: what it does, and how its condition stands; it acts when that is met."""

    effect: Effect
    standing: Standing


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a ladder proposes. ``grade`` is the proposed grade (the own one when kept).

    ``holds_from`` is the first day on which it would hold, None where the decision says so. ``qualified`` are the
    grades above the own one whose conditions are all met, the highest first; ``waits`` that there is no place in them.
    """

    change: Change
    grade: str
    reason: Phrase
    entry: tuple[Standing, ...] = ()
    keep: tuple[Standing, ...] = ()
    next_grade: str = ""
    lacking: tuple[Phrase, ...] = ()
    own: str = ""
    vetoes: tuple[Veto, ...] = ()
    holds_from: date | None = None
    qualified: tuple[str, ...] = ()
    waits: bool = False
    noted: bool = False  # whether later months ask for it
