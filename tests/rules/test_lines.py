"""Lines: for whom and when they apply, in which months they are worked out, what their targets are, what is carried."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from cmtool.model.month import Month
from cmtool.model.state import Past, State
from cmtool.rules.appraisal import Appraisal, ManagerResult
from schemes import TOPS, appraised, codes, of, printed, refusals, scheme

WEIGHED = TOPS.replace('label = "得分"\n', 'label = "得分"\nweights = 100\n')


def line(name: str, terms: str, group: str = "pay") -> str:
    return f'[line.{name}]\ngroup = "{group}"\nlabel = "{name}"\nof = "x"\n{terms}\n'


def test_the_lines_own_cap_and_floor_act_after_its_curve() -> None:
    """10 a unit, at most 100 and at least −30: 8 give 80, 12 give 100, −9 give −30; the sentence says the bound."""
    curve = 'curve = { kind = "per_unit", per = 10, floor = "none", cap = "none" }'
    policy = scheme(line("piece", f"{curve}\ncap = 100\nfloor = -30"), x="次")
    found = appraised(policy, {"A": {"x": 8}, "B": {"x": 12}, "C": {"x": -9}})
    assert [printed(of(found, who))["piece"] for who in "ABC"] == [80, 100, -30]
    whys = [next(line for line in of(found, who).pay_lines).why for who in "ABC"]
    assert [str(why) for why in whys] == ["8 × 10", "12 × 10；本项最高 100.00", "-9 × 10；本项最低 -30.00"]


def test_different_people_have_different_lines_in_one_file() -> None:
    body = (
        line("by_post", 'posts = ["外勤"]')
        + line("by_team", 'teams = ["一队", "二队"]')
        + line("by_institution", 'institutions = ["0101"]')
        + line("by_grade", 'grades = ["高级"]')
    )
    people = {
        "A": {"post": "外勤", "team": "一队"},
        "B": {"post": "主管", "team": "三队", "grade": "高级"},
        "C": {"institution": "0102"},
    }
    found = appraised(scheme(body, x="元"), {who: {"x": 1} for who in "ABC"}, people=people)
    assert [sorted(printed(of(found, who)).keys() - {"filler"}) for who in "ABC"] == [
        ["by_institution", "by_post", "by_team"],
        ["by_grade", "by_institution"],
        [],
    ]


def test_a_line_applies_only_when_its_condition_holds() -> None:
    """Without it the line is shown as not assessed, and counts nothing."""
    body = line("bonus", 'when = { of = "loans", ge = 2 }') + line("always", "")
    found = appraised(
        scheme(body, x="元", loans="笔"), {"A": {"x": 500, "loans": 2}, "B": {"x": 500, "loans": 1}}
    )
    assert (of(found).gross, of(found, "B").gross) == (1000, 500)
    left = next(line for line in of(found, "B").pay_lines if line.id == "bonus")
    assert (left.absent, str(left.why)) == ("excluded", "不具备条件：loans ≥ 2")


@pytest.mark.parametrize(
    ("rule", "gross", "absent"),
    [
        ("", None, "missing"),
        ('when_empty = "zero"', 500, ""),
        ('when_empty = "excluded"', 500, "excluded"),
        ('when_missing = "zero"', None, "missing"),
    ],
)
def test_a_condition_that_cannot_be_told_follows_the_lines_rule(
    rule: str, gross: int | None, absent: str
) -> None:
    """A share of none opened is no number: put off, unless the line says what it counts where there is nothing;
    what it says of data that have not come is another thing. The other line of 500 stays as it is."""
    active = '[figure.active]\nkind = "ratio"\nlabel = "活跃率"\nunit = "%"\nnumerator = "used"\ndenominator = "opened"\nwhen_zero = "empty"\n'
    body = active + line("back", f'when = {{ of = "active", lt = "60%" }}\n{rule}') + line("always", "")
    found = of(appraised(scheme(body, x="元", used="户", opened="户"), {"A": {"x": 500}}))
    (back,) = (one for one in found.pay_lines if one.id == "back")
    assert (found.gross, back.absent) == (gross, absent)


def test_a_condition_may_ask_for_the_month() -> None:
    """Only in the last quarter; and a price for each day of the month: 30 in June, 31 in October."""
    daily = 'curve = { kind = "per_unit", per = "month.days", floor = 0, cap = "none" }'
    body = line("last_quarter", 'when = { of = "month.number", ge = 10 }') + line("daily", daily)
    found = [appraised(scheme(body, x="元"), {"A": {"x": 2}}, Month(2024, month)) for month in (6, 10)]
    assert [printed(of(month))["last_quarter"] for month in found] == [None, 2]
    assert [printed(of(month))["daily"] for month in found] == [60, 62]


def test_the_weights_of_the_others_make_up_for_a_line_whose_condition_does_not_hold() -> None:
    """Two lines of 50: without the second the first counts 100; the weights printed add up to 100."""
    body = line(
        "a",
        'weight = 50\nfamily = "业务"\ncurve = { kind = "per_unit", base = "weight", per = 0, floor = 0, cap = "none" }',
        "score",
    )
    body += line(
        "b",
        'weight = 50\nfamily = "业务"\nwhen = { of = "x", ge = 1 }\ncurve = { kind = "threshold" }\ntarget = 1',
        "score",
    )
    result = of(appraised(scheme(body, WEIGHED, x="次"), {"A": {"x": 0}}))
    assert (result.score, printed(result)["a"]) == (100, 100)


QUARTERLY = 'cadence = "quarter"\nbetween = "stands"\ncurve = { kind = "per_unit", per = 10, floor = 0, cap = "none" }'


def run_months(policy: Any, values: dict[int, int], **tables: Any) -> dict[int, Appraisal]:
    found, state = {}, State()
    for number, value in values.items():
        found[number] = appraised(policy, {"A": {"x": value}}, Month(2024, number), state, **tables)
        state = found[number].state
    return found


def test_a_quarterly_line_stands_until_the_next_quarter_ends() -> None:
    """Worked out in March (70) and June (90); in April and May the 70 stands; in January and February nothing is
    recorded yet, which is said."""
    found = run_months(scheme(line("q", QUARTERLY), x="次"), {1: 1, 2: 2, 3: 7, 4: 4, 5: 5, 6: 9})
    assert [printed(of(month))["q"] for month in found.values()] == [None, None, 70, 70, 70, 90]
    assert [codes(month) for month in found.values()] == [["W313"], ["W313"], [], [], [], []]
    assert str(of(found[4]).pay_lines[0].why) == "沿用 2024-03 的结果"


@pytest.mark.parametrize(
    ("rule", "expected"), [("zero", (0, 0)), ("excluded", (None, 0)), ("deferred", (None, None))]
)
def test_before_the_first_quarter_is_over_the_declared_rule_holds(
    rule: str, expected: tuple[int | None, int | None]
) -> None:
    """A quarterly line in January of its first year: 0, left out, or put off with all that is above it."""
    found = appraised(
        scheme(line("q", f'{QUARTERLY}\nwhen_missing = "{rule}"'), x="次"), {"A": {"x": 1}}, Month(2024, 1)
    )
    assert (printed(of(found))["q"], of(found).gross) == expected


def test_the_opening_table_gives_the_last_quarters_result() -> None:
    opening = [{"manager": "A", "indicator": "q", "period": "2023-12", "value": "55"}]
    found = appraised(scheme(line("q", QUARTERLY), x="次"), {"A": {"x": 1}}, Month(2024, 1), opening=opening)
    assert (printed(of(found))["q"], codes(found)) == (55, [])


def test_a_yearly_line_with_nothing_between_is_not_on_the_sheet_of_other_months() -> None:
    terms = 'cadence = "year"\nbetween = "nothing"'
    found = run_months(scheme(line("y", terms), x="元"), {11: 5, 12: 7})
    assert "y" not in printed(of(found[11]))
    assert printed(of(found[12]))["y"] == 7


def test_a_cadence_says_what_holds_between() -> None:
    assert [code for code, _ in refusals(line("q", 'cadence = "quarter"'), x="次")] == ["E505"]


TARGETED = (
    'weight = 10\nfamily = "业务"\ncurve = {{ kind = "proportional", cap = "none" }}\ntarget = {{ {target} }}'
)


def score(
    target: str, amounts: Any, rows: list[dict[str, Any]], month: Month = Month(2024, 6), **more: Any
) -> Appraisal:
    """10 points × actual ÷ target under the target's terms and the rows of the 目标 table."""
    policy = scheme(line("t", TARGETED.format(target=target), "score"), x="元")
    return appraised(policy, amounts, month, targets=rows, **more)


