"""Groups: sum → carried over → cap, floor → factors → gates; every step that acts is a value with its sign."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.model.month import Month
from cmtool.model.state import State
from cmtool.rules.appraisal import ManagerResult
from schemes import TOPS, appraised, codes, of, printed, refusals, scheme

EARNED = '[line.earned_line]\ngroup = "pay"\nlabel = "业绩"\nof = "earned"\n'


def pay(terms: str) -> str:
    """The two top groups, the pay group with other terms."""
    head, _, tail = TOPS.partition('label = "应发合计"\nunit = "元"\n')
    assert tail
    return f'{head}label = "应发合计"\nunit = "元"\n{terms}\n'


def steps(result: ManagerResult) -> dict[str, Fraction | None]:
    return {line.id: line.value for line in result.pay_lines if line.step}


def test_a_cap_that_acts_is_a_line_of_its_own_and_the_total_is_the_sum_of_lines() -> None:
    """1,300 with a cap of 1,000: −300 is printed, and 1,300 − 300 = 1,000."""
    policy = scheme(EARNED, pay('cap = 1000\nfloor = "none"'), earned="元")
    result = of(appraised(policy, {"A": {"earned": 1300}}))
    assert steps(result) == {"pay.cap": -300}
    assert result.gross == 1000
    assert [(line.label, str(line.why)) for line in result.pay_lines if line.step] == [
        ("封顶", "1,300.00 超过最高 1,000.00")
    ]


def test_a_step_that_does_not_act_is_not_printed() -> None:
    policy = scheme(EARNED, pay("cap = 1000\nfloor = 0\nfactor = 1"), earned="元")
    result = of(appraised(policy, {"A": {"earned": 1000}}))
    assert (steps(result), result.gross) == ({}, 1000)


def test_quality_multiplies_the_group() -> None:
    """4,850 at a bad-loan ratio of 1.8 % is paid at 70 %: −1,455 is printed, 3,395 paid; at exactly 1.5 % nothing acts;
    2.40 % takes 50 %, 2.6 % takes all."""
    tolerance = """
[figure.tolerance]
kind = "curve"
label = "容忍度系数"
unit = "倍"
of = "bad"
curve = { kind = "bands", bands = [{ le = "1.5%", v = 1 }, { gt = "1.5%", le = "2%", v = "70%" }, { gt = "2%", le = "2.5%", v = "50%" }, { gt = "2.5%", v = 0 }] }
"""
    policy = scheme(
        EARNED + tolerance, pay('cap = "none"\nfloor = "none"\nfactor = "tolerance"'), earned="元", bad="%"
    )
    ratios = {"0.0075": "4850", "0.018": "3395", "0.015": "4850", "0.024": "2425", "0.026": "0"}
    found = appraised(policy, {ratio: {"earned": 4850, "bad": ratio} for ratio in ratios})
    assert {ratio: of(found, ratio).gross for ratio in ratios} == {
        ratio: Fraction(expected) for ratio, expected in ratios.items()
    }
    assert steps(of(found, "0.018")) == {"pay.factor1": -1455}


def test_one_minus_two_factors() -> None:
    """1,000 × max(0, 1 − G2 − G3) with 0.5 and 0.3 is 200."""
    rest = """
[figure.rest]
kind = "difference"
label = "系数"
unit = "倍"
of = [1, "g2", "g3"]
[figure.left]
kind = "max"
label = "系数"
unit = "倍"
of = [0, "rest"]
"""
    policy = scheme(
        EARNED + rest, pay('cap = "none"\nfloor = "none"\nfactor = ["left"]'), earned="元", g2="倍", g3="倍"
    )
    found = appraised(
        policy, {"A": {"earned": 1000, "g2": "0.5", "g3": "0.3"}, "B": {"earned": 1000, "g2": 1, "g3": 1}}
    )
    assert (of(found).gross, of(found, "B").gross) == (200, 0)


def test_a_factor_without_value_leaves_the_group_without_one() -> None:
    missing = '[figure.f]\nkind = "frozen"\nlabel = "系数"\nunit = "倍"\nwhen_none = "deferred"\n'
    policy = scheme(EARNED + missing, pay('cap = "none"\nfloor = "none"\nfactor = "f"'), earned="元")
    result = of(appraised(policy, {"A": {"earned": 1000}}))
    assert (result.gross, steps(result)) == (None, {})


def test_a_gate_takes_off_what_is_printed_even_where_a_factor_is_missing() -> None:
    """The factor has not come, but the gate makes the pay nothing: −1,000 is printed beside the 1,000."""
    missing = '[figure.f]\nkind = "frozen"\nlabel = "系数"\nunit = "倍"\nwhen_none = "deferred"\n'
    tops = pay(
        'cap = "none"\nfloor = "none"\nfactor = "f"\ngates = [{ of = "bad", ge = 1, effect = "zero" }]'
    )
    result = of(
        appraised(scheme(EARNED + missing, tops, earned="元", bad="次"), {"A": {"earned": 1000, "bad": 1}})
    )
    assert (result.gross, steps(result)) == (0, {"pay.gate": -1000})


def test_at_most_fifty_points_are_deducted() -> None:
    """Deductions of 62 points in a group with a floor of −50: +12 is printed in it, the score is 100 − 50."""
    body = """
