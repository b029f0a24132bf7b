"""Lines: the printed rows of a score or pay sheet; and plans, which say which of them are assessed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from cmtool.model.expression import Num, Ref, num
from cmtool.model.month import Month
from cmtool.policy.cadence import LENGTH, Cadence, review_months
from cmtool.policy.conditions import AnyCondition, counted_over_time
from cmtool.policy.curves import AnyCurve
from cmtool.policy.targets import Target
from cmtool.policy.terms import Exact, Limit, Quantity, Terms, floor_below_cap, refused

WhenEmpty = Literal["full", "zero", "deferred", "excluded", "problem"]


class Line(Terms):
    """One printed row: an indicator (and its target) through a curve, between its own floor and cap, in points or
    yuan.

    A line without ``family`` or not ``mandatory`` belongs to the combined plan only. ``when_empty`` is for an
    indicator, or a figure of ``when``, without value because nothing was due, ``when_missing`` for one whose data
    have not come. It applies to people of the named ``grades``, ``posts``, ``teams`` and ``institutions``, and only ``when`` a condition holds.
    With a ``cadence`` other than the month it is worked out in the last month of each period; ``between`` says
    whether its last result stands in the other months, or there is nothing. ``times`` scales what its own floor and
    cap leave, by the share of the month somebody was there.
    """

    label: str
    group: str
    of: Quantity
    clause: str = ""
    family: str = ""
    mandatory: bool = False
    weight: Exact | None = None
    target: Target | None = None
    curve: AnyCurve | None = None
    cap: Limit = None
    floor: Limit = None
    times: Quantity = num(1)
    when_empty: WhenEmpty = "deferred"
    when_missing: Literal["deferred", "zero", "excluded"] = "deferred"
    grades: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    when: AnyCondition | None = None
    cadence: Cadence = "month"
    between: Literal["", "stands", "nothing"] = ""
    deduction: bool = False
    compensation: bool = False
    note: str = ""

    _in_order = model_validator(mode="after")(floor_below_cap)

    @model_validator(mode="after")
    def _fits_its_curve(self) -> Line:
        if self.weight is not None and self.weight <= 0:
            raise refused("weight 必须大于 0；不考核的项目请删去")
        if self.curve is not None and self.curve.needs_target and self.target is None:
            raise refused("这条曲线需要 {word}", word="target")
        if self.curve is not None and self.curve.needs_weight and self.weight is None:
            raise refused("这条曲线需要 {word}", word="weight")
        if self.mandatory and self.family:
            raise refused("必考项目（mandatory）不属于任何 family")
        if self.when_empty == "full" and self.weight is None:
            raise refused('when_empty = "full" 需要 weight')
        return self

    @model_validator(mode="after")
    def _says_when(self) -> Line:
        if self.when is not None and counted_over_time(self.when):
            raise refused("这里的条件只看本月，不写 running、within")
        if (self.cadence != "month") != bool(self.between):
            raise refused('cadence 不是 month 时要写 between："stands"（沿用上期结果）或 "nothing"（不计）')
        if self.curve is not None and self.curve.needs_everybody and (self.cap or self.floor):
            raise refused("按比例分配的项目不能再封顶或保底，各人之和要等于总数")
        if self.curve is not None and self.curve.needs_everybody and self.times != num(1):
            raise refused("按比例分配的项目不能再写 times，各人之和要等于总数")
        return self

    def quantities(self) -> Iterator[Num | Ref]:
        """What the line reads beside its curve's parameters and its condition."""
        yield self.of
        yield from (bound for bound in (self.cap, self.floor) if bound is not None)
        yield self.times
        if self.target is not None:
            yield from self.target.quantities()

    def reads(self) -> Iterator[str]:
        yield from (quantity.name for quantity in self.quantities() if isinstance(quantity, Ref))
        if self.curve is not None:
            yield from self.curve.names()
        if self.when is not None:
            yield from self.when.reads()

    def concerns(self, grade: str, post: str, team: str, institution: str) -> bool:
        """Whether the line applies to a manager of this grade, post, team and institution at all."""
        asked = (
            (self.grades, grade),
            (self.posts, post),
            (self.teams, team),
            (self.institutions, institution),
        )
        return all(not allowed or own in allowed for allowed, own in asked)

    @property
    def months(self) -> tuple[int, ...]:
        """The months of a year in which the line is worked out."""
        return review_months(self.cadence)

    def first_of(self, month: Month) -> Month:
        """The first month of the period that ends with this one."""
        return month.plus(1 - LENGTH[self.cadence])


class Plan(Terms):
    """方式 (002 art. 15): which families a plan keeps; 综合 keeps all, a single plan one."""

    families: tuple[str, ...] = Field(min_length=1)
    combined: bool = False
