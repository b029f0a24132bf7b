"""From a cell that could not be read, or a row that does not hold, to a problem with its place and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from cmtool.intake import codes
from cmtool.intake.layout import Layout, Plan
from cmtool.intake.reading import PERSONAL, Fault, shown_of
from cmtool.intake.rowkind import Keyed, Keyless
from cmtool.intake.validation import Broken
from cmtool.model.grid import Cell, GridRow
from cmtool.model.money import fixed, plain, yuan
from cmtool.model.month import Period
from cmtool.model.problem import Code, Problem, masked, problem
from cmtool.model.table import Table
from cmtool.model.text import Phrase, phrase

_BOUNDS: Final = {
    "greater_than_equal": ("不能小于 {limit}", "ge"),
    "greater_than": ("必须大于 {limit}", "gt"),
    "less_than_equal": ("不能大于 {limit}", "le"),
    "less_than": ("必须小于 {limit}", "lt"),
}


def key_fields(table: Table) -> tuple[str, ...]:
    """Fields that a person knows a row by: its key, else its required identifiers."""
    return table.key or tuple(name for name in table.required if table.kind(name) == "id")


def key_of(table: Table, values: Mapping[str, object]) -> str:
    """The row's key as a message may show it: accounts masked."""
    parts = ((name, said(values.get(name))) for name in key_fields(table))
    return " ".join(masked(text) if name in PERSONAL else text for name, text in parts if text)


def said(value: object) -> str:
    """A converted value as a message shows it; blanks are ``""``."""
    match value:
        case None:
            return ""
        case Fraction():
            return plain(value)
        case date() | Period() | str() | int():
            return str(value)
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class RowFindings:
    """Makes the problems of one row."""

    layout: Layout
    row: GridRow
    key: str

    def unread(self, plan: Plan, cell: Cell, fault: Fault) -> Problem:
        """A cell that could not be read: an error where it matters, else a warning that it is left blank."""
        found = shown_of(plan.field, cell.written)
        values = {"header": plan.header, "found": found, **dict(fault.values)}
        kind = fault.kind
        if not plan.matters:
            values = {"reason": _phrase(kind.sentence, values), "remedy": _phrase(kind.remedy, values)}
            kind = codes.LEFT_BLANK
        where = self.layout.where(self.row.number, cell.column)
        return problem(
            kind, where, values, column=plan.header, key=self.key, found=found, proposal=fault.proposal
        )

    def broken(self, rules: Iterable[Broken], values: Mapping[str, object]) -> Iterator[Problem]:
        for rule in rules:
            yield self._broken(rule, values)

    def _broken(self, rule: Broken, values: Mapping[str, object]) -> Problem:
        name = rule.fields[0]
        header = self._header(name)
        if rule.kind == "blank":
            return self._at(codes.BLANK, name, {"header": header})
        if rule.kind == "none_of":
            headers = "、".join(f"“{self._header(field)}”" for field in rule.fields)
            return self._at(codes.NONE_OF, name, {"headers": headers})
        if rule.kind == "order":
            first, second = rule.fields
            words = {
                "first": self._header(first),
                "early": said(values[first]),
                "second": self._header(second),
                "late": said(values[second]),
            }
            return replace(self._at(codes.OUT_OF_ORDER, first, words), found=said(values[first]))
        if rule.kind in _BOUNDS:
            template, limit = _BOUNDS[rule.kind]
            bound = phrase(template, limit=str(rule.limits[limit]))
            return self._at(codes.OUT_OF_RANGE, name, {"header": header, "bound": bound})
        return self._at(codes.INVALID, name, {"header": header})

    def keyless(self, keyless: Keyless) -> Problem:
        """Money on a row without a key."""
        table = self.layout.table
        keys = self._keys()
        cell = keyless.cell
        plan = self.layout.plans[cell.column]
        value = plan.read(cell)
        amount = (
            fixed(yuan(value))
            if isinstance(value, int) and table.kind(plan.field) == "money"
            else cell.written
        )
        where = self.layout.where(self.row.number, cell.column)
        return problem(
            codes.KEYLESS, where, {"keys": keys, "amount": amount}, column=plan.header, found=cell.written
        )

    def keyed(self, keyed: Keyed) -> Problem:
        """A row called 小计 that says whose it is."""
        where = self.layout.where(self.row.number, keyed.cell.column)
        return problem(
            codes.TOTAL_KEYED, where, {"label": keyed.label, "keys": self._keys()}, found=keyed.label
        )

    def _keys(self) -> str:
        table = self.layout.table
        names = [name for name in key_fields(table) if table.kind(name) != "date"]
        return "、".join(f"“{self._header(name)}”" for name in names)

    def _header(self, name: str) -> str:
        for plan in self.layout.plans.values():
            if plan.field == name:
                return plan.header
        return self.layout.table.columns[name].header

    def _at(self, kind: Code, name: str, values: Mapping[str, object]) -> Problem:
        column = self.layout.columns.get(name, 0)
        written = next((cell.written for cell in self.row.cells if cell.column == column), "")
        found = shown_of(name, written)
        where = self.layout.where(self.row.number, column)
        values = {"found": found, **values}
        return problem(kind, where, values, column=self._header(name), key=self.key, found=found)


def _phrase(template: str, values: Mapping[str, object]) -> Phrase:
    return Phrase(template, tuple(values.items()))
