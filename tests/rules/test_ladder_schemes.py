"""Ladders of published schemes, each proposal worked by hand from the scheme's own numbers."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.model.month import Month
from cmtool.policy.policy import Policy
from rules.ladders import JUNE, attributes, past, person, policy, proposed, said

STARS = {
    "recovery": ("到期贷款收回率", "%"),
    "collected_rate": ("收息率", "%"),
    "income": ("利息收入", "元"),
    "deposits": ("存款日均", "元"),
    "loans": ("贷款月均", "元"),
    "rule_breaking": ("责任或违规贷款", "笔"),
}


def star(name: str, recovery: str, interest: str, income: int, deposits: int, loans: int) -> str:
    return f"""
[[ladder.grades]]
name = "{name}"
attributes = {attributes()}
entry = [
  {{ of = "recovery", ge = "{recovery}" }}, {{ of = "collected_rate", ge = "{interest}" }},
  {{ of = "income", ge = {income} }}, {{ of = "deposits", ge = {deposits} }}, {{ of = "loans", ge = {loans} }},
]
"""


STAR_LADDER = (
    f"""
[ladder]
label = "星级"
rule = "highest"
below_lowest = "unrated"
cadence = "year"
unrated = {{ name = "未评", attributes = {attributes()} }}
gates = [{{ of = "rule_breaking", ge = 1, effect = "unrated" }}]
[[ladder.grades]]
name = "一星"
attributes = {attributes()}
entry = [{{ of = "deposits", ge = 1000000 }}]
"""
    + star("二星", "98%", "96%", 600000, 3000000, 7000000)
    + star("三星", "98.5%", "97%", 800000, 4000000, 8000000)
    + star("四星", "99%", "98%", 1000000, 5000000, 9000000)
    + star("五星", "100%", "99%", 1500000, 6000000, 10000000)
)
FOUR = {
    "recovery": "0.995",
    "collected_rate": "0.985",
    "income": "1200000",
    "deposits": "5200000",
    "loans": "9500000",
    "rule_breaking": "0",
}
NOTHING_ELSE = dict.fromkeys(("recovery", "collected_rate", "income", "loans", "rule_breaking"), "0")
DECEMBER = Month(2024, 12)


@pytest.fixture(scope="module")
def stars() -> Policy:
    return policy(STAR_LADDER, STARS)


@pytest.mark.parametrize(
    ("values", "grade"),
    [
        (FOUR, "四星"),
        (FOUR | {"income": "950000"}, "三星"),
        (NOTHING_ELSE | {"deposits": "1100000"}, "一星"),
        (FOUR | {"recovery": "1", "collected_rate": "0.99", "income": "1500000", "deposits": "6000000"}
         | {"loans": "10000000"}, "五星"),
        (FOUR | {"recovery": "0.9899999"}, "三星"),
    ],
)  # fmt: skip
def test_the_star_is_the_highest_whose_conditions_all_hold(
    stars: Policy, values: dict[str, str], grade: str
) -> None:
    """Recovery 99.5 %, interest 98.5 %, income 1.2, deposits 5.2, loans 9.5 million: four stars; with income of
    0.95 million three; with deposits of 1.1 million only, one; a recovery just under 99 % is not 99 %."""
    made = proposed(stars, person("未评"), values, month=DECEMBER)
    assert (made.change, made.grade) == ("rise", grade)


def test_any_violation_leaves_somebody_unrated(stars: Policy) -> None:
    made = proposed(stars, person("四星"), FOUR | {"rule_breaking": "1"}, month=DECEMBER)
    assert (made.change, made.grade) == ("unrated", "未评")
    assert said(made) == "不予评定：责任或违规贷款 1（≥ 1）"


def test_who_reaches_no_star_is_unrated_too(stars: Policy) -> None:
    made = proposed(stars, person("一星"), NOTHING_ELSE | {"deposits": "999999.99"}, month=DECEMBER)
    assert (made.change, made.grade) == ("unrated", "未评")


def test_a_star_is_lost_by_what_is_missing(stars: Policy) -> None:
    made = proposed(stars, person("四星"), FOUR | {"income": "950000"}, month=DECEMBER)
    assert (made.change, made.grade) == ("fall", "三星")
    assert "利息收入 950,000.00，未达 ≥ 1,000,000" in said(made)
    assert made.next_grade == "四星"


QUARTERLY = {
    "average": ("季度日均余额", "万元"),
    "households": ("管户数", "户"),
    "overdue": ("逾期率", "%"),
}


def tier(name: str, balance: int, households: int, overdue: str, kpi: int) -> str:
    values = attributes(
        balance=str(balance), households=str(households), overdue=f'"{overdue}"', kpi=str(kpi)
    )
    return f'\n[[ladder.grades]]\nname = "{name}"\nattributes = {values}\n'


FIVE = (
    """
