"""Who is appraised this month, in which grade and under which plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import State
from cmtool.policy.ladder import Ladder
from cmtool.policy.policy import MAIN, Policy
from cmtool.rules import codes
from cmtool.rules.appointments import Appointments
from cmtool.rules.appraisal import Person
from cmtool.rules.grades import GradeHeld
from cmtool.rules.plans import Plans
from cmtool.rules.presence import Attendance, Presence, left_and_back

IN_OFFICE = ("", "在岗", "在职", "正常")
"""What 状态 says of somebody who is there."""


def people(book: Book, policy: Policy, state: State) -> tuple[tuple[Person, ...], list[Problem]]:
    """Every manager of the roster, by 工号. One whose grade or plan is unknown is a problem and is left out."""
    problems: list[Problem] = []
    appointments = Appointments(book, policy, state)
    attendance = Attendance(book, policy)
    problems += appointments.problems
    plans = Plans(book, policy)
    problems += plans.problems
    found: list[Person] = []
    for row, values in enumerate(book["managers"].to_dict("records")):
        cells = {str(key): value for key, value in values.items()}
        grades = _covering(appointments.of(cells), _date(values["joined"]), book)
        person = _person(book, policy, cells, row, grades)
        person = replace(person, plan=plans.of(person))
        where = book.where("managers", row, "grade")
        names = {"id": person.id, "name": person.name}
        if absent := _out_of_office(book, values):
            day, what = absent
            given = names | {"day": day.isoformat(), "what": what}
            problems.append(problem(codes.NOT_IN_OFFICE, where, given, key=person.id))
            continue
        presence = attendance.of(person.id, person.joined, *_left_and_back(values, book))
        if _too_short(policy, presence) == "excluded":
            said = {**names, "said": presence.said}
            problems.append(
                problem(codes.HARDLY_THERE, book.where("managers", row, "id"), said, key=person.id)
            )
            continue
        person = replace(person, presence=presence)
        if not person.grade:
            given = names | {"day": str(_date(values["grade_since"])), "month": str(book.month)}
            problems.append(problem(codes.NO_GRADE, where, given, column="等级", key=person.id))
        elif unknown := _unknown_grade(policy, person):
            given = names | dict(unknown)
            problems.append(problem(codes.GRADE_UNKNOWN, where, given, column="等级", key=person.id))
        elif person.plan in policy.plan:  # else it is a problem of the row that names it
            found.append(person)
        problems += _of_grade(book, policy, person, values, row)
        problems += _part_month(book, policy, row, values, names)
    problems += attendance.problems
    return tuple(sorted(found, key=lambda person: person.id)), problems


def strangers(roster: tuple[Person, ...], institution: str) -> Iterator[Problem]:
    """A workspace is one branch's: who belongs to another institution does not belong here."""
    for person in roster:
        if person.institution != institution:
            given = {"name": person.name, "id": person.id, "found": person.institution, "code": institution}
            yield problem(codes.OTHER_INSTITUTION, person.where, given, column="机构号", key=person.id)


def _covering(grades: Mapping[str, GradeHeld], joined: date | None, book: Book) -> Mapping[str, GradeHeld]:
    """Who joined on the day of the first grade, or later, had no grade before that anyone could miss."""
    if joined is None:
        return grades
    return {
        name: held.from_the_first(book.month) if held.stints and held.stints[0].first <= joined else held
        for name, held in grades.items()
    }


def _unknown_grade(policy: Policy, person: Person) -> Mapping[str, str] | None:
    """A grade that its ladder does not have, with those that it has; within the month too."""
    for name, ladder in policy.ladders.items():
        held = person.held(name)
        for grade in (held.grade, *(stint.grade for stint in held.stints)):
            if grade and grade not in ladder.known:
                return {"grade": grade, "known": "、".join(ladder.known)}
    return None


def _exam_until(policy: Policy, values: Mapping[Any, Any]) -> date | None:
    """Until when the exam is good: as the roster says, else so long after it as the policy says."""
    until, taken = _date(values["exam_valid_until"]), _date(values["exam_date"])
    if until is None and taken is not None and policy.exam is not None:
        return policy.exam.until(taken)
    return until


