"""Names that every person has without the policy defining them: what the roster says of somebody, and the month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pydantic import Field

from cmtool.model.month import Month
from cmtool.policy.terms import Terms


class Exam(Terms):
    """资格考试: how many months a result is good for, where the roster does not say until when (001 资格认证)."""

    valid_months: int = Field(ge=1, le=240)
    clause: str = ""

    def until(self, taken: date) -> date:
        """The last day: the same day so many months later, or the last of a shorter month."""
        month = Month.of(taken).plus(self.valid_months)
        return date(month.year, month.number, min(taken.day, month.days))


class Own(NamedTuple):
    """A fact's label and unit, the roster's column that it needs (``""`` where it needs none), whether it is 1 or 0."""

    label: str
    unit: str
    field: str = ""
    is_flag: bool = False


OWN_FACTS: Mapping[str, Own] = {
    "person.months_in_grade": Own("任现等级月数", "月"),
    "person.months_in_service": Own("入社月数", "月", "joined"),
    "person.exam_score": Own("资格考试成绩", "分", "exam_score"),
    "person.exam_valid": Own("资格在有效期内", "", "exam_valid_until", True),
    "person.presence": Own("在岗天数占比", "%"),
    "person.base_pay": Own("基本工资", "元", "base_pay"),
    "month.days": Own("当月天数", "天"),
    "month.number": Own("月份", ""),
}
