"""Columns as a policy names them: of the indicator's own table, of the client or note a row is about, or derived."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from cmtool.model.table import Kind
from cmtool.model.tables import TABLES
from cmtool.model.text import did_you_mean, phrase
from cmtool.policy.terms import refused

REACHED: Mapping[str, tuple[str, str]] = {
    "客户": ("clients", "client"),
    "客户名册表": ("clients", "client"),
    "借据": ("loans", "note"),
    "贷款台账": ("loans", "note"),
}
"""A word before the point → the table it leads to, and the field by which a row names one of that table's."""

DERIVED: Mapping[str, Mapping[str, str]] = {
    "loans": {"due": "balance", "collected_due": "collected_principal"},
    "deposits": {"日均余额": "balance"},
}
"""Amounts that are worked out for each row (yuan), by table → the field whose cell stands for them.

``due`` and ``collected_due`` are the loans' principal due in the month and, note by note, what was collected of it;
日均余额 is an account's own daily average.
"""


_OF_SOMEBODY = ("grade", "person")
_NUMERIC = re.compile(r"[+-]?[0-9][0-9.eE/+-]*%?")


@dataclass(frozen=True, slots=True)
class Named:
    """A column found: its table and field, what it holds, and by which field of its own a row reaches it."""

    table: str
    field: str
    kind: Kind
    choices: tuple[str, ...] = ()
    through: str = ""  # "" in the row's own table
    derived: bool = False

    @property
    def key(self) -> str:
        """What the rows' frame calls it: ``amount``, ``clients.household``."""
        return f"{self.table}.{self.field}" if self.through else self.field

    @property
    def cell(self) -> str:
        """The field of the row's own table whose cell stands for it."""
        return self.through or (DERIVED[self.table][self.field] if self.derived else self.field)


def column_named(table: str, column: str) -> Named:
    """The column a policy calls so, seen from the rows of a table; refused when there is none."""
    if column in DERIVED.get(table, ()):
        return Named(table, column, "money", derived=True)
    word, _, header = column.partition(".")
    if header and word in REACHED and column not in TABLES[table].fields:
        return _reached(table, column, word, header)
    return _own(table, column, TABLES[table].name)


def _own(table: str, column: str, name: str) -> Named:
    fields = TABLES[table].fields
    if column not in fields:
        raise _unknown(table, column, name)
    field = fields[column]
    known = TABLES[table].columns[field]
    choices = ("是", "否") if known.kind == "flag" else known.choices
    return Named(table, field, known.kind, choices)


def _unknown(table: str, column: str, name: str) -> PydanticCustomError:
    """A column that the table does not have, with what was probably meant."""
    if _NUMERIC.fullmatch(column):
        return refused("“{column}”不是一个数；分母不能是 0，不用科学计数", column=column)
    if column.partition(".")[0] in _OF_SOMEBODY:
        return refused("“{column}”因人而异，行的数值里不能用；请在合计之后用 product 相乘", column=column)
    columns = TABLES[table].columns.values()
    meant = next((one.header for one in columns if column in one.aliases), column)
    hint = did_you_mean(meant, sorted(TABLES[table].fields))
    if not hint and column.isascii():
        hint = phrase("；引用常数等数据项写 {example}", example=f'{{ figure = "{column}" }}')
    return refused("“{table}”没有“{column}”这一列{hint}", table=name, column=column, hint=hint)


def _reached(table: str, column: str, word: str, header: str) -> Named:
    target, through = REACHED[word]
    fields = TABLES[table].columns
    if through == "client" and "client" not in fields and "note" in fields:
        through = "note"
    if through not in fields or target == table:
        raise refused("“{table}”的行不能找到“{column}”", table=TABLES[table].name, column=column)
    found = _own(target, header, TABLES[target].name)
    return Named(found.table, found.field, found.kind, found.choices, through)
