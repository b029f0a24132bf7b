"""One grade of a ladder: its attributes, from which grades one comes, its places, and its own conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag

from cmtool.model.expression import Num, Ref
from cmtool.model.month import Month
from cmtool.policy.conditions import Conditions
from cmtool.policy.dated import Dated, Segment, dated
from cmtool.policy.terms import Quantity, Terms, exact

ANYWHERE = ""
"""Stands for every institution that has no places of its own."""


def _attribute(written: Any) -> Any:
    return dated(written) if isinstance(written, list | tuple | Dated) else exact(written)


def _places(written: Any) -> Any:
    return written if isinstance(written, dict) else {ANYWHERE: written}


def _kind(written: Any) -> str:
    return "[number]" if isinstance(written, Fraction) else "[dated]"


Attribute = Annotated[
    Annotated[Fraction, Tag("[number]")] | Annotated[Dated, Tag("[dated]")],
    Discriminator(_kind),
    BeforeValidator(_attribute),
]
"""A number, or one that changes on known days: ``[{ from = 2024-01-01, v = 3000 }, { from = 2024-06-16, v = 3200 }]``."""


class GradeTerms(Terms):
    """One grade: its attributes (fixed pay, coefficient, budget …) and, where they differ, its own conditions.

    ``track`` names the way it belongs to and ``from`` the grades one may rise from; without ``from`` that is the
    grade before it of the same track, else the last one before it without track. ``places`` is how many may hold it,
    for each institution or by 机构号.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True
    )

    name: str
    attributes: dict[str, Attribute] = Field(default_factory=dict)
    entry: Conditions | None = None
    keep: Conditions | None = None
    track: str = ""
    comes_from: tuple[str, ...] = Field(default=(), alias="from")
    places: Annotated[dict[str, Quantity], BeforeValidator(_places)] = Field(default_factory=dict)

    def on(self, attribute: str, day: date) -> Fraction | None:
        """An attribute's number on a day; None before it exists."""
        value = self.attributes[attribute]
        return value.on(day) if isinstance(value, Dated) else value

    def lasting(self, attribute: str) -> Fraction | None:
        """An attribute's number where it never changes; None where it does, or where there is no such attribute."""
        value = self.attributes.get(attribute)
        return None if isinstance(value, Dated) else value

    @property
    def tested(self) -> Mapping[str, Fraction]:
        """The lasting attributes as conditions name them: ``grade.x`` is the grade that is tested."""
        known = {attribute: self.lasting(attribute) for attribute in self.attributes}
        return {f"grade.{attribute}": value for attribute, value in known.items() if value is not None}

    def segments(self, attribute: str, month: Month) -> tuple[Segment, ...]:
        """An attribute's numbers in a month, day by day."""
        value = self.attributes[attribute]
        return value.segments(month) if isinstance(value, Dated) else ((month.first, month.last, value),)

    def places_in(self, institution: str) -> Num | Ref | None:
        """How many may hold it in an institution; None where that is not limited."""
        return self.places.get(institution, self.places.get(ANYWHERE))

    def reads(self) -> Iterator[str]:
        """Figures that give numbers of places."""
        yield from (given.name for given in self.places.values() if isinstance(given, Ref))
