"""Whether a converted row holds: pydantic's own verdict on a tuple of the row model's field types.

The tuple carries the model's types, bounds and order of dates; the model itself runs only on rows that failed, so each
rule is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from annotated_types import Ge, Gt, Le, Lt
from pydantic import AfterValidator, ConfigDict, TypeAdapter, ValidationError

from cmtool.model.table import Column, Table, in_order
from cmtool.model.tables import TABLES

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that a row breaks: ``kind`` is pydantic's type of error, ``fields`` those it is about."""

    kind: str
    fields: tuple[str, ...]
    limits: Mapping[str, object]


def check(table: Table) -> Callable[[Values], Values]:
    """A function that gives the row back when it holds and raises pydantic's ValidationError when not."""
    return _check(table.id)


@lru_cache(maxsize=64)
def _check(table: str) -> Callable[[Values], Values]:
    row = TABLES[table].row
    types = [Annotated[(info.annotation, *info.metadata)] for info in row.model_fields.values()]
    whole: Any = tuple[tuple(types)]  # type: ignore[misc]
    places = [(pair, _place(row.model_fields, pair)) for pair in row.ordered]
    if places:

        def across(values: Values) -> Values:
            for pair, (first, second) in places:
                in_order(pair, values[first], values[second])
            return values

        whole = Annotated[whole, AfterValidator(across)]
    adapter: TypeAdapter[Values] = TypeAdapter(
        whole, config=ConfigDict(strict=True, hide_input_in_errors=True)
    )
    return adapter.validator.validate_python


def field_check(table: Table, name: str) -> Callable[[object], object]:
    """A function that raises pydantic's ValidationError where a value breaks a rule of its own field."""
    info = table.row.model_fields[name]
    types = [Annotated[(info.annotation, *info.metadata)]]
    alone: Any = tuple[tuple(types)]  # type: ignore[misc]
    adapter: TypeAdapter[Values] = TypeAdapter(
        alone, config=ConfigDict(strict=True, hide_input_in_errors=True)
    )
    validate = adapter.validator.validate_python
    return lambda value: validate((value,))


def is_bounded(table: Table, name: str) -> bool:
    """Whether a field has bounds alone: what holds for its least and its greatest value holds for all between."""
    return all(isinstance(one, Column | Ge | Gt | Le | Lt) for one in table.row.model_fields[name].metadata)


def is_free(table: Table, name: str) -> bool:
    """Whether every text holds in a field."""
    info = table.row.model_fields[name]
    return info.annotation is str and all(isinstance(one, Column) for one in info.metadata)


def _place(fields: Mapping[str, object], pair: tuple[str, str]) -> tuple[int, int]:
    names = list(fields)
    return names.index(pair[0]), names.index(pair[1])


def broken(table: Table, values: Sequence[object]) -> list[Broken]:
    """Every rule that a row breaks, from the row model itself; blank required fields are ``blank``."""
    named = dict(zip(table.columns, values, strict=True))
    found: list[Broken] = []
    try:
        table.row(**named)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            limits = one.get("ctx", {})
            fields = tuple(str(part) for part in one["loc"]) or tuple(str(name) for name in limits.values())
            blank = len(fields) == 1 and fields[0] in table.required and named.get(fields[0]) is None
            found.append(Broken("blank" if blank else one["type"], fields, limits))
    found += _alternatives(table, named)
    return found


def _alternatives(table: Table, named: Mapping[str, object]) -> list[Broken]:
    return [
        Broken("none_of", group, {})
        for group in table.any_of
        if all(named[name] is None or named[name] == "" for name in group)
    ]


def lacks_alternatives(table: Table) -> Callable[[Values], bool]:
    """A quick test of the table's ``any_of`` on a tuple of values."""
    if not table.any_of:
        return lambda _: False
    names = list(table.columns)
    groups = [[names.index(name) for name in group] for group in table.any_of]

    def lacking(values: Values) -> bool:
        return any(all(values[place] is None or values[place] == "" for place in group) for group in groups)

    return lacking
