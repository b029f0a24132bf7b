"""A pool shared out: each member's printed part, so that the parts add up to the printed pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cmtool.model.expression import Ref, value_of
from cmtool.model.money import half_up
from cmtool.model.problem import Code, problem
from cmtool.model.text import Phrase, phrase
from cmtool.policy.lines import Line
from cmtool.policy.pools import ShareOf
from cmtool.rules import codes
from cmtool.rules.appraisal import Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown

_AMONG = {"team": "本团队", "institution": "本机构", "all": "全部"}


def weights(curve: ShareOf, volumes: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """What each member's volume counts in the divisor."""
    match curve.sign:
        case "positive":
            return {member: max(volume, Fraction(0)) for member, volume in volumes.items()}
        case "size":
            return {member: abs(volume) for member, volume in volumes.items()}
        case _:
            return dict(volumes)


def parts_of(
    curve: ShareOf, pool: Fraction, volumes: Mapping[str, Fraction], places: int
) -> Mapping[str, Fraction] | None:
    """Each member's part of the pool; None when the divisor is not above zero and that is declared a problem.

    Each part is half up; what then remains of the printed pool goes to the last member with a part, or to the
    largest part (the first of equals). Members are taken in the order given.
    """
    counted = weights(curve, volumes)
    divisor = sum(counted.values(), Fraction(0))
    if divisor <= 0:
        if curve.empty == "problem":
            return None
        if curve.empty == "nothing" or not counted:
            return dict.fromkeys(counted, Fraction(0))
        counted, divisor = dict.fromkeys(counted, Fraction(1)), Fraction(len(counted))
    parts = {member: half_up(pool * weight / divisor, places) for member, weight in counted.items()}
    takers = [member for member, weight in counted.items() if weight]
    taker = takers[-1] if curve.remainder == "last" else max(takers, key=lambda member: abs(counted[member]))
    parts[taker] += half_up(pool, places) - sum(parts.values(), Fraction(0))
    return parts


@dataclass(frozen=True)
class Shared:
    """One pool shared out among those who share it; ``parts`` is None where there is nothing to share by."""

    parts: Mapping[str, Fraction] | None
    divisor: Fraction
    count: int
    unknown: int  # members whose own figure has no value
    pools: frozenset[Fraction]  # the amounts that the members take the pool for


def shared(line: Line, curve: ShareOf, members: Sequence[Reckoning], places: int) -> Shared:
    """The pool of one team, institution or branch, worked out once for all its members, by 工号."""
    ordered = sorted(members, key=lambda member: member.given.person.id)
    known = [member for member in ordered if member.knows(line.of)]
    pools = frozenset(value_of(curve.pool, member.values) for member in known if member.knows(curve.pool))
    volumes = {member.given.person.id: value_of(line.of, member.values) for member in known}
    divisor = sum(weights(curve, volumes).values(), Fraction(0))
    parts = parts_of(curve, max(pools, default=Fraction(0)), volumes, places)
    return Shared(parts, divisor, len(known), len(ordered) - len(known), pools)


def share(reckoning: Reckoning, working: Working, line: Line, curve: ShareOf, found: Shared) -> Working:
    """One member's printed part of the pool; only sums and counts of the others are said."""
    if found.unknown and curve.missing == "deferred":
        why = phrase("{count} 名成员没有“{label}”的数，无法分配", count=found.unknown, label=line.label)
        return replace(working, absent="missing", why=why)
    pool = reckoning.worked(working, curve.pool, phrase("分配总额"))
    if pool.value is None:
        return pool
    unit = reckoning.policy.unit(line.of.name) if isinstance(line.of, Ref) else ""
    if len(found.pools) > 1:
        low, high = (shown(value, working.unit) for value in (min(found.pools), max(found.pools)))
        return _wrong(reckoning, working, codes.POOL_DIFFERS, {"line": line.label, "a": low, "b": high})
    if found.parts is None:
        values = {"line": line.label, "sum": shown(found.divisor, unit)}
        return _wrong(reckoning, working, codes.POOL_EMPTY, values)
    own = value_of(line.of, reckoning.values)
    part = found.parts[reckoning.given.person.id]
    words: Phrase = phrase(
        "{pool} × 本人 {own} ÷ {among} {count} 人合计 {total}",
        pool=shown(pool.value, working.unit),
        own=shown(own, unit),
        among=phrase(_AMONG[curve.among]),
        count=found.count,
        total=shown(found.divisor, unit),
    )
    if found.divisor > 0:
        weight = weights(curve, {"": own})[""]
        places = reckoning.policy.group[line.group].places
        if part != half_up(pool.value * weight / found.divisor, places):
            words = phrase("{words}，尾差归本人", words=words)
    return replace(working, value=part, why=words)


def _wrong(reckoning: Reckoning, working: Working, kind: Code, values: Mapping[str, object]) -> Working:
    person = reckoning.given.person
    found = problem(kind, person.where, values, key=person.id)
    reckoning.problems.append(found)
    return replace(working, absent="missing", why=found.sentence)
