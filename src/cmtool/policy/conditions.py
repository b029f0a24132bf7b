"""Conditions: a figure against its bounds, several of them together, now or counted over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from cmtool.model.expression import Comparison, Expression, If, Num, Ref, compare
from cmtool.model.money import plain
from cmtool.policy.cadence import Cadence
from cmtool.policy.history import MOST_MONTHS
from cmtool.policy.terms import Quantity, Terms, refused

_SIGNS: Mapping[Comparison, str] = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}
_LOWER: tuple[Comparison, ...] = ("ge", "gt")
_UPPER: tuple[Comparison, ...] = ("le", "lt")


class Within(Terms):
    """So many times in the calendar year, or in the last so many months, running or not."""

    times: int = Field(ge=1, le=MOST_MONTHS)
    of: Literal["", "calendar_year"] = ""
    months: int = Field(default=0, ge=0, le=MOST_MONTHS)

    @model_validator(mode="after")
    def _one_window(self) -> Within:
        if bool(self.of) == bool(self.months):
            raise refused('within 写一种范围：of = "calendar_year"，或 months = 12')
        return self


class Counted(Terms):
    """What is counted over time: in how many periods ``running``, or ``within`` a window.

    For rising (entry) the periods in which a condition holds count, for staying (keep) those in which it fails.
    A period is the ladder's own unless ``each`` says another.
    """

    running: int = Field(default=1, ge=1, le=MOST_MONTHS)
    within: Within | None = None
    each: Cadence | None = None

    @model_validator(mode="after")
    def _one_count(self) -> Counted:
        if self.within is not None and self.running != 1:
            raise refused("running 与 within 只能写一个")
        return self

    @property
    def counts(self) -> bool:
        """Whether more than one period is looked at."""
        return self.running != 1 or self.within is not None

    @property
    def times(self) -> int:
        """In how many periods it must hold, or fail."""
        return self.within.times if self.within is not None else self.running


class Condition(Counted):
    """One figure against one bound (``ge``, ``gt``, ``le``, ``lt``, ``eq``), or between a lower and an upper one.

    An indicator is compared exactly, a line or group as printed. A bound is a number, or the name of a figure or of
    an attribute of the grade that is tested.
    """

    of: str
    ge: Quantity | None = None
    gt: Quantity | None = None
    le: Quantity | None = None
    lt: Quantity | None = None
    eq: Quantity | None = None
    label: str = ""
    clause: str = ""

    @model_validator(mode="after")
    def _bounded(self) -> Condition:
        found = [sign for sign, _ in self.bounds]
        lower = [sign for sign in found if sign in _LOWER]
        upper = [sign for sign in found if sign in _UPPER]
        if len(found) > 1 and (len(lower), len(upper), len(found)) != (1, 1, 2):
            raise refused("一个条件只能写 ge、gt、le、lt、eq 中的一个，或一个下限加一个上限")
        if not found:
            raise refused("一个条件必须写 ge、gt、le、lt、eq 中的一个")
        limits = [limit.value for _, limit in self.bounds if isinstance(limit, Num)]
        if len(limits) > 1 and limits[0] > limits[1]:
            raise refused("下限不能大于上限")
        return self

    @property
    def bounds(self) -> tuple[tuple[Comparison, Num | Ref], ...]:
        """Each comparison that is written, with its bound; the lower before the upper."""
        return tuple((sign, limit) for sign in _SIGNS if (limit := getattr(self, sign)) is not None)

    def leaves(self) -> Iterator[Condition]:
        yield self

    def reads(self) -> Iterator[str]:
        """The figure, and the figures that its bounds name."""
        yield self.of
        yield from (limit.name for _, limit in self.bounds if isinstance(limit, Ref))

    def holds(self, value: Fraction, known: Mapping[str, Fraction] | None = None) -> bool:
        """Whether a value is within the bounds; ``known`` has the figures that they name."""
        return all(
            compare(value, sign, limit.value if isinstance(limit, Num) else (known or {})[limit.name])
            for sign, limit in self.bounds
        )

    def truth(self, known: Mapping[str, Fraction]) -> bool | None:
        """Whether it holds among these values; None when one of them is not known."""
        if any(name not in known for name in self.reads()):
            return None
        return self.holds(known[self.of], known)

    def chosen(self, then: Expression, other: Expression) -> Expression:
        """``then`` where it holds, else ``other``, as arithmetic."""
        for sign, limit in reversed(self.bounds):
            then = If(Ref(self.of), sign, limit, then, other)
        return then

    def settled(self, known: Mapping[str, Fraction]) -> Condition:
        """The same with numbers for the bounds whose names are known."""
        named = {sign: limit.name for sign, limit in self.bounds if isinstance(limit, Ref)}
        return self.model_copy(
            update={sign: Num(known[name]) for sign, name in named.items() if name in known}
        )

    def spelled(self, say: Callable[[Num | Ref], str]) -> str:
        """``≥ 90``, ``≥ 80%、< 100%``."""
        return "、".join(f"{_SIGNS[sign]} {say(limit)}" for sign, limit in self.bounds)

    @property
    def written(self) -> str:
        """The bounds as the policy writes them."""
        return self.spelled(lambda limit: plain(limit.value) if isinstance(limit, Num) else limit.name)


class Together(Counted):
    """Several conditions as one; what is counted is counted of the whole or of its parts, not of both."""

    label: str = ""
    clause: str = ""

    @property
    def parts(self) -> tuple[AnyCondition, ...]:
        raise NotImplementedError

    def leaves(self) -> Iterator[Condition]:
        for part in self.parts:
            yield from part.leaves()

    def reads(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.reads()

    @model_validator(mode="after")
    def _counted_once(self) -> Together:
        if self.counts and any(map(counted_over_time, self.parts)):
            raise refused("running、within 只能写在整组上，或只写在其中各条上")
        return self


def counted_over_time(condition: AnyCondition) -> bool:
    """Whether it, or a part of it, looks at more than one period."""
    return condition.counts or (
        isinstance(condition, Together) and any(map(counted_over_time, condition.parts))
    )


class AllOf(Together):
    """Holds when every part holds."""

    all_of: tuple[AnyCondition, ...] = Field(min_length=1)

    @property
    def parts(self) -> tuple[AnyCondition, ...]:
        return self.all_of

    def settled(self, known: Mapping[str, Fraction]) -> AllOf:
        return self.model_copy(update={"all_of": tuple(part.settled(known) for part in self.parts)})

    def truth(self, known: Mapping[str, Fraction]) -> bool | None:
        """False as soon as one part fails; None when that depends on a value not known."""
        found = [part.truth(known) for part in self.parts]
        return False if False in found else None if None in found else True

    def chosen(self, then: Expression, other: Expression) -> Expression:
        for part in reversed(self.parts):
            then = part.chosen(then, other)
        return then


class AnyOf(Together):
    """Holds when at least one part holds."""

    any_of: tuple[AnyCondition, ...] = Field(min_length=1)

    @property
    def parts(self) -> tuple[AnyCondition, ...]:
        return self.any_of

    def settled(self, known: Mapping[str, Fraction]) -> AnyOf:
        return self.model_copy(update={"any_of": tuple(part.settled(known) for part in self.parts)})

    def truth(self, known: Mapping[str, Fraction]) -> bool | None:
        """True as soon as one part holds; None when that depends on a value not known."""
        found = [part.truth(known) for part in self.parts]
        return True if True in found else None if None in found else False

    def chosen(self, then: Expression, other: Expression) -> Expression:
        for part in reversed(self.parts):
            other = part.chosen(then, other)
        return other


def _kind(written: Any) -> str:
    keys = written if isinstance(written, dict) else getattr(type(written), "model_fields", ())
    return "[all_of]" if "all_of" in keys else "[any_of]" if "any_of" in keys else "[condition]"


AnyCondition = Annotated[
    Annotated[Condition, Tag("[condition]")]
    | Annotated[AllOf, Tag("[all_of]")]
    | Annotated[AnyOf, Tag("[any_of]")],
    Discriminator(_kind),
]


def _several(written: Any) -> Any:
    return (written,) if isinstance(written, dict | Counted) else written


Conditions = Annotated[tuple[AnyCondition, ...], BeforeValidator(_several)]
"""A list of conditions that must all hold, or one condition alone."""

AllOf.model_rebuild()
AnyOf.model_rebuild()
