"""Control totals: what a sheet's own 小计 and 合计 rows say, held against the rows above them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from cmtool.intake import codes
from cmtool.intake.layout import Layout, Plan
from cmtool.intake.reading import Fault, Noted
from cmtool.intake.rowkind import Scope, Total
from cmtool.model.grid import Cell, GridRow
from cmtool.model.money import fixed, plain, yuan
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, phrase

_SUMMED: Final = frozenset({"money", "number"})
_OVERLAPPING: Final = frozenset({"ledger"})  # its rows hold both accounts and their parents
ABOVE, BELOW = phrase("上面"), phrase("下面")
Sum = Callable[[str, int], Fraction | None]


@dataclass
class Totals:
    """The totals of one pass over a sheet. ``since(field, line)`` sums a field over the data rows below a line.

    It gives None where a rejected row's figure could not be read: then nothing can be compared.
    """

    layout: Layout
    since: Sum
    none_above: Callable[[], bool]  # no data row has been met yet
    given: dict[str, int] = field(default_factory=dict)  # the sheet's last 合计 in fen, by field
    cells: dict[str, Where] = field(default_factory=dict)  # where they stand
    _breaks: list[tuple[int, Scope]] = field(default_factory=list)  # lines on which totals stood
    _first: list[tuple[Total, GridRow]] = field(default_factory=list)  # totals above the rows that they sum

    @property
    def whole(self) -> dict[str, int]:
        """The 合计 that is of the whole sheet: the only one, or a 总计 below all others."""
        scopes = [scope for _, scope in self._breaks if scope in ("section", "sheet")]
        return self.given if len(scopes) == 1 or scopes[-1:] == ["sheet"] else {}

    def meet(self, total: Total, row: GridRow) -> Iterator[Problem]:
        """Check one total row against the data rows above it; one that stands above them all waits for the end."""
        if total.scope in ("section", "sheet") and self.none_above():
            self._first.append((total, row))
        else:
            yield from self._check(total, row, self._starts(total.scope), ABOVE)
        self._breaks.append((row.number, total.scope))

    def finish(self) -> Iterator[Problem]:
        """Check the totals that stand above all rows, now that these are known."""
        for total, row in self._first:
            yield from self._check(total, row, [row.number], BELOW)

    def _check(self, total: Total, row: GridRow, starts: Sequence[int], side: Phrase) -> Iterator[Problem]:
        for plan, cell in self._figures(total, row):
            value = plan.read(cell)
            value = value.value if isinstance(value, Noted) else value
            if isinstance(value, Fault):
                values = {"label": total.label, "header": plan.header}
                yield problem(
                    codes.TOTAL_UNREAD, self.layout.where(row.number, cell.column), values, column=plan.header
                )
            elif isinstance(value, int | Fraction):
                yield from self._compare(total, plan, row.number, Fraction(value), starts, side)

    def _starts(self, scope: Scope) -> Sequence[int]:
        """Lines below which a total of this scope may sum."""
        sections = [line for line, kind in self._breaks if kind in ("section", "sheet")]
        match scope:
            case "group":
                return [self._breaks[-1][0] if self._breaks else 0]
            case "section":
                return [sections[-1] if sections else 0, 0]
            case "some":
                return [*(line for line, _ in reversed(self._breaks)), 0]
            case "sheet" | "none":
                return [0]

    def _figures(self, total: Total, row: GridRow) -> Iterator[tuple[Plan, Cell]]:
        table = self.layout.table
        if total.scope == "none" or table.id in _OVERLAPPING:
            return
        for cell in row.cells:
            plan = self.layout.plans.get(cell.column)
            if plan and table.kind(plan.field) in _SUMMED:
                yield plan, cell

    def _compare(
        self,
        total: Total,
        plan: Plan,
        line: int,
        given: Fraction,
        starts: Sequence[int],
        side: Phrase,
    ) -> Iterator[Problem]:
        """Nothing is proposed: the sum of the rows in place of the total would forge what they are checked by."""
        money = self.layout.table.kind(plan.field) == "money"
        if money and total.scope in ("section", "sheet"):
            self.given[plan.field] = int(given)
            self.cells[plan.field] = self.layout.where(line, plan.column)
        sums = [self.since(plan.field, start) for start in starts]
        if None in sums or given in sums:
            return
        summed = sums[0] or Fraction(0)
        values = {
            "label": total.label,
            "header": plan.header,
            "given": _said(given, money),
            "side": side,
            "summed": _said(summed, money),
            "difference": _said(given - summed, money),
        }
        yield problem(
            codes.TOTAL_DIFFERS,
            self.layout.where(line, plan.column),
            values,
            column=plan.header,
            key=total.label,
            found=_said(given, money),
        )


def _said(value: Fraction, money: bool) -> str:
    return fixed(yuan(int(value))) if money else plain(value)