[ladder]
label = "等级"
below_lowest = "exit"
cadence = "quarter"
effective = "next_quarter"
attribute_units = { overdue = "%" }
entry = [
  { of = "average", ge = "grade.balance" }, { of = "households", ge = "grade.households" },
  { of = "overdue", le = "grade.overdue" }, { of = "score", ge = "grade.kpi" },
]
keep = [
  { of = "average", ge = "grade.balance" }, { of = "households", ge = "grade.households" },
  { of = "overdue", le = "grade.overdue" }, { of = "score", ge = "grade.kpi" },
]
"""
    + tier("见习", 100, 10, "0%", 80)
    + tier("初级", 500, 70, "1%", 80)
    + tier("中级", 800, 110, "1%", 85)
    + tier("高级", 1100, 140, "1%", 90)
    + tier("资深", 1500, 170, "1%", 90)
)


@pytest.fixture(scope="module")
def five() -> Policy:
    return policy(FIVE, QUARTERLY)


MIDDLE = {"average": "820", "households": "115", "overdue": "0.008", "score": "86"}
JUNIOR = {"average": "500", "households": "70", "overdue": "0.01", "score": "80"}


@pytest.mark.parametrize(
    ("own", "values", "change", "grade"),
    [
        ("初级", MIDDLE, "rise", "中级"),
        ("初级", MIDDLE | {"score": "84.99"}, "keep", "初级"),
        ("初级", MIDDLE | {"average": "799.99"}, "keep", "初级"),
        ("初级", JUNIOR, "keep", "初级"),
        ("初级", JUNIOR | {"overdue": "0.0101"}, "fall", "见习"),
        ("初级", JUNIOR | {"households": "69"}, "fall", "见习"),
        ("中级", MIDDLE, "keep", "中级"),
        ("中级", JUNIOR | {"overdue": "0"}, "fall", "初级"),
        ("高级", MIDDLE, "fall", "中级"),
        ("资深", MIDDLE, "fall", "高级"),
        ("资深", {"average": "1500", "households": "170", "overdue": "0.01", "score": "90"}, "keep", "资深"),
        ("见习", MIDDLE | {"overdue": "0"}, "rise", "初级"),
        ("见习", {"average": "99", "households": "10", "overdue": "0", "score": "80"}, "exit", "见习"),
    ],
)
def test_each_grade_is_tested_by_its_own_numbers(
    five: Policy, own: str, values: dict[str, str], change: str, grade: str
) -> None:
    """Rise when all of the next grade hold, fall one step when any of the own fails: the same figures keep a 中级,
    lift a 初级 and lower a 高级; each bound belongs to the grade."""
    made = proposed(five, person(own), values)
    assert (made.change, made.grade) == (change, grade)


def test_a_rise_in_june_would_hold_from_july(five: Policy) -> None:
    assert proposed(five, person("初级"), MIDDLE).holds_from == date(2024, 7, 1)
    assert proposed(five, person("初级"), JUNIOR).holds_from is None


@pytest.mark.parametrize("number", [1, 2, 4, 5, 7, 8, 10, 11])
def test_between_the_quarters_nothing_is_proposed(five: Policy, number: int) -> None:
    made = proposed(five, person("初级"), MIDDLE, month=Month(2024, number))
    assert (made.change, made.grade) == ("between", "初级")


SECOND = """
[ladder.title]
label = "职称"
below_lowest = "keep"
cadence = "year"
months = [2]
effective = "next_year"
entry = [{ of = "points", ge = "grade.points" }, { of = "person.exam_valid", eq = 1 }]
"""
LEVELS = """
[ladder.level]
label = "档次"
rule = "highest"
below_lowest = "lowest"
cadence = "quarter"
effective = "next_quarter"
automatic = true
attribute_labels = { pay = "档次工资" }
entry = [{ of = "points", ge = "grade.points" }]
"""
TITLES = ("客户经理助理", "客户经理", "高级", "资深")


def spdb() -> str:
    """Four titles of five levels each: 助理5 is 90 points, then 5 more for each level, 资深1 is 185."""
    titles = "".join(
        f'\n[[ladder.title.grades]]\nname = "{name}"\nattributes = {attributes(points=str(points))}\n'
        for name, points in zip(TITLES, (90, 115, 140, 165), strict=True)
    )
    levels = "".join(
        f'\n[[ladder.level.grades]]\nname = "{TITLES[step // 5]}{5 - step % 5}"\n'
        f"attributes = {{ points = {90 + 5 * step}, pay = {2000 + 100 * step} }}\n"
        for step in range(20)
    )
    return SECOND + titles + LEVELS + levels


@pytest.fixture(scope="module")
def points() -> Policy:
    return policy(spdb(), {"points": ("积分", "分")})


@pytest.mark.parametrize(
    ("own", "total", "change", "level"),
    [
        ("客户经理5", "150", "rise", "高级3"),
        ("高级3", "142", "fall", "高级5"),
        ("高级5", "142", "keep", "高级5"),
        ("高级3", "154.99", "keep", "高级3"),
        ("高级3", "155", "rise", "高级2"),
        ("客户经理5", "60", "fall", "客户经理助理5"),
    ],
)
def test_points_give_the_level_whose_pay_comes_next_quarter(
    points: Policy, own: str, total: str, change: str, level: str
) -> None:
    """150 points are 高级3 (140 高级5, 145 高级4); 142 step down to 140, 高级5; from the first of July."""
    made = proposed(points, person("客户经理", level=own), {"points": total}, ladder="level")
    assert (made.change, made.grade) == (change, level)
    assert made.holds_from == (None if change == "keep" else date(2024, 7, 1))


def test_the_title_is_left_alone_until_its_own_month(points: Policy) -> None:
    """150 points in June move the level, not the title; in February the exam's certificate must be valid."""
    who = person("客户经理", level="客户经理5")
    known = {"points": "150", "person.exam_valid": "1"}
    made = proposed(points, who, known)
    assert (made.change, made.grade) == ("between", "客户经理")
    february = Month(2025, 2)
    made = proposed(points, who, known, month=february)
    assert (made.change, made.grade, made.holds_from) == ("rise", "高级", date(2026, 1, 1))
    made = proposed(points, who, known | {"person.exam_valid": "0"}, month=february)
    assert (made.change, made.grade) == ("keep", "客户经理")


