"""What a policy's terms cannot see one by one: names, circles, weights, families, grades."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError

from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Phrase, did_you_mean, phrase
from cmtool.policy import codes
from cmtool.policy.arithmetic import Delta
from cmtool.policy.constants import Constant
from cmtool.policy.dated import Dated
from cmtool.policy.history import History
from cmtool.policy.indicator import Indicator
from cmtool.policy.lint_across import lint_across
from cmtool.policy.lint_examples import lint_examples
from cmtool.policy.lint_give_backs import lint_give_backs
from cmtool.policy.lint_holds import hold_reads, lint_holds, lint_law
from cmtool.policy.lint_ladders import ladder_reads, lint_ladders
from cmtool.policy.lint_lines import line_reads, lint_lines
from cmtool.policy.lint_rows import lint_rows, value_key
from cmtool.policy.lint_units import lint_units
from cmtool.policy.personal import OWN_FACTS
from cmtool.policy.policy import PAY, SCORE, Policy

_NONE = ("无", "没有", "不封顶", "不保底", "None", "NONE")
"""What somebody writes for a cap or floor that is not there."""


def lint(policy: Policy, name: str) -> Iterator[Problem]:
    """Every problem that takes more than one term to see; ``name`` is the policy's file."""
    yield from _names(policy, name)
    yield from _references(policy, name)
    yield from _groups(policy, name)
    yield from _families(policy, name)
    yield from _grades(policy, name)
    yield from lint_lines(policy, name)
    yield from lint_ladders(policy, name)
    yield from lint_holds(policy, name)
    yield from lint_law(policy, name)
    yield from lint_give_backs(policy, name)
    yield from lint_across(policy, name)
    yield from lint_rows(policy, name)
    yield from lint_examples(policy, name)
    yield from lint_units(policy, name)
    yield from _not_yet(policy, name)
    yield from _circles(policy, name)


def _names(policy: Policy, name: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for part in ("figure", "line", "group", "hold"):
        for key in getattr(policy, part):
            if key in seen:
                yield problem(codes.DUPLICATE_NAME, Where(name, f"{part}.{key}"), {"name": key}, found=key)
            seen[key] = part


def _references(policy: Policy, name: str) -> Iterator[Problem]:
    for owner, place, read in dict.fromkeys(_reads(policy)):
        base = policy.owner(read.split("@")[0])
        if not policy.knows(base):
            names = [
                *policy.names,
                *OWN_FACTS,
                *policy.attributes(),
            ]
            hint = phrase('；没有封顶或保底写 "none"') if base in _NONE else did_you_mean(base, sorted(names))
            yield problem(
                codes.UNKNOWN_FIGURE,
                Where(name, f"{owner}.{place}"),
                {"name": read, "hint": hint},
                found=read,
            )


def _reads(policy: Policy) -> Iterator[tuple[str, str, str]]:
    for key, figure in policy.figure.items():
        for read in (figure.of,) if isinstance(figure, Delta | History) else figure.reads():
            yield f"figure.{key}", value_key(figure) if isinstance(figure, Indicator) else "of", read
    yield from line_reads(policy)
    for ladder, place, read in ladder_reads(policy):
        yield ladder, place, read
    yield from hold_reads(policy)


def _groups(policy: Policy, name: str) -> Iterator[Problem]:
    for top, unit in ((SCORE, "分"), (PAY, "元")):
        if top not in policy.group:
            yield problem(codes.UNKNOWN_GROUP, Where(name, "group"), {"name": top}, found=top)
        elif policy.group[top].unit != unit:
            values = {"name": policy.group[top].label, "unit": policy.group[top].unit, "wanted": unit}
            yield problem(codes.UNIT_MISMATCH, Where(name, f"group.{top}.unit"), values)
    for key, line in policy.line.items():
        if line.group not in policy.group:
            yield problem(codes.UNKNOWN_GROUP, Where(name, f"line.{key}.group"), {"name": line.group})
    for key, group in policy.group.items():
        if (group.inside and group.inside not in policy.group) or (
            not group.inside and key not in (SCORE, PAY)
        ):
            values = {"name": group.inside or key}
            yield problem(codes.UNKNOWN_GROUP, Where(name, f"group.{key}.inside"), values)
        outer = policy.group.get(group.inside)
        if outer is not None and (group.unit, group.places) != (outer.unit, outer.places):
            values = {"name": group.label, "unit": group.unit, "wanted": outer.unit}
            yield problem(codes.UNIT_MISMATCH, Where(name, f"group.{key}.unit"), values)
        if group.weights is not None and policy.weighing(group.inside):
            yield problem(codes.NESTED_WEIGHTS, Where(name, f"group.{key}.weights"), {"group": group.label})


def _families(policy: Policy, name: str) -> Iterator[Problem]:
    families = {line.family for line in policy.line.values() if line.family}
    combined = [key for key, plan in policy.plan.items() if plan.combined]
    if len(combined) != 1:
        yield problem(codes.ONE_COMBINED, Where(name, "plan"), {"count": len(combined)})
    for key, plan in policy.plan.items():
        for family in plan.families:
            if family not in families:
                yield problem(codes.UNKNOWN_FAMILY, Where(name, f"plan.{key}.families"), {"name": family})
        omitted = families - set(plan.families)
        if plan.combined and omitted:
            values = {"families": "、".join(sorted(omitted))}
            yield problem(codes.COMBINED_OMITS, Where(name, f"plan.{key}.families"), values)


def _grades(policy: Policy, name: str) -> Iterator[Problem]:
    known = tuple(policy.ladder.known)
    for key, line in policy.line.items():
        named = [("grades", grade) for grade in line.grades]
        named += [("target.by_grade", grade) for grade in (line.target.by_grade if line.target else ())]
        for place, grade in named:
            if grade not in known:
                values = {"name": grade, "known": "、".join(known)}
                yield problem(codes.UNKNOWN_GRADE, Where(name, f"line.{key}.{place}"), values, found=grade)


def _not_yet(policy: Policy, name: str) -> Iterator[Problem]:
    """A number that changes on known days should be there from the policy's first day."""
    for key, figure in policy.figure.items():
        if isinstance(figure, Constant):
            yield from _starts(policy, Where(name, f"figure.{key}.v"), figure.label, figure.v)
    for ladder_name, ladder in policy.ladders.items():
        for number, grade in enumerate(ladder.grades):
            key = f"{policy.ladder_keys[ladder_name]}.grades.{number}.attributes"
            for attribute, value in grade.attributes.items():
                label = phrase(
                    "{grade}的{attribute}",
                    grade=grade.name,
                    attribute=policy.label(f"{ladder_name}.{attribute}"),
                )
                if isinstance(value, Dated):
                    yield from _starts(policy, Where(name, f"{key}.{attribute}"), label, value)


def _starts(policy: Policy, where: Where, label: str | Phrase, number: Dated) -> Iterator[Problem]:
    since = number.steps[0].since
    if since > policy.effective.first:
        values = {"label": label, "since": since.isoformat(), "effective": policy.about.effective}
        yield problem(codes.NOT_YET, where, values)


def _circles(policy: Policy, name: str) -> Iterator[Problem]:
    try:
        policy.order  # noqa: B018 - sorting is the check
    except CycleError as error:
        circle = [str(one) for one in error.args[1]]
        yield problem(codes.CYCLE, Where(name, _key_of(policy, circle[0])), {"names": " → ".join(circle)})


def _key_of(policy: Policy, owner: str) -> str:
    """Where the figure, line, group or hold of a name is written."""
    part = next(part for part in ("figure", "line", "group", "hold") if owner in getattr(policy, part))
    return f"{part}.{owner}"
