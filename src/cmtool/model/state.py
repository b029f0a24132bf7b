"""What earlier months leave for later ones: printed scores, balances for bases, lots held back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cmtool.model.month import Month


@dataclass(frozen=True, slots=True)
class Lot:
    """One month's amount held back from one manager; yuan, exact to the fen.

    ``instalments`` is how many of its declared parts have been released.
    """

    hold: str  # the hold's name in the policy
    month: Month
    amount: Fraction
    remaining: Fraction
    instalments: int = 0


@dataclass(frozen=True, slots=True)
class Advice:
    """What a ladder proposed in one of its reviews; ``holds_from`` is None where the decision says so."""

    month: Month
    change: str
    grade: str
    holds_from: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One row that was deducted and may be given back: the give-back's name, the row's key, what it counted.

    ``recovered`` says that it was made good in a month in which nothing could be paid.
    """

    figure: str
    key: str
    month: Month
    amount: Fraction
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """One manager's past: figures by month, and the lots still held.

    ``figures`` maps a month to figure name → value (exact; printed where the figure is a line or group). A figure
    that had no value that month (缓评, 不予评定) maps to None; a month that nobody recorded is not there. ``counted``
    maps a month to the different texts that a count over several months took in it: clients, accounts.
    """

    figures: Mapping[Month, Mapping[str, Fraction | None]] = field(default_factory=dict)
    lots: tuple[Lot, ...] = ()
    counted: Mapping[Month, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    advice: Mapping[str, tuple[Advice, ...]] = field(default_factory=dict)  # by ladder, the oldest first
    rows: tuple[Kept, ...] = ()

    def figure(self, name: str, month: Month) -> Fraction | None:
        return self.figures.get(month, {}).get(name)

    def recorded(self, name: str, month: Month) -> bool:
        return name in self.figures.get(month, {})


@dataclass(frozen=True, slots=True)
class State:
    """The past of every manager by 工号, and the notes that were open at the end of the last sealed month."""

    managers: Mapping[str, Past] = field(default_factory=dict)
    open_notes: Mapping[str, int] = field(default_factory=dict)  # 借据号 → 余额 in fen
    sealed_until: Month | None = None

    def past(self, manager: str) -> Past:
        return self.managers.get(manager) or Past()
