"""Live formulas: where each figure stands in a workbook, and the formula of every cell whose inputs stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from cmtool.model.expression import Expression, Floor, If, Num, Op, Ref, Round, formula_of
from cmtool.model.workbook import Entry
from cmtool.reports.paper import Spot
from cmtool.rules.appraisal import ManagerResult, Working

_Wish = Callable[[], str]
_READY = "="  # begins a Ref that is a piece of formula already


class _Unknown(Exception):
    """An input of a formula has no value that could be written."""


class Formulas:
    """The figures' cells by manager and name. Cells are put first; ``settle`` then gives them their formulas.

    A cell without a number keeps what it shows. A name that stands nowhere in the workbook enters a formula as its
    own arithmetic, or as its value.
    """

    def __init__(self, results: Iterable[ManagerResult]) -> None:
        self._workings: Mapping[str, Mapping[str, Working]] = {
            result.person.id: result.workings for result in results
        }
        self._spots: dict[tuple[str, str], Spot] = {}
        self._wishes: list[tuple[Spot, _Wish]] = []

    def place(self, manager: str, name: str, spot: Spot) -> None:
        """The figure stands in this cell, computed from its working's expression."""
        self.stand(manager, name, spot)
        working = self._workings[manager].get(name)
        if working is not None and working.expression is not None:
            self.derive(manager, working.expression, spot)

    def stand(self, manager: str, name: str, spot: Spot) -> None:
        """The figure stands in this cell, which keeps the formula or value it has."""
        self._spots[manager, name] = spot

    def show(self, manager: str, name: str, spot: Spot) -> None:
        """The cell repeats a figure that stands elsewhere."""
        self.derive(manager, Ref(name), spot)

    def derive(self, manager: str, expression: Expression, spot: Spot) -> None:
        """The cell is computed from figures of this manager."""
        self._wishes.append((spot, lambda: self._written(manager, expression, spot)))

    def stands(self, manager: str, name: str) -> bool:
        return (manager, name) in self._spots

    def settle(self) -> None:
        """Give every cell its formula, now that all figures have their places."""
        for spot, wish in self._wishes:
            if not _is_number(spot.entry) or spot.entry.formula:
                continue
            try:
                spot.give(wish())
            except _Unknown:
                continue
        self._wishes.clear()

    def _written(self, manager: str, expression: Expression, host: Spot) -> str:
        ranged = self._ranged(manager, expression, host)
        return formula_of(ranged, lambda name: self._address(manager, name, host))

    def _address(self, manager: str, name: str, host: Spot) -> str:
        if name.startswith(_READY):
            return name.removeprefix(_READY)
        spot = self._spots.get((manager, name))
        if spot is not None:
            if not _is_number(spot.entry):
                raise _Unknown
            return spot.seen_from(host.sheet)
        working = self._workings[manager].get(name)
        if working is None or working.value is None:
            raise _Unknown
        if working.expression is not None:
            return self._written(manager, working.expression, host)
        return formula_of(Num(working.value), str)

    def _ranged(self, manager: str, expression: Expression, host: Spot) -> Expression:
        """The same expression with every sum of neighbouring cells as a SUM over their range."""
        match expression:
            case Round(term, places):
                return Round(self._ranged(manager, term, host), places)
            case Floor(term):
                return Floor(self._ranged(manager, term, host))
            case If(left, comparison, right, then, other):
                terms = [self._ranged(manager, term, host) for term in (left, right, then, other)]
                return If(terms[0], comparison, *terms[1:])
            case Op(word, terms):
                ranged = self._range(manager, terms, host) if word == "sum" else None
                if ranged is not None:
                    return Ref(f"{_READY}SUM({ranged})")
                return Op(word, tuple(self._ranged(manager, term, host) for term in terms))
            case _:
                return expression

    def _range(self, manager: str, terms: tuple[Expression, ...], host: Spot) -> str | None:
        """The range that holds the named figures' cells and no other number; None when there is none."""
        names = [term.name for term in terms if isinstance(term, Ref)]
        spots = [self._spots[manager, name] for name in names if (manager, name) in self._spots]
        if len(terms) < 2 or len(spots) < len(terms):
            return None
        sheet = spots[0].sheet
        rows, columns = {spot.row for spot in spots}, {spot.column for spot in spots}
        if any(spot.sheet is not sheet for spot in spots) or (len(rows) > 1 and len(columns) > 1):
            return None
        first, last = Spot(sheet, min(rows), min(columns)), Spot(sheet, max(rows), max(columns))
        wanted = {(spot.row, spot.column) for spot in spots}
        for row in range(first.row, last.row + 1):
            for column in range(first.column, last.column + 1):
                entry = sheet.cells.get((row, column))
                if entry is not None and _is_number(entry) != ((row, column) in wanted):
                    return None
        if any(place not in sheet.cells for place in wanted) or len(wanted) < len(terms):
            return None
        return f"{first.seen_from(host.sheet)}:{last.cell}"


def _is_number(entry: Entry) -> bool:
    return isinstance(entry.value, int | Fraction)
