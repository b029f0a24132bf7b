"""A number that changes within a month: each day its own value, the mean weighted by days."""

from __future__ import annotations

from cmtool.model.expression import Expression, Num, Op, num, summed
from cmtool.model.text import Phrase, phrase
from cmtool.policy.dated import Segment
from cmtool.rules.values import shown


def days_in(segment: Segment) -> int:
    """Days of a segment, the first and the last included."""
    return (segment[1] - segment[0]).days + 1


def weighted(segments: tuple[Segment, ...], days: int) -> Expression:
    """The mean of a dated number over so many days, each day its own value."""
    if len(segments) == 1 and days_in(segments[0]) == days:
        return Num(segments[0][2])
    terms = (Op("product", (Num(segment[2]), num(days_in(segment)))) for segment in segments)
    return Op("quotient", (summed(terms), num(days)))


def said_by_day(segments: tuple[Segment, ...], unit: str) -> Phrase:
    """Which value on which days: ``1–15日 100，16–30日 120，按天数加权``."""
    if len(segments) == 1:
        return phrase("办法规定的数额")
    parts = tuple(
        phrase("{first}–{last}日 {value}", first=first.day, last=last.day, value=shown(value, unit))
        for first, last, value in segments
    )
    return phrase("{parts}，按天数加权", parts=parts)
