"""What last month left to this one: a target's shortfall, an amount that a floor gave or a cap took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from cmtool.model.expression import Expression, Ref, num
from cmtool.model.money import plain
from cmtool.model.month import Month
from cmtool.model.problem import Problem, problem
from cmtool.model.state import Past
from cmtool.policy.policy import CARRIED, Policy
from cmtool.policy.targets import Until
from cmtool.rules import codes
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown

_OTHERS = ("legal",)
"""What else carries under such a name, by rules of its own."""


def carried_in(reckoning: Reckoning, owner: str, until: Until) -> Ref | None:
    """What a line or group takes over from last month; None where nothing was carried.

    Nothing is carried over the end of a year that closes the account, into the first month of a policy, by somebody
    who has only just joined, or whose last month is recorded without it. A month that nobody recorded counts nothing either, and is said.
    """
    given, name = reckoning.given, f"{owner}.{CARRIED}"
    before = given.month.previous
    if until == "year" and given.month.number == 1:
        return None
    if given.past.recorded(name, before):
        taken = Ref(f"{name}@last_month")
        reckoning.recall(taken.name)
        return taken if reckoning.values.get(taken.name) != 0 else None
    person = given.person
    joined = person.joined is not None and Month.of(person.joined) == given.month
    if given.month != reckoning.policy.effective and not joined and not given.past.figures.get(before):
        values = {
            "name": person.name,
            "id": person.id,
            "item": reckoning.policy.label(name),
            "month": str(before),
        }
        reckoning.problems.append(problem(codes.CARRY_UNKNOWN, person.where, values, key=person.id))
    return None


def still(taken: Ref | None) -> Expression:
    """What stays carried when this month settles nothing."""
    return taken or num(0)


def standing(policy: Policy, past: Past, month: Month) -> Mapping[str, Fraction | None]:
    """What stays carried for somebody who is not appraised this month: all of it, but what ends with the year."""
    before = past.figures.get(month.previous, {})
    ends = month.number == 1
    return {
        name: before[name]
        for name in sorted(policy.carrying())
        if name in before and not (ends and _until(policy, name.removesuffix(f".{CARRIED}")) == "year")
    }


def _until(policy: Policy, owner: str) -> Until:
    """When the account of a line or group that carries is closed."""
    group = policy.group.get(owner)
    if group is not None and group.carry is not None:
        return group.carry.until
    target = policy.line[owner].target
    assert target is not None, "asked only of what carries"
    return target.until


def forgotten(reckoning: Reckoning) -> Iterator[Problem]:
    """What last month carried under a name that this policy does not carry any more must not vanish unsaid."""
    given, policy = reckoning.given, reckoning.policy
    for name, value in given.past.figures.get(given.month.previous, {}).items():
        owner = name.removesuffix(f".{CARRIED}")
        ours = name != owner and owner not in _OTHERS
        if value and ours and name not in policy.carrying():
            person = given.person
            amount = shown(value, policy.unit(name)) if owner in policy.names else plain(value)
            values = {"name": person.name, "id": person.id, "item": policy.label(name), "amount": amount}
            yield problem(codes.CARRY_FORGOTTEN, person.where, values, key=person.id)
