"""Give-backs matched with the rows that were once deducted: kept by key until they are returned or too old."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cmtool.model.book import Book
from cmtool.model.expression import Num, Op, Ref
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import Kept, State
from cmtool.model.tables import TABLES
from cmtool.model.text import phrase
from cmtool.policy.give_back import GiveBack
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.appraisal import Facts, Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown


@dataclass
class GiveBacks:
    """Every person's rows that may come back, and the keys that were made good this month."""

    book: Book
    policy: Policy
    facts: Mapping[str, Facts]
    state: State
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rows: defaultdict[str, list[Kept]] = defaultdict(list)
        self._good: dict[str, Mapping[str, Where]] = {}
        for name, terms in self._terms():
            self._good[name] = dict(self._made_good(terms))
            for manager, row in self._deducted(name, terms):
                self._rows[manager].append(row)
        for manager, past in self.state.managers.items():
            self._rows[manager][:0] = [row for row in past.rows if self._young(row)]
        self._unmatched()

    def _terms(self) -> Iterator[tuple[str, GiveBack]]:
        """The policy's give-backs whose two figures have their tables."""
        for name, figure in self.policy.figure.items():
            if isinstance(figure, GiveBack) and {figure.of, figure.recovered} <= set(self.facts):
                yield name, figure

    def of(self, manager: str) -> Mapping[str, tuple[Kept, ...]]:
        """The rows that come back to somebody this month, by give-back; none of one whose table has not come."""
        return {
            name: tuple(row for row in self._rows[manager] if row.figure == name and self._comes_back(row))
            for name in self._good
        }

    def left(self, manager: str, *, paid: bool) -> tuple[Kept, ...]:
        """The rows that stay for later months; what should have come back while the pay had no value comes next time."""
        rows = tuple(self._rows[manager])
        if not paid:
            return tuple(replace(row, recovered=row.recovered or self._comes_back(row)) for row in rows)
        return tuple(row for row in rows if not self._comes_back(row))

    def everybody(self) -> frozenset[str]:
        return frozenset(manager for manager, rows in self._rows.items() if rows)

    def _comes_back(self, row: Kept) -> bool:
        return row.recovered or row.key in self._good.get(row.figure, {})

    def _young(self, row: Kept) -> bool:
        terms = self.policy.figure.get(row.figure)
        if not isinstance(terms, GiveBack):
            return False
        return terms.within == "always" or row.month.year == self.book.month.year

    def _deducted(self, name: str, terms: GiveBack) -> Iterator[tuple[str, Kept]]:
        """This month's rows, each with what it counts for whom; a row without a key could never come back."""
        facts = self.facts[terms.of]
        column = TABLES[facts.table].fields[terms.key]
        keys = self.book[facts.table][column]
        rows = facts.rows[["manager", "row", "amount", "numerator", "denominator"]]
        for manager, row, amount, above, below in rows.itertuples(index=False):
            key = str(keys[row])
            if not key:
                where = self.book.where(facts.table, int(row), column)
                values = {"figure": self.policy.label(terms.of), "key": terms.key}
                self.problems.append(problem(codes.ROW_WITHOUT_KEY, where, values, column=terms.key))
            elif manager:
                exact = Fraction(amount) * Fraction(int(above), int(below)) / facts.scale
                yield str(manager), Kept(name, key, self.book.month, exact)

    def _made_good(self, terms: GiveBack) -> Iterator[tuple[str, Where]]:
        facts = self.facts[terms.recovered]
        column = TABLES[facts.table].fields[terms.key]
        keys = self.book[facts.table][column]
        for row in dict.fromkeys(facts.rows["row"]):
            if keys[row]:
                yield str(keys[row]), self.book.where(facts.table, int(row), column)

    def _unmatched(self) -> None:
        """What was made good without ever having been deducted, as far as anyone knows; said once for all give-backs
        that read the same rows."""
        known: defaultdict[str, set[str]] = defaultdict(set)
        said: dict[str, tuple[str, Mapping[str, Where]]] = {}
        for name, terms in self._terms():
            keys = {row.key for rows in self._rows.values() for row in rows if row.figure == name}
            known[terms.recovered] |= keys
            said.setdefault(terms.recovered, (name, self._good[name]))
        for recovered, (name, good) in said.items():
            for key, where in good.items():
                if key not in known[recovered]:
                    values = {"key": key, "figure": self.policy.label(name)}
                    self.problems.append(problem(codes.NOTHING_TO_RETURN, where, values, found=key))


def returned(reckoning: Reckoning, name: str, terms: GiveBack) -> Working:
    """The declared share of what was deducted for the rows that were made good."""
    working = Working(name, terms.label, terms.unit, None, clause=terms.clause)
    rows = reckoning.given.returning.get(name)
    if rows is None:
        unknown = reckoning.absent_among((terms.of, terms.recovered))
        why = unknown.why if unknown is not None else phrase("没有数据")
        return replace(working, absent="missing", why=why)
    label = str(phrase("{label}：原扣数", label=terms.label))
    base = Working(f"{name}.base", label, terms.unit, sum((row.amount for row in rows), Fraction(0)))
    parts = tuple(
        phrase(
            "{key} {month} 扣 {amount}", key=row.key, month=row.month, amount=shown(row.amount, terms.unit)
        )
        for row in rows
    )
    said = phrase("{parts}", parts=parts) if parts else phrase("本月没有收回已扣过的")
    reckoning.keep(replace(base, why=said))
    share = shown(terms.share, "%")
    words = phrase("{said}；返还 {share}", said=said, share=share) if parts else said
    return reckoning.worked(working, Op("product", (Ref(base.name), Num(terms.share))), words)