def row(period: str, value: int, **whose: str) -> dict[str, Any]:
    return {"indicator": "任务", "period": period, "value": str(value)} | (whose or {"manager": "A"})


SEASONS = 'indicator = "任务", split = ["5%", "5%", "10%", "10%", "10%", "10%", "10%", "10%", "10%", "10%", "5%", "5%"]'


@pytest.mark.parametrize(
    ("target", "rows", "month", "wanted"),
    [
        ('indicator = "任务", split = "even"', [row("2024", 1200)], 6, "100"),
        (SEASONS, [row("2024", 1200)], 1, "60"),
        (SEASONS, [row("2024", 1200)], 6, "120"),
        (SEASONS + ', spread = "to_date"', [row("2024", 1200)], 6, "600"),
        (SEASONS, [row("2024-Q1", 100)], 3, "50"),
        (SEASONS, [row("2024", 1200), row("2024-H2", 450)], 7, "90"),
        (SEASONS, [row("2024", 1200), row("2024-06", 77)], 6, "77"),
        (SEASONS, [row("2024-06", 77, team="一队"), row("2024", 1200)], 6, "120"),
        ('indicator = "任务", by_team = { "一队" = 44 }', [], 6, "44"),
        ('indicator = "任务", by_institution = { "0101" = 45 }, value = 1', [], 6, "45"),
        ('indicator = "任务", value = 50, times = "0.5"', [], 6, "25"),
    ],
)
def test_where_a_target_comes_from(target: str, rows: list[dict[str, Any]], month: int, wanted: str) -> None:
    """A year's target by months, a shorter period before a longer one, the person's own before the team's; by hand:
    2024-Q1 of 100 with 5, 5 and 10 % is 25, 25 and 50; 2024-H2 of 450 with 10 of 50 % is 90."""
    found = score(target, {"A": {"x": 10}}, rows, Month(2024, month), people={"A": {"team": "一队"}})
    assert next(line.target for line in of(found).score_lines if line.id == "t") == Fraction(wanted)
    assert [code for code in codes(found) if code == "W315"] == []


