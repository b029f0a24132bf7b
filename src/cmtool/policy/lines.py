"""Lines and groups: the printed rows of a score or pay sheet and what they add up to; targets and plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, model_validator

from cmtool.model.expression import Ref
from cmtool.policy.conditions import Condition
from cmtool.policy.curves import AnyCurve
from cmtool.policy.terms import Exact, Limit, Quantity, Terms, floor_below_cap, refused

MissingTarget = Literal["problem", "deferred", "zero", "excluded"]
WhenEmpty = Literal["full", "zero", "deferred", "excluded", "problem"]


class Target(Terms):
    """Where a line's target comes from.

    A row of the 目标 table named ``indicator`` wins (the contract value, 002 art. 11): the person's, else the
    post's, the grade's, the team's, the institution's. Then ``by_post``, ``by_grade``, and last ``value``: a number
    or the name of a computed figure (002 art. 12). ``missing`` says what holds when none gives a target.
    """

    indicator: str = ""
    by_post: dict[str, Quantity] = Field(default_factory=dict)
    by_grade: dict[str, Quantity] = Field(default_factory=dict)
    value: Quantity | None = None
    missing: MissingTarget = "problem"

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: Any) -> Any:
        return written if isinstance(written, dict | Target) else {"value": written}

    @model_validator(mode="after")
    def _from_somewhere(self) -> Target:
        if not (self.indicator or self.by_post or self.by_grade or self.value):
            raise refused("目标要写明来源：indicator、by_post、by_grade 或 value")
        return self

    def quantities(self) -> Iterator[Quantity]:
        yield from self.by_post.values()
        yield from self.by_grade.values()
        if self.value is not None:
            yield self.value


class Line(Terms):
    """One printed row: an indicator (and its target) through a curve, in points or yuan.

    A line without ``family`` or not ``mandatory`` belongs to the combined plan only. ``when_empty`` is for an
    indicator without value because nothing was due, ``when_missing`` for one whose data have not come.
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
    when_empty: WhenEmpty = "deferred"
    when_missing: Literal["deferred", "zero", "excluded"] = "deferred"
    grades: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    deduction: bool = False
    note: str = ""

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

    def reads(self) -> Iterator[str]:
        quantities = [self.of, *(self.target.quantities() if self.target else ())]
        yield from (quantity.name for quantity in quantities if isinstance(quantity, Ref))

    def concerns(self, grade: str, post: str) -> bool:
        """Whether the line applies to a manager of this grade and post at all."""
        return (not self.grades or grade in self.grades) and (not self.posts or post in self.posts)


class Gate(Condition):
    """A condition on the whole group: when it fires, the person is not rated, put off, or gets zero."""

    effect: Literal["barred", "deferred", "zero"]

    @model_validator(mode="after")
    def _of_this_month(self) -> Gate:
        if self.counts:
            raise refused("门槛只看本月，不写 running、within")
        return self


class Group(Terms):
    """Lines and inner groups that add up: sum → cap and floor → gates; each as a printed value."""

    label: str
    unit: Literal["分", "元"]
    inside: str = ""
    clause: str = ""
    cap: Limit
    floor: Limit
    weights: Exact | None = None
    gates: tuple[Gate, ...] = ()
    places: int = Field(default=2, ge=0, le=4)

    _in_order = model_validator(mode="after")(floor_below_cap)


class Plan(Terms):
    """方式 (002 art. 15): which families a plan keeps; 综合 keeps all, a single plan one."""

    families: tuple[str, ...] = Field(min_length=1)
    combined: bool = False