TWO_TRACKS = f"""
[ladder]
label = "等级"
below_lowest = "exit"
cadence = "quarter"
[[ladder.grades]]
name = "见习"
attributes = {attributes()}
[[ladder.grades]]
name = "初级"
attributes = {attributes()}
entry = [{{ of = "average", ge = 200 }}, {{ of = "households", ge = 40 }}]
keep = [{{ of = "completion", ge = 1 }}, {{ of = "score", ge = 60, running = 2 }}]
[[ladder.grades]]
name = "管理中级"
track = "管理"
attributes = {attributes()}
entry = [{{ of = "average", ge = 500 }}, {{ of = "juniors", ge = 2 }}, {{ of = "households", ge = 100 }}]
keep = [
  {{ of = "completion", ge = 1 }}, {{ of = "score", ge = 70, running = 2 }},
  {{ of = "juniors", ge = 2, running = 2, label = "团队人数" }},
]
[[ladder.grades]]
name = "业务中级"
track = "业务"
attributes = {attributes()}
entry = [{{ of = "average", ge = 650 }}, {{ of = "households", ge = 100 }}]
keep = [{{ of = "completion", ge = 1 }}, {{ of = "score", ge = 70, running = 2 }}]
[[ladder.grades]]
name = "管理高级"
track = "管理"
attributes = {attributes()}
entry = [
  {{ of = "average", ge = 1000 }}, {{ of = "households", ge = 160 }},
  {{ any_of = [{{ of = "juniors", ge = 4 }}, {{ of = "middles", ge = 2 }}] }},
]
keep = [
  {{ of = "team_completion", ge = "80%" }}, {{ of = "team_completion", ge = "100%", running = 2 }},
  {{ of = "juniors", ge = 4, within = {{ times = 2, months = 36 }}, label = "团队人数" }},
  {{ of = "score", ge = 80, within = {{ times = 2, months = 36 }} }},
]
[[ladder.grades]]
name = "业务高级"
track = "业务"
attributes = {attributes()}
entry = [{{ of = "average", ge = 1300 }}, {{ of = "households", ge = 160 }}]
keep = [
  {{ of = "completion", ge = 1, within = {{ times = 2, of = "calendar_year" }} }},
  {{ of = "score", ge = 80, within = {{ times = 2, of = "calendar_year" }} }},
]
"""
TEAM = QUARTERLY | {
    "completion": ("完成率", "%"),
    "team_completion": ("团队完成率", "%"),
    "juniors": ("团队初级人数", "人"),
    "middles": ("团队中级人数", "人"),
}
FINE = {"completion": "1", "team_completion": "1", "score": "95", "juniors": "4", "middles": "0"}
FINE |= {"average": "0", "households": "0"}


@pytest.fixture(scope="module")
def tracks() -> Policy:
    return policy(TWO_TRACKS, TEAM)


