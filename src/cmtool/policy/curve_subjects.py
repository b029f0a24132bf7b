"""The curves of a policy, each as arithmetic of one figure with all else known: what can be walked along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from cmtool.model.expression import Expression, Num, Op, Ref, names_in
from cmtool.model.text import phrase
from cmtool.policy.constants import Constant
from cmtool.policy.curve import Inputs, bounded
from cmtool.policy.figure import Computed
from cmtool.policy.lines import Line
from cmtool.policy.policy import Policy
from cmtool.policy.through import Choice, Through


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at: its key, what goes in (by which names, in which unit) and what comes out.

    ``of_target`` says that the figure is told as a share of its target, which is not written in the policy.
    """

    key: str
    label: str
    expression: Expression
    names: tuple[str, ...]
    unit: str
    result: str
    known: Mapping[str, Fraction]
    of_target: bool = False


def subjects(policy: Policy) -> Iterator[Subject]:
    """Every curve with all that it reads known but one figure: for each grade, and each target that is written."""
    for key, line in policy.line.items():
        yield from _of_line(policy, key, line)
    for key, figure in policy.figure.items():
        if isinstance(figure, Through | Choice):
            expression = figure.expression() if isinstance(figure, Computed) else _choice(figure)
            of = figure.of.name if isinstance(figure, Through) and isinstance(figure.of, Ref) else ""
            yield from _known(policy, f"figure.{key}", figure.label, expression, of, figure.unit)
    for key, hold in policy.hold.items():
        paid = Ref("*actual")
        left = Op("difference", (paid, hold.curve.expression(Inputs(paid))))
        label = phrase("扣除‘{label}’后的实发", label=hold.label)
        yield from _known(policy, f"hold.{key}.curve", str(label), left, "*actual", "元", unit="元")


def _of_line(policy: Policy, key: str, line: Line) -> Iterator[Subject]:
    if line.curve is None or line.curve.needs_everybody or not isinstance(line.of, Ref):
        return
    result = policy.group[line.group].unit
    weight = Num(line.weight) if line.weight is not None else None
    written = [one for one in line.target.quantities() if one != Num(Fraction(1))] if line.target else []
    targets: list[Num | Ref | None] = [*dict.fromkeys(written)] or (
        [Num(Fraction(1))] if line.target else [None]
    )
    for target in targets:
        relative = line.target is not None and not (isinstance(target, Num) and written)
        asked = Num(Fraction(1)) if relative else target
        curve = line.curve.expression(Inputs(line.of, asked, weight))
        expression = bounded(curve, line.floor, line.cap)
        for subject in _known(policy, f"line.{key}.curve", line.label, expression, line.of.name, result):
            yield Subject(
                subject.key,
                subject.label,
                expression,
                subject.names,
                subject.unit,
                result,
                subject.known,
                relative,
            )


def _choice(figure: Choice) -> Expression:
    """The cases as arithmetic; those for certain people only are left out: no step of a figure leads to them."""
    chosen: Expression = figure.otherwise
    for case in reversed(figure.cases):
        if case.when is not None:
            chosen = case.when.chosen(case.value, chosen)
    return chosen


def _known(
    policy: Policy,
    key: str,
    label: str,
    expression: Expression,
    of: str,
    result: str,
    unit: str | None = None,
) -> Iterator[Subject]:
    """The curve once for each grade whose attributes it reads; not at all where it reads another figure as well."""
    names = tuple(dict.fromkeys(names_in(expression)))
    fixed = {name: value for name, value in _constants(policy) if name in names}
    own = of or next((name for name in names if name not in fixed and policy.attribute(name) is None), "")
    for attributes in _attributes(policy, names):
        known = {**fixed, **attributes}
        if own and {name for name in names if name not in known} == {own}:
            entered = policy.unit(own) if unit is None else unit
            yield Subject(key, label, expression, (own,), entered, result, known)


def _constants(policy: Policy) -> Iterator[tuple[str, Fraction]]:
    for name, figure in policy.figure.items():
        if isinstance(figure, Constant):
            yield name, figure.v.steps[-1].v


def _attributes(policy: Policy, names: Sequence[str]) -> Iterator[dict[str, Fraction]]:
    """The named attributes of grades, once for each set of values that some grades have; the last value of each where
    it changes."""
    asked = [name for name in names if policy.attribute(name) is not None]
    ladders = dict.fromkeys(name.partition(".")[0] for name in asked)
    told: list[dict[str, Fraction]] = []
    for grades in product(*(policy.ladders[ladder].grades for ladder in ladders)):
        held = dict(zip(ladders, grades, strict=True))
        found: dict[str, Fraction] = {}
        for name in asked:
            ladder, _, attribute = name.partition(".")
            value = held[ladder].attributes[attribute]
            found[name] = value if isinstance(value, Fraction) else value.steps[-1].v
        if found not in told:
            told.append(found)
            yield found
