"""What every term of the policy language shares: strictness, exact numbers, names of figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from cmtool.model.expression import Num, Ref

RATES: Final[Mapping[str, int]] = {"%": 100, "‰": 1000}
"""The sign of a rate, and how many of it are the whole."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?([%‰]?)")
_RATIO = re.compile(r"-?[0-9]{1,15}/[1-9][0-9]{0,14}")
Bounded = TypeVar("Bounded")
NAME = re.compile(r"[^\W\d][\w]*(?:\.[^\W\d][\w]*)?")


class Written(str):
    """A decimal as the policy file spells it."""

    __slots__ = ()


class Terms(BaseModel):
    """A part of a policy: frozen, and unknown keys are errors. Built when first used: once within the whole policy."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


def refused(template: str, **values: object) -> PydanticCustomError:
    """The error of a term that does not hold; the template is also its type, so that it can be translated."""
    return PydanticCustomError(template, template, values or None)


def exact(value: object) -> Fraction:
    """A number of the policy: an integer, a decimal as written, ``"98%"``, ``"3‰"`` or ``"1/3"``; exact."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str):
        if found := _NUMBER.fullmatch(value):
            return Fraction(value.rstrip("%‰")) / RATES.get(found[1], 1)
        if _RATIO.fullmatch(value):
            return Fraction(value)
    raise refused('应为数字，如 700000、0.8、"98%"、"3‰"、"1/3"；不写单位，不用科学计数、nan、inf')


def quantity(value: object) -> Num | Ref:
    """A number, or the name of a figure or of a grade's attribute (``grade.coefficient``)."""
    if isinstance(value, Num | Ref):
        return value
    if isinstance(value, str) and not isinstance(value, Written) and NAME.fullmatch(value):
        return Ref(value)
    return Num(exact(value))


def limit(value: object) -> Num | Ref | None:
    """A cap or floor that must be written: a number, ``"none"``, or the name of a figure or grade's attribute."""
    return None if value == "none" or value is None else quantity(value)


def floor_below_cap(terms: Bounded) -> Bounded:
    """A floor above the cap leaves no value to take; named ones are compared when their values are known."""
    floor, cap = getattr(terms, "floor", None), getattr(terms, "cap", None)
    if isinstance(floor, Num) and isinstance(cap, Num) and floor.value > cap.value:
        raise refused("floor 不能大于 cap")
    return terms


Exact = Annotated[Fraction, BeforeValidator(exact)]
Quantity = Annotated[Num | Ref, BeforeValidator(quantity)]
Limit = Annotated[Num | Ref | None, BeforeValidator(limit)]
