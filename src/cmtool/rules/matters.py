"""What the workbooks say of one person beside the figures, and which figures a review shows month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.expression import Ref
from cmtool.model.money import plain
from cmtool.policy.arithmetic import Ratio
from cmtool.policy.figure import Figure
from cmtool.policy.indicators import Average, Flow
from cmtool.policy.policy import SCORE, Policy

VIOLATION = "违规"


@dataclass(frozen=True, slots=True)
class Matters:
    """A person's own facts of the roster and the register; dates None and texts empty where nothing is written."""

    appointed: date | None
    education: str
    exam_date: date | None
    exam_score: str
    bad_record: str
    violations: int | None  # registered in the book's month; None where the register has not come


@dataclass(frozen=True, slots=True)
class Column:
    """A figure that a review shows for each month."""

    name: str
    label: str
    unit: str


def matters(book: Book, manager: str) -> Matters:
    """What there is of one person in a month's book."""
    rows = book["managers"]
    own = rows[rows["id"] == manager]
    if own.empty:
        return Matters(None, "", None, "", "", _violations(book, manager))
    values = own.iloc[0]
    return Matters(
        appointed=_day(values["appointed"]),
        education=str(values["education"]),
        exam_date=_day(values["exam_date"]),
        exam_score=_number(values["exam_score"]),
        bad_record=str(values["bad_record"] or ""),
        violations=_violations(book, manager),
    )


def month_columns(policy: Policy) -> tuple[Column, ...]:
    """Figures of the score lines: the deposits' daily average, a collection rate and interest first, then the others."""
    asked = [
        line.of.name for name in policy.lines_under(SCORE) if isinstance((line := policy.line[name]).of, Ref)
    ]
    figures = {name: policy.figure[name] for name in asked if name in policy.figure}
    ranked = sorted(figures, key=lambda name: _weight(figures[name]))
    return tuple(Column(name, figures[name].label, figures[name].unit) for name in ranked)


def _weight(figure: Figure) -> int:
    if isinstance(figure, Average) and figure.measure == "daily_average":
        return 0
    if isinstance(figure, Ratio):
        return 1
    if isinstance(figure, Flow) and figure.value == "本月实收利息":
        return 2
    return 3


def _violations(book: Book, manager: str) -> int | None:
    if "conduct" not in book:
        return None
    rows = book["conduct"]
    return int(((rows["manager"] == manager) & (rows["item"] == VIOLATION)).sum())


def _day(value: object) -> date | None:
    if value is None or value is pd.NaT:
        return None
    assert isinstance(value, date)
    return value.date() if isinstance(value, pd.Timestamp) else value


def _number(value: object) -> str:
    return plain(value) if isinstance(value, Fraction) else "" if value is None else str(value)
