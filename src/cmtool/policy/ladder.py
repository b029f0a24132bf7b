"""The ladder: ordered grades with attributes, and what it takes to rise or to stay; it yields a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from cmtool.model.month import Month
from cmtool.policy.cadence import LENGTH, Cadence, Lag, holds_from, review_months
from cmtool.policy.conditions import AnyCondition, Conditions
from cmtool.policy.constants import WithinMonth
from cmtool.policy.grades import GradeTerms
from cmtool.policy.terms import Terms, refused

Effect = Literal["unrated", "deferred", "blocked", "fall", "exit"]
"""What a gate does: no grade at all, put off, may not rise, falls, leaves the ladder."""


class LadderGate(Terms):
    """A condition before all others: when it holds, its effect comes, whatever else is reached."""

    when: AnyCondition
    effect: Effect

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: Any) -> Any:
        """``{ of = "violations", ge = 1, effect = "blocked" }``: the condition's own keys beside the effect."""
        if not isinstance(written, dict) or "when" in written:
            return written
        rest = {key: value for key, value in written.items() if key != "effect"}
        return {"when": rest, **({"effect": written["effect"]} if "effect" in written else {})}


class Steps(Terms):
    """How many steps one review may move somebody; None is as many as it takes."""

    up: int | None = Field(default=None, ge=1)
    down: int | None = Field(default=None, ge=1)

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: Any) -> Any:
        plain = isinstance(written, int) and not isinstance(written, bool)
        return {"up": written, "down": written} if plain else written


