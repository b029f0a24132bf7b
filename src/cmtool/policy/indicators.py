"""Indicators: figures from the rows of a table. One class for each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from cmtool.model.tables import TABLES, table_named
from cmtool.policy.figure import Figure
from cmtool.policy.terms import refused

Role = Literal[
    "主办", "协办", "第一负责人", "牵头人", "全部", "责任人", "发放人", "调查人", "复核人", "审批人"
]
AMOUNTS = ("money", "number", "count", "percent", "permille")
"""Kinds of columns that can be added up or taken as a level."""


class Indicator(Figure):
    """A figure from the rows of one table, for each manager by the role in which rows are theirs.

    ``where`` keeps the rows whose column holds one of the given texts. ``blank`` says what an empty cell of the
    value column means; unless it is declared zero, it is a problem.
    """

    table: str
    role: Role = "主办"
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    blank: Literal["problem", "zero"] = "problem"

    @model_validator(mode="after")
    def _known_columns(self) -> Indicator:
        if table_named(self.table) is None:
            names = "、".join(table.name for table in TABLES.values())
            raise refused("没有名为“{table}”的表；可用：{names}", table=self.table, names=names)
        for column in self.named_columns():
            self.field(column)
        for column, wanted in self.where.items():
            self._selectable(column, wanted)
        if self.role not in ("主办", "协办", "第一负责人", "牵头人", "全部") and self.table_id != "loans":
            raise refused("“{role}”是贷款台账自己的列，只能用于贷款台账", role=self.role)
        self.fit()
        return self

    def fit(self) -> None:
        """Whether the kind of figure fits its table and columns; refused when not."""
        if self.table_id == "institution" and not isinstance(self, Level):
            raise refused("机构基本情况表的数只能用 level")

    def _selectable(self, column: str, wanted: tuple[str, ...]) -> None:
        known = TABLES[self.table_id].columns[self.field(column)]
        choices = ("是", "否") if known.kind == "flag" else known.choices
        if known.kind not in ("id", "name", "text", "choice", "flag"):
            raise refused("where 只能用于文字、选项、是否列，“{column}”不是", column=column)
        for text in wanted:
            if choices and text not in choices:
                allowed = "、".join(choices)
                raise refused(
                    "“{column}”没有“{text}”；可用：{allowed}", column=column, text=text, allowed=allowed
                )

    def of_kind(self, column: str, *kinds: str) -> None:
        """Refused when the column does not hold what the figure takes from it."""
        if TABLES[self.table_id].kind(self.field(column)) not in kinds:
            words = {"date": "日期", "money": "数值"}[kinds[0]]
            raise refused("“{column}”不是{words}列", column=column, words=words)

    @property
    def table_id(self) -> str:
        found = table_named(self.table)
        assert found is not None, "checked when the policy was read"
        return found.id

    def field(self, column: str) -> str:
        """The field of a column given by its canonical header or its own name; ValueError when there is none."""
        fields = TABLES[self.table_id].fields
        if column not in fields:
            raise refused("“{table}”没有“{column}”这一列", table=self.table, column=column)
        return fields[column]

    def named_columns(self) -> Iterator[str]:
        """Columns, beside those of ``where``, that the rows must have."""
        yield from ()

    def columns(self) -> Mapping[str, frozenset[str]]:
        fields = frozenset(self.field(column) for column in (*self.where, *self.named_columns()))
        return {self.table_id: fields}


class Level(Indicator):
    """A balance at month end (of deposits, loans), or a figure of the manager's institution; no sum over time."""

    kind: Literal["level"]
    value: str

    def fit(self) -> None:
        self.of_kind(self.value, *AMOUNTS)

    def named_columns(self) -> Iterator[str]:
        if self.table_id != "deposits":
            yield self.value


class Average(Indicator):
    """积数 (Σ balance × days held, last day included) or 日均 (积数 ÷ days of the month) of deposits; 002 art. 11."""

    kind: Literal["average"]
    measure: Literal["daily_average", "balance_days"]
    table: str = "deposits"

    @model_validator(mode="after")
    def _deposits_only(self) -> Average:
        if self.table_id != "deposits":
            raise refused("average 目前只用于存款分户余额")
        return self


class Flow(Indicator):
    """A sum of a column in a window: dated rows by the date column ``on``, or month sums when ``on`` is left out.

    ``due`` and ``collected_due`` stand for the loans' principal due in the month and, note by note, what was
    collected of it (at most what was due).
    """

    kind: Literal["flow"]
    value: str
    on: str = ""
    window: Literal["month", "quarter", "year"] = "month"
    DERIVED: ClassVar[frozenset[str]] = frozenset({"due", "collected_due"})

    def fit(self) -> None:
        super().fit()
        if self.value in self.DERIVED:
            if self.table_id != "loans":
                raise refused("“{value}”只用于贷款台账", value=self.value)
        else:
            self.of_kind(self.value, *AMOUNTS)
        if self.on:
            self.of_kind(self.on, "date")

    def named_columns(self) -> Iterator[str]:
        if self.value not in self.DERIVED:
            yield self.value
        if self.on:
            yield self.on


class Count(Indicator):
    """How many rows, or different values of ``distinct``, in a window."""

    kind: Literal["count"]
    on: str = ""
    distinct: str = ""
    window: Literal["month", "quarter", "year"] = "month"

    def fit(self) -> None:
        super().fit()
        if self.on:
            self.of_kind(self.on, "date")

    def named_columns(self) -> Iterator[str]:
        yield from (column for column in (self.on, self.distinct) if column)


class Events(Indicator):
    """Registered events (加扣分登记簿) by 事项: how many, their points, or their amounts; 002 art. 18 (4)."""

    kind: Literal["events"]
    measure: Literal["count", "points", "amount"]
    items: tuple[str, ...] = ()
    except_items: tuple[str, ...] = ()
    window: Literal["month", "quarter", "year"] = "month"
    table: str = "conduct"

    @model_validator(mode="after")
    def _one_way(self) -> Events:
        if bool(self.items) == bool(self.except_items):
            raise refused("items 与 except_items 必须且只能写一个")
        return self

    def takes(self, item: str) -> bool:
        return item in self.items if self.items else item not in self.except_items
