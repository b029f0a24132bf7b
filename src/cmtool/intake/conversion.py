"""From the cells of a row to its values in the row model's order, with what was noted on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from cmtool.intake import codes
from cmtool.intake.findings import key_of, said
from cmtool.intake.layout import Layout, Plan
from cmtool.intake.reading import PERSONAL, Fault, Noted, shown_of
from cmtool.intake.spelling import trimmed
from cmtool.model.grid import Cell, GridRow
from cmtool.model.problem import Code, Problem, problem

Bad = list[tuple[Plan, Cell, Fault]]
_Noticed = list[tuple[Plan, Cell, Noted]]
_BY_COLUMN: Final = frozenset({codes.MERGED, codes.OTHER_WORKBOOK})


@dataclass
class Conversion:
    """Converts the rows of one layout.

    A note that changed what a cell says (a number read as an identifier or a day) is told cell by cell, one about
    how the cell came by it (merged, from another workbook) once for each column.
    """

    layout: Layout
    in_yuan: frozenset[str]  # 指标 that are amounts
    counts: Counter[tuple[Code, int]] = field(default_factory=Counter)
    told: list[Problem] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)  # columns with values that are not read

    def __post_init__(self) -> None:
        layout = self.layout
        fields = layout.table.row.model_fields
        places = {name: place for place, name in enumerate(fields)}
        self.blank: list[Any] = [
            layout.preset.get(name, None if info.is_required() else info.default)
            for name, info in fields.items()
        ]
        self._places = {plan.column: places[plan.field] for plan in layout.plans.values()}
        self._field_places = places
        self._named = {column: places[name] for name, column in layout.named.items()}
        self._first_lines: dict[tuple[Code, int], int] = {}
        self._noticed: _Noticed = []

    def place(self, name: str) -> int:
        """Where a field stands in a row's values."""
        return self._field_places[name]

    def convert(self, row: GridRow) -> tuple[list[Any], Bad]:
        """The row's values in the model's order, and the cells that could not be read."""
        plans, places = self.layout.plans, self._places
        values, bad = list(self.blank), Bad()
        self._noticed = []
        for cell in row.cells:
            plan = plans.get(cell.column)
            if plan is None:
                if cell.written:
                    self.passed.add(cell.column)
                continue
            value: Any = plan.read(cell)
            if value.__class__ is Fault:
                bad.append((plan, cell, value))
                continue
            if value.__class__ is Noted:
                self._noticed.append((plan, cell, value))
                value = value.value
            if value is not None:
                values[places[cell.column]] = value
        if self._named:
            self._fill_names(row, values)
        if self.layout.scaled is not None:
            self._rescale(row, values)
        return values, bad

    def note(self, row: GridRow, values: list[Any]) -> None:
        """Keep what was noted in the row just converted, now that it is known to be data."""
        for plan, cell, noted in self._noticed:
            if noted.kind in _BY_COLUMN:
                sign = (noted.kind, plan.column)
                self.counts[sign] += 1
                self._first_lines.setdefault(sign, row.number)
            else:
                self.told.append(self._told(row, values, plan, cell, noted))

    def _told(self, row: GridRow, values: list[Any], plan: Plan, cell: Cell, noted: Noted) -> Problem:
        table = self.layout.table
        found, read = shown_of(plan.field, cell.written), said(noted.value)
        private = plan.field in PERSONAL
        words = {"header": plan.header, "found": found, "read": shown_of(plan.field, read)}
        return problem(
            noted.kind,
            self.layout.where(row.number, cell.column),
            words,
            column=plan.header,
            key=key_of(table, dict(zip(table.columns, values, strict=True))),
            found=found,
            proposal="" if private else read,
        )

    def _fill_names(self, row: GridRow, values: list[Any]) -> None:
        """Where the number is blank, the name beside it stands for the person."""
        for cell in row.cells:
            place = self._named.get(cell.column)
            if place is not None and not values[place] and cell.kind == "text":
                values[place] = trimmed(cell.written) or values[place]

    def _rescale(self, row: GridRow, values: list[Any]) -> None:
        """Targets under a unit line in 万元: an amount is read in that unit, a rate or a count as it stands."""
        scaled, column = self.layout.scaled, self.layout.columns["value"]
        if scaled is None or values[self._field_places["indicator"]] not in self.in_yuan:
            return
        for cell in row.cells:
            if cell.column == column:
                value = scaled(cell)
                value = value.value if isinstance(value, Noted) else value
                if isinstance(value, Fraction):
                    values[self._field_places["value"]] = value

    def name(self, row: GridRow) -> str:
        """The person's name that stands beside the number, ``\"\"`` when none does."""
        if not self._named:
            return ""
        return next((trimmed(cell.written) for cell in row.cells if cell.column in self._named), "")

    def noted(self) -> list[Problem]:
        """The notes on single cells, then those of each column at the first cell that they are about."""
        found = list(self.told)
        for (kind, column), count in self.counts.items():
            plan = self.layout.plans[column]
            where = self.layout.where(self._first_lines[kind, column], column)
            found.append(problem(kind, where, {"header": plan.header, "count": count}, column=plan.header))
        return found
