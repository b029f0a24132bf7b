"""What one row of a table counts for: a column, or a small tree of columns, numbers, look-ups and days.

Written as ``value = "贷款金额"`` or ``value = { product = ["月积数", { lookup = "担保方式", map = { "信用" = 1.2 } }] }``.
Amounts are in yuan, rates fractions; a row's value is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from cmtool.policy.terms import Exact, Terms, Written, exact, refused

Word = Literal["product", "sum", "difference", "quotient", "min", "max"]
WORDS: tuple[Word, ...] = ("product", "sum", "difference", "quotient", "min", "max")
DAYS_OF_THE_MONTH = ("month_start", "month_end", "quarter_start", "year_start")
BUILT_IN = ("month.days", "month.number")
"""Numbers of the month that a row value may name as a figure."""


def _is_number(text: str) -> bool:
    try:
        exact(text)
    except PydanticCustomError:
        return False
    return True


def _kind(written: Any) -> str:
    if isinstance(written, Terms):
        return {"Operation": "a[operation]", "Lookup": "a[lookup]", "Named": "a[figure]", "Days": "a[days]"}[
            type(written).__name__
        ]
    if isinstance(written, dict):
        for key in ("lookup", "figure", "days"):
            if key in written:
                return f"a[{key}]"
        return "a[operation]"
    if isinstance(written, str) and not isinstance(written, Written) and not _is_number(written):
        return "a[column]"
    return "a[number]"


class Operation(Terms):
    """``{ product = [ … ] }`` and the like: exactly one word, over row values."""

    product: tuple[AnyValue, ...] = ()
    sum: tuple[AnyValue, ...] = ()
    difference: tuple[AnyValue, ...] = ()
    quotient: tuple[AnyValue, ...] = ()
    min: tuple[AnyValue, ...] = ()
    max: tuple[AnyValue, ...] = ()

    @model_validator(mode="after")
    def _one_word(self) -> Operation:
        if len([word for word in WORDS if getattr(self, word)]) != 1:
            raise refused(
                "行的数值必须且只能写 {words} 中的一个", words="、".join((*WORDS, "lookup", "days"))
            )
        if len(self.terms) < 2:
            raise refused("{word} 至少要两项", word=self.word)
        return self

    @property
    def word(self) -> Word:
        return next(word for word in WORDS if getattr(self, word))

    @property
    def terms(self) -> tuple[AnyValue, ...]:
        found: tuple[AnyValue, ...] = getattr(self, self.word)
        return found


class Step(Terms):
    """One step of a look-up by size: its bounds, each inclusive (``ge``, ``le``) or not, and what it gives."""

    ge: Exact | None = None
    gt: Exact | None = None
    le: Exact | None = None
    lt: Exact | None = None
    v: AnyValue

    @model_validator(mode="after")
    def _some_bound(self) -> Step:
        lower = [bound for bound in (self.ge, self.gt) if bound is not None]
        upper = [bound for bound in (self.le, self.lt) if bound is not None]
        if len(lower) > 1 or len(upper) > 1 or not lower + upper:
            raise refused("每一档要写界限，每一侧只写一个：ge 或 gt，le 或 lt")
        if lower and upper and (lower[0] > upper[0] or (lower[0] == upper[0] and not self._closed)):
            raise refused("一档的上限不能小于下限")
        return self

    @property
    def _closed(self) -> bool:
        return self.ge is not None and self.le is not None


class Lookup(Terms):
    """What a column's text stands for (``map``), or in which step an amount lies (``bands``).

    ``otherwise`` is for every other text or amount that is there; without it such a row is a problem. A blank cell
    is one of ``map`` (written ``""``), or follows the figure's ``blank``.
    """

    lookup: AnyValue
    map: dict[str, AnyValue] = Field(default_factory=dict)
    bands: tuple[Step, ...] = ()
    otherwise: AnyValue | None = None

    @model_validator(mode="after")
    def _one_table(self) -> Lookup:
        if bool(self.map) == bool(self.bands):
            raise refused("lookup 必须且只能写 map 或 bands 之一")
        if self.map and not isinstance(self.lookup, str):
            raise refused("map 按一列文字查找；按大小查找请用 bands")
        for left, right in pairwise(self.bands):
            low = right.ge if right.ge is not None else right.gt
            high = left.le if left.le is not None else left.lt
            if low is None or high is None or low < high:
                raise refused("各档要从小到大，不能重叠")
            if low == high and left.le is not None and right.ge is not None:
                raise refused("{edge} 同时属于两档", edge=str(low))
        return self


class Named(Terms):
    """A figure that is the same for everybody: a constant, or the institution's own; or ``month.days``."""

    figure: str


