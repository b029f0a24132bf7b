"""What is kept back of lines whose group is factored, gated or capped: only of what is really paid."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmtool.model.month import Month
from schemes import TOPS, appraised, of, refusals, scheme

LINES = """
[line.earned_line]
group = "pay"
label = "业绩"
of = "earned"
[line.other_line]
group = "pay"
label = "其他"
of = "other"
"""
HOLD = """
[hold.deposit]
label = "保证金"
on = ["earned_line"]
curve = { kind = "per_unit", per = "30%", floor = "none", cap = "none" }
"""
SETTLED = (
    HOLD + 'release = { kind = "settled", months = [12], of = "worth" }\nleavers = { kind = "forfeit" }\n'
)
FACTOR = '[figure.tenth]\nkind = "constant"\nlabel = "系数"\nunit = "倍"\nv = "10%"\n'
Money = Fraction | int | None


def kept(body: str, tops: str = TOPS, **amounts: object) -> tuple[Money, Money, Money, Money]:
    """A's base, what is withheld of it, gross and payable in June."""
    given = {"earned": 0, "other": 0, "bad": 0} | amounts
    policy = scheme(body, tops, earned="元", other="元", bad="次")
    found = of(appraised(policy, {"A": given}))
    return found.holds[0].base, found.withheld, found.gross, found.payable


@pytest.mark.parametrize(
    ("tops", "expect"),
    [
        (TOPS + 'factor = "tenth"\n', (100, 30, 100, 70)),
        (TOPS + 'gates = [{ of = "bad", ge = 0, effect = "zero" }]\n', (0, 0, 0, 0)),
        (TOPS, (1000, 300, 1000, 700)),
    ],
)
def test_no_more_is_kept_back_than_a_factor_or_gate_leaves(tops: str, expect: tuple[int, ...]) -> None:
    """1,000 × 10 % = 100, of which 30 % are 30; a gate leaves nothing to keep 30 % of."""
    assert kept(FACTOR + LINES + HOLD, tops, earned=1000) == expect


def test_a_cap_is_borne_by_all_lines_of_the_group_in_proportion() -> None:
    """1,000 + 500 capped at 1,200: 1,000 × 1,200 ÷ 1,500 = 800 are paid of the line, 240 are kept back."""
    tops = "1200".join(TOPS.rsplit('"none"', 2)[:2]) + '"none"\n'
    assert 'cap = 1200\nfloor = "none"' in tops
    assert kept(LINES + HOLD, tops, earned=1000, other=500) == (800, 240, 1200, 960)


def test_an_inner_groups_factor_and_the_pays_cap_both_count() -> None:
    """1,000 × 50 % = 500, with 100 beside it 600, capped at 300: 1,000 × 500/1,000 × 300/600 = 250, kept back 75."""
    inner = """
[figure.half]
kind = "constant"
label = "系数"
unit = "倍"
v = "50%"
[group.merit]
label = "绩效"
unit = "元"
inside = "pay"
cap = "none"
floor = "none"
factor = "half"
"""
    tops = "300".join(TOPS.rsplit('"none"', 2)[:2]) + '"none"\n'
    body = inner + LINES.replace('group = "pay"', 'group = "merit"', 1) + HOLD
    assert kept(body, tops, earned=1000, other=100) == (250, 75, 300, 225)


def test_what_a_floor_adds_is_kept_back_of_no_line() -> None:
    """100 made up to 500: 30 % of the 100 that were earned."""
    tops = TOPS.rsplit('"none"', 1)[0] + "500\n"
    assert kept(LINES + HOLD, tops, earned=100) == (100, 30, 500, 470)


def test_holds_together_never_exceed_the_pay() -> None:
    """1,000 less 600: 400. The first hold keeps its 300, the second, also of 1,000 × 30 %, the 100 that are left."""
    second = HOLD.replace("hold.deposit", "hold.second").replace("保证金", "第二笔")
    policy = scheme(LINES + HOLD + second, earned="元", other="元")
    found = of(appraised(policy, {"A": {"earned": 1000, "other": -600}}))
    assert [hold.held for hold in found.holds] == [300, 100]
    assert (found.gross, found.withheld, found.payable) == (400, 400, 0)
    assert "应发里只剩 100.00，" in str(found.holds[1].why)


def test_of_a_pay_below_zero_nothing_is_kept_back() -> None:
    assert kept(LINES + HOLD, earned=1000, other=-1500) == (1000, 0, -500, -500)


@pytest.mark.parametrize(
    ("clause", "bad", "paid", "payable"),
    [
        ('factor = "half"\n', 0, 700, 1650),
        ('gates = [{ of = "bad", ge = 1, effect = "barred" }]\n', 1, 700, 2000),
    ],
)
def test_a_settlement_takes_off_only_what_was_paid(clause: str, bad: int, paid: int, payable: int) -> None:
    """Half of 1,000 in each of two months: 350 paid, 150 kept back each; of a worth of 2,000 December settles 1,300, and
    pays 350 + 1,300. Where November's pay was refused, only December's 700 were paid: 700 + 1,300."""
    half = FACTOR.replace("10%", "50%").replace("tenth", "half")
    policy = scheme(half + LINES + SETTLED, TOPS + clause, earned="元", other="元", bad="次", worth="元")
    people = {"A": {"joined": "2024-11-01"}}
    november = appraised(policy, {"A": {"earned": 1000, "bad": bad}}, Month(2024, 11), people=people)
    december = of(
        appraised(policy, {"A": {"earned": 1000, "worth": 2000}}, Month(2024, 12), november.state, people)
    )
    assert december.workings["deposit.paid"].value == paid
    assert (december.released, december.payable) == (1300, payable)


def test_a_pay_line_that_reads_a_hold_is_a_circle() -> None:
    """What is kept back is known after the pay."""
    line = '[line.back]\ngroup = "pay"\nlabel = "回"\nof = "deposit"\n'
    assert [code for code, _ in refusals(LINES + HOLD + line, earned="元", other="元")] == ["E508"]
