"""Which grade was held when, attributes day by day, what the roster says of a person, ladders that act by themselves."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from books import EXAMPLE, JUNE, book, branch, policy_of
from cmtool.model.expression import value_of
from cmtool.model.month import Month
from cmtool.model.state import State
from cmtool.policy.part_month import PartMonth
from cmtool.policy.policy import Policy
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.rules.appraise import appraise
from cmtool.rules.grades import Appointment, Stint, held
from cmtool.rules.personal import full_months
from rules.test_main_case import TABLES

TEXT = EXAMPLE.read_text(encoding="utf-8")
FIRST, LAST = date(2024, 6, 1), date(2024, 6, 30)


def roster(grade: str, since: str | None = None) -> Appointment:
    return Appointment(grade, date.fromisoformat(since) if since else None, "roster")


def history(grade: str, since: str) -> Appointment:
    return Appointment(grade, date.fromisoformat(since), "history")


@pytest.mark.parametrize(
    ("appointments", "grade", "since"),
    [
        ([roster("初级")], "初级", None),
        ([roster("初级", "2024-01-01")], "初级", date(2024, 1, 1)),
        ([roster("中级"), history("初级", "2023-01-01")], "初级", date(2023, 1, 1)),
        ([roster("中级", "2024-01-01"), history("初级", "2023-01-01")], "中级", date(2024, 1, 1)),
        ([roster("中级", "2024-01-01"), history("高级", "2024-01-01")], "高级", date(2024, 1, 1)),
        ([roster("中级", "2024-07-01"), history("初级", "2023-01-01")], "初级", date(2023, 1, 1)),
        ([roster("中级", "2024-07-01")], "", None),
        ([history("高级", "2024-06-30"), history("初级", "2023-01-01")], "高级", date(2024, 6, 30)),
    ],
)
def test_the_grade_in_force_is_the_latest_on_the_last_day(
    appointments: list[Appointment], grade: str, since: date | None
) -> None:
    """任职等级 beats the roster on one day; a roster without a day speaks only where nothing else is known."""
    found = held(appointments, JUNE)
    assert (found.grade, found.since) == (grade, since)


def test_a_rule_comes_between_the_roster_and_a_decision() -> None:
    rule = Appointment("中级", date(2024, 4, 1), "rule")
    assert held([roster("初级", "2024-04-01"), rule], JUNE).grade == "中级"
    assert held([rule, history("高级", "2024-04-01")], JUNE).grade == "高级"


def test_the_month_is_cut_where_the_grade_changes() -> None:
    found = held([history("初级", "2023-01-01"), history("中级", "2024-06-16")], JUNE)
    assert found.stints == (Stint("初级", FIRST, date(2024, 6, 15)), Stint("中级", date(2024, 6, 16), LAST))
    assert found.changed


def test_appointed_again_to_the_same_grade_is_one_stint_since_the_first() -> None:
    found = held([history("初级", "2023-01-01"), history("初级", "2024-06-16")], JUNE)
    assert found.stints == (Stint("初级", FIRST, LAST),)
    assert (found.since, found.entered) == (date(2024, 6, 16), date(2023, 1, 1))


def test_a_rule_that_a_decision_of_its_day_overrules_was_never_held() -> None:
    """初级 since 2023; raised by rule from 1 June and kept in 初级 from that day: in 初级 since 2023 without a break."""
    rule = Appointment("中级", FIRST, "rule")
    kept = Appointment("初级", FIRST, "decision")
    found = held([history("初级", "2023-01-01"), rule, kept], JUNE)
    assert (found.grade, found.entered) == ("初级", date(2023, 1, 1))
    assert found.stints == (Stint("初级", FIRST, LAST),)


def test_days_before_the_first_known_grade_are_in_no_stint() -> None:
    found = held([history("初级", "2024-06-10")], JUNE)
    assert found.stints == (Stint("初级", date(2024, 6, 10), LAST),)
    assert not found.covers(JUNE)
    assert found.from_the_first(JUNE).covers(JUNE)


def test_a_change_on_the_first_day_cuts_nothing() -> None:
    found = held([history("初级", "2023-01-01"), history("中级", "2024-06-01")], JUNE)
    assert found.stints == (Stint("中级", FIRST, LAST),)


@pytest.mark.parametrize(
    ("since", "months"),
    [
        (date(2024, 6, 1), 1),
        (date(2024, 6, 2), 0),
        (date(2024, 1, 1), 6),
        (date(2024, 1, 16), 5),
        (date(2023, 7, 1), 12),
        (date(2024, 1, 31), 5),
        (date(2024, 6, 30), 0),
    ],
)
def test_months_are_counted_whole_to_the_last_day(since: date, months: int) -> None:
    assert full_months(since, JUNE) == months


# ── through appraise ──

BY_DAY = {'gap = "breaks"': 'gap = "breaks"\nwithin_month = "by_day"'}
CHANGE = [
    {"manager": "A", "grade": "见习客户经理", "effective": "2022-01-01"},
    {"manager": "A", "grade": "客户经理", "effective": "2024-06-16"},
]


def run(policy: Policy, month: Month = JUNE, state: State | None = None, **tables: Any) -> Appraisal:
    return appraise(book(month, **(TABLES | tables)), policy, state or State(), branch())


def of(found: Appraisal, manager: str = "A") -> ManagerResult:
    result = found.result(manager)
    assert result is not None
    return result


def codes(found: Appraisal) -> set[str]:
    return {problem.code for problem in found.problems}


def test_attributes_are_weighted_by_the_days_of_each_grade() -> None:
    """Fifteen days 见习 and fifteen days 客户经理: fixed pay (2,400 + 3,000) ÷ 2 = 2,700, coefficient 0.9, budget 400."""
    found = run(policy_of(TEXT, BY_DAY), grades=CHANGE)
    values = of(found).workings
    assert [values[f"grade.{name}"].value for name in ("fixed", "coefficient", "budget")] == [
        2700,
        Fraction(9, 10),
        400,
    ]
    assert str(values["grade.fixed"].why) == (
        "1–15日 见习客户经理 2,400.00；16–30日 客户经理 3,000.00，按天数加权"
    )
    line = next(line for line in of(found).pay_lines if line.id == "fixed_line")
    assert line.value == 2700
    assert "W306" not in codes(found)


def test_a_number_that_changes_on_a_day_is_weighted_too() -> None:
    """3,000 to the 10th, 3,300 from the 11th: (10 × 3,000 + 20 × 3,300) ÷ 30 = 3,200."""
    fixed = "fixed = [{ from = 2020-01-01, v = 3000 }, { from = 2024-06-11, v = 3300 }]"
    found = of(run(policy_of(TEXT, {**BY_DAY, "fixed = 3000": fixed})))
    assert found.workings["grade.fixed"].value == 3200
    assert found.workings["grade.coefficient"].value == 1
    assert found.workings["grade.coefficient"].expression is None


def test_a_grade_and_its_number_may_change_in_one_month() -> None:
    """Ten days at 2,400, five at 2,400, fifteen at 3,300 of 30: (15 × 2,400 + 15 × 3,300) ÷ 30 = 2,850."""
    fixed = "fixed = [{ from = 2020-01-01, v = 3000 }, { from = 2024-06-11, v = 3300 }]"
    found = of(run(policy_of(TEXT, {**BY_DAY, "fixed = 3000": fixed}), grades=CHANGE))
    assert found.workings["grade.fixed"].value == 2850


@pytest.mark.parametrize(
    ("rule", "fixed", "code"),
    [('"month_end"', 3000, "W306"), ('"month_start"', 2400, "W360"), ('{ fixed = "by_day" }', 2700, "W306")],
)
def test_what_holds_in_a_month_of_change_is_declared(rule: str, fixed: int, code: str) -> None:
    """Without a rule, or by month_end, the last day's; a rule may be for one attribute only."""
    changes = {'gap = "breaks"': f'gap = "breaks"\nwithin_month = {rule}'}
    found = run(policy_of(TEXT, changes), grades=CHANGE)
    assert of(found).workings["grade.fixed"].value == fixed
    assert of(found).workings["grade.coefficient"].value == (1 if rule != '"month_start"' else Fraction(4, 5))
    assert code in codes(found)


