"""A template for each table: headers with notes, text-formatted ids, drop-downs, and one example row nobody reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from cmtool.model.table import Kind, Table
from cmtool.model.tables import TABLES
from cmtool.model.workbook import Choice, Entry, Look, NumberLook, Page, Sheet, Value, Workbook
from cmtool.workflows.templates import policy
from cmtool.workflows.templates.fields import FIELDS

ROSTER_TABLES: Final = ("managers", "grades", "targets", "assignments", "opening")
EXAMPLE: Final = "示例"  # a row whose first cell begins with this word is never read as data
_TITLE, _UNIT_LINE, _HEADER, _EXAMPLE_ROW, _FIRST = 1, 2, 3, 4, 5
_LAST = 1000  # the last row with drop-downs
_CATEGORIES = ("农户", "个人", "公司", "机构")
_WIDTHS: dict[Kind, float] = {"id": 20, "text": 16, "name": 14, "money": 15, "date": 13}
_NUMBER_LOOKS: dict[Kind, NumberLook] = {
    "id": "text",
    "period": "text",
    "money": "money",
    "date": "date",
    "count": "whole",
}
_HOW: dict[Kind, str] = {
    "id": "按文本填写，前面的 0 要保留",
    "money": "单位：元，到分",
    "percent": "单位：%",
    "permille": "单位：‰",
    "count": "整数",
    "date": "写成 2024-06-30、20240630 或 2024年6月30日",
    "flag": "填 是 或 否",
}


def roster_workbook() -> Workbook:
    """managers.xlsx: the tables about people that last longer than a month."""
    return Workbook("managers.xlsx", "客户经理", tuple(_sheet(TABLES[name]) for name in ROSTER_TABLES))


def month_workbooks() -> tuple[Workbook, ...]:
    """One template for each table that comes with a month."""
    tables = [table for table in TABLES.values() if table.id not in ROSTER_TABLES]
    return tuple(Workbook(f"{table.name}.xlsx", table.name, (_sheet(table),)) for table in tables)


def _sheet(table: Table) -> Sheet:
    fields = tuple(FIELDS[table.id])
    sheet = Sheet(table.name, freeze=(_FIRST, 1), page=Page(landscape=True, repeat=(_HEADER, _HEADER)))
    sheet.put(_TITLE, 1, Entry(table.name, look="title", span=(1, len(fields)), align="left"))
    sheet.put(_UNIT_LINE, 1, Entry("单位：元", look="subtitle"))
    hint = "深色表头必填；鼠标停在表头上看填写说明；不用的列可以删去；以“示例”开头的行不会读取"
    sheet.put(_UNIT_LINE, 2, Entry(hint, look="subtitle"))
    for column, field in enumerate(fields, start=1):
        _put_column(sheet, table, field, column)
    return sheet


def _put_column(sheet: Sheet, table: Table, field: str, column: int) -> None:
    known, kind, example = table.columns[field], table.kind(field), FIELDS[table.id][field].example
    look: Look = "header" if field in table.required else "key"
    sheet.put(_HEADER, column, Entry(known.header, look=look, note=_note(table, field)))
    sheet.widths[column] = _WIDTHS.get(kind, 12)
    number = _NUMBER_LOOKS.get(kind, "")
    value: Value = _value(kind, example)
    if column == 1:
        value, number = f"{EXAMPLE} {example}", "text"
    if value is not None:
        sheet.put(
            _EXAMPLE_ROW, column, Entry(value, look="note", number="" if isinstance(value, str) else number)
        )
    if kind in _NUMBER_LOOKS:
        sheet.formats[column] = _NUMBER_LOOKS[kind]
    if options := _options(table, field):
        sheet.choices.append(Choice((_FIRST, column), (_LAST, column), tuple(options)))


def _note(table: Table, field: str) -> str:
    """What a header's note says: meaning, whether it must be filled, unit or spelling, choices, an example."""
    known, said = table.columns[field], FIELDS[table.id][field]
    parts = [said.meaning, "必填" if field in table.required else "可以不填"]
    if how := _HOW.get(known.kind):
        parts.append(how)
    if known.choices:
        parts.append("可用：" + "、".join(known.choices))
    if said.example:
        parts.append("例：" + said.example)
    return "\n".join(parts)


def _value(kind: Kind, example: str) -> Value:
    """The example as the cell's own type."""
    if not example:
        return None
    match kind:
        case "money" | "number" | "percent" | "permille":
            return Fraction(example)
        case "count":
            return int(example)
        case "date":
            return date.fromisoformat(example)
        case _:
            return example


def _options(table: Table, field: str) -> Sequence[str]:
    """What a drop-down offers: the column's own choices, or the names that the policy knows."""
    known = table.columns[field]
    if known.kind == "flag":
        return ("是", "否")
    match table.id, field:
        case "targets", "plan":
            return tuple(policy().plan)
        case "managers" | "grades" | "targets", "grade":
            return policy().ladder.order
        case "targets", "indicator":
            return sorted(policy().target_indicators())
        case "clients", "category":
            return _CATEGORIES
        case _:
            return known.choices