def test_a_years_target_without_a_split_never_serves_a_month() -> None:
    found = score('indicator = "任务", value = 5', {"A": {"x": 10}}, [row("2024", 1200)])
    assert next(line.target for line in of(found).score_lines if line.id == "t") == 5
    assert codes(found) == ["W315"]


def test_a_quarterly_line_takes_the_quarters_own_target() -> None:
    """June: the quarter's 300 as it is; from a year's 1,200, even months give a quarter 300 too."""
    for rows in ([row("2024-Q2", 300)], [row("2024", 1200)]):
        terms = (
            TARGETED.format(target='indicator = "任务", split = "even"')
            + '\ncadence = "quarter"\nbetween = "nothing"'
        )
        found = appraised(scheme(line("t", terms, "score"), x="元"), {"A": {"x": 150}}, targets=rows)
        assert printed(of(found))["t"] == 5


@pytest.mark.parametrize("between", ["stands", "nothing"])
def test_a_quarters_target_is_no_mistake_before_the_quarter_ends(between: str) -> None:
    """In April the row for 2024-Q2 waits for June, without a warning that nobody uses it."""
    terms = TARGETED.format(target='indicator = "任务"') + f'\ncadence = "quarter"\nbetween = "{between}"'
    terms += '\nwhen_missing = "zero"'
    policy = scheme(line("t", terms, "score"), x="元")
    found = appraised(policy, {"A": {"x": 1}}, Month(2024, 4), targets=[row("2024-Q2", 300)])
    assert codes(found) == []


