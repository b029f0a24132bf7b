"""From the cells of a row to its values in the row model's order, with what was noted on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from cmtool.intake.findings import said
from cmtool.intake.layout import Layout, Plan
from cmtool.intake.reading import Fault, Noted
from cmtool.intake.spelling import trimmed
from cmtool.model.grid import Cell, GridRow
from cmtool.model.problem import Code, Problem, problem

Bad = list[tuple[Plan, Cell, Fault]]


@dataclass
class Conversion:
    """Converts the rows of one layout; counts the notes of each column."""

    layout: Layout
    in_yuan: frozenset[str]  # 指标 that are amounts
    notes: Counter[tuple[Code, int]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        layout = self.layout
        fields = layout.table.row.model_fields
        places = {name: place for place, name in enumerate(fields)}
        self._blank = [
            layout.preset.get(name, None if info.is_required() else info.default)
            for name, info in fields.items()
        ]
        self._places = {plan.column: places[plan.field] for plan in layout.plans.values()}
        self._field_places = places
        self._named = {column: places[name] for name, column in layout.named.items()}
        self._first_notes: dict[tuple[Code, int], tuple[int, object]] = {}

    def place(self, name: str) -> int:
        """Where a field stands in a row's values."""
        return self._field_places[name]

    def convert(self, row: GridRow) -> tuple[list[Any], Bad]:
        """The row's values in the model's order, and the cells that could not be read."""
        plans, places = self.layout.plans, self._places
        values, bad = list(self._blank), Bad()
        for cell in row.cells:
            plan = plans.get(cell.column)
            if plan is None:
                continue
            value: Any = plan.read(cell)
            if value.__class__ is Fault:
                bad.append((plan, cell, value))
                continue
            if value.__class__ is Noted:
                value = self._note(row, plan, value)
            if value is not None:
                values[places[cell.column]] = value
        if self._named:
            self._fill_names(row, values)
        if self.layout.scaled is not None:
            self._rescale(row, values)
        return values, bad

    def _note(self, row: GridRow, plan: Plan, noted: Noted) -> object:
        sign = (noted.kind, plan.column)
        self.notes[sign] += 1
        self._first_notes.setdefault(sign, (row.number, noted.value))
        return noted.value

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
        """One warning for each column and kind of note, at the first cell that it is about."""
        found = []
        for (kind, column), count in self.notes.items():
            line, value = self._first_notes[kind, column]
            plan = self.layout.plans[column]
            words = {
                "header": plan.header,
                "count": count,
                "first": said(value) if isinstance(value, date) else "",
            }
            found.append(problem(kind, self.layout.where(line, column), words, column=plan.header))
        return found
