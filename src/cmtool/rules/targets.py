"""Targets: the person's contract, else the post's, grade's, team's or institution's, else the policy's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.book import Book
from cmtool.model.expression import Num, Ref
from cmtool.model.money import plain
from cmtool.model.month import Month, Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, did_you_mean, phrase
from cmtool.policy.policy import Policy
from cmtool.policy.targets import Target
from cmtool.rules import codes
from cmtool.rules.appraisal import Person

LEVELS = ("manager", "post", "grade", "team", "institution")
_WORDS = {
    "manager": "本人目标（目标表）",
    "post": "岗位目标（目标表）",
    "grade": "等级目标（目标表）",
    "team": "团队目标（目标表）",
    "institution": "机构目标（目标表）",
}
Key = tuple[str, str, str]
"""指标, level, and whose: 工号, 岗位, 等级, 团队 or 机构号."""


@dataclass(frozen=True, slots=True)
class Found:
    """A target: a number, or the figure that gives it; where it stands, and in words where it is from."""

    quantity: Num | Ref
    why: Phrase
    where: Where | None = None


@dataclass
class TargetTable:
    """The rows of the 目标 table that cover the month, looked up by indicator and by whom they are for."""

    book: Book

    def __post_init__(self) -> None:
        self._wrong: list[Problem] = []
        self._rows: defaultdict[Key, dict[Period, tuple[Fraction, Where]]] = defaultdict(dict)
        self._unused: dict[Where, Problem] = {}
        targets = self.book["targets"]
        for row in targets.index:
            period, value = targets["period"][row], targets["value"][row]
            if value is None or self.book.month not in period:
                continue
            where = self.book.where("targets", row, "value")
            if not targets["indicator"][row]:
                given = {"value": plain(value)}
                self._wrong.append(problem(codes.TARGET_UNNAMED, where, given, column="目标值"))
                continue
            level = next((level for level in LEVELS if targets[level][row]), None)
            if level is None:
                continue
            if period.length != 1:
                given = {"period": str(period), "indicator": targets["indicator"][row]}
                at = self.book.where("targets", row, "period")
                self._unused[where] = problem(codes.LONGER_TARGET, at, given, column="期间")
            self._add((targets["indicator"][row], level, targets[level][row]), period, value, where)

    def _add(self, key: Key, period: Period, value: Fraction, where: Where) -> None:
        known = self._rows[key].setdefault(period, (value, where))
        if known[0] != value:
            given = {"who": key[2], "indicator": key[0], "a": plain(known[0]), "b": plain(value)}
            self._wrong.append(problem(codes.TARGET_TWICE, where, given, column="目标值", found=plain(value)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Rows that cannot be meant, and rows for a longer period that nobody's target was taken from."""
        return (*self._wrong, *self._unused.values())

    def for_person(self, target: Target, person: Person, first: Month) -> Found | None:
        """The target that holds for a person from the month ``first`` to this one; None when nothing gives one."""
        asked = Period(first, self.book.month)
        return self._contracted(target, whose(person), asked) or _declared(target, person)

    def not_yet(self, target: Target, person: Person) -> None:
        """The line is not worked out this month: rows for its whole period are no mistake."""
        own = whose(person)
        for level in LEVELS:
            self._know(self._rows.get((target.indicator, level, own[level]), {}))

    def _contracted(self, target: Target, own: Mapping[str, str], asked: Period) -> Found | None:
        for level in LEVELS:
            if not (target.indicator and own[level]):
                continue
            rows = self._rows.get((target.indicator, level, own[level]), {})
            if target.split:
                self._know(rows)
            for period in sorted(rows, key=lambda period: period.length):
                part = _part(target, period, asked)
                if part is not None:
                    return self._part_of(rows[period], period, part, phrase(_WORDS[level]))
        return None

    def _know(self, rows: Mapping[Period, tuple[Fraction, Where]]) -> None:
        """These rows are meant, whether or not a target is taken from them this month."""
        for _, where in rows.values():
            self._unused.pop(where, None)

    def _part_of(self, row: tuple[Fraction, Where], period: Period, part: Fraction, why: Phrase) -> Found:
        value, where = row
        self._unused.pop(where, None)
        if part != 1:
            why = phrase(
                "{why}：{period} 的 {value} × {part}",
                why=why,
                period=str(period),
                value=plain(value),
                part=plain(part),
            )
        return Found(Num(value * part), why, where)

    def indicators_of(self, person: str) -> Mapping[str, Where]:
        """The 指标 that name this person, with their cells."""
        return {
            key[0]: where
            for key, rows in self._rows.items()
            if key[1:] == ("manager", person)
            for _, where in rows.values()
        }


def whose(person: Person) -> Mapping[str, str]:
    """What a row may name the person by, level by level."""
    return {
        "manager": person.id,
        "post": person.post,
        "grade": person.grade,
        "team": person.team,
        "institution": person.institution,
    }


def _part(target: Target, period: Period, asked: Period) -> Fraction | None:
    """Which part of a row's target is asked for; None when the row is for too short a time, or is not split."""
    if period == asked:
        return Fraction(1)
    if period.first <= asked.first and period.last >= asked.last:
        return target.part(period, asked.first, asked.last)
    return None


def unread(book: Book, policy: Policy) -> Iterator[Problem]:
    """A 指标 of the 目标 table that no line reads: a contract nobody would see is not passed over."""
    known = sorted(policy.target_indicators())
    targets = book["targets"]
    for row in targets.index:
        indicator = targets["indicator"][row]
        if (
            targets["value"][row] is None
            or not indicator
            or indicator in known
            or book.month not in targets["period"][row]
        ):
            continue
        hint = did_you_mean(indicator, known, 0.5)
        where = book.where("targets", row, "indicator")
        given = {"indicator": indicator, "hint": hint}
        yield problem(codes.TARGET_UNREAD, where, given, column="指标", found=indicator)


def _declared(target: Target, person: Person) -> Found | None:
    for given, own, why in (
        (target.by_post, person.post, phrase("考核办法按岗位规定")),
        (target.by_grade, person.grade, phrase("考核办法按等级规定")),
        (target.by_team, person.team, phrase("考核办法按团队规定")),
        (target.by_institution, person.institution, phrase("考核办法按机构规定")),
    ):
        if own in given:
            return Found(given[own], why)
    if target.value is not None:
        return Found(target.value, phrase("考核办法规定"))
    return None