@pytest.mark.parametrize("split", ['["50%", "50%"]', '["10%"]', '["200%", "-100%"]', '"odd"'])
def test_a_split_has_twelve_shares_that_make_a_whole(split: str) -> None:
    target = f'indicator = "任务", split = {split}'
    assert [code for code, _ in refusals(line("t", TARGETED.format(target=target), "score"), x="元")] == [
        "E505"
    ]


def carry_months(target: str, actuals: list[int], first: int = 1) -> list[ManagerResult]:
    policy = scheme(line("t", TARGETED.format(target=target), "score"), x="元")
    state, found = State(), []
    for number, actual in enumerate(actuals):
        month = appraised(policy, {"A": {"x": actual}}, Month(2024, 1).plus(first - 1 + number), state)
        state = month.state
        found.append(of(month))
    return found


def targets_of(results: list[ManagerResult]) -> list[Fraction | None]:
    return [next(line.target for line in result.score_lines if line.id == "t") for result in results]


def test_a_months_shortfall_is_added_to_the_next_months_task() -> None:
    """100 a month: 70 leaves 30, so February asks 130; 140 leaves nothing; March asks 100 again."""
    found = carry_months('value = 100, carry = "shortfall"', [70, 140, 90])
    assert targets_of(found) == [100, 130, 100]
    assert [result.workings["t.carried"].value for result in found] == [30, 0, 10]


def test_a_surplus_may_lighten_the_next_months_task() -> None:
    found = carry_months('value = 100, carry = "both"', [130, 50, 100])
    assert targets_of(found) == [100, 70, 120]
    assert targets_of(carry_months('value = 100, carry = "surplus"', [130, 50, 100])) == [100, 70, 100]


def test_a_quarters_surplus_counts_toward_the_next_quarter() -> None:
    """300 a quarter: 350 in March lightens June to 250; the months between carry the 50 on."""
    terms = (
        TARGETED.format(target='value = 300, carry = "surplus"')
        + '\ncadence = "quarter"\nbetween = "nothing"'
    )
    found = run_months(scheme(line("t", terms, "score"), x="元"), {3: 350, 4: 1, 5: 2, 6: 200})
    assert [of(month).workings["t.carried"].value for month in found.values()] == [-50, -50, -50, 0]
    assert (targets_of([of(found[6])]), printed(of(found[6]))["t"]) == ([250], 8)


def test_nothing_is_carried_for_people_whom_the_line_does_not_concern() -> None:
    terms = TARGETED.format(target='value = 100, carry = "shortfall"') + '\nposts = ["外勤"]'
    found = appraised(scheme(line("t", terms, "score"), x="元"), {"A": {"x": 70}})
    assert ("t.carried" in of(found).workings, codes(found)) == (False, [])


@pytest.mark.parametrize("part", ["target", "shortfall", "completion", "carried"])
def test_a_part_of_a_line_that_is_not_ones_own_has_no_value(part: str) -> None:
    """The line is for the field staff only; somebody else's pay that reads it is not 0 but without value."""
    body = line(
        "t", TARGETED.format(target='value = 100, carry = "shortfall"') + '\nposts = ["外勤"]', "score"
    )
    body += f'[line.p]\ngroup = "pay"\nlabel = "p"\nof = "t.{part}"\ncurve = {{ kind = "per_unit", per = 1, floor = 0, cap = "none" }}\n'
    found = appraised(scheme(body, x="元"), {"A": {"x": 70}, "B": {"x": 70}}, people={"B": {"post": "外勤"}})
    assert printed(of(found))["p"] is None
    assert (
        printed(of(found, "B"))["p"]
        == {"target": 100, "shortfall": 30, "completion": Fraction("0.7"), "carried": 30}[part]
    )


