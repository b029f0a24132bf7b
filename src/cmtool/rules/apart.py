"""Accounts of those who have no sheet this month: people who left, or whom nobody knows any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cmtool.model.book import Book
from cmtool.model.money import fixed
from cmtool.model.month import Month
from cmtool.model.problem import Problem, problem
from cmtool.model.state import Past, State
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.accounts import Account, Occasion, account
from cmtool.rules.appraisal import Apart, Facts, HoldResult
from cmtool.rules.holds import printed
from cmtool.rules.presence import left_and_back


@dataclass
class ApartAccounts:
    """Accounts with something in them whose owners are not appraised. Collects the problems met on the way.

    A leaver's account goes on by the policy's rule for leavers; what is released of it is paid. The account of
    somebody who is only not appraised this month, or not on the roster at all, stays as it is.
    """

    book: Book
    policy: Policy
    facts: Mapping[str, Facts]
    problems: list[Problem] = field(default_factory=list)

    def of(self, state: State, appraised: frozenset[str]) -> tuple[Apart, ...]:
        found = (
            self._one(id_, past)
            for id_, past in sorted(state.managers.items())
            if id_ not in appraised and any(lot.remaining for lot in past.lots)
        )
        return tuple(apart for apart in found if apart.holds)

    def _one(self, id_: str, past: Past) -> Apart:
        rows = self.book["managers"]
        own = rows.index[rows["id"] == id_]
        name = str(rows["name"][own[0]]) if len(own) else ""
        left, back = self._left_and_back(own[0]) if len(own) else (None, None)
        gone = left is not None and left < self.book.month.first and back is None
        holds = tuple(self._holds(id_, past, Month.of(left) if gone and left else None))
        if len(own):
            why = phrase("{day} 离岗", day=left) if gone else phrase("本月不考核")
            return Apart(id_, name, why, holds)
        for hold in holds:
            values = {"id": id_, "hold": hold.label, "amount": fixed(hold.closing)}
            self.problems.append(problem(codes.HOLD_STRANGER, self.book.place("managers"), values, key=id_))
        return Apart(id_, name, phrase("不在花名册，余额照存"), holds)

    def _left_and_back(self, row: int) -> tuple[date | None, date | None]:
        rows = self.book["managers"]
        return left_and_back(rows["left"][row], rows["appointed"][row], self.book.month)

    def _holds(self, id_: str, past: Past, left: Month | None) -> Iterator[HoldResult]:
        for name, hold in self.policy.hold.items():
            if not any(lot.hold == name for lot in past.lots):
                continue
            occasion = Occasion(name, self.book.month, past, Fraction(0), left=left)
            if left is None:
                still = Account(occasion.opened(), Fraction(0), Fraction(0))
                yield printed(name, hold, still, None, NOTHING, None)
                continue
            why = phrase("离岗人员没有本月的数据")
            charge = self._charged(id_, hold.charge)
            after = account(hold, Occasion(name, occasion.month, past, Fraction(0), charge, left, why=why))
            yield printed(name, hold, after, None, NOTHING, None)

    def _charged(self, id_: str, figure: str) -> Fraction:
        """What accountability takes of a leaver: the figure's own rows, never below zero."""
        found = self.facts.get(figure)
        return max(found.sums.get(id_, Fraction(0)), Fraction(0)) if found is not None else Fraction(0)


def said_of(apart: Apart) -> Phrase:
    """``离岗人员 张三（M009）本期释放 120.00 元``."""
    return phrase(
        "另有 {name}（{id}，{why}）的预留释放 {amount} 元，见预留账户表",
        name=apart.name,
        id=apart.id,
        why=apart.why,
        amount=fixed(apart.released, 2, True),
    )
