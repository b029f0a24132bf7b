"""The managers of the branch: who they are, their grade and plan, and how well they tend to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cmtool.workflows.demo import names
from cmtool.workflows.demo.dice import Dice
from cmtool.workflows.demo.plan import Plan

_AIMS = (104, 84, 36, 88, 98, 76, 62, 101)
_STEPS = (1, 1, 2, 0, 0, 1, 1, 2)
_SINGLE = 3  # the place in the roster of the one manager on a single plan


@dataclass(frozen=True, slots=True)
class District:
    """One manager and what they look after.

    ``aim`` is how much of the target an ordinary month brings, in per cent; ``size`` how large the clients' business
    is against the average, in per cent; ``mode`` is the 方式.
    """

    number: int
    manager: str
    name: str
    grade: str
    step: int  # 0 is the lowest grade
    since: date
    aim: int
    size: int
    mode: str
    team: str


def roster(plan: Plan, grades: Sequence[str]) -> tuple[District, ...]:
    """The managers by 工号; ``grades`` are the policy's, lowest first."""
    return tuple(_district(plan, grades, number) for number in range(plan.managers))


def _district(plan: Plan, grades: Sequence[str], number: int) -> District:
    dice = Dice(plan.seed, "manager", number)
    step = min(_STEPS[number % len(_STEPS)], len(grades) - 1)
    digits = max(3, len(str(plan.managers)))
    return District(
        number=number,
        manager=f"M{plan.desk}{number + 1:0{digits}d}",
        name=names.person(dice),
        grade=grades[step],
        step=step,
        since=date(plan.first.year - dice.between(1, 3), 1, 1),
        aim=_AIMS[number % len(_AIMS)],
        size=dice.between(52, 100),
        mode="存款" if number == _SINGLE else "综合",
        team=("信贷一组", "信贷二组")[number % 2],
    )


def manager_rows(plan: Plan, districts: Sequence[District]) -> list[tuple[object, ...]]:
    """Rows of 客户经理花名册 in the order of MANAGER_FIELDS."""
    rows: list[tuple[object, ...]] = []
    for district in districts:
        dice = Dice(plan.seed, "papers", district.number)
        joined = date(district.since.year - dice.between(2, 14), dice.between(1, 12), 1)
        exam = date(plan.until.year - 1, 11, dice.between(1, 28))
        rows.append(
            (
                district.manager,
                district.name,
                plan.code,
                district.grade,
                district.since,
                joined,
                date(district.since.year - 1, 1, 1),
                "合同制",
                "信贷",
                district.team,
                dice.one_of(("大专", "本科", "本科", "中专")),
                exam,
                dice.between(68, 96),
                date(exam.year + 3, exam.month, exam.day),
                "在岗",
            )
        )
    return rows


MANAGER_FIELDS = (
    "id",
    "name",
    "institution",
    "grade",
    "grade_since",
    "joined",
    "appointed",
    "employment",
    "post",
    "team",
    "education",
    "exam_date",
    "exam_score",
    "exam_valid_until",
    "status",
)
GRADE_FIELDS = ("manager", "grade", "effective", "document", "reason")


def grade_rows(plan: Plan, districts: Sequence[District], grades: Sequence[str]) -> list[tuple[object, ...]]:
    """Rows of 任职等级: the grade in force, and for those above the lowest the one before it."""
    rows: list[tuple[object, ...]] = []
    for district in districts:
        year = district.since.year
        if district.step:
            before = date(year - 2, 1, 1)
            paper = f"{plan.place}联社〔{before.year}〕{district.number + 3}号"
            rows.append((district.manager, grades[district.step - 1], before, paper, "年度考核聘任"))
        paper = f"{plan.place}联社〔{year}〕{district.number + 5}号"
        reason = "年度考核晋级" if district.step else "初次聘任"
        rows.append((district.manager, district.grade, district.since, paper, reason))
    return rows
