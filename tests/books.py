"""Books made by hand for the tests of rules: rows as field = value, money in yuan as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from cmtool.model.book import Book, Source, frame
from cmtool.model.branch import Branch
from cmtool.model.month import Month, Period
from cmtool.model.tables import TABLES
from cmtool.policy.policy import Policy
from cmtool.policy.reading import read_policy

JUNE = Month(2024, 6)
EXAMPLE = Path(__file__).parent.parent / "examples" / "policies" / "art18-monthly.toml"


def book(month: Month = JUNE, **tables: Iterable[Mapping[str, Any]]) -> Book:
    """A book whose rows say only what matters; everything else is blank. Row n of a table stands on line n + 2."""
    frames, sources = {}, []
    for number, (name, rows) in enumerate(tables.items()):
        table = TABLES[name]
        given = list(rows)
        fields = dict.fromkeys(field for row in given for field in row)
        columns = {field: place for place, field in enumerate(fields, 1)}
        sources.append(Source(name, f"{table.name}.xlsx", "Sheet1", "0" * 64, columns, len(given)))
        cells = [
            [*(_cell(name, field, row.get(field)) for field in table.columns), number, line]
            for line, row in enumerate(given, 2)
        ]
        frames[name] = frame(name, cells)
    return Book(month, frames, tuple(sources))


def _cell(table: str, field: str, value: Any) -> Any:
    kind = TABLES[table].kind(field)
    if value is None:
        return "" if kind in ("id", "name", "text", "choice") else None
    match kind:
        case "money":
            return int(Fraction(str(value)) * 100)
        case "date":
            return date.fromisoformat(value)
        case "period":
            return Period.parse(value)
        case "number" | "percent" | "permille" | "share":
            return Fraction(str(value))
        case _:
            return value


def example_policy(**changes: str) -> Policy:
    """The shipped example with some of its texts replaced: ``old=new`` as keyword pairs of a mapping."""
    return policy_of(EXAMPLE.read_text(encoding="utf-8"), changes)


def policy_of(text: str, changes: Mapping[str, str]) -> Policy:
    for old, new in changes.items():
        assert old in text, f"nothing to replace: {old}"
        text = text.replace(old, new)
    policy, problems = read_policy(text, "policy/2024-01.toml")
    assert policy is not None, [f"{found.where} {found.sentence}" for found in problems]
    return policy


def branch(style: str = "changes", balance_days: str = "month") -> Branch:
    return Branch.model_validate(
        {
            "schema": 1,
            "institution": {"code": "0101", "name": "延河信用社"},
            "deposits": {"style": style, "balance_days": balance_days},
        }
    )
