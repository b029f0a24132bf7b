"""What every curve is: from an indicator to points or money.

A curve is written once, as an expression over three names (``actual``, ``target`` and ``weight``), which gives its
exact value and its spreadsheet formula alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.expression import Expression, Num, Op, num
from cmtool.model.money import fixed
from cmtool.model.text import Phrase
from cmtool.policy.terms import Terms, refused

ZERO = num(0)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The names a line's curve reads; ``target`` and ``weight`` are None where the line has none."""

    actual: Expression
    target: Expression | None = None
    weight: Expression | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The inputs as they are printed, for the sentence."""

    actual: str
    target: str
    weight: str
    values: Mapping[str, Fraction]  # "actual", "target", "weight", "result" where they exist


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

    def expression(self, inputs: Inputs) -> Expression:
        raise NotImplementedError

    def why(self, spoken: Spoken) -> Phrase:
        """How the result was reached, in one sentence."""
        raise NotImplementedError


class AgainstTarget(Curve):
    """A curve that gives a weight by how the actual stands to its target."""

    @property
    def needs_target(self) -> bool:
        return True

    @property
    def needs_weight(self) -> bool:
        return True


def bounded(term: Expression, floor: Fraction | None, cap: Fraction | None) -> Expression:
    """The term between a floor and a cap, where they exist."""
    if cap is not None:
        term = Op("min", (term, Num(cap)))
    if floor is not None:
        term = Op("max", (term, Num(floor)))
    return term


def percent(value: Fraction) -> str:
    """A rate for reading: 0.8 is 80.00%."""
    return fixed(value * 100) + "%"


def needed(term: Expression | None, word: str) -> Expression:
    if term is None:
        raise refused("这条曲线需要 {word}", word=word)
    return term