def test_a_new_year_asks_anew() -> None:
    assert targets_of(carry_months('value = 100, carry = "shortfall"', [70, 90, 80], 11)) == [100, 130, 100]
    never = 'value = 100, carry = "shortfall", until = "never"'
    assert targets_of(carry_months(never, [70, 90, 80], 11)) == [100, 130, 140]


def test_what_was_deducted_is_not_deducted_again() -> None:
    """1 yuan for each yuan newly short: 30 short in January costs 30; February asks 130 and gets 90: 40 short, of
    which 30 were paid for, costs 10; March asks 140 and gets 200: nothing."""
    body = (
        line("t", TARGETED.format(target='value = 100, carry = "shortfall"'), "score")
        + """
[figure.before]
kind = "past"
label = "上月未完成"
unit = "元"
of = "t.shortfall"
window = { trailing = 1 }
take = "sum"
missing = "zero"
[figure.newly]
kind = "difference"
label = "新增未完成"
unit = "元"
of = ["t.shortfall", "before"]
[figure.charge]
kind = "max"
label = "扣款数"
unit = "元"
of = [0, "newly"]
[line.charged]
group = "pay"
label = "未完成扣款"
of = "charge"
deduction = true
curve = { kind = "per_unit", per = -1, floor = "none", cap = "none" }
"""
    )
    policy, state, found = scheme(body, x="元"), State(), []
    for number, actual in enumerate([70, 90, 200], 1):
        month = appraised(policy, {"A": {"x": actual}}, Month(2024, number), state)
        state = month.state
        found.append(printed(of(month))["charged"])
    assert found == [-30, -10, 0]


def test_parts_of_a_line_are_figures_like_others() -> None:
    """Completion 60 % × 1,000 is 600.00; the part of a line without target is refused with its name."""
    body = line("t", TARGETED.format(target="value = 50"), "score")
    body += '[figure.pay_rate]\nkind = "product"\nlabel = "绩效"\nunit = "元"\nof = [1000, "t.completion"]\n'
    body += '[line.p]\ngroup = "pay"\nlabel = "绩效"\nof = "pay_rate"\n'
    assert printed(of(appraised(scheme(body, x="元"), {"A": {"x": 30}})))["p"] == 600
    assert refusals(body.replace("t.completion", "p.completion"), x="元")[0][0] in ("E508", "E546")
    assert refusals(body.replace("t.completion", "t.carried"), x="元") == [
        ("E546", "policy/2024-01.toml!figure.pay_rate")
    ]


def test_bounds_that_cross_for_somebody_are_a_problem_not_a_number() -> None:
    """Band bounds that come from figures: 5 below 9 is fine, 9 below 5 is said, and nothing is paid."""
    bands = 'curve = { kind = "bands", bands = [{ lt = "low", v = 0 }, { ge = "low", lt = "high", v = 1 }, { ge = "high", v = 2 }] }'
    policy = scheme(line("b", bands), x="次", low="次", high="次")
    found = appraised(policy, {"A": {"x": 7, "low": 5, "high": 9}, "B": {"x": 7, "low": 9, "high": 5}})
    assert [printed(of(found, who))["b"] for who in "AB"] == [1, None]
    assert codes(found) == ["E350"]


def test_a_grade_whose_attributes_cross_is_refused() -> None:
    """cap is 10 and 20, fixed is 1,000 and 2,000: cap below fixed rises for both, fixed below cap for neither."""
    bands = 'curve = {{ kind = "bands", bands = [{{ lt = "grade.{a}", v = 0 }}, {{ ge = "grade.{a}", lt = "grade.{b}", v = 1 }}, {{ ge = "grade.{b}", v = 2 }}] }}'
    assert refusals(line("b", bands.format(a="cap", b="fixed")), x="次") == []
    assert [code for code, _ in refusals(line("b", bands.format(a="fixed", b="cap")), x="次")] == [
        "E547",
        "E547",
    ]


def weights(*lines: tuple[str, str]) -> list[tuple[str, str]]:
    curve = (
        'curve = { kind = "per_unit", base = "weight", per = 0, floor = 0, cap = "none" }\nfamily = "业务"'
    )
    body = "".join(
        line(f"w{number}", f"weight = {weight}\n{whom}\n{curve}", "score")
        for number, (weight, whom) in enumerate(lines)
    )
    return refusals(body, WEIGHED, x="次")


