"""What the terms of holds cannot see alone: what they read, in which unit, and rules that reach nobody."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import NOTHING, phrase
from cmtool.policy import codes
from cmtool.policy.policy import PAY, Policy
from cmtool.policy.releases import FractionOfBalance, Redeemed, Release, SameLotAfter, Settled


def hold_reads(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Owner, place and name of every figure or line that a hold, a limit of the law or the tax reads."""
    for key, hold in policy.hold.items():
        owner = f"hold.{key}"
        yield from ((owner, "on", read) for read in hold.on)
        yield from ((owner, "curve", read) for read in hold.curve.names())
        if hold.charge:
            yield owner, "charge", hold.charge
        if hold.release is not None:
            yield from ((owner, "release", read) for read in hold.release.reads())
    for key in ("legal", "tax"):
        part = getattr(policy, key)
        yield from ((key, place, read) for place, read in (part.reads() if part else ()))


def lint_holds(policy: Policy, name: str) -> Iterator[Problem]:
    """Holds of what is not pay, amounts that are not yuan, and leavers whom a release never reaches."""
    lines = policy.lines_under(PAY) if PAY in policy.group else ()
    for key, hold in policy.hold.items():
        for read in hold.on:
            if read in policy.names and read not in lines:
                within = "、".join(line for line in policy.lines_under(read) if line in lines)
                hint = phrase("；它是小计，请写其中的项目：{lines}", lines=within) if within else NOTHING
                values = {"name": read, "hint": hint}
                yield problem(codes.NOT_COLLECTED, Where(name, f"hold.{key}.on"), values, found=read)
        yield from _in_yuan(policy, name, f"hold.{key}.charge", hold.charge)
        twice = [word for word, other in policy.hold.items() if hold.charge and other.charge == hold.charge]
        for other in twice[twice.index(key) + 1 :] if key in twice else ():
            values = {"hold": hold.label, "other": policy.label(other), "figure": policy.label(hold.charge)}
            yield problem(codes.CHARGED_TWICE, Where(name, f"hold.{other}.charge"), values)
        rule = hold.release
        if isinstance(rule, Settled):
            yield from _in_yuan(policy, name, f"hold.{key}.release.of", rule.of)
        if isinstance(rule, Redeemed | Settled) and hold.leavers.kind == "keep":
            where = Where(name, f"hold.{key}.leavers")
            yield problem(codes.LEAVERS_NEVER, where, {"hold": hold.label})


def lint_law(policy: Policy, name: str) -> Iterator[Problem]:
    """A limit on compensation that no line is under; holds that defer less long than the law's guidance."""
    legal = policy.legal
    if legal is None:
        return
    compensation = any(policy.line[line].compensation for line in policy.lines_under(PAY))
    if legal.deduction is not None and not compensation:
        yield problem(codes.NO_COMPENSATION, Where(name, "legal.deduction"), {})
    if legal.deferral is None:
        return
    values = {"years": legal.deferral.years, "source": legal.deferral.source}
    if not policy.hold:
        yield problem(
            codes.DEFERRED_LESS, Where(name, "legal.deferral"), {**values, "hold": "—", "months": 0}
        )
    for key, hold in policy.hold.items():
        months = _longest(hold.release)
        if months is not None and months < legal.deferral.years * 12:
            where = Where(name, f"hold.{key}.release")
            yield problem(codes.DEFERRED_LESS, where, {**values, "hold": hold.label, "months": months})


def _longest(rule: Release | None) -> int | None:
    """After how many months the last of a lot comes back; None where the rule does not say."""
    match rule:
        case SameLotAfter():
            return rule.months[-1]
        case FractionOfBalance():
            return rule.after_years * 12
        case Redeemed():
            return rule.after
        case _:
            return None


def _in_yuan(policy: Policy, name: str, place: str, read: str) -> Iterator[Problem]:
    if read in policy.names and policy.unit(read) != "元":
        values = {"name": policy.label(read), "unit": policy.unit(read), "wanted": "元"}
        yield problem(codes.UNIT_MISMATCH, Where(name, place), values)
