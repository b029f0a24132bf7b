"""Months and periods, in every form people write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_MONTH = re.compile(r"([12][0-9]{3})(?:[-/年](0?[1-9]|1[0-2])|\.?(0[1-9]|1[0-2]))月?")
_PERIODS = (
    (re.compile(r"([12][0-9]{3})(?:-?Q|年第?)([1-4])(?:季度)?", re.I), 3),
    (re.compile(r"([12][0-9]{3})-?H([12])", re.I), 6),
    (re.compile(r"([12][0-9]{3})年?()"), 12),
)


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month; ordered by time."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``2024-06``, ``2024.06``, ``2024.6``, ``2024/6`` or ``2024年6月``; ValueError otherwise."""
        found = _MONTH.fullmatch(text.strip())
        if not found:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(found[1]), int(found[2] or found[3]))

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, self.days)

    @property
    def days(self) -> int:
        return monthrange(self.year, self.number)[1]

    @property
    def previous(self) -> Month:
        return self.plus(-1)

    @property
    def next(self) -> Month:
        return self.plus(1)

    def plus(self, months: int) -> Month:
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def chinese(self) -> str:
        return f"{self.year}年{self.number}月"


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A run of whole months: a month, a quarter, a half-year or a year."""

    first: Month
    last: Month

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2024-06`` (and its spellings), ``2024-Q2``, ``2024-H1`` or ``2024``; ValueError otherwise."""
        text = text.strip()
        try:
            month = Month.parse(text)
        except ValueError:
            pass
        else:
            return cls(month, month)
        for pattern, length in _PERIODS:
            if found := pattern.fullmatch(text):
                first = Month(int(found[1]), 1).plus((int(found[2] or 1) - 1) * length)
                return cls(first, first.plus(length - 1))
        raise ValueError(f"not a period: {text!r}")

    @classmethod
    def of(cls, month: Month) -> Period:
        return cls(month, month)

    @classmethod
    def around(cls, month: Month, length: int) -> Period:
        """The month, quarter, half-year or year (of so many months) in which a month lies."""
        first = Month(month.year, (month.number - 1) // length * length + 1)
        return cls(first, first.plus(length - 1))

    @property
    def length(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.number - self.first.number + 1

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(self.first.plus(number) for number in range(self.length))

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def __str__(self) -> str:
        year = f"{self.first.year:04d}"
        match self.length:
            case 1:
                return str(self.first)
            case 3:
                return f"{year}-Q{(self.first.number + 2) // 3}"
            case 6:
                return f"{year}-H{(self.first.number + 5) // 6}"
            case _:
                return year


def month_runs(months: Iterable[Month]) -> str:
    """Months for a sentence: ``2024-01～2024-10、2024-12``; two in a row are both named."""
    runs: list[list[Month]] = []
    for month in sorted(months):
        if runs and runs[-1][-1].next == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    told = ([f"{run[0]}～{run[-1]}"] if len(run) > 2 else [str(month) for month in run] for run in runs)
    return "、".join(word for words in told for word in words)
