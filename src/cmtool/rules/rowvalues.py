"""What each row of an indicator counts for: a row value worked out over whole columns, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pandas as pd

from cmtool.model.money import plain
from cmtool.model.month import Month
from cmtool.model.problem import Code
from cmtool.policy.columns import Named as Column
from cmtool.policy.indicator import Indicator
from cmtool.policy.rowvalue import (
    DAYS_OF_THE_MONTH,
    AnyDay,
    AnyValue,
    Days,
    Extreme,
    Lookup,
    Named,
    Operation,
    Step,
    columns_of,
)
from cmtool.policy.selection import SIGNS, day_of
from cmtool.rules import amounts, codes
from cmtool.rules.amounts import Amounts
from cmtool.rules.lookup import Flags, Ints, coded, day_number, days


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be worked out: its position, the column it is about, and what was found there."""

    kind: Code
    at: int
    column: Column | None = None
    found: str = ""


@dataclass
class RowValues:
    """The rows of one indicator (its frame, with reached and derived columns), and figures the same for everybody."""

    indicator: Indicator
    rows: pd.DataFrame
    month: Month
    shared: Mapping[str, Fraction]
    faults: list[Fault] = field(default_factory=list)

    def of(self, value: AnyValue) -> Amounts:
        """Each row's value; a row with a fault counts nothing."""
        return self._of(value, np.arange(len(self.rows)))

    def sound(self) -> Flags:
        """Which rows have no fault."""
        found = np.ones(len(self.rows), dtype=np.bool_)
        found[[fault.at for fault in self.faults]] = False
        return found

    def _of(self, value: AnyValue, at: Ints) -> Amounts:
        match value:
            case str():
                return self._column(value, at)
            case Fraction():
                return amounts.constant(value, len(at))
            case Named(figure=name):
                return amounts.constant(self.shared[name], len(at))
            case Days():
                return self._days(value, at)
            case Lookup():
                return self._map(value, at) if value.map else self._bands(value, at)
            case Operation():
                return self._operation(value, at)

    def _column(self, header: str, at: Ints) -> Amounts:
        column = self.indicator.column(header)
        cells = self.rows[column.key].iloc[at]
        blank = cells.isna().to_numpy()
        self._blank(blank, at, column)
        if cells.dtype == object:
            found = amounts.of_fractions(
                [Fraction(0 if no else one) for one, no in zip(cells, blank, strict=True)]
            )
        else:
            found = Amounts(cells.fillna(0).to_numpy(dtype=np.int64), 1)
        return Amounts(found.numbers, found.scale * (100 if column.kind == "money" else 1))

    def _blank(self, blank: Flags, at: Ints, column: Column) -> None:
        """A blank cell is a fault, unless it is declared to be zero."""
        if self.indicator.blank == "problem":
            self._fault(codes.BLANK, at[blank], column)

    def _fault(self, kind: Code, at: Ints, column: Column | None = None, found: str = "") -> None:
        self.faults += [Fault(kind, int(position), column, found) for position in at]

    def _operation(self, value: Operation, at: Ints) -> Amounts:
        found, *rest = (self._of(term, at) for term in value.terms)
        for asked, term in zip(value.terms[1:], rest, strict=True):
            match value.word:
                case "sum":
                    found = amounts.total(found, term)
                case "difference":
                    found = amounts.total(found, term, -1)
                case "product":
                    found = amounts.product(found, term)
                case "quotient":
                    found = self._quotient(found, term, at, asked)
                case word:
                    found = amounts.extreme(found, term, largest=word == "max")
        return found

    def _quotient(self, found: Amounts, divisor: Amounts, at: Ints, asked: AnyValue) -> Amounts:
        """``asked`` is how the divisor is written: where it is a column, a nought is pointed out in its cell."""
        zero = np.asarray(divisor.numbers == 0, dtype=np.bool_)
        if zero.any():
            column = self.indicator.column(asked) if isinstance(asked, str) else None
            self._fault(codes.ROW_DIVISOR, at[zero], column)
            divisor = Amounts(np.where(zero, divisor.scale, divisor.numbers), divisor.scale)
        return amounts.quotient(found, divisor)

    def _map(self, value: Lookup, at: Ints) -> Amounts:
        assert isinstance(value.lookup, str), "a map looks up a column"
        column = self.indicator.column(value.lookup)
        cells = self.rows[column.key].iloc[at]
        if column.kind == "flag":
            cells = cells.map({True: "是", False: "否"}).fillna("")
        known = coded(cells)
        parts: list[tuple[Ints, Amounts]] = []
        for number, text in enumerate(known.texts):
            places = np.flatnonzero(known.codes == number)
            if len(places):
                self._looked(value, str(text), column, at, places, parts)
        return amounts.assembled(len(at), parts)

    def _looked(
        self,
        value: Lookup,
        text: str,
        column: Column,
        at: Ints,
        places: Ints,
        parts: list[tuple[Ints, Amounts]],
    ) -> None:
        given = value.map.get(text)
        if given is None and not text:
            self._blank(np.ones(len(places), dtype=np.bool_), at[places], column)
        elif given is None and value.otherwise is None:
            self._fault(codes.ROW_UNKNOWN, at[places], column, text)
        else:
            chosen = value.otherwise if given is None else given
            assert chosen is not None
            parts.append((places, self._of(chosen, at[places])))

    def _bands(self, value: Lookup, at: Ints) -> Amounts:
        """The value of the step each amount lies in."""
        size = self._of(value.lookup, at)
        free = np.ones(len(at), dtype=np.bool_)
        free[np.isin(at, [fault.at for fault in self.faults])] = False
        parts: list[tuple[Ints, Amounts]] = []
        for step in value.bands:
            places = np.flatnonzero(free & _inside(size, step))
            free[places] = False
            parts.append((places, self._of(step.v, at[places])))
        rest = np.flatnonzero(free)
        if value.otherwise is not None:
            parts.append((rest, self._of(value.otherwise, at[rest])))
        else:
            for place in rest:
                found = plain(Fraction(size.numbers[place]) / size.scale)
                column = self.indicator.column(value.lookup) if isinstance(value.lookup, str) else None
                self._fault(codes.ROW_UNKNOWN, at[[place]], column, found)
        return amounts.assembled(len(at), parts)

    def _days(self, value: Days, at: Ints) -> Amounts:
        first, last = (self._day(day, at) for day in value.days)
        span = last - first + (1 if value.ends == "both" else 0)
        return Amounts(np.where(self._blank_days(value, at), 0, np.maximum(span, 0)), 1)

    def _day(self, day: AnyDay, at: Ints) -> Ints:
        if isinstance(day, Extreme):
            choose = np.maximum if day.later else np.minimum
            found, *rest = (self._day(inner, at) for inner in day.days)
            for other in rest:
                found = choose(found, other)
            return found
        if day in DAYS_OF_THE_MONTH:
            return np.full(len(at), day_number(day_of(day, self.month)), dtype=np.int64)
        cells = self.rows[self.indicator.column(day).key].iloc[at]
        return np.where(cells.isna(), 0, days(cells))

    def _blank_days(self, value: Days, at: Ints) -> Flags:
        blank = np.zeros(len(at), dtype=np.bool_)
        for header in dict.fromkeys(header for day in value.days for header in columns_of(day)):
            column = self.indicator.column(header)
            empty = self.rows[column.key].iloc[at].isna().to_numpy()
            self._blank(empty, at, column)
            blank |= empty
        return blank


def _inside(size: Amounts, step: Step) -> Flags:
    found = np.ones(len(size), dtype=np.bool_)
    for comparison in SIGNS:
        bound: Fraction | None = getattr(step, comparison, None)
        if bound is not None:
            found &= amounts.compared(size.numbers, comparison, bound * size.scale)
    return found