[line.base_line]
group = "score"
label = "基础分"
of = 100
[group.quality]
inside = "score"
label = "质量扣分"
unit = "分"
cap = "none"
floor = -50
[line.quality_line]
group = "quality"
label = "扣分"
of = "lost"
"""
    result = of(appraised(scheme(body, lost="分"), {"A": {"lost": -62}}))
    assert printed(result)["quality.floor"] == 12
    assert result.score == 50


@pytest.mark.parametrize(
    ("gate", "value", "score", "status"),
    [
        ('{ of = "bad", ge = 1, effect = "zero" }', "0", 0, "rated"),
        ('{ of = "bad", ge = 1, effect = "barred" }', None, None, "barred"),
        ('{ of = "bad", ge = 1, effect = "deferred" }', None, None, "deferred"),
        ('{ of = "bad", ge = 2, effect = "barred" }', None, 80, "rated"),
        ('{ of = "bad", ge = 1, effect = "blocked" }', None, 80, "rated"),
        ('{ all_of = [{ of = "bad", ge = 1 }, { of = "good", lt = 90 }], effect = "zero" }', "0", 0, "rated"),
        (
            '{ all_of = [{ of = "bad", ge = 1 }, { of = "good", ge = 90 }], effect = "zero" }',
            None,
            80,
            "rated",
        ),
        (
            '{ any_of = [{ of = "bad", ge = 9 }, { of = "good", ge = 80 }], effect = "barred" }',
            None,
            None,
            "barred",
        ),
    ],
)
def test_a_gate_says_what_becomes_of_the_group(
    gate: str, value: str | None, score: int | None, status: str
) -> None:
    """80 points with one violation; a gate that makes the group nothing takes off 80 in a line of its own."""
    tops = TOPS.replace('floor = "none"\n[group.pay]', f'floor = "none"\ngates = [{gate}]\n[group.pay]')
    body = '[line.good_line]\ngroup = "score"\nlabel = "好"\nof = "good"\n'
    result = of(appraised(scheme(body, tops, good="分", bad="次"), {"A": {"good": 80, "bad": 1}}))
    assert (result.score, result.status) == (score, status)
    assert ("score.gate" in printed(result)) is (value == "0")
    assert ("score.blocked" in result.workings) is ("blocked" in gate)


DRAW = pay('cap = "none"\nfloor = 1000\ncarry = { what = "shortfall" }')


def months(policy_tops: str, amounts: list[int], first: Month = Month(2024, 1)) -> list[ManagerResult]:
    """The same person's months one after the other, each with what the one before left behind."""
    policy, state = scheme(EARNED, policy_tops, earned="元"), State()
    results = []
    for number, amount in enumerate(amounts):
        found = appraised(policy, {"A": {"earned": amount}}, first.plus(number), state)
        assert codes(found) == []
        results.append(of(found))
        state = found.state
    return results


def test_a_draw_is_earned_back() -> None:
    """A draw of 1,000 against 500, 700 and 400 pays 1,000 each time and leaves 500, 800, 1,400; 2,600 then pays
    2,600 − 1,400 = 1,200 and leaves nothing."""
    found = months(DRAW, [500, 700, 400, 2600])
    assert [result.gross for result in found] == [1000, 1000, 1000, 1200]
    assert [result.workings["pay.carried"].value for result in found] == [500, 800, 1400, 0]
    assert steps(found[1]) == {"pay.carry": -500, "pay.floor": 800}
    assert steps(found[3]) == {"pay.carry": -1400}