def test_without_a_rule_the_last_day_holds() -> None:
    found = run(policy_of(TEXT, {}), grades=CHANGE)
    assert of(found).workings["grade.fixed"].value == 3000
    assert "W306" in codes(found)


def test_days_without_a_known_grade_are_a_problem_not_a_guess() -> None:
    found = run(policy_of(TEXT, BY_DAY), grades=CHANGE[1:])
    assert "E361" in codes(found)
    assert of(found).workings["grade.fixed"].value is None


def test_who_joined_with_the_grade_lacks_no_days() -> None:
    """Joined on the 16th as 客户经理: the grade's number is whole; part of a month is another rule."""
    managers = [TABLES["managers"][0] | {"joined": "2024-06-16"}, *TABLES["managers"][1:]]
    found = run(policy_of(TEXT, BY_DAY), grades=CHANGE[1:], managers=managers)
    assert "E361" not in codes(found)
    assert of(found).workings["grade.fixed"].value == 3000


RISING = BY_DAY | {
    "fixed = 2400": "fixed = [{ from = 2020-01-01, v = 3000 }, { from = 2024-06-16, v = 3600 }]",
    "fixed = 3000": "fixed = 6000",
}
TRAINEE = [{"manager": "A", "grade": "见习客户经理", "effective": "2022-01-01"}]


