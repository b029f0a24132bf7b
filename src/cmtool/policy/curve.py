"""What every curve is: from an indicator to points or money.

A curve is written once, as an expression over three names (``actual``, ``target`` and ``weight``) and the names of
its own parameters, which gives its exact value and its spreadsheet formula alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from cmtool.model.expression import Expression, Floor, Num, Op, Ref, names_in, num
from cmtool.model.money import fixed, plain
from cmtool.model.text import Phrase
from cmtool.policy.terms import Terms, refused

ZERO = num(0)
Part = Literal["counts", "dropped", "full"]
"""What a part of a step counts: its own part, nothing (每满一档), or a whole step (不足一档按一档)."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The names a line's curve reads; ``target`` and ``weight`` are None where the line has none."""

    actual: Expression
    target: Expression | None = None
    weight: Expression | None = None


_ASKED = Inputs(Ref("*actual"), Ref("*target"), Ref("*weight"))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The inputs as they are printed, for the sentence.

    ``known`` are the values of the figures that the curve's own parameters name, ``unit`` is what the curve gives.
    """

    actual: str
    target: str
    weight: str
    values: Mapping[str, Fraction]  # "actual", "target", "weight", "result" where they exist
    known: Mapping[str, Fraction] = field(default_factory=dict)
    unit: str = "分"
    label: Callable[[str], str] = str  # of a figure, by its name

    def worth(self, parameter: Num | Ref) -> Fraction:
        """The value of a parameter."""
        return parameter.value if isinstance(parameter, Num) else self.known[parameter.name]

    def said(self, parameter: Num | Ref) -> str:
        return plain(self.worth(parameter))


class Curve(Terms):
    """What every curve answers."""

    @property
    def needs_target(self) -> bool:
        return False

    @property
    def divides(self) -> bool:
        """Whether the target is a divisor."""
        return False

    @property
    def needs_weight(self) -> bool:
        return False

    @property
    def needs_everybody(self) -> bool:
        """Whether one person's result depends on the others' figures, so that no formula of one row gives it."""
        return False

    def expression(self, inputs: Inputs) -> Expression:
        raise NotImplementedError

    def why(self, spoken: Spoken) -> Phrase:
        """How the result was reached, in one sentence."""
        raise NotImplementedError

    def names(self) -> Iterator[str]:
        """The figures and grade attributes that the curve's own parameters name."""
        yield from (name for name in names_in(self.expression(_ASKED)) if not name.startswith("*"))

    def parts(self) -> Iterator[Curve]:
        """The curves that it consists of: itself, or those among which it chooses."""
        yield self

    def sizes(self) -> tuple[Num | Ref, ...]:
        """Parameters that must be above zero, such as the size of a step."""
        return ()

    def edges(self) -> tuple[Num | Ref, ...]:
        """Parameters that must rise one after the other, such as the bounds of bands."""
        return ()


class AgainstTarget(Curve):
    """A curve that gives a weight by how the actual stands to its target."""

    @property
    def needs_target(self) -> bool:
        return True

    @property
    def needs_weight(self) -> bool:
        return True


def bounded(term: Expression, floor: Num | Ref | None, cap: Num | Ref | None) -> Expression:
    """The term between a floor and a cap, where they exist."""
    if cap is not None:
        term = Op("min", (term, cap))
    if floor is not None:
        term = Op("max", (term, floor))
    return term


def in_steps(term: Expression, part: Part) -> Expression:
    """How many steps count of so many, whole or not."""
    match part:
        case "dropped":
            return Floor(term)
        case "full":
            return Op("difference", (ZERO, Floor(Op("difference", (ZERO, term)))))
        case _:
            return term


def counted(steps: Fraction, part: Part) -> Fraction:
    """The same of known steps."""
    match part:
        case "dropped":
            return Fraction(steps.numerator // steps.denominator)
        case "full":
            return -Fraction(-steps.numerator // steps.denominator)
        case _:
            return steps


def times(factor: Num | Ref, term: Expression) -> Expression:
    """factor × term; 1 × term is the term."""
    return term if factor == num(1) else Op("product", (term, factor))


def rising(edges: tuple[Num | Ref, ...]) -> bool:
    """Whether neighbours that are both plain numbers rise; named ones are checked when their values are known."""
    pairs = pairwise(edges)
    return all(
        left.value < right.value for left, right in pairs if isinstance(left, Num) and isinstance(right, Num)
    )


def of_a_size(*parameters: Num | Ref, word: str) -> None:
    """Refuses a written number that is not above zero."""
    if any(isinstance(one, Num) and one.value <= 0 for one in parameters):
        raise refused("{word} 必须大于 0", word=word)


def percent(value: Fraction) -> str:
    """A rate for reading: 0.8 is 80.00%."""
    return fixed(value * 100) + "%"


def price(value: Fraction) -> str:
    """What each unit gives: a share below 1 as a percentage, a price as it is."""
    return percent(value) if abs(value) < 1 else plain(value)


def needed(term: Expression | None, word: str) -> Expression:
    if term is None:
        raise refused("这条曲线需要 {word}", word=word)
    return term
