"""The ladder: ordered grades with attributes, and what it takes to rise or to stay; it yields a proposal."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from cmtool.policy.conditions import Condition
from cmtool.policy.terms import Exact, Terms, refused


class GradeTerms(Terms):
    """One grade: its attributes (fixed pay, coefficient, budget …) and, where they differ, its own conditions."""

    name: str
    attributes: dict[str, Exact] = Field(default_factory=dict)
    entry: tuple[Condition, ...] | None = None
    keep: tuple[Condition, ...] | None = None


class Ladder(Terms):
    """Grades from the lowest to the highest; 001 on the three grades and their yearly adjustment.

    A manager rises one step when all ``entry`` conditions of the next grade hold in ``running`` months running, and
    falls one step when any ``keep`` condition of the own grade fails in ``running`` months running; below the lowest
    the proposal is to leave the ladder.
    """

    label: str
    clause: str = ""
    grades: tuple[GradeTerms, ...] = Field(min_length=1)
    attribute_labels: dict[str, str] = Field(default_factory=dict)
    attribute_units: dict[str, str] = Field(default_factory=dict)
    entry: tuple[Condition, ...] = ()
    keep: tuple[Condition, ...] = ()
    below_lowest: Literal["exit", "keep"]
    gap: Literal["breaks", "skipped"] = "breaks"

    @model_validator(mode="after")
    def _same_attributes(self) -> Ladder:
        names = [grade.name for grade in self.grades]
        if len(set(names)) < len(names):
            raise refused("等级名称重复")
        first = set(self.grades[0].attributes)
        for grade in self.grades:
            if set(grade.attributes) != first:
                raise refused("等级“{grade}”的属性与其他等级不一致", grade=grade.name)
        return self

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(grade.name for grade in self.grades)

    def grade(self, name: str) -> GradeTerms:
        return next(grade for grade in self.grades if grade.name == name)

    def above(self, name: str) -> GradeTerms | None:
        place = self.order.index(name) + 1
        return self.grades[place] if place < len(self.grades) else None

    def below(self, name: str) -> GradeTerms | None:
        place = self.order.index(name)
        return self.grades[place - 1] if place else None

    def entry_of(self, grade: GradeTerms) -> tuple[Condition, ...]:
        return self.entry if grade.entry is None else grade.entry

    def keep_of(self, grade: GradeTerms) -> tuple[Condition, ...]:
        return self.keep if grade.keep is None else grade.keep