def fixed_pay(
    roster: dict[str, str], grades: list[dict[str, str]], leave: tuple[str, str] | None = None
) -> Any:
    """A's fixed pay of the grade and the share of days present: 3,000 and from the 16th 3,600 as 见习客户经理, 6,000 as 客户经理."""
    policy = policy_of(TEXT, RISING).model_copy(
        update={"part_month": PartMonth(leave=("事假",), present=("公假",))}
    )
    managers = [TABLES["managers"][0] | roster, *TABLES["managers"][1:]]
    leaves = [{"manager": "A", "start": leave[0], "end": leave[1], "kind": "事假"}] if leave else []
    found = of(run(policy, grades=grades, managers=managers, leaves=leaves))
    assert found.person.presence is not None
    return found.workings["grade.fixed"], found.person.presence.share


def test_only_days_on_which_somebody_was_there_are_weighed() -> None:
    """Joined on the 16th: 3,600 × 15/30 = 1,800. Left on the 15th: 3,000 × 15/30 = 1,500. No day of the other number."""
    since = [{"manager": "A", "grade": "见习客户经理", "effective": "2024-06-16"}]
    joined, there = fixed_pay({"joined": "2024-06-16"}, since)
    assert (joined.value, joined.value * there, joined.expression) == (3600, 1800, None)
    assert str(joined.why) == "见习客户经理的固定工资"
    left, there = fixed_pay({"left": "2024-06-15"}, TRAINEE)
    assert (left.value, left.value * there, left.expression) == (3000, 1500, None)


def test_who_joins_and_rises_in_one_month_has_the_days_from_joining() -> None:
    """Joined on the 16th at 3,600, 6,000 from the 25th: (9 × 3,600 + 6 × 6,000) ÷ 15 = 4,560; × 15/30 = 2,280."""
    since = [
        {"manager": "A", "grade": "见习客户经理", "effective": "2024-06-16"},
        {"manager": "A", "grade": "客户经理", "effective": "2024-06-25"},
    ]
    fixed, there = fixed_pay({"joined": "2024-06-16"}, since)
    assert (fixed.value, fixed.value * there) == (4560, 2280)
    assert value_of(fixed.expression, {}) == 4560
    assert str(fixed.why) == "16–24日 见习客户经理 3,600.00；25–30日 客户经理 6,000.00，按天数加权"


def test_leave_in_the_middle_is_left_out_of_the_days() -> None:
    """20th to 24th away: (15 × 3,000 + 10 × 3,600) ÷ 25 = 3,240; × 25/30 = 2,700. The pieces say which days."""
    fixed, there = fixed_pay({}, TRAINEE, ("2024-06-20", "2024-06-24"))
    assert (fixed.value, fixed.value * there) == (3240, 2700)
    assert value_of(fixed.expression, {}) == 3240
    assert str(fixed.why) == (
        "1–15日 见习客户经理 3,000.00；16–19日 见习客户经理 3,600.00；25–30日 见习客户经理 3,600.00，按天数加权"
    )


def test_who_was_there_on_no_day_has_the_last_days_number() -> None:
    """Away all month: 3,600 of the 30th, which a presence of 0 makes nothing."""
    fixed, there = fixed_pay({}, TRAINEE, ("2024-05-01", "2024-07-31"))
    assert (fixed.value, there) == (3600, 0)


def test_a_day_present_without_a_known_grade_is_named() -> None:
    """Joined on the 10th, the first grade is of the 16th: the 10th is the first day of which nobody knows the number."""
    since = [{"manager": "A", "grade": "见习客户经理", "effective": "2024-06-16"}]
    fixed, _ = fixed_pay({"joined": "2024-06-10"}, since)
    assert fixed.value is None
    assert "2024-06-10" in str(fixed.why)