def test_a_months_rerun_takes_what_was_carried_once() -> None:
    """February appraised twice from January's state is the same February."""
    policy = scheme(EARNED, DRAW, earned="元")
    january = appraised(policy, {"A": {"earned": 500}}, Month(2024, 1))
    twice = [of(appraised(policy, {"A": {"earned": 700}}, Month(2024, 2), january.state)) for _ in range(2)]
    assert [result.workings["pay.carried"].value for result in twice] == [800, 800]


def test_what_a_cap_takes_comes_with_the_next_month() -> None:
    """A cap of 1,000 on 1,300 and 900: 1,000, then 900 + 300 = 1,200 capped again, leaving 200 to be paid."""
    found = months(pay('cap = 1000\nfloor = "none"\ncarry = { what = "surplus" }'), [1300, 900, 100])
    assert [result.gross for result in found] == [1000, 1000, 300]
    assert [result.workings["pay.carried"].value for result in found] == [-300, -200, 0]


def test_what_is_carried_until_the_year_is_over_is_forgotten_in_january() -> None:
    tops = pay('cap = "none"\nfloor = 1000\ncarry = { what = "shortfall", until = "year" }')
    policy, state = scheme(EARNED, tops, earned="元"), State()
    november = appraised(policy, {"A": {"earned": 500}}, Month(2024, 11), state)
    december = appraised(policy, {"A": {"earned": 900}}, Month(2024, 12), november.state)
    january = appraised(policy, {"A": {"earned": 1500}}, Month(2025, 1), december.state)
    assert (of(december).workings["pay.carried"].value, of(january).gross) == (600, 1500)


def test_a_balance_from_before_the_system_stands_in_the_opening_table() -> None:
    opening = [{"manager": "A", "indicator": "应发合计结转", "period": "2024-05", "value": "600"}]
    found = appraised(scheme(EARNED, DRAW, earned="元"), {"A": {"earned": 2000}}, opening=opening)
    assert (of(found).gross, codes(found)) == (1400, [])


def test_a_month_nobody_recorded_carries_nothing_and_is_said() -> None:
    found = appraised(scheme(EARNED, DRAW, earned="元"), {"A": {"earned": 2000}})
    assert (of(found).gross, codes(found)) == (2000, ["W350"])


def test_a_month_without_value_settles_nothing() -> None:
    """February is put off: what January left is still there in March."""
    gated = DRAW + 'gates = [{ of = "bad", ge = 1, effect = "deferred" }]\n'
    policy = scheme(EARNED, gated, earned="元", bad="次")
    january = appraised(policy, {"A": {"earned": 500}}, Month(2024, 1))
    february = appraised(policy, {"A": {"earned": 3000, "bad": 1}}, Month(2024, 2), january.state)
    march = appraised(policy, {"A": {"earned": 2000}}, Month(2024, 3), february.state)
    assert (of(february).gross, of(march).gross) == (None, 1500)


def test_who_has_no_line_in_a_group_has_no_guarantee_from_it() -> None:
    """A floor of 1,000 for the field staff's group gives nothing to the cashier, who has no line in it."""
    body = """
[group.field]
inside = "pay"
label = "外勤业绩"
unit = "元"
cap = "none"
floor = 1000
[line.earned_line]
group = "field"
label = "业绩"
of = "earned"
posts = ["外勤"]
"""
    people = {"A": {"post": "外勤"}, "B": {"post": "出纳"}}
    found = appraised(scheme(body, earned="元"), {"A": {"earned": 1}, "B": {"earned": 1}}, people=people)
    assert (of(found).gross, of(found, "B").gross) == (1000, 0)


def test_what_a_new_policy_does_not_carry_any_more_is_said() -> None:
    """A draw of 500 is still owed when the policy drops the carry: a warning with the amount, not silence."""
    january = appraised(scheme(EARNED, DRAW, earned="元"), {"A": {"earned": 500}}, Month(2024, 1))
    plain = scheme(EARNED, earned="元")
    february = appraised(plain, {"A": {"earned": 700}}, Month(2024, 2), january.state)
    assert (of(february).gross, codes(february)) == (700, ["W351"])
    assert "“应发合计结转”还有 500.00，" in str(february.problems[0].sentence)


def test_a_new_policy_in_january_says_what_it_does_not_carry_too() -> None:
    """Most policies change with the year: a draw of 500 from December is not dropped in silence."""
    december = appraised(scheme(EARNED, DRAW, earned="元"), {"A": {"earned": 500}}, Month(2024, 12))
    january = appraised(scheme(EARNED, earned="元"), {"A": {"earned": 700}}, Month(2025, 1), december.state)
    assert (of(january).gross, codes(january)) == (700, ["W351"])


