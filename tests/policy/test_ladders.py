"""Ladders as terms: several of them, tracks, attributes that change, and what cannot be meant."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from books import EXAMPLE, policy_of
from cmtool.model.month import Month
from cmtool.policy.ladder import Ladder
from cmtool.policy.policy import Policy
from cmtool.policy.reading import read_policy
from policies import changed

TEXT = EXAMPLE.read_text(encoding="utf-8")
HEAD, _, _ = TEXT.partition("[ladder]")
TITLE = """
[ladder.title]
label = "客户经理职称"
below_lowest = "keep"
cadence = "year"
attribute_labels = { fixed = "固定工资", coefficient = "等级系数", budget = "营销费用限额" }
attribute_units = { fixed = "元", coefficient = "倍", budget = "元" }
entry = [{ of = "score", ge = 90 }]
[[ladder.title.grades]]
name = "见习"
attributes = { fixed = 2400, coefficient = 0.8, budget = 300 }
[[ladder.title.grades]]
name = "正式"
attributes = { fixed = 3000, coefficient = 1.0, budget = 500 }
"""
LEVEL = """
[ladder.level]
label = "工资档次"
below_lowest = "lowest"
rule = "highest"
cadence = "quarter"
effective = "next_quarter"
attribute_labels = { pay = "档次工资", from = "起点分" }
attribute_units = { pay = "元", from = "分" }
entry = [{ of = "score", ge = "grade.from" }]
[[ladder.level.grades]]
name = "二档"
attributes = { from = 0, pay = 800 }
[[ladder.level.grades]]
name = "一档"
attributes = { from = 85, pay = 1000 }
"""
TRACKS = """
[ladder]
label = "客户经理等级"
below_lowest = "exit"
[[ladder.grades]]
name = "见习"
[[ladder.grades]]
name = "初级"
[[ladder.grades]]
name = "管理中级"
track = "管理"
[[ladder.grades]]
name = "业务中级"
track = "业务"
[[ladder.grades]]
name = "管理高级"
track = "管理"
[[ladder.grades]]
name = "业务高级"
track = "业务"
[[ladder.grades]]
name = "首席"
from = ["管理高级", "业务高级"]
"""


def policy(ladders: str) -> Policy:
    return policy_of(HEAD + ladders, {})


def faults(ladders: str) -> list[tuple[str, str]]:
    _, problems = read_policy(HEAD + ladders, "policy/2024-01.toml")
    return [(found.code, found.where.sheet) for found in problems]


def ladder_of(text: str) -> Ladder:
    attributes = "attributes = { fixed = 1, coefficient = 1, budget = 1 }"
    return policy(text.replace("\nname =", f"\n{attributes}\nname =")).ladder


def test_the_first_of_several_ladders_is_the_rosters() -> None:
    """grade.x is the first ladder's attribute, level.x the other's, each with its own label and unit."""
    found = policy(TITLE + LEVEL)
    assert list(found.ladders) == ["grade", "level"]
    assert found.ladder.order == ("见习", "正式")
    assert (found.label("level.pay"), found.unit("level.pay")) == ("档次工资", "元")
    assert found.label("grade.coefficient") == "等级系数"
    assert set(found.attributes()) == {
        "grade.fixed",
        "grade.coefficient",
        "grade.budget",
        "level.pay",
        "level.from",
    }


@pytest.mark.parametrize(
    ("word", "name"),
    [("", "grade"), ("title", "grade"), ("客户经理职称", "grade"), ("level", "level"), ("工资档次", "level")],
)
def test_a_ladder_is_named_by_its_key_or_label(word: str, name: str) -> None:
    assert policy(TITLE + LEVEL).ladder_named(word) == name
    assert policy(TITLE + LEVEL).ladder_named("档位") is None


def test_a_single_ladder_is_called_by_nothing_or_its_label() -> None:
    found = policy_of(TEXT, {})
    assert found.ladder_named("") == found.ladder_named("客户经理等级") == "grade"
    assert found.ladder_keys == {"grade": "ladder"}


def test_the_history_of_grades_is_needed_when_there_are_several_ladders() -> None:
    assert "ladder" in policy(TITLE + LEVEL).needs()["grades"]
    assert "grades" not in policy_of(TEXT, {}).needs()


def test_each_track_rises_from_its_own_grade_or_from_the_stem() -> None:
    ladder = ladder_of(TRACKS)
    assert [grade.name for grade in ladder.next_of("见习")] == ["初级"]
    assert [grade.name for grade in ladder.next_of("初级")] == ["管理中级", "业务中级"]
    assert [grade.name for grade in ladder.next_of("管理中级")] == ["管理高级"]
    assert [grade.name for grade in ladder.next_of("业务高级")] == ["首席"]
    assert ladder.next_of("首席") == ()
    below = {name: grade.name for name in ladder.order if (grade := ladder.below(name))}
    assert below == {
        "初级": "见习",
        "管理中级": "初级",
        "业务中级": "初级",
        "管理高级": "管理中级",
        "业务高级": "业务中级",
        "首席": "业务高级",
    }


def test_an_attribute_may_change_on_a_day() -> None:
    changed = "fixed = [{ from = 2024-01-01, v = 3000 }, { from = 2024-06-16, v = 3200 }]"
    ladder = policy_of(TEXT, {"fixed = 3000": changed}).ladder
    grade = ladder.grade("客户经理")
    assert grade.on("fixed", date(2024, 6, 15)) == 3000
    assert grade.on("fixed", date(2024, 6, 16)) == 3200
    assert grade.on("fixed", date(2023, 12, 31)) is None
    assert grade.segments("fixed", Month(2024, 6)) == (
        (date(2024, 6, 1), date(2024, 6, 15), Fraction(3000)),
        (date(2024, 6, 16), date(2024, 6, 30), Fraction(3200)),
    )


def test_places_are_for_every_institution_or_for_some() -> None:
    ladder = policy_of(
        TEXT, {'name = "高级客户经理"': 'name = "高级客户经理"\nplaces = { "0101" = 2 }'}
    ).ladder
    assert str(ladder.grade("高级客户经理").places_in("0101")) == "Num(value=Fraction(2, 1))"
    assert ladder.grade("高级客户经理").places_in("0102") is None
    assert ladder.grade("客户经理").places_in("0101") is None


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('rule = "highest"', 'rule = "step"', ("E505", "ladder.level")),
        ('cadence = "quarter"', "months = [0]", ("E505", "ladder.level")),
        ('cadence = "quarter"', "months = [6, 3]", ("E505", "ladder.level")),
        ('cadence = "quarter"', 'cadense = "quarter"', ("E503", "ladder.level.cadense")),
        ('effective = "next_quarter"', "automatic = true", ("E505", "ladder.level")),
        (
            'below_lowest = "lowest"\nrule = "highest"',
            'below_lowest = "unrated"\nautomatic = true\nrule = "highest"',
            ("E505", "ladder.level"),
        ),
        ('ge = "grade.from"', 'ge = "grade.form"', ("E506", "ladder.level.entry")),
        ('of = "score", ge = "grade.from"', 'of = "scores", ge = 1', ("E506", "ladder.level.entry")),
        ('name = "一档"', 'name = "二档"', ("E505", "ladder.level")),
        ('name = "一档"', 'name = "一档"\nfrom = ["特档"]', ("E505", "ladder.level")),
        ('name = "二档"', 'name = "二档"\nfrom = ["一档"]', ("E505", "ladder.level")),
        ("from = 85", "from = 0", ("E565", "ladder.level.grades.0.entry")),
        ("from = 85", 'from = "85 分"', ("E505", "ladder.level.grades.1.attributes.from")),
        ('label = "工资档次"', 'label = "客户经理职称"', ("E566", "ladder.level.label")),
        (
            'ge = "grade.from"',
            'ge = "grade.from", within = { times = 5, of = "calendar_year" }',
            ("E567", "ladder.level.entry"),
        ),
    ],
)
def test_a_fault_of_a_ladder_is_named_by_its_key(old: str, new: str, fault: tuple[str, str]) -> None:
    assert faults(TITLE + LEVEL) == []
    assert fault in faults(changed(TITLE + LEVEL, (old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('rule = "highest"', 'rule = "highest"\nstep_limit = 1'),
        ('name = "一档"', 'name = "一档"\nplaces = 1'),
    ],
)
def test_a_tier_below_one_that_is_not_open_to_all_can_be_reached(old: str, new: str) -> None:
    """By the steps that one review may take, or by who finds no place in the higher one."""
    same = LEVEL.replace("from = 85", "from = 0")
    assert ("E565", "ladder.level.grades.0.entry") in faults(TITLE + same)
    assert faults(TITLE + same.replace(old, new)) == []


def test_keeping_that_asks_more_than_entering_is_said() -> None:
    """Entry at 90, keep at 95: risen at 92, lost at 92."""
    _, problems = read_policy(
        TEXT.replace("ge = 60, running = 2", "ge = 95, running = 2"), "policy/2024-01.toml"
    )
    assert [(found.code, found.where.sheet) for found in problems] == [
        ("W565", "ladder.grades.1.keep"),
        ("W565", "ladder.grades.2.keep"),
    ]


def test_only_a_further_ladder_may_be_for_some_people() -> None:
    assert faults(TITLE + LEVEL.replace('rule = "highest"', 'rule = "highest"\nposts = ["营销"]')) == []
    assert ("E505", "ladder") in faults(TITLE.replace('cadence = "year"', 'posts = ["营销"]') + LEVEL)


def test_a_ladder_may_not_be_called_what_means_something_else() -> None:
    assert ("E505", "ladder") in faults(TITLE + LEVEL.replace("ladder.level", "ladder.person"))


def test_the_roster_must_have_what_the_policy_reads_of_a_person() -> None:
    text = TEXT.replace(
        'entry = [{ of = "score", ge = 90, running = 3, label = "得分" }]',
        'entry = [{ of = "person.exam_score", ge = 70 }]',
    )
    assert policy_of(text, {}).needs()["managers"] == {"exam_score"}
    assert policy_of(TEXT, {}).needs()["managers"] == frozenset()


@pytest.mark.parametrize(
    ("lower", "higher", "told"),
    [
        ("{ of = 'score', ge = 90 }", "{ of = 'score', ge = 80 }", ["ladder.grades.2"]),
        ("{ of = 'score', ge = 80 }", "{ of = 'score', ge = 90 }", []),
        ("{ of = 'score', ge = 90 }", "{ of = 'score', ge = 90 }", []),
        (
            "{ of = 'score', ge = 90 }, { of = 'granted', ge = 5 }",
            "{ of = 'score', ge = 80 }, { of = 'granted', ge = 9 }",
            [],
        ),
        ("{ of = 'violations', le = 3 }", "{ of = 'violations', le = 1 }", []),
        (
            "{ of = 'granted', ge = 'grade.fixed' }",
            "{ of = 'granted', ge = 'grade.budget' }",
            ["ladder.grades.2"],
        ),
    ],
)
def test_grades_written_from_the_top_down_are_pointed_out(lower: str, higher: str, told: list[str]) -> None:
    """The third grade asks less than the second and nowhere more: fixed pay of the second is 3,000, the third's budget 800."""
    text = TEXT.replace('name = "客户经理"\n', f'name = "客户经理"\nentry = [{lower}]\n'.replace("'", '"'), 1)
    text = text.replace(
        'name = "高级客户经理"\n', f'name = "高级客户经理"\nentry = [{higher}]\n'.replace("'", '"'), 1
    )
    _, problems = read_policy(text, "policy/2024-01.toml")
    assert [found.where.sheet for found in problems if found.code == "W566"] == told
