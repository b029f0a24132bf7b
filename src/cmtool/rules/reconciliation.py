"""勾稽核对: managers + unallocated + excluded + difference = total, for each table and each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.problem import Where
from cmtool.model.tables import TABLES
from cmtool.policy.indicators import Flow, Indicator, Level
from cmtool.rules.appraisal import Facts, Reconciliation
from cmtool.rules.facts import Evidence
from cmtool.rules.other_roles import NOTHING_ELSEWHERE, Elsewhere, elsewhere

BALANCES = {"loans": "贷款余额", "deposits": "余额"}
AMOUNTS = {"expenses": "金额", "fee_income": "金额"}
"""What each table is added up by."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a row of the sheet adds up: ``total`` is taken without any attribution, ``rejected`` is part of it.

    ``elsewhere`` is held in other roles than the one that counts.
    """

    table: str
    label: str
    unit: str
    total: Fraction
    rejected: Fraction = Fraction(0)
    control: Fraction | None = None
    indicator: str = ""
    elsewhere: Elsewhere = NOTHING_ELSEWHERE


def reconcile(
    evidence: Evidence, facts: Mapping[str, Facts], managers: frozenset[str]
) -> tuple[Reconciliation, ...]:
    """One row for each table's own balance, then one for each indicator made from rows."""
    return (*_tables(evidence, managers), *_indicators(evidence, facts, managers))


def _tables(evidence: Evidence, managers: frozenset[str]) -> Iterator[Reconciliation]:
    book = evidence.book
    for table, header in (BALANCES | AMOUNTS).items():
        if table not in book or book[table].empty:
            continue
        flow = {"kind": "flow", "on": "日期"} if table in AMOUNTS else {"kind": "level"}
        kind = Flow if table in AMOUNTS else Level
        indicator = kind.model_validate(
            {"label": header, "unit": "元", "table": table, "value": header, "blank": "zero"} | flow
        )
        found = evidence.quietly(indicator)
        field = found.column if table == "deposits" else indicator.field(header)
        rejected = sum(lost.amounts.get(field, 0) for lost in book.rejected if lost.table == table)
        total = _total(evidence, table, field) + Fraction(rejected, 100)
        others = elsewhere(evidence, indicator, found)
        control = _control(book, table, field)
        named = Measure(
            TABLES[table].name, header, "元", total, Fraction(rejected, 100), control, elsewhere=others
        )
        yield _row(found, named, managers, _nobodys(book, found, others.rows))


def _total(evidence: Evidence, table: str, field: str) -> Fraction:
    """The table's own sum, taken without any attribution."""
    if table == "deposits":
        rows = evidence.deposits
        rows = rows[rows["end"] == pd.Timestamp(evidence.book.month.last)]
        return Fraction(int(rows["balance"].sum()), 100)
    frame = evidence.book[table]
    if table in AMOUNTS:
        month = evidence.book.month
        frame = frame[
            (frame["date"] >= pd.Timestamp(month.first)) & (frame["date"] <= pd.Timestamp(month.last))
        ]
    return Fraction(int(frame[field].sum()), 100)


def _indicators(
    evidence: Evidence, facts: Mapping[str, Facts], managers: frozenset[str]
) -> Iterator[Reconciliation]:
    for name, found in facts.items():
        figure = evidence.policy.figure[name]
        assert isinstance(figure, Indicator), "facts are of indicators"
        others = elsewhere(evidence, figure, found)
        named = Measure(
            TABLES[found.table].name, figure.label, figure.unit, found.total, indicator=name, elsewhere=others
        )
        yield _row(found, named, managers, _nobodys(evidence.book, found, others.rows))


def _row(facts: Facts, measure: Measure, managers: frozenset[str], nobodys: Where | None) -> Reconciliation:
    by_manager = facts.sums
    known = {manager: value for manager, value in sorted(by_manager.items()) if manager in managers}
    strangers = [value for manager, value in by_manager.items() if manager and manager not in managers]
    others = sum(strangers, Fraction(0))
    mine, elsewhere = sum(known.values(), Fraction(0)), measure.elsewhere.amount
    nobody = by_manager.get("", Fraction(0)) - elsewhere
    excluded = others + measure.rejected + elsewhere
    return Reconciliation(
        table=measure.table,
        measure=measure.label,
        unit=measure.unit,
        total=measure.total,
        managers=mine,
        unallocated=nobody,
        excluded=excluded,
        difference=measure.total - mine - nobody - excluded,
        control=measure.control,
        by_manager=known,
        indicator=measure.indicator,
        unallocated_at=nobodys,
        elsewhere=elsewhere,
    )


def _nobodys(book: Book, facts: Facts, held: frozenset[int] = frozenset()) -> Where | None:
    """The cell of the first row that is nobody's; not of those ``held`` in other roles."""
    rows = facts.rows.loc[facts.rows["manager"] == "", "row"]
    rows = rows[~rows.isin(list(held))] if held else rows
    return None if rows.empty else book.where(facts.table, int(rows.min()), "manager")


def _control(book: Book, table: str, field: str) -> Fraction | None:
    """What the table must add up to: the 总账 where it has come, else the sheets' own totals."""
    found = [control for control in book.controls if control.table == table and control.field == field]
    return Fraction(sum(control.amount for control in found), 100) if found else None
