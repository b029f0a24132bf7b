"""Words that several reports share: statuses, proposals, units, dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from cmtool.model.money import fixed, plain
from cmtool.model.text import Phrase, phrase
from cmtool.model.workbook import Look, NumberLook
from cmtool.policy.condition_words import answer_words
from cmtool.rules.appraisal import Absent, ManagerResult, Person, Status
from cmtool.rules.proposal import Change, Proposal, Standing

DASH = "—"  # stands where there is no value

STATUS: Mapping[Status, str] = {"rated": "已评定", "deferred": "缓评", "barred": "不予评定"}
CHANGE: Mapping[Change, str] = {
    "rise": "晋级",
    "keep": "维持",
    "fall": "降级",
    "exit": "退出",
    "deferred": "缓评",
    "unrated": "不予评定",
    "between": "本月不评定",
}
ABSENT: Mapping[Absent, str] = {
    "": "",
    "empty": "没有发生额",
    "missing": "缺少数据，缓评",
    "barred": "不予评定",
    "excluded": "不考核",
}

_LOOKS: Mapping[str, NumberLook] = {
    "元": "money",
    "元·天": "money",
    "万元": "money",
    "分": "points",
    "%": "percent",
    "户": "whole",
    "笔": "whole",
    "次": "whole",
    "人": "whole",
    "天": "whole",
}


def number_look(unit: str, value: Fraction | None = None, places: int = 2) -> NumberLook:
    """How a value in a unit is printed; a printed value is never shown with fewer decimals than it has."""
    look = _LOOKS.get(unit, "exact")
    if look == "whole" and value is not None and value.denominator != 1:
        return "exact"
    return "exact" if look == "points" and places > 2 else look


def unrounded_look(unit: str, value: Fraction) -> NumberLook:
    """How an exact value is printed: in its unit's look when that hides none of its decimals."""
    look = number_look(unit, value)
    places = {"money": 2, "points": 2, "percent": 4}.get(look, 0)
    return look if 10**places % value.denominator == 0 else "exact"


def with_unit(value: Fraction, unit: str) -> str:
    """A value as text: ``560,000.00 元``, ``95.50%``, ``1 次``, ``0.8``."""
    look = number_look(unit, value)
    if look == "percent":
        return fixed(value * 100) + "%"
    if look in ("money", "points"):
        return f"{fixed(value, 2, thousands=True)} {unit}"
    return f"{plain(value)} {unit}".strip()


def day(value: date) -> Phrase:
    """A date as it is written in a sentence."""
    return phrase("{year}年{month}月{day}日", year=value.year, month=value.month, day=value.day)


def proposal(made: Proposal) -> Phrase:
    """``晋级 高级客户经理``, with the day from which it would hold; 退出, 缓评 and 不予评定 name no grade."""
    said = phrase(CHANGE[made.change])
    if made.change in ("rise", "keep", "fall"):
        said = phrase("{change} {grade}", change=said, grade=made.grade)
    if made.waits and made.change == "keep":
        said = phrase("{said}（待职数）", said=said)
    if made.holds_from is None:
        return said
    return phrase("{said}，自{day}起", said=said, day=day(made.holds_from))


def standard(standing: Standing) -> Phrase:
    """What a condition asks: ``≥ 90``, or yes or no of a fact that is there or not."""
    if standing.asks_yes is None:
        return phrase("{written}", written=standing.written)
    return phrase("为“{answer}”", answer=answer_words(standing.asks_yes))


def answer(standing: Standing) -> Phrase | None:
    """Yes or no where a condition asks for it and the fact is known; None of a number."""
    if standing.asks_yes is None or standing.actual is None:
        return None
    return answer_words(standing.actual != 0)


def look(change: str) -> Look:
    """Green for rising, red for falling or leaving."""
    return "good" if change == "rise" else "bad" if change in ("fall", "exit") else "wrap"


def reason(result: ManagerResult) -> Phrase:
    """Why somebody has no score: the status and its reason."""
    status = phrase(STATUS[result.status])
    return phrase("{status}：{reason}", status=status, reason=result.reason) if result.reason else status


def lacking(made: Proposal) -> tuple[Phrase, ...]:
    """What is missing to the next grade."""
    if not made.next_grade:
        return (phrase("已是最高等级"),)
    missing = made.lacking or tuple(standing.said for standing in made.entry if not standing.met)
    return missing or (phrase("条件已全部达到"),)


def where_from(person: Person) -> str:
    """岗位/团队 as one text."""
    return " / ".join(part for part in (person.post, person.team) if part) or DASH


def weight_places(weight: Fraction | None) -> int:
    """A rescaled weight shows all its decimals, so that the printed weights add up."""
    return 2 if weight is None or (weight * 100).denominator == 1 else 4
