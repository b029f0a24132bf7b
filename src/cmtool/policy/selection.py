"""Which rows count: what a column must hold, as ``where = { 产品 = ["农户小额"], 贷款金额 = { ge = 5000 } }``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from cmtool.model.expression import Comparison
from cmtool.model.money import plain
from cmtool.model.month import Month
from cmtool.policy.columns import REACHED
from cmtool.policy.rowvalue import DAYS_OF_THE_MONTH
from cmtool.policy.terms import Exact, Terms, refused

SIGNS: dict[Comparison, str] = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}
_ALLOWED = "、".join(DAYS_OF_THE_MONTH)


def _day(written: Any) -> Any:
    """A date as TOML or text has it, or the name of a day of the month."""
    if isinstance(written, str) and written not in DAYS_OF_THE_MONTH:
        try:
            return date.fromisoformat(written)
        except ValueError as error:
            raise refused("应为日期（如 2024-01-01）或 {allowed}", allowed=_ALLOWED) from error
    return written


Day = Annotated[
    date | Literal["month_start", "month_end", "quarter_start", "year_start"], BeforeValidator(_day)
]


class Bounds(Terms):
    """Bounds on a number; all of them hold."""

    ge: Exact | None = None
    gt: Exact | None = None
    le: Exact | None = None
    lt: Exact | None = None
    eq: Exact | None = None

    @property
    def bounds(self) -> Iterator[tuple[Comparison, Fraction]]:
        for comparison in SIGNS:
            bound: Fraction | None = getattr(self, comparison)
            if bound is not None:
                yield comparison, bound

    def __str__(self) -> str:
        return "、".join(SIGNS[comparison] + plain(bound) for comparison, bound in self.bounds)


class Wanted(Bounds):
    """What a row's cell must be; a short list of texts is ``values``.

    Texts: ``values`` or ``not``. Numbers: bounds, in the unit of the column (yuan, rates as fractions). Dates:
    ``in`` the month, quarter or year so far; ``before`` or ``after`` a day, that day excluded; ``from`` or ``until``
    it, that day included; ``days`` bounds the days from that date to the month's end. A blank cell fails every test but ``empty``, unless ``or_empty``.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True
    )

    values: tuple[str, ...] = ()
    excluded: tuple[str, ...] = Field(default=(), alias="not")
    within: Literal["", "month", "quarter", "year"] = Field(default="", alias="in")
    before: Day | None = None
    after: Day | None = None
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    days: Bounds | None = None
    empty: bool = False
    filled: bool = False
    or_empty: bool = False

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: Any) -> Any:
        return {"values": written} if isinstance(written, list | tuple) else written

    @model_validator(mode="after")
    def _asks_something(self) -> Wanted:
        if len([kind for kind in (self.kinds, self.empty, self.filled) if kind]) != 1 or len(self.kinds) > 1:
            raise refused(
                "一列的条件写一种：文字 […] 或 {{ not = […] }}；数 ge/gt/le/lt/eq；日期 in/before/after/from/until/days；empty 或 filled"
            )
        if self.or_empty and not self.kinds:
            raise refused("or_empty 只能跟在别的条件后面")
        if self.values and self.excluded:
            raise refused("not 与正面的列举只写一个")
        return self

    @property
    def kinds(self) -> frozenset[Literal["text", "number", "date"]]:
        """What kind of column the test is for; none for ``empty`` and ``filled``."""
        found: set[Literal["text", "number", "date"]] = set()
        if self.values or self.excluded:
            found.add("text")
        if any(True for _ in self.bounds):
            found.add("number")
        if self.within or self.days or any(self.edges):
            found.add("date")
        return frozenset(found)

    @property
    def texts(self) -> tuple[str, ...]:
        return self.values or self.excluded

    @property
    def edges(self) -> tuple[Day | None, ...]:
        return (self.before, self.after, self.since, self.until)

    def span(self, month: Month) -> tuple[date, date]:
        """The first and last day on which a date may lie, both included."""
        first, last = date.min, date.max
        if self.within:
            first, last = self._so_far(month)
        if self.after is not None:
            first = max(first, day_of(self.after, month) + timedelta(days=1))
        if self.since is not None:
            first = max(first, day_of(self.since, month))
        if self.before is not None:
            last = min(last, day_of(self.before, month) - timedelta(days=1))
        if self.until is not None:
            last = min(last, day_of(self.until, month))
        return first, last

    def _so_far(self, month: Month) -> tuple[date, date]:
        start = {"month": "month_start", "quarter": "quarter_start", "year": "year_start"}[self.within]
        return day_of(start, month), month.last


def day_of(day: date | str, month: Month) -> date:
    """A day of the policy in this month: ``month_end`` is its last day."""
    match day:
        case "month_start":
            return month.first
        case "month_end":
            return month.last
        case "quarter_start":
            return Month(month.year, (month.number - 1) // 3 * 3 + 1).first
        case "year_start":
            return Month(month.year, 1).first
        case date():
            return day
        case _:
            raise AssertionError(f"no day called {day!r}")


def _flat(written: Any) -> Any:
    """``客户.客户类别 = […]`` is a table inside a table to TOML; here it is one column."""
    if not isinstance(written, dict):
        return written
    found: dict[Any, Any] = {}
    for column, wanted in written.items():
        if column in REACHED and isinstance(wanted, dict):
            found |= {f"{column}.{inner}": test for inner, test in wanted.items()}
        else:
            found[column] = wanted
    return found


Selection = Annotated[dict[str, Wanted], BeforeValidator(_flat)]
"""Every column's test must hold."""
