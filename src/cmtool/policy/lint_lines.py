"""What only several terms of lines and groups show together: names, parts of lines, weights for each plan of posts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product

from cmtool.model.expression import Num, Ref
from cmtool.model.money import plain
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy import codes
from cmtool.policy.curve import Curve
from cmtool.policy.grades import GradeTerms
from cmtool.policy.lines import Line
from cmtool.policy.policy import CARRIED, MAIN, Policy

_MOST = 5000
"""So many combinations of grades, posts, teams and institutions are added up; more nobody writes."""
Who = tuple[str, str, str, str]
"""Grade, post, team, institution; blank is any that no line names."""


def line_reads(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Every name that lines and groups ask for: the owner's key, the place in it, the name."""
    for key, line in policy.line.items():
        owner = f"line.{key}"
        bounds = (("of", line.of), ("times", line.times), ("cap", line.cap), ("floor", line.floor))
        for place, quantity in bounds:
            if isinstance(quantity, Ref):
                yield owner, place, quantity.name
        for quantity in line.target.quantities() if line.target else ():
            if isinstance(quantity, Ref):
                yield owner, "target", quantity.name
        yield from ((owner, "curve", read) for read in (line.curve.names() if line.curve else ()))
        yield from ((owner, "when", read) for read in (line.when.reads() if line.when else ()))
    for key, group in policy.group.items():
        owner = f"group.{key}"
        for place, quantity in (
            ("cap", group.cap),
            ("floor", group.floor),
            *(("factor", factor) for factor in group.factor),
        ):
            if isinstance(quantity, Ref):
                yield owner, place, quantity.name
        for number, gate in enumerate(group.gates):
            yield from ((owner, f"gates.{number}", read) for read in gate.reads())


def lint_lines(policy: Policy, name: str) -> Iterator[Problem]:
    """Weights that do not add up for some post, parts of lines that are not there, bounds of a grade out of order."""
    for key, group in policy.group.items():
        if group.weights is not None:
            yield from _weights(policy, Where(name, f"group.{key}.weights"), key)
    yield from _parts(policy, name)
    for key, line in policy.line.items():
        yield from _of_each_grade(policy, Where(name, f"line.{key}.curve"), line)
        for place, values in (("by_post", line.posts), ("by_team", line.teams)):
            yield from _never_asked(Where(name, f"line.{key}.target.{place}"), line, place, values)


def _weights(policy: Policy, where: Where, key: str) -> Iterator[Problem]:
    """The weights of a group add up to its total for everybody whom a line names."""
    group = policy.group[key]
    lines = [policy.line[line] for line in policy.lines_under(key) if policy.line[line].weight is not None]
    said: set[tuple[Fraction, bool]] = set()
    for who, named in _whom(policy, lines):
        total = sum((line.weight or Fraction(0) for line in lines if line.concerns(*who)), Fraction(0))
        nobody = total == 0 and (any(who) or not named)
        if total == group.weights or nobody or (total, named) in said:
            continue
        said.add((total, named))
        values = {
            "group": group.label,
            "who": "、".join(part for part in who if part),
            "sum": plain(total),
            "total": plain(group.weights or Fraction(0)),
            "hint": _percent_hint(lines, group.weights or Fraction(0)),
        }
        of_those = codes.WEIGHTS_OF if any(who) else codes.WEIGHTS
        kind = of_those if named else codes.WEIGHTS_OF_OTHERS
        yield problem(kind, where, values, found=plain(total))


def _percent_hint(lines: list[Line], total: Fraction) -> Phrase:
    """Weights of a hundred are written 25, not 25 %."""
    small = next((line for line in lines if line.weight is not None and line.weight < 1 < total), None)
    if small is None or small.weight is None:
        return NOTHING
    words = {
        "label": small.label,
        "percent": f"{plain(small.weight * 100)}%",
        "points": plain(small.weight * 100),
    }
    return phrase("；“{label}”写的是 {percent}，权重写 {points}，不写百分号", **words)


def _whom(policy: Policy, lines: list[Line]) -> Iterator[tuple[Who, bool]]:
    """Every combination of grade, post, team and institution that the lines tell apart; whether all are named."""
    grades = policy.ladder.order if any(line.grades for line in lines) else ("",)
    others = [
        sorted({value for line in lines for value in line.posts}),
        sorted({value for line in lines for value in line.teams}),
        sorted({value for line in lines for value in line.institutions}),
    ]
    asked = (grades, *((*names, "") for names in others))
    if len(grades) * (len(others[0]) + 1) * (len(others[1]) + 1) * (len(others[2]) + 1) > _MOST:
        return
    for grade, post, team, institution in product(*asked):
        rest = zip((post, team, institution), others, strict=True)
        named = all(value or not names for value, names in rest)
        yield (grade, post, team, institution), named


def _parts(policy: Policy, name: str) -> Iterator[Problem]:
    """``deposits.shortfall`` needs a line with a target, ``pay.carried`` something that is carried."""
    for owner, reads in policy.reads.items():
        for read in reads:
            part = policy.part_of(read)
            if not part:
                continue
            base = policy.owner(read)
            line = policy.line.get(base)
            there = read in policy.carrying() if part == CARRIED else line is not None and line.target
            if not there:
                kind = "figure" if owner in policy.figure else "line" if owner in policy.line else "group"
                values = {"name": read, "label": policy.label(base)}
                yield problem(codes.NO_SUCH_PART, Where(name, f"{kind}.{owner}"), values, found=read)


def _of_each_grade(policy: Policy, where: Where, line: Line) -> Iterator[Problem]:
    """Bounds that are attributes of a grade rise for every grade, sizes are above zero."""
    if line.curve is None:
        return
    for grade in policy.ladder.grades:
        if line.grades and grade.name not in line.grades:
            continue
        if not all(_fits(curve, grade) for curve in line.curve.parts()):
            yield problem(codes.GRADE_BOUNDS, where, {"line": line.label, "grade": grade.name})


def _fits(curve: Curve, grade: GradeTerms) -> bool:
    edges = [_worth(edge, grade) for edge in curve.edges()]
    sizes = [_worth(size, grade) for size in curve.sizes()]
    rises = all(low < high for low, high in pairwise(edges) if low is not None and high is not None)
    return rises and not any(size is not None and size <= 0 for size in sizes)


def _worth(parameter: Num | Ref, grade: GradeTerms) -> Fraction | None:
    """A parameter's lasting value for a grade; None for a figure, or an attribute that changes with time."""
    if isinstance(parameter, Num):
        return parameter.value
    prefix, _, attribute = parameter.name.partition(".")
    return grade.lasting(attribute) if prefix == MAIN else None


def _never_asked(where: Where, line: Line, place: str, values: tuple[str, ...]) -> Iterator[Problem]:
    """A target for a post that the line does not concern is a slip of the pen."""
    given = getattr(line.target, place) if line.target else {}
    for value in given:
        if values and value not in values:
            yield problem(codes.TARGET_FOR_OTHERS, where, {"line": line.label, "who": value}, found=value)
