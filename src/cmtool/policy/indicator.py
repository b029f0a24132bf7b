"""What every figure from rows says: its table, whose rows, which of them, and whom it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from cmtool.model.tables import TABLES, table_named
from cmtool.policy.columns import Named, column_named
from cmtool.policy.figure import Figure
from cmtool.policy.history import Window
from cmtool.policy.rowvalue import AnyValue, amount_columns, day_columns, named, text_columns
from cmtool.policy.selection import Selection, Wanted
from cmtool.policy.terms import refused

Role = Literal[
    "主办", "协办", "第一负责人", "牵头人", "全部", "责任人", "发放人", "调查人", "复核人", "审批人"
]
About = Literal["person", "team", "institution", "all"]
ASSIGNED_ROLES: tuple[Role, ...] = ("主办", "协办", "第一负责人", "牵头人", "全部")
AMOUNTS = ("money", "number", "count", "percent", "permille")
"""Kinds of columns that can be added up or taken as a level."""
ADDED = ("money", "number", "count")
"""Kinds of columns whose sum over several rows means something."""
_TEXTS = ("id", "name", "text", "choice", "flag")
_NO_COLUMN = {"date": "“{column}”不是日期列", "money": "“{column}”不是数值列", "id": "“{column}”不是文字列"}
_NOT_FOR = {
    "text": "“{column}”不是能用文字筛选的列",
    "number": "“{column}”不是能用数的界限筛选的列",
    "date": "“{column}”不是能用日期条件筛选的列",
}
THIS_MONTH = Window(so_far="month")


class Indicator(Figure):
    """A figure from the rows of one table, for each manager by the role in which rows are theirs.

    ``where`` keeps the rows whose columns pass its tests. ``blank`` says what an empty cell of a value's column
    means; unless it is declared zero, it is a problem. ``about`` says whose figure it is: the person's own rows, or
    all rows of the own team, the own institution, or the whole book.
    """

    table: str
    role: Role = "主办"
    where: Selection = Field(default_factory=dict)
    blank: Literal["problem", "zero"] = "problem"
    about: About = "person"
    OF_EVERYBODY: ClassVar[frozenset[str]] = frozenset({"institution", "benchmarks"})
    """Tables whose rows are nobody's: a figure of the institution, or of the world outside."""

    @model_validator(mode="after")
    def _known_columns(self) -> Indicator:
        if table_named(self.table) is None:
            names = "、".join(table.name for table in TABLES.values())
            raise refused("没有名为“{table}”的表；可用：{names}", table=self.table, names=names)
        for column in self.named_columns():
            self.column(column)
        for column, wanted in self.where.items():
            self._selectable(column, wanted)
        if self.role not in ASSIGNED_ROLES and self.table_id != "loans":
            raise refused("“{role}”是贷款台账自己的列，只能用于贷款台账", role=self.role)
        if self.about != "person" and self.table_id in self.OF_EVERYBODY:
            raise refused("“{table}”的数不分人，不写 about", table=self.table)
        self.fit()
        return self

    def fit(self) -> None:
        """Whether the kind of figure fits its table and columns; refused when not."""
        if self.table_id in self.OF_EVERYBODY:
            raise refused("“{table}”不能用于这种指标", table=TABLES[self.table_id].name)

    def _selectable(self, column: str, wanted: Wanted) -> None:
        known = self.column(column)
        for kind in wanted.kinds:
            kinds = {"text": _TEXTS, "number": AMOUNTS, "date": ("date",)}[kind]
            if known.kind not in kinds:
                raise refused(_NOT_FOR[kind], column=column)
        for text in wanted.texts:
            if known.choices and text not in known.choices:
                allowed = "、".join(known.choices)
                raise refused(
                    "“{column}”没有“{text}”；可用：{allowed}", column=column, text=text, allowed=allowed
                )

    def of_kind(self, column: str, *kinds: str) -> None:
        """Refused when the column does not hold what the figure takes from it."""
        if self.column(column).kind not in kinds:
            raise refused(_NO_COLUMN[kinds[0]], column=column)

    def of_sums(self, per: str, having: Selection, value: AnyValue | None) -> None:
        """Refused when rows of one client or household are put together by what cannot be added up."""
        if having and not per:
            raise refused("having 是对合并以后的数，要写明按哪一列合并")
        if not per:
            return
        self.of_kind(per, *_TEXTS)
        for column, wanted in having.items():
            self._selectable(column, wanted)
            self.of_kind(column, *ADDED)
        if value is None:
            return
        for column in amount_columns(value):
            self.of_kind(column, *ADDED)
        for column in (*text_columns(value), *day_columns(value)):
            of_client = self.column(per).field == "client" and self.column(column).table == "clients"
            if column != per and not of_client:
                raise refused("“{column}”在合并的各行里可能不同，合并以后不能用", column=column)

    def of_values(self, value: AnyValue) -> None:
        """Refused when a row value reads a column that does not hold what is taken from it."""
        for column in amount_columns(value):
            self.of_kind(column, *AMOUNTS)
        for column in text_columns(value):
            self.of_kind(column, *_TEXTS)
        for column in day_columns(value):
            self.of_kind(column, "date")

    @property
    def table_id(self) -> str:
        found = table_named(self.table)
        assert found is not None, "checked when the policy was read"
        return found.id

    def column(self, column: str) -> Named:
        """The column given by its canonical header or its own name; refused when there is none."""
        return column_named(self.table_id, column)

    def field(self, column: str) -> str:
        """What the rows' frame calls a column."""
        return self.column(column).key

    def named_columns(self) -> Iterator[str]:
        """Columns, beside those of ``where``, that the rows must have."""
        yield from ()

    def together(self) -> tuple[str, Selection]:
        """The column by which rows are put together before they count, and what their sums must be."""
        return "", {}

    def row_value(self) -> AnyValue | None:
        """The tree by which a row counts; None where a row counts one, or by its table's own rules."""
        return None

    @property
    def span(self) -> Window:
        """The months it is taken over."""
        return THIS_MONTH

    @property
    def windowed(self) -> bool:
        """Whether it reads months before this one."""
        return self.span != THIS_MONTH

    def reads(self) -> Iterator[str]:
        value = self.row_value()
        if value is not None:
            yield from named(value)

    def columns(self) -> Mapping[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set, {self.table_id: set()})
        for column in map(self.column, (*self.where, *self.named_columns())):
            if column.derived:
                continue
            found[column.table].add(column.field)
            if column.through:
                found[self.table_id].add(column.through)
            if column.through == "note" and column.table == "clients":
                found["loans"].add("client")
        if self.about == "team":
            found["managers"].add("team")
        return {table: frozenset(fields) for table, fields in found.items()}


def value_columns(value: AnyValue) -> Iterator[str]:
    """Every column that a row value reads."""
    yield from amount_columns(value)
    yield from sorted(text_columns(value))
    yield from day_columns(value)
