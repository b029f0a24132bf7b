"""Chance that repeats: the same seed and names give the same throws on every machine and Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Option = TypeVar("Option")


class Dice:
    """A stream of throws of its own for each thing decided, so that one thing more does not move the others.

    Only ``Random.random`` is used, the one method whose sequence Python promises to keep; no logarithm or power,
    whose last digit differs between machines.
    """

    def __init__(self, *names: object) -> None:
        self._random = Random("/".join(str(name) for name in names))

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, percent: int) -> bool:
        return self.between(1, 100) <= percent

    def one_of(self, options: Sequence[Option]) -> Option:
        return options[self.between(0, len(options) - 1)]

    def weighted(self, options: Sequence[tuple[int, Option]]) -> Option:
        """One of the options, each as often as its weight says."""
        left = self.between(1, sum(weight for weight, _ in options))
        for weight, option in options:
            left -= weight
            if left <= 0:
                return option
        raise AssertionError("weights add up to the largest throw")
