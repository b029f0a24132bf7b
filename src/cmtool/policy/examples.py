"""Worked examples within a policy: what is known of some people, and what must come out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cmtool.model.month import Month
from cmtool.policy.terms import Exact, Terms, Written, exact, refused


def _expected(written: Any) -> Any:
    """A number where it is one, else a word: ``rise``, a grade."""
    if isinstance(written, str) and not isinstance(written, Written):
        try:
            return exact(written)
        except PydanticCustomError:
            return str(written)
    return exact(written)


Expected = Annotated[Fraction | str, BeforeValidator(_expected)]
OUTCOMES = ("payable", "withheld", "released", "status", "change", "proposed", "tax", "net")
"""What may be expected beside the names of figures, lines, groups and holds."""
STATUSES = ("rated", "deferred", "barred")
CHANGES = ("rise", "keep", "fall", "exit", "deferred", "unrated", "between")


def _a_month(text: str) -> str:
    try:
        return str(Month.parse(text))
    except ValueError as error:
        raise refused("应为月份，如 2024-01") from error


class Figures(Terms):
    """What is known of one person, and what must come out.

    ``values`` are figures by name: those from tables, or any other, which then is not worked out. ``targets`` are
    rows of the 目标 table by 指标. ``past`` are earlier months' figures; of a hold the lot held then. A figure from a
    table that is not given has not come, or is 0 where the example says so.
    """

    grade: str = ""
    grades: dict[str, str] = Field(default_factory=dict)
    grade_since: date | None = None
    post: str = ""
    team: str = ""
    institution: str = ""
    plan: str = ""
    joined: date | None = None
    left: date | None = None
    exam_score: Exact | None = None
    exam_valid_until: date | None = None
    base_pay: Exact | None = None
    values: dict[str, Exact] = Field(default_factory=dict)
    targets: dict[str, Exact] = Field(default_factory=dict)
    past: dict[str, dict[str, Exact]] = Field(default_factory=dict)
    expect: dict[str, Expected] = Field(default_factory=dict)

    @field_validator("past")
    @classmethod
    def _months(cls, past: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
        return {_a_month(month): figures for month, figures in past.items()}


class ExamplePerson(Figures):
    """One of several people of an example."""

    name: str = Field(min_length=1)


class Example(Figures):
    """One worked example: of one person, or of several where one's pay depends on the others'.

    ``others`` says what figures from tables are that nobody gives: not there, or zero. What is given beside
    ``people`` holds for each of them who does not say otherwise.
    """

    name: str = Field(min_length=1)
    source: str = ""
    note: str = ""
    month: str = ""
    others: Literal["missing", "zero"] = "missing"
    people: tuple[ExamplePerson, ...] = ()

    @field_validator("month")
    @classmethod
    def _of_a_month(cls, text: str) -> str:
        return _a_month(text) if text else ""

    @model_validator(mode="after")
    def _expects_something(self) -> Example:
        if not any(one.expect for one in self.persons()):
            raise refused("算例要写 expect：应当得出什么")
        names = [one.name for one in self.people]
        if len(set(names)) < len(names):
            raise refused("算例中的人名不能相同")
        if self.people and self.expect:
            raise refused("有 people 的算例，expect 写在各人名下")
        return self

    def persons(self) -> Iterator[ExamplePerson]:
        """Everybody of the example, with what holds for all filled in."""
        own = {name: getattr(self, name) for name in Figures.model_fields}
        if not self.people:
            yield ExamplePerson.model_validate({"name": self.name, **own})
        for one in self.people:
            merged = {
                name: {**own[name], **getattr(one, name)}
                if isinstance(own[name], dict)
                else getattr(one, name)
                if name in one.model_fields_set
                else own[name]
                for name in Figures.model_fields
            }
            yield ExamplePerson.model_validate({"name": one.name, **merged})
