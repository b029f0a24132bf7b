"""Figures across people: each person's members, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from cmtool.model.problem import problem
from cmtool.model.text import Phrase, phrase
from cmtool.policy.across import Across, Scope
from cmtool.rules import codes
from cmtool.rules.appraisal import Person, Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown

_SCOPES: Mapping[Scope, str] = {"team": "本团队", "institution": "本机构", "all": "全部"}


@dataclass(frozen=True)
class Peers:
    """Everybody's workings so far, by 工号."""

    reckonings: Mapping[str, Reckoning]

    def within(self, person: Person, scope: Scope) -> Iterator[Reckoning]:
        """Those of the person's own team or institution, or everybody; who is in no team has no team mates."""
        for other in self.reckonings.values():
            if is_near(other.given.person, person, scope):
                yield other


def is_near(other: Person, person: Person, scope: Scope) -> bool:
    """Whether somebody is of the person's own team or institution; who is in no team has no team mates."""
    match scope:
        case "team":
            return other.id == person.id or (other.team == person.team != "")
        case "institution":
            return other.institution == person.institution
        case _:
            return True


def across(reckoning: Reckoning, name: str, figure: Across, peers: Peers) -> Working:
    """Sum, mean, extreme, count, rank or share among the members who count.

    Only sums and counts are said: a statement holds nobody else's figures.
    """
    person = reckoning.given.person
    working = Working(name, figure.label, figure.unit, None, clause=figure.clause)
    members = [
        other for other in peers.within(person, figure.over) if counts(other.given.person, person, figure)
    ]
    values: dict[str, Fraction] = {}
    for member in members:
        value = member.values.get(figure.of)
        if value is None and figure.missing == "deferred":
            return replace(working, absent="missing", why=_lacking(members, figure))
        if value is not None or figure.missing == "zero":
            values[member.given.person.id] = value or Fraction(0)
    return _taken(reckoning, working, figure, values)


def counts(other: Person, person: Person, figure: Across) -> bool:
    """Whether somebody near a person is one of those taken together for that person."""
    if other.id == person.id and figure.own == "excluded":
        return False
    return (not figure.posts or other.post in figure.posts) and (
        not figure.grades or other.grade in figure.grades
    )


def _taken(reckoning: Reckoning, working: Working, figure: Across, values: Mapping[str, Fraction]) -> Working:
    policy, own = reckoning.policy, values.get(reckoning.given.person.id)
    total, count = sum(values.values(), Fraction(0)), len(values)
    label, unit = policy.label(figure.of), policy.unit(figure.of)
    scope = phrase(_SCOPES[figure.over])
    common = {"scope": scope, "count": count, "label": label, "total": shown(total, unit)}
    if figure.take == "count":
        return replace(working, value=Fraction(count), why=phrase("{scope} {count} 人", **common))
    if figure.take == "sum":
        return replace(working, value=total, why=phrase("{scope} {count} 人“{label}”合计 {total}", **common))
    if not count or (figure.take == "share" and not total):
        return _nobody(
            reckoning, working, figure, phrase("{scope} {count} 人“{label}”合计 {total}", **common)
        )
    match figure.take:
        case "mean":
            why = phrase("{scope} {count} 人“{label}”合计 {total} ÷ {count}", **common)
            return replace(working, value=total / count, why=why)
        case "max":
            return replace(
                working, value=max(values.values()), why=phrase("{scope} {count} 人“{label}”最高", **common)
            )
        case "min":
            return replace(
                working, value=min(values.values()), why=phrase("{scope} {count} 人“{label}”最低", **common)
            )
    if own is None:
        return _nobody(reckoning, working, figure, phrase("本人没有“{label}”", **common))
    if figure.take == "rank":
        place = Fraction(1 + sum(other > own for other in values.values()))
        return replace(working, value=place, why=phrase("“{label}”在{scope} {count} 人中的名次", **common))
    said = phrase("本人 {own} ÷ {scope} {count} 人合计 {total}", own=shown(own, unit), **common)
    return replace(working, value=own / total, why=said)


def _lacking(members: list[Reckoning], figure: Across) -> Phrase:
    """How many of the members have no value; not who."""
    count = sum(figure.of not in member.values for member in members)
    label = members[0].policy.label(figure.of)
    return phrase("{count} 名成员没有“{label}”", count=count, label=label)


def _nobody(reckoning: Reckoning, working: Working, figure: Across, why: Phrase) -> Working:
    match figure.when_none:
        case "zero":
            return replace(working, value=Fraction(0), why=phrase("{why}，按办法计 0", why=why))
        case "empty":
            return replace(working, absent="empty", why=why)
        case _:
            person = reckoning.given.person
            given = {"name": person.name, "id": person.id, "figure": figure.label, "why": why}
            reckoning.problems.append(problem(codes.NOBODY, person.where, given, key=person.id))
            return replace(working, absent="missing", why=why)