def test_weights_that_miss_the_total_by_a_hundredth_are_refused() -> None:
    assert weights(("30", ""), ("69.99", "")) == [("E509", "policy/2024-01.toml!group.score.weights")]
    assert weights(("30", ""), ("70.00", "")) == []


def test_weights_add_up_for_every_post_that_is_named() -> None:
    common = ("60", "")
    posts = [("40", 'posts = ["外勤"]'), ("40", 'posts = ["清收"]')]
    assert [code for code, _ in weights(common, *posts)] == ["W545"]
    assert [code for code, _ in weights(("100", 'posts = ["外勤"]'), ("100", 'posts = ["清收"]'))] == []
    assert "E545" in [code for code, _ in weights(common, posts[0], ("39", 'posts = ["清收"]'))]
    assert [code for code, _ in weights(("100", 'grades = ["初级"]'), ("99", 'grades = ["高级"]'))] == [
        "E545"
    ]


def test_a_target_for_a_post_without_the_line_is_refused() -> None:
    target = 'by_post = { "外勤" = 5, "内勤" = 6 }'
    body = line("t", TARGETED.format(target=target) + '\nposts = ["外勤"]', "score")
    assert refusals(body, x="元") == [("E548", "policy/2024-01.toml!line.t.target.by_post")]


def test_the_past_of_a_part_may_stand_in_the_opening_table() -> None:
    policy = scheme(line("t", TARGETED.format(target='value = 100, carry = "shortfall"'), "score"), x="元")
    opening = [{"manager": "A", "indicator": "t结转", "period": "2024-05", "value": "30"}]
    found = appraised(policy, {"A": {"x": 65}}, opening=opening)
    assert printed(of(found))["t"] == 5
    past = State({"A": Past({Month(2024, 5): {"t.carried": Fraction(30)}})})
    assert printed(of(appraised(policy, {"A": {"x": 65}}, state=past)))["t"] == 5


def test_a_step_without_size_is_said_wherever_the_curve_stands() -> None:
    """A figure that gives the size of a step is 0: no division, a problem, and no value, in a line, figure and hold."""
    curve = '{ kind = "convert", over = 0, step = "size", gives = 1, cap = "none" }'
    body = line("l", f"curve = {curve}")
    body += f'[figure.f]\nkind = "curve"\nlabel = "f"\nunit = "元"\nof = "x"\ncurve = {curve}\n'
    body += '[line.through]\ngroup = "pay"\nlabel = "经过"\nof = "f"\n[line.plain]\ngroup = "pay"\nlabel = "照数"\nof = "x"\n'
    body += f'[hold.h]\nlabel = "预留"\non = ["plain"]\ncurve = {curve}\n'
    policy = scheme(body, x="元", size="元")
    found = appraised(policy, {"A": {"x": 7, "size": 0}, "B": {"x": 7, "size": 2}})
    assert [printed(of(found, who))["l"] for who in "AB"] == [None, 3]
    assert [printed(of(found, who))["through"] for who in "AB"] == [None, 3]
    assert [of(found, who).withheld for who in "AB"] == [None, 3]
    assert codes(found).count("E350") == 3


def test_what_moved_the_score_names_the_step_that_did() -> None:
    """May 80 without a cap acting; June 95 held at 90: the line moved by +15 and the cap by −5."""
    tops = TOPS.replace('unit = "分"\ncap = "none"', 'unit = "分"\ncap = 90')
    policy = scheme(line("x_line", 'family = "业务"', "score"), tops, x="分")
    may = appraised(policy, {"A": {"x": 80}}, Month(2024, 5))
    june = appraised(policy, {"A": {"x": 95}}, Month(2024, 6), may.state)
    assert [str(change) for change in of(june).changes] == [
        "得分比上月 +10.00",
        "x_line +15.00",
        "封顶 -5.00",
    ]
