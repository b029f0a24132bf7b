"""Whether the worked examples of a policy speak of figures, grades and people that there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import did_you_mean, phrase
from cmtool.policy import codes
from cmtool.policy.examples import CHANGES, OUTCOMES, STATUSES, ExamplePerson
from cmtool.policy.personal import OWN_FACTS
from cmtool.policy.policy import MAIN, Policy


def lint_examples(policy: Policy, name: str) -> Iterator[Problem]:
    """Names in ``values``, ``past`` and ``expect``, targets, grades and plans that the policy does not have."""
    for number, example in enumerate(policy.example):
        for place, one in enumerate(example.persons()):
            where = Where(name, f"example.{number}")
            yield from _of_person(policy, where, one)
            own = f"{where.sheet}.people.{place}" if example.people else where.sheet
            yield from _words(policy, Where(name, f"{own}.expect"), one)


def _words(policy: Policy, where: Where, one: ExamplePerson) -> Iterator[Problem]:
    """What is expected of ``status`` and ``change`` is one of their words."""
    for asked, allowed in (("status", STATUSES), ("change", CHANGES)):
        expected = one.expect.get(asked)
        if expected is None or expected in allowed or asked in policy.names:
            continue
        found = str(expected)
        reason = phrase(
            "只能是 {allowed}{hint}",
            allowed="、".join(f'"{word}"' for word in allowed),
            hint=did_you_mean(found, allowed),
        )
        place = replace(where, sheet=f"{where.sheet}.{asked}")
        yield problem(codes.BAD_VALUE, place, {"reason": reason}, found=found)


def _of_person(policy: Policy, where: Where, one: ExamplePerson) -> Iterator[Problem]:
    figures = [*policy.names, *policy.attributes(), *OWN_FACTS]
    asked = [(read, figures) for read in one.values]
    asked += [
        (read, [*figures, *policy.carrying()])
        for read in (name for month in one.past.values() for name in month)
    ]
    asked += [(read, [*figures, *OUTCOMES]) for read in one.expect]
    asked += [(read, sorted(policy.target_indicators())) for read in one.targets]
    for read, known in asked:
        if read not in known:
            values = {"name": read, "hint": did_you_mean(read, sorted(known))}
            yield problem(codes.UNKNOWN_FIGURE, where, values, found=read)
    held = [(MAIN, one.grade)] if one.grade else []
    held += [(policy.ladder_named(ladder) or ladder, grade) for ladder, grade in one.grades.items()]
    for ladder, grade in held:
        words = policy.ladders[ladder].known if ladder in policy.ladders else ()
        if grade not in words:
            values = {"name": grade, "known": "、".join(words)}
            yield problem(codes.UNKNOWN_GRADE, where, values, found=grade)
    if one.plan and one.plan not in policy.plan:
        yield problem(codes.UNKNOWN_FAMILY, where, {"name": one.plan}, found=one.plan)
