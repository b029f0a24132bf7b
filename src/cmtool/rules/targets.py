"""Targets: the person's contract, else the post's, grade's, team's or institution's, else the policy's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cmtool.model.book import Book
from cmtool.model.expression import Num, Ref
from cmtool.model.money import plain
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, did_you_mean, phrase
from cmtool.policy.lines import Target
from cmtool.policy.policy import Policy
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


@dataclass(frozen=True, slots=True)
class Found:
    """A target: a number, or the figure that gives it; where it stands, and in words where it is from."""

    quantity: Num | Ref
    why: Phrase
    where: Where | None = None


@dataclass
class TargetTable:
    """The month's rows of the 目标 table, looked up by indicator and by whom they are for."""

    book: Book
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rows: dict[tuple[str, str, str], tuple[Fraction, Where]] = {}
        targets = self.book["targets"]
        for row in targets.index:
            period, value = targets["period"][row], targets["value"][row]
            if value is None or self.book.month not in period:
                continue
            if period.length != 1:
                given = {"period": str(period), "indicator": targets["indicator"][row]}
                where = self.book.where("targets", row, "period")
                self.problems.append(problem(codes.LONGER_TARGET, where, given, column="期间"))
                continue
            if not targets["indicator"][row]:
                where = self.book.where("targets", row, "value")
                given = {"value": plain(value)}
                self.problems.append(problem(codes.TARGET_UNNAMED, where, given, column="目标值"))
                continue
            level = next((level for level in LEVELS if targets[level][row]), None)
            if level is None:
                continue
            self._add((targets["indicator"][row], level, targets[level][row]), value, row)

    def _add(self, key: tuple[str, str, str], value: Fraction, row: int) -> None:
        where = self.book.where("targets", row, "value")
        known = self._rows.setdefault(key, (value, where))
        if known[0] != value:
            given = {"who": key[2], "indicator": key[0], "a": plain(known[0]), "b": plain(value)}
            self.problems.append(
                problem(codes.TARGET_TWICE, where, given, column="目标值", found=plain(value))
            )

    def for_person(self, target: Target, person: Person) -> Found | None:
        """The target that holds for a person; None when nothing gives one."""
        own = {
            "manager": person.id,
            "post": person.post,
            "grade": person.grade,
            "team": person.team,
            "institution": person.institution,
        }
        return self._contracted(target.indicator, own) or _declared(target, person)

    def _contracted(self, indicator: str, own: Mapping[str, str]) -> Found | None:
        for level in LEVELS:
            row = self._rows.get((indicator, level, own[level])) if indicator and own[level] else None
            if row is not None:
                return Found(Num(row[0]), phrase(_WORDS[level]), row[1])
        return None

    def indicators_of(self, person: str) -> Mapping[str, Where]:
        """The 指标 that name this person, with their cells."""
        return {key[0]: where for key, (_, where) in self._rows.items() if key[1:] == ("manager", person)}


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
    if person.post in target.by_post:
        return Found(target.by_post[person.post], phrase("考核办法按岗位规定"))
    if person.grade in target.by_grade:
        return Found(target.by_grade[person.grade], phrase("考核办法按等级规定"))
    if target.value is not None:
        return Found(target.value, phrase("考核办法规定"))
    return None
