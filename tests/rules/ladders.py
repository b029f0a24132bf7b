"""Ladders asked by hand: a policy of named figures, a candidate with their values, and what was recorded before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from books import EXAMPLE, policy_of
from cmtool.model.month import Month
from cmtool.model.problem import Where
from cmtool.model.state import Advice, Past
from cmtool.model.text import NOTHING, Phrase
from cmtool.policy.policy import Policy
from cmtool.rules.appraisal import Person, Status
from cmtool.rules.grades import Appointment, held
from cmtool.rules.ladder_review import Candidate
from cmtool.rules.ladders import propose
from cmtool.rules.proposal import Proposal

JUNE = Month(2024, 6)
TEXT = EXAMPLE.read_text(encoding="utf-8")
BODY, _, LADDER = TEXT.partition("[ladder]\n")
GRADES = ("fixed", "coefficient", "budget")  # the attributes that the example's figures read

Values = Mapping[str, str]


def policy(ladders: str, figures: Mapping[str, tuple[str, str]]) -> Policy:
    """The example with these ladders; ``figures`` name → (label, unit), whatever they may be made from."""
    more = "".join(
        f'[figure.{name}]\nlabel = "{label}"\nunit = "{unit}"\nkind = "sum"\nof = [0]\n'
        for name, (label, unit) in figures.items()
    )
    return policy_of(BODY + more + ladders, {})


def attributes(**more: str) -> str:
    """The attributes of a grade: those that the example reads, and more."""
    every = dict.fromkeys(GRADES, "1") | more
    return "{ " + ", ".join(f"{name} = {value}" for name, value in every.items()) + " }"


def person(
    grade: str,
    since: str | None = "2020-01-01",
    month: Month = JUNE,
    institution: str = "0101",
    id_: str = "A",
    **others: str,
) -> Person:
    """Somebody in a grade since a day; ``others`` are the grades of other ladders."""
    day = date.fromisoformat(since) if since else None
    grades = {"grade": held([Appointment(grade, day, "roster")], month)}
    grades |= {name: held([Appointment(one, day, "history")], month) for name, one in others.items()}
    where = Where("客户经理花名册.xlsx", "Sheet1", "A2")
    return Person(id_, "甲", institution, grade, day, "", "", "综合", None, where, grades=grades)


def past(figures: Mapping[str, Values], advice: Mapping[str, tuple[Advice, ...]] | None = None) -> Past:
    """Month → figure → value; ``""`` recorded without value."""
    months = {
        Month.parse(month): {name: Fraction(value) if value else None for name, value in known.items()}
        for month, known in figures.items()
    }
    return Past(months, (), advice=advice or {})


def proposed(
    made: Policy,
    who: Person,
    values: Values,
    earlier: Past | None = None,
    month: Month = JUNE,
    status: Status = "rated",
    why: Phrase = NOTHING,
    ladder: str = "grade",
    missing: Iterable[str] = (),
) -> Proposal:
    """What one ladder proposes; ``missing`` are figures whose data have not come."""
    known = {name: Fraction(value) for name, value in values.items()}
    candidate = Candidate(who, month, earlier or Past(), known, status, why, missing=frozenset(missing))
    return propose(made, candidate)[ladder]


def said(proposal: Proposal) -> str:
    return str(proposal.reason)
