"""Who is appraised this month, in which grade and under which plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from cmtool.model.book import Book
from cmtool.model.problem import Problem, Where, problem
from cmtool.policy.policy import Policy
from cmtool.rules import codes
from cmtool.rules.appraisal import Person

IN_OFFICE = ("", "在岗", "在职", "正常")
"""What 状态 says of somebody who is there."""


def people(book: Book, policy: Policy) -> tuple[tuple[Person, ...], list[Problem]]:
    """Every manager of the roster, by 工号. One whose grade or plan is unknown is a problem and is left out."""
    problems: list[Problem] = []
    plans = _plans(book, policy, problems)
    found: list[Person] = []
    for row, values in enumerate(book["managers"].to_dict("records")):
        cells = {str(key): value for key, value in values.items()}
        person = _person(book, cells, row, plans.get(values["id"], policy.combined), problems)
        where = book.where("managers", row, "grade")
        names = {"id": person.id, "name": person.name}
        if absent := _out_of_office(book, values):
            day, what = absent
            given = names | {"day": day.isoformat(), "what": what}
            problems.append(problem(codes.NOT_IN_OFFICE, where, given, key=person.id))
            continue
        if not person.grade:
            given = names | {"day": str(person.grade_since), "month": str(book.month)}
            problems.append(problem(codes.NO_GRADE, where, given, column="等级", key=person.id))
        elif person.grade not in policy.ladder.order:
            given = names | {"grade": person.grade, "known": "、".join(policy.ladder.order)}
            problems.append(problem(codes.GRADE_UNKNOWN, where, given, column="等级", key=person.id))
        elif person.plan in policy.plan:
            found.append(person)
        else:
            given = {"plan": person.plan, "known": "、".join(policy.plan)}
            problems.append(problem(codes.PLAN_UNKNOWN, where, given, column="方式", key=person.id))
        problems += _part_month(book, row, values, names)
    return tuple(sorted(found, key=lambda person: person.id)), problems


def strangers(roster: tuple[Person, ...], institution: str) -> Iterator[Problem]:
    """A workspace is one branch's: who belongs to another institution does not belong here."""
    for person in roster:
        if person.institution != institution:
            given = {"name": person.name, "id": person.id, "found": person.institution, "code": institution}
            yield problem(codes.OTHER_INSTITUTION, person.where, given, column="机构号", key=person.id)


def _person(book: Book, values: Mapping[str, Any], row: int, plan: str, problems: list[Problem]) -> Person:
    grade, since = _grade_in_force(book, values, row, problems)
    return Person(
        id=values["id"],
        name=values["name"],
        institution=values["institution"],
        grade=grade,
        grade_since=since,
        post=values["post"],
        team=values["team"],
        plan=plan,
        exam_valid_until=_date(values["exam_valid_until"]),
        where=book.where("managers", row, "id"),
        joined=_date(values["joined"]),
        left=_date(values["left"]),
    )


def _grade_in_force(
    book: Book, values: Mapping[str, Any], row: int, problems: list[Problem]
) -> tuple[str, date | None]:
    """The grade on the month's last day: the latest effective date; 任职等级 beats 花名册 on the same date."""
    month, names = book.month, {"id": values["id"], "name": values["name"]}
    roster, since = values["grade"], _date(values["grade_since"])
    history = book["grades"]
    own = history[(history["manager"] == values["id"]) & (history["effective"] <= pd.Timestamp(month.last))]
    if own.empty:
        return ("" if since is not None and since > month.last else roster), since
    latest = own.sort_values("effective", kind="stable").iloc[-1]
    effective = latest["effective"].date()
    if since is not None and since > effective and since <= month.last:
        grade, effective = roster, since
    else:
        grade = str(latest["grade"])
        if grade != roster:
            given = names | {"roster": roster, "history": grade}
            where = book.where("managers", row, "grade")
            problems.append(problem(codes.GRADE_DIFFERS, where, given, column="等级", found=roster))
    if month.first < effective <= month.last:
        given = names | {"day": effective.isoformat(), "grade": grade}
        problems.append(problem(codes.GRADE_CHANGED, book.where("managers", row, "grade"), given))
    return grade, effective


def _out_of_office(book: Book, values: Mapping[Any, Any]) -> tuple[date, str] | None:
    """The day and the word that say a person was not there at all in the month."""
    joined, left = _date(values["joined"]), _date(values["left"])
    if joined is not None and joined > book.month.last:
        return joined, "入社"
    if left is not None and left < book.month.first:
        return left, "离岗"
    return None


def _part_month(
    book: Book, row: int, values: Mapping[Any, Any], names: Mapping[str, str]
) -> Iterator[Problem]:
    for field, what in (("joined", "入社"), ("left", "离岗")):
        day = _date(values[field])
        if day is not None and book.month.first < day <= book.month.last:
            given = {**names, "day": day.isoformat(), "what": what}
            yield problem(codes.PART_MONTH, book.where("managers", row, field), given)
    if values["status"] not in IN_OFFICE and _date(values["left"]) is None:
        where = book.where("managers", row, "status")
        yield problem(codes.STATUS_ONLY, where, {**names, "status": values["status"]}, column="状态")
    valid = _date(values["exam_valid_until"])
    if valid is not None and valid < book.month.last:
        where = book.where("managers", row, "exam_valid_until")
        yield problem(codes.EXAM_EXPIRED, where, {**names, "day": valid.isoformat()})


def _plans(book: Book, policy: Policy, problems: list[Problem]) -> Mapping[str, str]:
    """目标方式 by person: one for each person and period; blank is 综合; rows that disagree are an error."""
    plans: dict[str, tuple[str, Where]] = {}
    targets = book["targets"]
    for row in targets.index[(targets["manager"] != "") & (targets["plan"] != "")]:
        who, plan, period = targets["manager"][row], targets["plan"][row], targets["period"][row]
        if period.length != 1 or book.month not in period:
            continue
        where = book.where("targets", row, "plan")
        if plan not in policy.plan:
            given = {"plan": plan, "known": "、".join(policy.plan)}
            problems.append(problem(codes.PLAN_UNKNOWN, where, given, column="方式", key=who, found=plan))
        if who in plans and plans[who][0] != plan:
            given = {"who": who, "a": plans[who][0], "b": plan}
            problems.append(problem(codes.PLAN_TWICE, where, given, column="方式", key=who, found=plan))
        plans.setdefault(who, (plan, where))
    return {who: plan for who, (plan, _) in plans.items()}


def _date(value: object) -> date | None:
    if value is None or value is pd.NaT:
        return None
    assert isinstance(value, date)
    return value.date() if isinstance(value, pd.Timestamp) else value