@pytest.mark.parametrize(
    ("own", "values", "grade"),
    [
        ("见习", {"average": "200", "households": "40"}, "初级"),
        ("初级", {"average": "500", "households": "100", "juniors": "2"}, "管理中级"),
        ("初级", {"average": "650", "households": "100", "juniors": "0"}, "业务中级"),
        ("初级", {"average": "649.99", "households": "100", "juniors": "1"}, "初级"),
        ("管理中级", {"average": "1000", "households": "160", "juniors": "4"}, "管理高级"),
        ("管理中级", {"average": "1000", "households": "160", "juniors": "2", "middles": "2"}, "管理高级"),
        ("管理中级", {"average": "1000", "households": "160", "juniors": "3", "middles": "1"}, "管理中级"),
        ("管理中级", {"average": "1300", "households": "160", "juniors": "2"}, "管理中级"),
        ("业务中级", {"average": "1300", "households": "160", "juniors": "0"}, "业务高级"),
        ("业务中级", {"average": "1000", "households": "160", "juniors": "4"}, "业务中级"),
    ],
)
def test_each_track_has_its_own_way_up(tracks: Policy, own: str, values: dict[str, str], grade: str) -> None:
    made = proposed(tracks, person(own), FINE | values)
    assert (made.change, made.grade) == ("keep" if grade == own else "rise", grade)


def test_who_could_take_either_way_is_told_of_both(tracks: Policy) -> None:
    made = proposed(tracks, person("初级"), FINE | {"average": "650", "households": "100", "juniors": "2"})
    assert (made.change, made.grade, made.qualified) == ("rise", "管理中级", ("管理中级", "业务中级"))
    assert "也符合 业务中级" in said(made)


@pytest.mark.parametrize(
    ("own", "now", "earlier", "grade"),
    [
        ("初级", {"completion": "0.99"}, {}, "见习"),
        ("初级", {"score": "59.99"}, {"2024-03": {"score": "59"}}, "见习"),
        ("初级", {"score": "59.99"}, {"2024-03": {"score": "60"}}, "初级"),
        ("初级", {"score": "59.99"}, {}, "初级"),
        ("初级", {"score": "59.99"}, {"2024-05": {"score": "50"}, "2024-04": {"score": "50"}}, "初级"),
        ("管理中级", {"juniors": "1"}, {"2024-03": {"juniors": "1"}}, "初级"),
        ("管理中级", {"juniors": "1"}, {"2024-03": {"juniors": "2"}}, "管理中级"),
        ("管理高级", {"team_completion": "0.7999"}, {}, "管理中级"),
        ("管理高级", {"team_completion": "0.8"}, {}, "管理高级"),
        ("管理高级", {"team_completion": "0.9"}, {"2024-03": {"team_completion": "0.99"}}, "管理中级"),
        ("管理高级", {"team_completion": "0.9"}, {"2024-03": {"team_completion": "1"}}, "管理高级"),
        ("管理高级", {"score": "79"}, {"2022-12": {"score": "79"}}, "管理中级"),
        ("业务高级", {"completion": "0.9"}, {"2024-03": {"completion": "0.9"}}, "业务中级"),
        ("业务高级", {"completion": "0.9"}, {"2023-12": {"completion": "0.9"}}, "业务高级"),
        ("业务高级", {"completion": "0.9"}, {"2024-03": {"completion": "1"}}, "业务高级"),
        ("业务高级", {"score": "79"}, {"2024-03": {"score": "79.5"}}, "业务中级"),
        ("业务高级", {"score": "79"}, {"2023-12": {"score": "79.5"}}, "业务高级"),
    ],
)
def test_two_times_means_two_different_reviews(
    tracks: Policy, own: str, now: dict[str, str], earlier: dict[str, dict[str, str]], grade: str
) -> None:
    """Two periods running: this quarter and the one before, never the same one twice, nor the months between; two
    quarters in one calendar year: December does not count in June; 80–100 % twice, below 80 % at once."""
    made = proposed(tracks, person(own), FINE | now, past(earlier))
    assert (made.change, made.grade) == ("keep" if grade == own else "fall", grade)


def test_two_quarters_of_a_year_need_not_be_neighbours(tracks: Policy) -> None:
    """Missed in March and in December of the same year, met in June and September."""
    met = {"completion": "1"}
    earlier = {"2024-03": {"completion": "0.9"}, "2024-06": met, "2024-09": met}
    made = proposed(
        tracks, person("业务高级"), FINE | {"completion": "0.9"}, past(earlier), month=Month(2024, 12)
    )
    assert (made.change, made.grade) == ("fall", "业务中级")
    assert "本年 2 次（满 2 次）：2024-03 90.00%、2024-12 90.00%" in said(made)
    assert JUNE.number in tracks.ladder.reviewed
