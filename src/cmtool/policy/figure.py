"""What every figure is: a value for each subject and month, with its label, clause and unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from cmtool.model.expression import Expression, names_in
from cmtool.policy.terms import Terms

Unit = Literal["元", "万元", "分", "%", "‰", "户", "笔", "次", "人", "天", "元·天", "倍", ""]
ZeroRule = Literal["empty", "zero", "problem"]
MONEY: Final[tuple[Unit, ...]] = ("元", "万元", "元·天")
"""Units of what is money."""


class Figure(Terms):
    """What every figure says of itself: label, clause, unit."""

    label: str
    unit: Unit
    clause: str = ""
    note: str = ""

    def reads(self) -> Iterator[str]:
        """Names of the figures that this one is made from."""
        yield from ()

    def columns(self) -> Mapping[str, frozenset[str]]:
        """Tables and fields that this figure needs."""
        return {}


class Computed(Figure):
    """A figure by arithmetic over other figures."""

    def expression(self) -> Expression:
        raise NotImplementedError

    def reads(self) -> Iterator[str]:
        yield from names_in(self.expression())

    def divisors(self) -> Iterator[Expression]:
        """Terms that must not be zero."""
        yield from ()
