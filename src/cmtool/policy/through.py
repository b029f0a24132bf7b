"""Figures by a curve or by cases: so that multipliers, rates and standards are figures too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from cmtool.model.expression import Expression, Ref
from cmtool.policy.conditions import AnyCondition, counted_over_time
from cmtool.policy.curve import Inputs
from cmtool.policy.curves import AnyCurve
from cmtool.policy.figure import Computed, Figure, ZeroRule
from cmtool.policy.terms import Quantity, Terms, refused


class Through(Computed):
    """A figure put through a curve; ``against`` is what the curve calls the target."""

    kind: Literal["curve"]
    of: Quantity
    curve: AnyCurve
    against: Quantity | None = None
    weight: Quantity | None = None
    when_zero: ZeroRule = "problem"

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Through:
        if self.curve.needs_everybody:
            raise refused('share_of 只用于项目；数据项要占比请用 kind = "over"、take = "share"')
        if self.curve.needs_target and self.against is None:
            raise refused("这条曲线需要 {word}", word="against")
        if self.curve.needs_weight and self.weight is None:
            raise refused("这条曲线需要 {word}", word="weight")
        return self

    def expression(self) -> Expression:
        return self.curve.expression(Inputs(self.of, self.against, self.weight))

    def divisors(self) -> Iterator[Expression]:
        if self.curve.divides and self.against is not None:
            yield self.against


class Case(Terms):
    """One case: the people and the condition it is for, and the figure's value then."""

    when: AnyCondition | None = None
    grades: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    value: Quantity

    @model_validator(mode="after")
    def _says_when(self) -> Case:
        if self.when is None and not (self.grades or self.posts or self.teams):
            raise refused("要写明什么情况：when、grades、posts 或 teams；其余情况写 otherwise")
        if self.when is not None and counted_over_time(self.when):
            raise refused("这里的条件只看本月，不写 running、within")
        return self

    def concerns(self, grade: str, post: str, team: str) -> bool:
        """Whether the case is for people of this grade, post and team at all."""
        asked = ((self.grades, grade), (self.posts, post), (self.teams, team))
        return all(not allowed or own in allowed for allowed, own in asked)

    def reads(self) -> Iterator[str]:
        """What its condition and its value read."""
        if self.when is not None:
            yield from self.when.reads()
        if isinstance(self.value, Ref):
            yield self.value.name


class Choice(Figure):
    """The value of the first case that holds, else ``otherwise``."""

    kind: Literal["cases"]
    cases: tuple[Case, ...] = Field(min_length=1)
    otherwise: Quantity

    def reads(self) -> Iterator[str]:
        for case in self.cases:
            yield from case.reads()
        if isinstance(self.otherwise, Ref):
            yield self.otherwise.name

    def concerning(self, grade: str, post: str, team: str) -> Iterator[str]:
        """What is read for people of this grade, post and team: nothing behind a case that always holds for them."""
        for case in self.cases:
            if case.concerns(grade, post, team):
                yield from case.reads()
                if case.when is None:
                    return
        if isinstance(self.otherwise, Ref):
            yield self.otherwise.name
