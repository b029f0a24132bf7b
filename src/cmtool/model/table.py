"""What a table is: a row model whose fields carry their Chinese header, aliases, kind and unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

Kind = Literal[
    "id",  # an identifier: text to the last character
    "name",  # a person's or firm's name
    "text",
    "money",  # whole fen; header or unit line says 元 or 万元
    "number",  # exact fraction without a unit
    "count",  # whole number
    "percent",  # exact fraction; 98 under a % header, 98%, 0.98 formatted as percent
    "permille",
    "date",
    "period",  # 2024-06, 2024-Q2, 2024-H1, 2024
    "share",  # exact fraction: 1/3, 0.5, 50%
    "choice",
    "flag",  # 是/否
]


@dataclass(frozen=True, slots=True)
class Column:
    """How one field stands in a workbook.

    ``by_name`` are headers under which a person stands by name; they serve where no header of the number does.
    ``open_ended`` dates write 9999-12-31 for "no end".
    """

    header: str
    aliases: tuple[str, ...] = ()
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    by_name: tuple[str, ...] = ()
    open_ended: bool = False


def column(
    header: str,
    *aliases: str,
    kind: Kind = "text",
    choices: tuple[str, ...] = (),
    by_name: tuple[str, ...] = (),
    open_ended: bool = False,
) -> Column:
    return Column(header, aliases, kind, choices, by_name, open_ended)


def in_order(fields: tuple[str, str], first: date | None, second: date | None) -> None:
    """PydanticCustomError ``order`` when both dates are there and the first is after the second."""
    if first is not None and second is not None and first > second:
        raise PydanticCustomError("order", "{first} > {second}", {"first": fields[0], "second": fields[1]})


class Row(BaseModel):
    """One row of a table, converted: blank text is ``""``, other blanks are None.

    Validation is strict: True is not 1, text is not a number. Of each pair of dates in ``ordered``, the first is
    not after the second.
    """

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )
    ordered: ClassVar[tuple[tuple[str, str], ...]] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for first, second in self.ordered:
            in_order((first, second), getattr(self, first), getattr(self, second))
        return self


@dataclass(frozen=True)
class Table:
    """One kind of table: its id (``loans``), Chinese name, row model, and key fields.

    ``key`` names the fields that may not occur twice together. A header row is this table's when it has every
    required header and, of each tuple in ``any_of``, at least one.
    """

    id: str
    name: str
    row: type[Row]
    key: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    aliases: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Field name → column, in the row model's order."""
        found: dict[str, Column] = {}
        for name, field in self.row.model_fields.items():
            found[name] = next(part for part in field.metadata if isinstance(part, Column))
        return found

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Fields whose header must be there and whose cells must be filled."""
        return tuple(name for name, field in self.row.model_fields.items() if field.is_required())

    @cached_property
    def fields(self) -> dict[str, str]:
        """Canonical header, and the field's own name → field name."""
        named = {column.header: name for name, column in self.columns.items()}
        return named | {name: name for name in self.columns}

    def kind(self, field: str) -> Kind:
        return self.columns[field].kind
