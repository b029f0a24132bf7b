"""What a table is: a row model whose fields carry their Chinese header, aliases, kind and unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

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
    """How one field stands in a workbook."""

    header: str
    aliases: tuple[str, ...] = ()
    kind: Kind = "text"
    choices: tuple[str, ...] = ()


def column(header: str, *aliases: str, kind: Kind = "text", choices: tuple[str, ...] = ()) -> Column:
    return Column(header, aliases, kind, choices)


class Row(BaseModel):
    """One row of a table, converted: blank text is ``""``, other blanks are None.

    Validation is strict: True is not 1, text is not a number.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


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
