"""What every person has without the policy defining it: months in grade, the exam, basic pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from cmtool.model.month import Month
from cmtool.model.text import Phrase, phrase
from cmtool.policy.personal import OWN_FACTS
from cmtool.rules.appraisal import Person, Working
from cmtool.rules.presence import whole


def facts_of(person: Person, month: Month) -> tuple[Working, ...]:
    """The person's own facts as workings; what the roster does not say has no value, and why."""
    return tuple(_facts(person, month))


def full_months(since: date, month: Month) -> int:
    """Whole months from a day to the end of the month, both days included: 2024-01-16 to 2024-06-30 are five."""
    after = month.last + timedelta(days=1)
    months = (after.year - since.year) * 12 + after.month - since.month
    return max(0, months - (since.day > after.day))


def _facts(person: Person, month: Month) -> Iterator[Working]:
    yield _since("person.months_in_grade", person.in_grade_since, month, phrase("没有等级生效日"))
    yield _since("person.months_in_service", person.joined, month, phrase("花名册没有入社日期"))
    yield _given("person.exam_score", person.exam_score, phrase("花名册没有考试成绩"))
    until = person.exam_valid_until
    valid = None if until is None else Fraction(until >= month.last)
    working = _given("person.exam_valid", valid, phrase("花名册没有资格有效期"))
    if until is not None:
        words = phrase("资格有效期至 {day}", day=until.isoformat())
        working = _said("person.exam_valid", valid, words)
    yield working
    presence = person.presence or whole(month)
    yield _said("person.presence", presence.share, presence.said)
    yield _given("person.base_pay", person.base_pay, phrase("花名册没有基本工资"))
    yield _said("month.days", Fraction(month.days), phrase("日历"))
    yield _said("month.number", Fraction(month.number), phrase("日历"))


def _since(name: str, since: date | None, month: Month, lacking: Phrase) -> Working:
    if since is None or since > month.last:
        return _given(name, None, lacking)
    words = phrase(
        "自 {day} 起，到月末满 {months} 个月", day=since.isoformat(), months=full_months(since, month)
    )
    return _said(name, Fraction(full_months(since, month)), words)


def _given(name: str, value: Fraction | None, lacking: Phrase) -> Working:
    return _said(name, value, phrase("花名册") if value is not None else lacking)


def _said(name: str, value: Fraction | None, why: Phrase) -> Working:
    fact = OWN_FACTS[name]
    return Working(name, fact.label, fact.unit, value, why, absent="missing" if value is None else "")
