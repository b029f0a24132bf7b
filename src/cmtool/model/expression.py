"""One arithmetic, three readings: its exact value, its spreadsheet formula, and the figures it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Literal

from cmtool.model.money import half_up, plain

Comparison = Literal["ge", "gt", "le", "lt", "eq"]
Address = Callable[[str], str]

_SIGNS: dict[Comparison, str] = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "eq": "="}
_SAME = 11  # decimals to which a spreadsheet's doubles are taken for equal: in a comparison, for a whole step


@dataclass(frozen=True, slots=True)
class Num:
    value: Fraction


@dataclass(frozen=True, slots=True)
class Ref:
    """Another figure of the same subject, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Op:
    """``sum``, ``difference``, ``product``, ``quotient``, ``min`` or ``max`` of its terms, left to right."""

    word: Literal["sum", "difference", "product", "quotient", "min", "max"]
    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """Half up to so many decimals."""

    term: Expression
    places: int


@dataclass(frozen=True, slots=True)
class Floor:
    """Whole steps: the largest whole number that is not above the term."""

    term: Expression


@dataclass(frozen=True, slots=True)
class If:
    """``then`` where ``left`` compares so with ``right``, else ``other``."""

    left: Expression
    comparison: Comparison
    right: Expression
    then: Expression
    other: Expression


Expression = Num | Ref | Op | Round | Floor | If


def num(value: Fraction | int) -> Num:
    return Num(Fraction(value))


def summed(terms: Iterable[Expression]) -> Expression:
    """The terms added up: one stands as it is, none are 0."""
    every = tuple(terms)
    return Op("sum", every) if len(every) > 1 else every[0] if every else num(0)


def value_of(expression: Expression, values: Mapping[str, Fraction]) -> Fraction:
    """The exact value; every named figure must be in ``values``, every divisor non-zero."""
    match expression:
        case Num(value):
            return value
        case Ref(name):
            return values[name]
        case Round(term, places):
            return half_up(value_of(term, values), places)
        case Floor(term):
            return Fraction(floor(value_of(term, values)))
        case If(left, comparison, right, then, other):
            holds = compare(value_of(left, values), comparison, value_of(right, values))
            return value_of(then if holds else other, values)
        case Op(word, terms):
            return _combine(word, [value_of(term, values) for term in terms])


def compare(left: Fraction, comparison: Comparison, right: Fraction) -> bool:
    """An exact comparison: 79.6 % is below 80 %."""
    match comparison:
        case "ge":
            return left >= right
        case "gt":
            return left > right
        case "le":
            return left <= right
        case "lt":
            return left < right
        case "eq":
            return left == right


def formula_of(expression: Expression, address: Address) -> str:
    """The spreadsheet formula, without the leading ``=``; ``address`` gives a named figure's cell."""
    match expression:
        case Num(value):
            text = plain(value)
            return f"({text})" if "/" in text or text.startswith("-") else text
        case Ref(name):
            return address(name)
        case Round(term, places):
            return f"ROUND({formula_of(term, address)},{places})"
        case Floor(term):
            return f"INT(ROUND({formula_of(term, address)},{_SAME}))"
        case If(left, comparison, right, then, other):
            test = f"ROUND({formula_of(left, address)}-{formula_of(right, address)},{_SAME})"
            return f"IF({test}{_SIGNS[comparison]}0,{formula_of(then, address)},{formula_of(other, address)})"
        case Op(word, terms):
            written = [formula_of(term, address) for term in terms]
            if word in ("min", "max"):
                return f"{word.upper()}({','.join(written)})"
            sign = {"sum": "+", "difference": "-", "product": "*", "quotient": "/"}[word]
            return f"({sign.join(written)})"


def names_in(expression: Expression) -> Iterator[str]:
    """Every figure the expression names, in order of appearance."""
    match expression:
        case Ref(name):
            yield name
        case Round(term, _) | Floor(term):
            yield from names_in(term)
        case If(left, _, right, then, other):
            for term in (left, right, then, other):
                yield from names_in(term)
        case Op(_, terms):
            for term in terms:
                yield from names_in(term)


def _combine(word: str, values: list[Fraction]) -> Fraction:
    if word == "sum":
        return sum(values, Fraction(0))
    if word in ("min", "max"):
        return min(values) if word == "min" else max(values)
    head, *rest = values
    for value in rest:
        head = head - value if word == "difference" else head * value if word == "product" else head / value
    return head
