"""Every number of a policy that may change without changing its structure: weights, targets, prices, bounds, counters,
and what its worked examples expect.

A number is found where the TOML has one and the policy made from it has no text in that place; so a new kind of term
needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from cmtool.model.expression import Num
from cmtool.policy.places import Path
from cmtool.policy.policy import Policy
from cmtool.policy.terms import Written, exact, limit

NONE = "none"
"""How the language spells a cap or floor that is not there."""

_NOWHERE = object()


@dataclass(frozen=True, slots=True)
class Number:
    """One number: its key, how the TOML spells it (``98%``, ``3‰``, ``none``) and its value (None: ``none``).

    ``whole`` says that only a whole number fits there, ``bound`` that ``none`` fits too.
    """

    path: Path
    spelled: str
    value: Fraction | None
    whole: bool = False
    bound: bool = False


def numbers(written: Mapping[str, Any], policy: Policy) -> tuple[Number, ...]:
    """The numbers of a policy in the order of its file; ``written`` is its TOML, decimals as written."""
    return tuple(found for found in numbers_within(written, policy, ()) if _may_change(found.path))


def _may_change(path: Path) -> bool:
    """All but the format, and what is given in worked examples: with other numbers they would be other examples."""
    return path[0] != "schema" and (path[0] != "example" or "expect" in path)


def numbers_within(node: Any, term: object, path: Path, none_fits: bool = False) -> Iterator[Number]:
    """The numbers of a part of a policy; ``node`` is its TOML, ``term`` what was made from it."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from numbers_within(value, _part(term, key), (*path, key), _may_be_none(term, key))
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for place, value in enumerate(node):
            yield from numbers_within(value, _part(term, place), (*path, place))
    elif (found := _number(node, term, path)) is not None:
        yield replace(found, bound=none_fits)


def _part(term: object, key: str | int) -> object:
    """The part of the policy that was made from a key; ``_NOWHERE`` where a short form was written."""
    if isinstance(term, BaseModel) and isinstance(key, str):
        name = _field(term, key)
        return getattr(term, name) if name else _NOWHERE
    try:
        return term[key]  # type: ignore[index] # whatever cannot be indexed is nowhere
    except (TypeError, KeyError, IndexError):
        return _NOWHERE


def _field(term: BaseModel, key: str) -> str:
    names = {field.alias or name: name for name, field in type(term).model_fields.items()}
    return names.get(key, "")


def _may_be_none(term: object, key: str) -> bool:
    """Whether the language lets ``none`` stand there: a cap or floor."""
    name = _field(term, key) if isinstance(term, BaseModel) else ""
    metadata = type(term).model_fields[name].metadata if name and isinstance(term, BaseModel) else ()
    return any(getattr(rule, "func", None) is limit for rule in metadata)


def _number(node: object, term: object, path: Path) -> Number | None:
    if isinstance(node, bool | date) or isinstance(term, str):
        return None
    if node == NONE:
        return Number(path, NONE, None) if term is None or isinstance(term, BaseModel) else None
    value = _value(node)
    if value is None or not (isinstance(node, int | Written) or _holds(term, value)):
        return None
    return Number(path, str(node), value, whole=isinstance(term, int) and not isinstance(term, bool))


def _value(node: object) -> Fraction | None:
    try:
        return exact(node)
    except PydanticCustomError:
        return None


def _holds(term: object, value: Fraction) -> bool:
    """Whether a text such as ``98%`` was taken for a number there, or somewhere within what a short form stands for."""
    match term:
        case Fraction():
            return term == value
        case Num(own):
            return own == value
        case BaseModel():
            return any(_holds(getattr(term, name), value) for name in type(term).model_fields)
        case tuple():
            return any(_holds(part, value) for part in term)
        case _:
            return False
