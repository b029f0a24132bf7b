"""Which rows of an indicator count in the month, and for how much each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.problem import Problem, problem
from cmtool.model.tables import TABLES
from cmtool.policy.columns import Named
from cmtool.policy.indicator import Indicator, value_columns
from cmtool.policy.indicators import Average, Count, Events, Flow, Level
from cmtool.policy.rowvalue import AnyValue, amount_columns
from cmtool.rules import codes
from cmtool.rules.amounts import Amounts, product
from cmtool.rules.lookup import coded, is_text, narrowed
from cmtool.rules.rowvalues import Fault, RowValues
from cmtool.rules.selection import passes

REGISTERS = frozenset({"conduct", "expenses", "fee_income", "repayments"})
"""Tables of dated rows of which only the month's count."""


@dataclass(frozen=True)
class Measured:
    """The rows that count, with their whole ``amount`` in units of 1/scale; and the field of the source cell."""

    rows: pd.DataFrame
    column: str
    scale: int


@dataclass
class Measuring:
    """How one indicator measures its rows; problems are collected. ``shared`` are figures the same for everybody."""

    book: Book
    indicator: Indicator
    label: str
    shared: Mapping[str, Fraction]
    problems: list[Problem]

    def measured(self, rows: pd.DataFrame) -> Measured:
        """The rows that count in the month; ``rows`` has the index of the table in ``row``, whose it is in ``person`` and ``held``."""
        rows = self._together(self._inside(rows))
        match self.indicator:
            case Count(distinct=distinct):
                if not distinct:
                    return Measured(rows.assign(amount=1), "", 1)
                column = self.indicator.column(distinct)
                return Measured(self._filled(column, rows).assign(amount=1), column.cell, 1)
            case Events(measure="count"):
                return Measured(rows.assign(amount=1), "item", 1)
            case Events(measure="points" | "amount" as column_named):
                return self._plain(column_named, rows)
            case Average():
                return self._averaged(rows)
            case Flow(value=str() as header, per="") | Level(value=str() as header, per=""):
                return self._plain(header, rows)
            case _:
                value = self.indicator.row_value()
                assert value is not None, f"no measure for {self.indicator!r}"
                return self._valued(value, rows)

    def factored(self, rows: pd.DataFrame, factor: AnyValue) -> tuple[pd.DataFrame, Amounts]:
        """The rows without those that have a fault, and what each yuan of theirs counts for."""
        values = RowValues(self.indicator, rows, self.book.month, self.shared)
        found = values.of(factor)
        self._said(rows, values.faults)
        sound = values.sound()
        return rows[sound], Amounts(found.numbers[sound], found.scale)

    def _plain(self, header: str, rows: pd.DataFrame) -> Measured:
        column = self.indicator.column(header)
        if column.derived and column.table == "loans":
            rows = narrowed(rows, rows["due"] > 0)
        rows = self._filled(column, rows)
        return Measured(
            rows.assign(amount=rows[column.key]), column.cell, 100 if column.kind == "money" else 1
        )

    def _averaged(self, rows: pd.DataFrame) -> Measured:
        """月积数 of loans, ÷ the days of the month for 日均, × what each yuan counts for."""
        indicator = self.indicator
        assert isinstance(indicator, Average)
        found = self._plain("balance_days", rows)
        scale = found.scale * (self.book.month.days if indicator.measure == "daily_average" else 1)
        if indicator.factor is None:
            return Measured(found.rows, found.column, scale)
        rows, factor = self.factored(found.rows, indicator.factor)
        amounts = product(Amounts(rows["amount"].to_numpy(dtype="int64"), scale), factor)
        return Measured(rows.assign(amount=amounts.numbers), found.column, amounts.scale)

    def _valued(self, value: AnyValue, rows: pd.DataFrame) -> Measured:
        rows, amounts = self.factored(rows, value)
        cells = [self.indicator.column(header).cell for header in value_columns(value)]
        return Measured(rows.assign(amount=amounts.numbers), cells[0] if cells else "", amounts.scale)

    def _together(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows of one client (or what ``per`` names) of one person as one, at the first; sums that pass ``having``.

        Rows that other assignments name are not put together: the sum has one owner, or is shared in one way.
        """
        per, having = self.indicator.together()
        if not per:
            return rows
        column = self.indicator.column(per)
        rows = self._filled(column, rows)
        value = self.indicator.row_value()
        headers = dict.fromkeys((*having, *(amount_columns(value) if value is not None else ())))
        added = [self.indicator.column(header) for header in headers]
        for one in added:
            if self.indicator.blank == "zero":
                rows = rows.assign(**{one.key: rows[one.key].fillna(0)})
            rows = self._filled(one, rows)
        keys = [coded(rows[column.key]).codes, rows["person"].to_numpy(), rows["held"].to_numpy()]
        firsts = rows[~pd.DataFrame(dict(enumerate(keys))).duplicated().to_numpy()]
        for one in added:
            sums = rows[one.key].groupby(keys, sort=False).sum()
            firsts = firsts.assign(**{one.key: sums.to_numpy()})
        for header, wanted in having.items():
            named = self.indicator.column(header)
            firsts = narrowed(firsts, passes(firsts[named.key], named, wanted, self.book.month))
        return firsts

    def _inside(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows dated in the month; in a register, others are said."""
        indicator, on = self.indicator, getattr(self.indicator, "on", "")
        if isinstance(indicator, Events):
            rows, on = narrowed(rows, rows["item"].map(indicator.takes)), "date"
        if not on:
            return rows
        column = indicator.column(on)
        first, last = pd.Timestamp(self.book.month.first), pd.Timestamp(self.book.month.last)
        inside = (rows[column.key] >= first) & (rows[column.key] <= last)
        outside = rows.loc[~inside, "row"]
        if indicator.table_id in REGISTERS and len(outside):
            where = self.book.where(indicator.table_id, int(outside.iloc[0]), column.cell)
            values = {"count": len(outside), "month": str(self.book.month), "figure": self.label}
            self.problems.append(problem(codes.OUT_OF_MONTH, where, values))
        return narrowed(rows, inside)

    def _filled(self, column: Named, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows whose value is there; a blank is a problem unless declared zero."""
        blank = rows[column.key].isna()
        if is_text(rows[column.key]):
            blank |= rows[column.key] == ""
        if self.indicator.blank == "problem":
            for row in rows.loc[blank, "row"]:
                self._blank(int(row), column)
        return narrowed(rows, ~blank)

    def _blank(self, row: int, column: Named) -> None:
        header = TABLES[column.table].columns[column.field].header
        where = self.book.where(self.indicator.table_id, row, column.cell)
        values = {"column": header, "figure": self.label}
        self.problems.append(problem(codes.BLANK, where, values, column=header))

    def _said(self, rows: pd.DataFrame, faults: list[Fault]) -> None:
        index = rows["row"].to_numpy()
        for fault in faults:
            row = int(index[fault.at])
            if fault.kind is codes.BLANK and fault.column is not None:
                self._blank(row, fault.column)
                continue
            where = self.book.where(self.indicator.table_id, row, fault.column.cell if fault.column else "")
            values = {"figure": self.label, "found": fault.found}
            self.problems.append(problem(fault.kind, where, values, found=fault.found))