LEVEL = """
[ladder.level]
label = "工资档次"
rule = "highest"
below_lowest = "lowest"
cadence = "quarter"
effective = "next_quarter"
AUTOMATIC
attribute_labels = { pay = "档次工资" }
attribute_units = { pay = "元", from = "分" }
entry = [{ of = "score", ge = "grade.from" }]
[[ladder.level.grades]]
name = "三档"
attributes = { from = 0, pay = 800 }
[[ladder.level.grades]]
name = "二档"
attributes = { from = 60, pay = 900 }
[[ladder.level.grades]]
name = "一档"
attributes = { from = 90, pay = 1000 }
"""
LINE = '[line.level_line]\ngroup = "pay"\nlabel = "档次工资"\nof = "level.pay"\n\n'


def two(automatic: str = "") -> Policy:
    body, _, ladder = TEXT.partition("[ladder]\n")
    title = "[ladder.title]\n" + ladder.replace("[[ladder.grades]]", "[[ladder.title.grades]]")
    return policy_of(body + LINE + title + LEVEL.replace("AUTOMATIC", automatic), {})


def level(manager: str, grade: str, effective: str = "2024-01-01", word: str = "工资档次") -> dict[str, str]:
    return {"manager": manager, "grade": grade, "effective": effective, "ladder": word}


LEVELS = [level("A", "二档"), level("B", "三档", word="level"), level("C", "一档")]


def test_each_ladder_has_its_own_grade_attributes_and_proposal() -> None:
    """A scores 91.10 and is 二档 of 900: 一档 from July. C scores 92.04 and is 一档 already. B stays below 60."""
    found = run(two(), grades=LEVELS)
    a, b, c = (of(found, who) for who in "ABC")
    assert [who.workings["level.pay"].value for who in (a, b, c)] == [900, 800, 1000]
    assert [who.workings["grade.fixed"].value for who in (a, b, c)] == [3000, 2400, 4200]
    assert next(line.value for line in a.pay_lines if line.id == "level_line") == 900
    made = {who.person.id: who.others["level"] for who in (a, b, c)}
    assert {who: (one.change, one.grade) for who, one in made.items()} == {
        "A": ("rise", "一档"),
        "B": ("keep", "三档"),
        "C": ("keep", "一档"),
    }
    assert made["A"].holds_from == date(2024, 7, 1)
    assert a.person.held("level").grade == "二档"


def test_who_is_on_no_level_has_no_level_pay_and_it_is_said() -> None:
    found = run(two(), grades=LEVELS[1:])
    a = of(found)
    assert a.workings["level.pay"].value is None
    assert "没有“工资档次”的等级记录" in str(a.workings["level.pay"].why)
    assert a.gross is None


def test_who_is_not_of_the_ladders_post_has_no_proposal_and_no_line_of_it() -> None:
    """The level is for 营销 only: A has it, the others' pay is whole without it."""
    managers = [TABLES["managers"][0] | {"post": "营销"}, *TABLES["managers"][1:]]
    found = run(two('posts = ["营销"]'), grades=LEVELS[:1], managers=managers)
    a, b = of(found), of(found, "B")
    assert (set(a.others), set(b.others)) == ({"level"}, set())
    assert b.workings["level.pay"].absent == "excluded"
    assert b.gross == of(run(policy_of(TEXT, {})), "B").gross
    assert a.gross == (of(run(policy_of(TEXT, {}))).gross or 0) + 900


def test_a_ladder_that_nobody_knows_is_an_error_at_its_cell() -> None:
    found = run(two(), grades=[*LEVELS, level("A", "二档", word="档位")])
    assert [str(one.where) for one in found.problems if one.code == "E360"] == ["任职等级.xlsx!Sheet1!D5"]


def test_a_grade_that_the_ladder_does_not_have_is_an_error() -> None:
    assert "E319" in codes(run(two(), grades=[level("A", "四档"), *LEVELS[1:]]))


def test_a_ladder_without_decisions_takes_effect_by_itself_when_its_time_comes() -> None:
    """A reaches 一档 in June. July pays 1,000 without anybody writing it down; June paid 900."""
    policy = two("automatic = true")
    june = run(policy, grades=LEVELS)
    july = run(policy, Month(2024, 7), june.state, grades=LEVELS, deposits=[], loans=[], targets=[])
    assert of(june).workings["level.pay"].value == 900
    assert of(july).workings["level.pay"].value == 1000
    assert of(july).person.held("level").since == date(2024, 7, 1)
    assert of(july).others["level"].change == "between"