def test_a_month_on_leave_wipes_out_no_debt() -> None:
    """500 owed from January; not appraised in February; of 3,000 in March 500 are taken back. Until the end of the
    year only: a debt of December is gone after a January away."""
    january = appraised(scheme(EARNED, DRAW, earned="元"), {"A": {"earned": 500}}, Month(2024, 1))
    policy = scheme(EARNED, DRAW, earned="元")
    february = appraised(policy, {"B": {"earned": 1000}}, Month(2024, 2), january.state)
    march = appraised(policy, {"A": {"earned": 3000}, "B": {"earned": 1000}}, Month(2024, 3), february.state)
    assert (of(march).gross, of(march, "B").gross, codes(march)) == (2500, 1000, [])
    year = scheme(
        EARNED, pay('cap = "none"\nfloor = 1000\ncarry = { what = "shortfall", until = "year" }'), earned="元"
    )
    december = appraised(year, {"A": {"earned": 500}}, Month(2024, 12))
    away = appraised(year, {"B": {"earned": 1000}}, Month(2025, 1), december.state)
    back = appraised(year, {"A": {"earned": 3000}}, Month(2025, 2), away.state)
    assert of(back).gross == 3000


@pytest.mark.parametrize("earned", [700, None])
def test_a_gate_that_counts_nothing_gives_no_draw_and_wipes_out_no_debt(earned: int | None) -> None:
    """January owes 500. February pays nothing, whatever was earned or not known: nothing was given beyond what was
    earned, and nothing paid back. March: 2,000 − 500."""
    gated = DRAW + 'gates = [{ of = "bad", ge = 1, effect = "zero" }]\n'
    policy = scheme(EARNED, gated, earned="元", bad="次")
    january = appraised(policy, {"A": {"earned": 500}}, Month(2024, 1))
    known = {"bad": 1} if earned is None else {"bad": 1, "earned": earned}
    february = appraised(policy, {"A": known}, Month(2024, 2), january.state)
    march = appraised(policy, {"A": {"earned": 2000}}, Month(2024, 3), february.state)
    assert (of(february).gross, of(february).workings["pay.carried"].value) == (0, 500)
    assert of(march).gross == 1500


def test_only_what_is_bounded_can_be_carried() -> None:
    tops = pay('cap = "none"\nfloor = "none"\ncarry = { what = "both" }')
    assert [code for code, _ in refusals(EARNED, tops, earned="元")] == ["E505"]


def test_bounds_and_factors_may_be_attributes_of_the_grade() -> None:
    tops = pay('cap = "grade.fixed"\nfloor = "none"')
    found = appraised(
        scheme(EARNED, tops, earned="元"),
        {"A": {"earned": 5000}, "B": {"earned": 5000}},
        people={"B": {"grade": "高级"}},
    )
    assert (of(found).gross, of(found, "B").gross) == (1000, 2000)


def test_an_unknown_name_in_a_step_is_said_at_its_place() -> None:
    assert refusals(EARNED, pay('cap = "none"\nfloor = "none"\nfactor = "quality"'), earned="元") == [
        ("E506", "policy/2024-01.toml!group.pay.factor")
    ]


@given(
    earned=st.lists(st.integers(-300_000, 300_000), min_size=1, max_size=4),
    cap=st.integers(0, 2000),
    percent=st.integers(0, 100),
)
def test_the_total_is_the_sum_of_what_is_printed_and_within_its_bounds(
    earned: list[int], cap: int, percent: int
) -> None:
    """Whatever the lines, cap, floor and factor are."""
    names = [f"l{number}" for number in range(len(earned))]
    lines = "".join(f'[line.{name}_line]\ngroup = "pay"\nlabel = "{name}"\nof = "{name}"\n' for name in names)
    tops = pay(f'cap = {cap}\nfloor = -100\nfactor = "{percent}%"')
    amounts = {name: Fraction(value, 100) for name, value in zip(names, earned, strict=True)}
    result = of(appraised(scheme(lines, tops, **dict.fromkeys(names, "元")), {"A": amounts}))
    assert result.gross == sum((line.value or 0 for line in result.pay_lines), Fraction(0))
    assert result.gross is not None
    assert Fraction(-100) <= result.gross <= cap
