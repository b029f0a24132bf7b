"""Contributions: what each client gave to each indicator of each manager, exact and as printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from cmtool.model.problem import Where
from cmtool.policy.indicators import Average
from cmtool.reports.added import Added, Part, added
from cmtool.rules.appraisal import Appraisal

DETAIL_LIMIT = 5_000
"""Rows of 取数明细 in a workbook; beyond it only totals and counts are written."""

UNALLOCATED = ""


class Contribution(NamedTuple):
    """One manager × indicator × client (``""`` where the table has none; 工号 ``""`` is unallocated).

    ``amount`` is exact, in the listed unit; the figure is the sum ÷ ``divisor`` (the days of the month for 日均,
    which is listed as 积数). ``printed`` is its part of the client's printed total in the figure's own unit: half up,
    the last manager takes what remains. ``rows`` counts source rows, ``clients`` those that were added up; ``where`` is the first cell.
    """

    manager: str
    figure: str
    client: str
    amount: Fraction
    printed: Fraction
    rows: int
    where: Where
    clients: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """How an indicator's contributions are listed: their unit, and what their sum is divided by."""

    unit: str
    divisor: int


def listing(appraisal: Appraisal, figure: str) -> Listing:
    """日均 is listed as 积数, so that no contribution is a rounded quotient."""
    terms = appraisal.policy.figure[figure]
    if isinstance(terms, Average) and terms.measure == "daily_average" and terms.factor is None:
        return Listing("元·天", appraisal.month.days)
    return Listing(terms.unit, 1)


@dataclass(frozen=True)
class Contributions:
    """All contributions of a month, those of managers who are not appraised left out."""

    appraisal: Appraisal

    @cached_property
    def _added(self) -> Mapping[str, Added]:
        known = {*self._people, UNALLOCATED}
        return {
            name: added(facts).of(known)
            for name, facts in self.appraisal.facts.items()
            if not facts.rows.empty
        }

    @cached_property
    def _people(self) -> Mapping[str, int]:
        return {result.person.id: number for number, result in enumerate(self.appraisal.results)}

    def __len__(self) -> int:
        return sum(len(found.parts) for found in self._added.values())

    def __iter__(self) -> Iterator[Contribution]:
        """By manager in the appraisal's order, then indicator, then client; unallocated last."""
        return iter(self._in_order(Added.each))

    def summed(self) -> tuple[Contribution, ...]:
        """One contribution for each manager and indicator: totals and counts; the first cell of the first client."""
        return self._in_order(Added.by_manager)

    def _in_order(self, parts: Callable[[Added], Iterator[Part]]) -> tuple[Contribution, ...]:
        people, last = self._people, len(self._people)
        figures = {name: number for number, name in enumerate(self.appraisal.policy.figure)}
        found = [one for name, of in self._added.items() for one in self._listed(name, of, parts(of))]
        found.sort(
            key=lambda part: (people.get(part.manager, last), figures.get(part.figure, 0), part.client)
        )
        return tuple(found)

    def _listed(self, name: str, of: Added, parts: Iterator[Part]) -> Iterator[Contribution]:
        divisor = listing(self.appraisal, name).divisor
        for manager, client, total, printed, rows, first, clients in parts:
            where = self.appraisal.book.where(of.table, first, of.column)
            amount = total if divisor == 1 else total * divisor
            yield Contribution(manager, name, client, amount, printed, rows, where, clients)


def contributions(appraisal: Appraisal) -> Contributions:
    return Contributions(appraisal)
