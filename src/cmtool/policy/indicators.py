"""Indicators: figures from the rows of a table. One class for each kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from cmtool.policy.history import Window
from cmtool.policy.indicator import AMOUNTS, THIS_MONTH, Indicator, value_columns
from cmtool.policy.rowvalue import AnyValue
from cmtool.policy.selection import Selection
from cmtool.policy.terms import refused

Unrecorded = Literal["deferred", "leave_out", "zero"]


def _together_columns(per: str, having: Selection) -> Iterator[str]:
    if per:
        yield per
    yield from having


class Level(Indicator):
    """A balance at month end (of deposits, loans), or a figure of the manager's institution.

    Over several months it is the mean of their month ends. ``per`` puts the rows of one client (or household, …) of a
    manager together before they count; ``having`` keeps those whose sums pass its tests, ``largest`` so many of them.
    """

    kind: Literal["level"]
    value: AnyValue
    per: str = ""
    having: Selection = Field(default_factory=dict)
    largest: int = Field(default=0, ge=0, le=1000)
    window: Window = THIS_MONTH
    missing: Unrecorded = "deferred"

    def fit(self) -> None:
        self.of_values(self.value)
        if self.table_id in self.OF_EVERYBODY:
            if self.table_id != "institution":
                super().fit()
            if not isinstance(self.value, str) or self.windowed or self.per or self.largest:
                raise refused("机构基本情况表的数只写一列，不写 window、per、largest")
        self.of_sums(self.per, self.having, self.value)

    def named_columns(self) -> Iterator[str]:
        if self.table_id != "deposits" or self.row_value() is not None:
            yield from value_columns(self.value)
        yield from _together_columns(self.per, self.having)

    def together(self) -> tuple[str, Selection]:
        return self.per, self.having

    def row_value(self) -> AnyValue | None:
        return self.value if self.per or not isinstance(self.value, str) else None

    @property
    def span(self) -> Window:
        return self.window


class Average(Indicator):
    """积数 (Σ balance × days held, last day included) or 日均 (积数 ÷ days of the month); 002 art. 11.

    Of deposits, or of loans by their 月积数. ``factor`` is what each yuan of a row counts for. Over several months
    积数 add up and 日均 is their sum ÷ all their days.
    """

    kind: Literal["average"]
    measure: Literal["daily_average", "balance_days"]
    table: str = "deposits"
    factor: AnyValue | None = None
    window: Window = THIS_MONTH
    missing: Unrecorded = "deferred"

    def fit(self) -> None:
        if self.table_id not in ("deposits", "loans"):
            raise refused("average 只用于存款分户余额和贷款台账")
        if self.factor is not None:
            self.of_values(self.factor)

    def named_columns(self) -> Iterator[str]:
        if self.table_id == "loans":
            yield "balance_days"
        if self.factor is not None:
            yield from value_columns(self.factor)

    def row_value(self) -> AnyValue | None:
        return self.factor

    @property
    def span(self) -> Window:
        return self.window


class Flow(Indicator):
    """A sum over rows in a window: dated rows by the date column ``on``, or month sums when ``on`` is left out.

    ``value`` is what a row counts: a column, ``due`` or ``collected_due`` of the loans, or a tree of them. ``per``
    puts the rows of one client of a manager together first, ``having`` keeps those whose sums pass its tests, ``largest``
    so many of them.
    """

    kind: Literal["flow"]
    value: AnyValue
    per: str = ""
    having: Selection = Field(default_factory=dict)
    largest: int = Field(default=0, ge=0, le=1000)
    on: str = ""
    window: Window = THIS_MONTH
    missing: Unrecorded = "deferred"

    def fit(self) -> None:
        super().fit()
        if self.table_id == "deposits":
            raise refused("存款用 level、average 或 count")
        self.of_values(self.value)
        if self.on:
            self.of_kind(self.on, "date")
        self.of_sums(self.per, self.having, self.value)

    def named_columns(self) -> Iterator[str]:
        yield from value_columns(self.value)
        if self.on:
            yield self.on
        yield from _together_columns(self.per, self.having)

    def together(self) -> tuple[str, Selection]:
        return self.per, self.having

    def row_value(self) -> AnyValue | None:
        return self.value if self.per or not isinstance(self.value, str) else None

    @property
    def span(self) -> Window:
        return self.window


class Count(Indicator):
    """How many rows, or different values of ``distinct``, in a window.

    Of deposits each account is one row. ``having`` counts only values whose rows together pass its tests: clients
    with 50,000 or more. Over several months a value that comes again counts once.
    """

    kind: Literal["count"]
    on: str = ""
    distinct: str = ""
    having: Selection = Field(default_factory=dict)
    window: Window = THIS_MONTH
    missing: Unrecorded = "deferred"

    def fit(self) -> None:
        super().fit()
        if self.on:
            self.of_kind(self.on, "date")
        self.of_sums(self.distinct, self.having, None)

    def named_columns(self) -> Iterator[str]:
        if self.on:
            yield self.on
        yield from _together_columns(self.distinct, self.having)

    def together(self) -> tuple[str, Selection]:
        return (self.distinct, self.having) if self.having else ("", {})

    @property
    def span(self) -> Window:
        return self.window


class Events(Indicator):
    """Registered events (加扣分登记簿) by 事项: how many, their points, their amounts, or a row value of theirs.

    ``value = { product = ["金额", "10%"] }`` is a tenth of each event's amount; 002 art. 18 (4).
    """

    kind: Literal["events"]
    measure: Literal["", "count", "points", "amount"] = ""
    value: AnyValue | None = None
    items: tuple[str, ...] = ()
    except_items: tuple[str, ...] = ()
    window: Window = THIS_MONTH
    missing: Unrecorded = "deferred"
    table: str = "conduct"

    @model_validator(mode="after")
    def _one_way(self) -> Events:
        if bool(self.items) == bool(self.except_items):
            raise refused("items 与 except_items 必须且只能写一个")
        if bool(self.measure) == (self.value is not None):
            raise refused("measure 与 value 必须且只能写一个")
        return self

    def fit(self) -> None:
        if self.table_id != "conduct":
            raise refused("events 只用于加扣分登记簿")
        if self.value is not None:
            self.of_values(self.value)

    def named_columns(self) -> Iterator[str]:
        if self.value is not None:
            yield from value_columns(self.value)

    def row_value(self) -> AnyValue | None:
        return self.value

    @property
    def span(self) -> Window:
        return self.window

    def takes(self, item: str) -> bool:
        return item in self.items if self.items else item not in self.except_items


__all__ = ["AMOUNTS", "Average", "Count", "Events", "Flow", "Indicator", "Level"]
