"""A pool shared out: each member's printed part, so that the parts add up to the printed pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
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


def share(
    reckoning: Reckoning, working: Working, line: Line, curve: ShareOf, members: Sequence[Reckoning]
) -> Working:
    """One member's printed part of the pool, worked out over all members; only sums and counts are said."""
    unknown = [member for member in members if not member.knows(line.of)]
    if unknown and curve.missing == "deferred":
        why = phrase("{count} 名成员没有“{label}”的数，无法分配", count=len(unknown), label=line.label)
        return replace(working, absent="missing", why=why)
    own = reckoning.worked(working, curve.pool, phrase("分配总额"))
    if own.value is None:
        return own
    pools = {value_of(curve.pool, member.values) for member in members if member.knows(curve.pool)}
    policy = reckoning.policy
    unit = policy.unit(line.of.name) if isinstance(line.of, Ref) else ""
    if len(pools) > 1:
        low, high = (shown(value, working.unit) for value in (min(pools), max(pools)))
        return _wrong(reckoning, working, codes.POOL_DIFFERS, {"line": line.label, "a": low, "b": high})
    volumes = {
        member.given.person.id: value_of(line.of, member.values) for member in members if member.knows(line.of)
    }
    total = sum(weights(curve, volumes).values(), Fraction(0))
    parts = parts_of(curve, own.value, volumes, policy.group[line.group].places)
    if parts is None:
        return _wrong(reckoning, working, codes.POOL_EMPTY, {"line": line.label, "sum": shown(total, unit)})
    person = reckoning.given.person.id
    words: Phrase = phrase(
        "{pool} × 本人 {own} ÷ {among} {count} 人合计 {total}",
        pool=shown(own.value, working.unit),
        own=shown(volumes[person], unit),
        among=phrase(_AMONG[curve.among]),
        count=len(volumes),
        total=shown(total, unit),
    )
    if total > 0 and parts[person] != half_up(
        own.value * weights(curve, volumes)[person] / total, policy.group[line.group].places
    ):
        words = phrase("{words}，尾差归本人", words=words)
    return replace(working, value=parts[person], why=words)


def _wrong(reckoning: Reckoning, working: Working, kind: Code, values: Mapping[str, object]) -> Working:
    person = reckoning.given.person
    found = problem(kind, person.where, values, key=person.id)
    reckoning.problems.append(found)
    return replace(working, absent="missing", why=found.sentence)
