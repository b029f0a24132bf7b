"""Who was there on how many days of the month: joined, left, on leave (请假登记)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.month import Month
from cmtool.model.problem import Problem, problem
from cmtool.model.text import Phrase, phrase
from cmtool.policy.policy import Policy
from cmtool.rules import codes


@dataclass(frozen=True, slots=True)
class Presence:
    """Days present of the days of a month, what took the others away, and which these are."""

    days: int
    of: int
    why: tuple[Phrase, ...] = ()
    away: frozenset[date] = frozenset()

    @property
    def share(self) -> Fraction:
        return Fraction(self.days, self.of)

    @property
    def said(self) -> Phrase:
        words = phrase("在岗 {days}/{of} 天", days=self.days, of=self.of)
        return phrase("{words}：{why}", words=words, why=self.why) if self.why else words

    def runs(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """The days of a span on which somebody was there, as runs: first and last day, both included."""
        there = dict.fromkeys(day for day in _days(first, last) if day not in self.away)
        starts = [day for day in there if day - timedelta(days=1) not in there]
        ends = [day for day in there if day + timedelta(days=1) not in there]
        return zip(starts, ends, strict=True)


@dataclass
class Attendance:
    """The month's leave by person; collects the problems met on the way."""

    book: Book
    policy: Policy
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._leave: defaultdict[str, list[tuple[str, date, date]]] = defaultdict(list)
        terms = self.policy.part_month
        if terms is None or not terms.reads_leave:
            return
        rows, month = self.book["leaves"], self.book.month
        for row, values in enumerate(rows.to_dict("records")):
            first, last = _day(values["start"]) or month.first, _day(values["end"]) or month.last
            kind, who = values["kind"], values["manager"]
            if first > month.last or last < month.first or kind in terms.present:
                continue
            if kind not in terms.leave:
                given = {"kind": kind, "known": "、".join((*terms.leave, *terms.present))}
                where = self.book.where("leaves", row, "kind")
                self.problems.append(problem(codes.LEAVE_UNKNOWN, where, given, key=who, found=kind))
                continue
            self._leave[who].append((kind, max(first, month.first), min(last, month.last)))

    def of(self, who: str, joined: date | None, left: date | None, back: date | None = None) -> Presence:
        """The days on which somebody was there; the days of joining, of leaving and of coming ``back`` are three of
        them, and a day under two entries is away once."""
        month = self.book.month
        days = set(_days(month.first, month.last))
        why: list[Phrase] = []
        if joined is not None and joined > month.first:
            days -= set(_days(month.first, joined - timedelta(days=1)))
            why.append(phrase("{day} 入社", day=joined.isoformat()))
        if left is not None and left < month.last:
            until = month.last if back is None else back - timedelta(days=1)
            days -= set(_days(max(left + timedelta(days=1), month.first), until))
            if left >= month.first:
                why.append(phrase("{day} 离岗", day=left.isoformat()))
            if back is not None and back > month.first:
                why.append(phrase("{day} 重新到岗", day=back.isoformat()))
        for kind, first, last in sorted(self._leave[who], key=lambda entry: entry[1]):
            taken = days & set(_days(first, last))
            days -= taken
            if taken:
                why.append(phrase("{kind} {days} 天", kind=kind, days=len(taken)))
        away = frozenset(_days(month.first, month.last)) - days
        return Presence(len(days), month.days, tuple(why), away)


def left_and_back(left: object, appointed: object, month: Month) -> tuple[date | None, date | None]:
    """离岗日期, and the day of a return: 聘任日期 where it is later, from the month of that day on."""
    gone, back = _day(left), _day(appointed)
    return gone, back if gone is not None and back is not None and gone < back <= month.last else None


def whole(month: Month) -> Presence:
    """Somebody who was there all month."""
    return Presence(month.days, month.days)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _day(value: object) -> date | None:
    if value is None or value is pd.NaT:
        return None
    assert isinstance(value, date)
    return value.date() if isinstance(value, pd.Timestamp) else value