class Ladder(Terms):
    """Grades from the lowest to the highest; 001 on the three grades and their yearly adjustment.

    ``rule = "step"``: one step up when all ``entry`` conditions of a next grade hold, one step down when any ``keep``
    condition of the own grade is lost; below the lowest the proposal is to leave the ladder. ``rule = "highest"``: the
    highest grade all of whose ``entry`` conditions hold; where ``keep`` is written, nobody falls who meets it.

    A ladder beside the roster's may be for some ``posts``, ``teams`` or ``institutions`` only. It is looked at in the
    months of its ``cadence`` (or in ``months``), and conditions are counted by those. What is proposed would hold from
    ``effective``; ``automatic`` means that it then does, without a decision.
    """

    label: str
    clause: str = ""
    grades: tuple[GradeTerms, ...] = Field(min_length=1)
    attribute_labels: dict[str, str] = Field(default_factory=dict)
    attribute_units: dict[str, str] = Field(default_factory=dict)
    within_month: WithinMonth | dict[str, WithinMonth] = "month_end"
    rule: Literal["step", "highest"] = "step"
    entry: Conditions = ()
    keep: Conditions = ()
    gates: tuple[LadderGate, ...] = ()
    below_lowest: Literal["exit", "keep", "lowest", "unrated"]
    unrated: GradeTerms | None = None
    gap: Literal["breaks", "skipped"] = "breaks"
    cadence: Cadence = "month"
    months: tuple[int, ...] = ()
    effective: Lag = ""
    automatic: bool = False
    step_limit: Steps = Steps()
    protection_months: int = Field(default=0, ge=0, le=36)
    rank_by: tuple[str, ...] = ("score",)
    places_by: Literal["institution", "all"] = "institution"
    posts: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _grades_fit(self) -> Ladder:
        every = (*self.grades, *((self.unrated,) if self.unrated else ()))
        names = [grade.name for grade in every]
        if len(set(names)) < len(names):
            raise refused("等级名称重复")
        first = set(self.grades[0].attributes)
        for grade in every:
            if other := first ^ set(grade.attributes):
                template = (
                    "等级“{grade}”缺少属性“{attributes}”，其他等级写了；各级的属性要相同"
                    if other <= first
                    else "等级“{grade}”的属性与其他等级不一致：{attributes}；各级的属性要相同"
                )
                raise refused(template, grade=grade.name, attributes="、".join(sorted(other)))
        for number, grade in enumerate(self.grades):
            for below in grade.comes_from:
                if below not in names[:number]:
                    raise refused("等级“{grade}”的 from 只能写排在它前面的等级", grade=grade.name)
        return self

    @model_validator(mode="after")
    def _rules_fit(self) -> Ladder:
        if any(not 1 <= number <= 12 for number in self.months) or sorted(set(self.months)) != list(
            self.months
        ):
            raise refused("months 写 1 到 12 的月份，从小到大，不重复")
        if self.automatic and not self.effective:
            raise refused("automatic = true 要写明 effective：从何时起生效")
        leaves = self.below_lowest == "unrated" or any(gate.effect == "unrated" for gate in self.gates)
        if self.automatic and leaves and self.unrated is None:
            raise refused("自动生效又可能不予评定的序列，要写 unrated：没有等级时叫什么")
        allowed = ("exit", "keep") if self.rule == "step" else ("exit", "lowest", "unrated")
        if self.below_lowest not in allowed:
            words = "、".join(allowed)
            raise refused('rule = "{rule}" 的 below_lowest 只能是 {allowed}', rule=self.rule, allowed=words)
        if isinstance(self.within_month, dict):
            for name in self.within_month:
                if name not in self.grades[0].attributes:
                    raise refused("within_month 中的“{name}”不是等级的属性", name=name)
        return self

    @property
    def is_for_all(self) -> bool:
        return not (self.posts or self.teams or self.institutions)

    def concerns(self, post: str, team: str, institution: str) -> bool:
        """Whether somebody stands on this ladder at all."""
        asked = ((self.posts, post), (self.teams, team), (self.institutions, institution))
        return all(not allowed or own in allowed for allowed, own in asked)

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(grade.name for grade in self.grades)

    @property
    def known(self) -> tuple[str, ...]:
        """Every word that may stand as somebody's grade: those of the ladder, and the one for having none."""
        return (*self.order, *((self.unrated.name,) if self.unrated else ()))

    def has(self, name: str) -> bool:
        """Whether it is a grade of the ladder, not the word for having none."""
        return name in self.order

    def grade(self, name: str) -> GradeTerms:
        every = (*self.grades, *((self.unrated,) if self.unrated else ()))
        found: GradeTerms = next(grade for grade in every if grade.name == name)
        return found

    def place(self, name: str) -> int:
        """How far up a grade stands, from 0; who has none stands below the lowest."""
        return self.order.index(name) if self.has(name) else -1

    def origins(self, grade: GradeTerms) -> tuple[str, ...]:
        """The grades from which one rises to it; none for where one begins."""
        if grade.comes_from:
            return grade.comes_from
        earlier = self.grades[: self.place(grade.name)]
        same = [before.name for before in earlier if before.track == grade.track]
        stem = [before.name for before in earlier if not before.track]
        return tuple((same or stem)[-1:])

    def next_of(self, name: str) -> tuple[GradeTerms, ...]:
        """The grades to which one may rise, one for each track; who has none begins at the lowest."""
        if not self.has(name):
            return tuple(grade for grade in self.grades if not self.origins(grade))
        return tuple(grade for grade in self.grades if name in self.origins(grade))

    def below(self, name: str) -> GradeTerms | None:
        """The grade to which one falls."""
        origins = self.origins(self.grade(name)) if self.has(name) else ()
        return self.grade(origins[-1]) if origins else None

    def entry_of(self, grade: GradeTerms) -> tuple[AnyCondition, ...]:
        return self.entry if grade.entry is None else grade.entry

    def keep_of(self, grade: GradeTerms) -> tuple[AnyCondition, ...]:
        return self.keep if grade.keep is None else grade.keep

    @property
    def reviewed(self) -> tuple[int, ...]:
        """The months of the year in which it is looked at."""
        return review_months(self.cadence, self.months)

    @property
    def is_remembered(self) -> bool:
        """Whether later months ask what it proposed: between its reviews, or when that takes effect by itself."""
        return self.automatic or len(self.reviewed) < LENGTH["year"]

    def holds_from(self, month: Month) -> date | None:
        return holds_from(month, self.effective)

    def within(self, attribute: str) -> WithinMonth:
        """What holds of an attribute in a month in which it, or the grade, changes."""
        if isinstance(self.within_month, dict):
            return self.within_month.get(attribute, "month_end")
        return self.within_month

    def conditions(self) -> Iterator[tuple[str, GradeTerms, AnyCondition]]:
        """Every condition with the side (``entry``, ``keep``) and the grade that it is for."""
        for grade in self.grades:
            yield from (("entry", grade, condition) for condition in self.entry_of(grade))
            yield from (("keep", grade, condition) for condition in self.keep_of(grade))

    def reads(self) -> Iterator[str]:
        """Every name that conditions, gates, ranks and places ask for."""
        for _, _, condition in self.conditions():
            yield from condition.reads()
        for gate in self.gates:
            yield from gate.when.reads()
        for grade in self.grades:
            yield from grade.reads()
        if any(grade.places for grade in self.grades):
            yield from self.rank_by