def _person(
    book: Book, policy: Policy, values: Mapping[str, Any], row: int, grades: Mapping[str, GradeHeld]
) -> Person:
    base_pay = values["base_pay"]
    left, back = _left_and_back(values, book)
    return Person(
        id=values["id"],
        name=values["name"],
        institution=values["institution"],
        grade=grades[MAIN].grade,
        grade_since=grades[MAIN].since,
        post=values["post"],
        team=values["team"],
        plan=policy.combined,
        exam_valid_until=_exam_until(policy, values),
        where=book.where("managers", row, "id"),
        joined=_date(values["joined"]),
        left=left if back is None else None,
        exam_score=_number(values["exam_score"]),
        base_pay=None if pd.isna(base_pay) else Fraction(int(base_pay), 100),
        grades=grades,
    )


def _of_grade(
    book: Book, policy: Policy, person: Person, values: Mapping[Any, Any], row: int
) -> Iterator[Problem]:
    """What is odd about the grades: a roster that says otherwise, a change within the month that is not cut by days."""
    held, where = person.held(MAIN), book.where("managers", row, "grade")
    names = {"id": person.id, "name": person.name}
    if held.source == "history" and held.grade != values["grade"]:
        given = names | {"roster": values["grade"], "history": held.grade}
        yield problem(codes.GRADE_DIFFERS, where, given, column="等级", found=values["grade"])
    for name, ladder in policy.ladders.items():
        yield from _changed(book, ladder, person, name, where)


def _changed(book: Book, ladder: Ladder, person: Person, name: str, where: Where) -> Iterator[Problem]:
    held, month = person.held(name), book.month
    if held.since is None or not month.first < held.since <= month.last:
        return
    rules = {ladder.within(attribute) for attribute in ladder.grades[0].attributes} or {"month_end"}
    given = {"id": person.id, "name": person.name, "day": held.since.isoformat(), "grade": held.grade}
    if not held.covers(month) and rules != {"month_end"}:
        yield problem(codes.GRADE_BEFORE, where, given, column="等级", key=person.id)
    elif "month_end" in rules and (held.source != "roster" or held.changed):
        yield problem(codes.GRADE_CHANGED, where, given)
    elif "month_start" in rules:
        yield problem(codes.GRADE_FROM_START, where, given)


def _out_of_office(book: Book, values: Mapping[Any, Any]) -> tuple[date, str] | None:
    """The day and the word that say a person was not there at all in the month."""
    joined, (left, back) = _date(values["joined"]), _left_and_back(values, book)
    if joined is not None and joined > book.month.last:
        return joined, "入社"
    if left is not None and left < book.month.first and back is None:
        return left, "离岗"
    return None


def _left_and_back(values: Mapping[Any, Any], book: Book) -> tuple[date | None, date | None]:
    return left_and_back(values["left"], values["appointed"], book.month)


def _too_short(policy: Policy, presence: Presence) -> str | None:
    """What holds for somebody with so few days; None where there are enough of them."""
    terms = policy.part_month
    if terms is None or terms.under_days is None or presence.days >= terms.under_days:
        return None
    return terms.under


def _part_month(
    book: Book, policy: Policy, row: int, values: Mapping[Any, Any], names: Mapping[str, str]
) -> Iterator[Problem]:
    provided = policy.part_month is not None or "person.presence" in policy.asked
    _, back = _left_and_back(values, book)
    came = (("appointed", "重新到岗"),) if back is not None else ()
    for field, what in () if provided else (("joined", "入社"), ("left", "离岗"), *came):
        day = _date(values[field])
        if day is not None and book.month.first < day <= book.month.last:
            given = {**names, "day": day.isoformat(), "what": what}
            yield problem(codes.PART_MONTH, book.where("managers", row, field), given)
    if values["status"] not in IN_OFFICE and _date(values["left"]) is None:
        where = book.where("managers", row, "status")
        yield problem(codes.STATUS_ONLY, where, {**names, "status": values["status"]}, column="状态")
    valid = _exam_until(policy, values)
    if valid is not None and valid < book.month.last:
        where = book.where("managers", row, "exam_valid_until")
        yield problem(codes.EXAM_EXPIRED, where, {**names, "day": valid.isoformat()})


def _number(value: object) -> Fraction | None:
    return value if isinstance(value, Fraction) else None


def _date(value: object) -> date | None:
    if value is None or value is pd.NaT:
        return None
    assert isinstance(value, date)
    return value.date() if isinstance(value, pd.Timestamp) else value
