"""What stood in the cells that a row value read, as a person reads them: ``月积数 9,000,000.00、担保方式 信用``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.money import yuan
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.columns import Named
from cmtool.policy.indicator import Indicator, value_columns
from cmtool.policy.indicators import Average
from cmtool.rules.selection import with_reached
from cmtool.rules.values import shown


def inputs(book: Book, indicator: Indicator, rows: Sequence[int]) -> tuple[Phrase, ...]:
    """For each row of the indicator's table, the columns its value reads; nothing where the value is one column."""
    value = indicator.row_value()
    if value is None:
        return (NOTHING,) * len(rows)
    of_loans = ("月积数",) if isinstance(indicator, Average) and indicator.table_id == "loans" else ()
    named = {header: indicator.column(header) for header in dict.fromkeys((*of_loans, *value_columns(value)))}
    read = {header: column for header, column in named.items() if not column.derived}
    frame = with_reached(book[indicator.table_id].take(list(rows)), indicator, book)
    cells = [list(_read(frame, header, column)) for header, column in read.items()]
    return tuple(_listed(row) for row in zip(*cells, strict=True)) if cells else (NOTHING,) * len(rows)


def _read(frame: pd.DataFrame, header: str, column: Named) -> Iterator[Phrase]:
    for cell in frame[column.key]:
        yield phrase("{column} {value}", column=header, value=_shown(cell, column))


def _shown(cell: Any, column: Named) -> Phrase:
    if pd.isna(cell) or cell == "":
        return phrase("空白")
    match column.kind:
        case "money":
            text = shown(yuan(int(cell)), "元")
        case "percent" | "permille":
            text = shown(Fraction(cell), "%" if column.kind == "percent" else "‰")
        case "number" | "count" | "share":
            text = shown(Fraction(cell), "")
        case "date":
            day: date = cell
            text = day.isoformat()[:10]
        case "flag":
            return phrase("是") if cell else phrase("否")
        case _:
            text = str(cell)
    return phrase("{text}", text=text)


def _listed(parts: tuple[Phrase, ...]) -> Phrase:
    said = parts[0]
    for part in parts[1:]:
        said = phrase("{said}、{part}", said=said, part=part)
    return said