class Extreme(Terms):
    """The later or the earlier of two days."""

    later: tuple[AnyDay, ...] = ()
    earlier: tuple[AnyDay, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Extreme:
        if bool(self.later) == bool(self.earlier) or len(self.days) < 2:
            raise refused("日期写一列、month_end 之类，或 {{ later = […] }}、{{ earlier = […] }} 之一")
        return self

    @property
    def days(self) -> tuple[AnyDay, ...]:
        return self.later or self.earlier


class Days(Terms):
    """Days from one day to another: the first counted, the last not; ``ends = "both"`` counts both.

    Never below zero: a span that ends before it begins has no days.
    """

    days: tuple[AnyDay, AnyDay]
    ends: Literal["one", "both"] = "one"


def _day_kind(written: Any) -> str:
    return "d[extreme]" if isinstance(written, dict | Extreme) else "d[day]"


AnyDay = Annotated[
    Annotated[str, Tag("d[day]")] | Annotated[Extreme, Tag("d[extreme]")], Discriminator(_day_kind)
]
"""A date column, a day of the month (``month_end``), or the later or earlier of several."""

AnyValue = Annotated[
    Annotated[str, Tag("a[column]")]
    | Annotated[Exact, Tag("a[number]")]
    | Annotated[Operation, Tag("a[operation]")]
    | Annotated[Lookup, Tag("a[lookup]")]
    | Annotated[Named, Tag("a[figure]")]
    | Annotated[Days, Tag("a[days]")],
    Discriminator(_kind),
]
"""A column by its header, an exact number, or a tree of them."""

for _model in (Operation, Step, Lookup, Extreme, Days):
    _model.model_rebuild()


def parts(value: AnyValue) -> Iterator[AnyValue]:
    """The value and every value inside it."""
    yield value
    inner: tuple[AnyValue, ...] = ()
    if isinstance(value, Operation):
        inner = value.terms
    elif isinstance(value, Lookup):
        others = () if value.otherwise is None else (value.otherwise,)
        inner = (value.lookup, *value.map.values(), *(step.v for step in value.bands), *others)
    for part in inner:
        yield from parts(part)


def amount_columns(value: AnyValue) -> Iterator[str]:
    """Columns whose amounts are reckoned with."""
    for part in parts(value):
        if isinstance(part, str) and part not in text_columns(value):
            yield part


def text_columns(value: AnyValue) -> frozenset[str]:
    """Columns whose texts are looked up."""
    found = (part.lookup for part in parts(value) if isinstance(part, Lookup) and part.map)
    return frozenset(column for column in found if isinstance(column, str))


def day_columns(value: AnyValue) -> Iterator[str]:
    """Columns whose dates are counted from or to."""
    for part in parts(value):
        if isinstance(part, Days):
            for day in part.days:
                yield from columns_of(day)


def columns_of(day: AnyDay) -> Iterator[str]:
    """The date columns that a day is taken from."""
    if isinstance(day, Extreme):
        for inner in day.days:
            yield from columns_of(inner)
    elif day not in DAYS_OF_THE_MONTH:
        yield day


def named(value: AnyValue) -> Iterator[str]:
    """Figures that a row value names."""
    yield from (part.figure for part in parts(value) if isinstance(part, Named))