def test_an_advice_that_needs_a_decision_changes_nothing_by_itself() -> None:
    policy = two()
    june = run(policy, grades=LEVELS)
    july = run(policy, Month(2024, 7), june.state, grades=LEVELS, deposits=[], loans=[], targets=[])
    assert of(july).workings["level.pay"].value == 900
    decided = [*LEVELS, level("A", "一档", "2024-07-01")]
    july = run(policy, Month(2024, 7), june.state, grades=decided, deposits=[], loans=[], targets=[])
    assert of(july).workings["level.pay"].value == 1000
    again = run(policy, grades=decided)
    assert of(again).workings["level.pay"].value == 900


def test_a_decision_beats_what_would_come_by_itself_on_the_same_day() -> None:
    policy = two("automatic = true")
    june = run(policy, grades=LEVELS)
    decided = [*LEVELS, level("A", "三档", "2024-07-01")]
    july = run(policy, Month(2024, 7), june.state, grades=decided, deposits=[], loans=[], targets=[])
    assert of(july).workings["level.pay"].value == 800


def test_the_persons_own_facts_are_figures_where_the_policy_reads_them() -> None:
    entry = 'entry = [{ of = "score", ge = 90, running = 3, label = "得分" }]'
    asked = (
        'entry = [{ of = "person.exam_score", ge = 70 }, { of = "person.exam_valid", eq = 1 },'
        ' { of = "person.months_in_service", ge = 24 }]'
    )
    policy = policy_of(TEXT, {entry: asked})
    row = TABLES["managers"][0] | {"exam_score": 70, "exam_valid_until": "2024-06-30", "joined": "2022-07-01"}
    others = TABLES["managers"][1:]
    found = of(run(policy, managers=[row, *others]))
    assert (found.proposal.change, found.proposal.grade) == ("rise", "高级客户经理")
    for change in ({"exam_score": 69}, {"exam_valid_until": "2024-06-29"}, {"joined": "2022-07-02"}):
        assert of(run(policy, managers=[row | change, *others])).proposal.change == "keep"
    blank = of(run(policy, managers=[row | {"exam_valid_until": None}, *others]))
    assert blank.proposal.change == "keep"
    assert blank.workings["person.exam_valid"].value is None
    assert not [name for name in of(run(policy_of(TEXT, {}))).workings if name.startswith("person.")]


@pytest.mark.parametrize(
    ("taken", "valid"),
    [("2022-06-30", 1), ("2022-06-29", 0), ("2022-07-01", 1)],
)
def test_an_exam_is_good_for_as_long_as_the_policy_says(taken: str, valid: int) -> None:
    """Two years, to the same day: taken on 30 June 2022 it is good on 30 June 2024, a day earlier it is not."""
    asked = {
        'entry = [{ of = "score", ge = 90, running = 3, label = "得分" }]': 'entry = [{ of = "person.exam_valid", eq = 1 }]',
        "[ladder]\n": "[exam]\nvalid_months = 24\n\n[ladder]\n",
    }
    policy = policy_of(TEXT, asked)
    row = TABLES["managers"][0] | {"exam_date": taken}
    found = run(policy, managers=[row, *TABLES["managers"][1:]])
    assert of(found).workings["person.exam_valid"].value == valid
    assert ("W310" in codes(found)) is (valid == 0)
    assert policy.needs()["managers"] == {"exam_date"}
    given = row | {"exam_valid_until": "2025-01-01"}
    assert of(run(policy, managers=[given, *TABLES["managers"][1:]])).workings["person.exam_valid"].value == 1


def test_the_end_of_a_short_month_ends_an_exam() -> None:
    policy = policy_of(TEXT, {"[ladder]\n": "[exam]\nvalid_months = 6\n\n[ladder]\n"})
    assert policy.exam is not None
    assert policy.exam.until(date(2023, 8, 31)) == date(2024, 2, 29)


def test_a_level_waits_with_the_score_that_it_reads() -> None:
    """Without deposits nobody has a score: the tiers that go by it neither rise nor fall."""
    tables = {name: rows for name, rows in TABLES.items() if name != "deposits"}
    found = appraise(book(JUNE, **tables, grades=LEVELS), two("automatic = true"), State(), branch())
    c = of(found, "C")
    assert (c.status, c.others["level"].change, c.others["level"].grade) == ("deferred", "deferred", "一档")
    assert found.state.past("C").advice["level"][-1].change == "deferred"
