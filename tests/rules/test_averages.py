"""Averages and levels over a month and over several: last day included, days of each month its own."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmtool.model.money import half_up
from cmtool.model.month import Month
from cmtool.model.state import Past, State
from rowfigures import codes, loan, value, worked

DAILY = """
[figure.x]
kind = "average"
label = "日均"
unit = "元"
measure = "daily_average"
"""
DAYS = DAILY.replace('"daily_average"', '"balance_days"').replace('unit = "元"', 'unit = "元·天"')


def held(amount: str, first: str = "2020-01-01", account: str = "D1", **cells: str) -> dict[str, str]:
    return {"account": account, "client": "K1", "manager": "A", "date": first, "balance": amount} | cells


def at(month: str) -> Month:
    return Month.parse(month)


@pytest.mark.parametrize(
    ("month", "average"),
    [("2023-02", "535714.29"), ("2024-02", "517241.38"), ("2024-06", "500000.00"), ("2024-07", "483870.97")],
)
def test_the_same_accumulated_product_is_another_average_in_each_month(month: str, average: str) -> None:
    """15,000,000 yuan-days ÷ 28, 29, 30 and 31 days."""
    rows = [
        {
            "account": "D1",
            "client": "K1",
            "manager": "A",
            "month_end_balance": "0",
            "balance_days": "15000000",
        }
    ]
    found = worked(DAILY, month=at(month), style="month", deposits=rows)
    assert half_up(value(found, "x") or Fraction(0), 2) == Fraction(average)


def test_seven_hundred_thousand_for_thirty_days() -> None:
    """积数 21,000,000, average 700,000."""
    rows = [held("700000")]
    assert value(worked(DAYS, deposits=rows), "x") == 21_000_000
    assert value(worked(DAILY, deposits=rows), "x") == 700_000


def test_segments_include_the_last_day() -> None:
    """30,000 from day 1, 20,000 from day 15, 10,000 from day 25 of 31 days: 690,000 ÷ 31 = 22,258.06, not 21,935.48."""
    rows = [held("30000", "2024-07-01"), held("20000", "2024-07-15"), held("10000", "2024-07-25")]
    found = value(worked(DAILY, month=at("2024-07"), deposits=rows), "x")
    assert found == Fraction(690000, 31)


def test_each_yuan_of_a_product_counts_by_its_factor() -> None:
    """100,000 of a one-year deposit at 1.1 and 200,000 current at 0.3: 110,000 + 60,000 = 170,000."""
    text = DAILY + 'factor = { lookup = "存款种类", map = { "一年期" = 1.1 }, otherwise = 0.3 }\n'
    rows = [held("100000", product="一年期"), held("200000", account="D2", product="活期")]
    assert value(worked(text, deposits=rows), "x") == 170_000


def test_a_factor_follows_each_run_of_days() -> None:
    """Ten days of 30,000 and twenty of 60,000, at one half: (300,000 + 1,200,000) ÷ 2 = 750,000."""
    text = DAYS + 'factor = { lookup = "存款种类", map = { "活期" = 0.5 } }\n'
    rows = [held("30000", product="活期"), held("60000", "2024-06-11", product="活期")]
    assert value(worked(text, deposits=rows), "x") == 750_000


def test_a_loans_profit_by_its_daily_average() -> None:
    """9,000,000 yuan-days ÷ 30 = 300,000 × 6.3 % ÷ 12 × 20 % × 0.8 = 252."""
    text = """
[figure.x]
kind = "average"
label = "利润提成"
unit = "元"
table = "贷款台账"
measure = "daily_average"
factor = { product = [{ difference = ["年利率(%)", "4.5%"] }, "1/12", "20%", { lookup = "担保方式", map = { "信用" = 0.8 } }] }
"""
    loans = [loan("L1", balance_days="9000000", annual_rate="0.108", security="信用")]
    assert value(worked(text, loans=loans), "x") == 252


def test_loans_without_their_accumulated_product_are_a_problem() -> None:
    text = DAILY + 'table = "贷款台账"\n'
    assert codes(worked(text, loans=[loan("L1", balance="5")])) == ["E310"]


def past(figure: str, **values: str) -> State:
    months = {
        Month(int(key[1:5]), int(key[5:])): {f"{figure}.month": Fraction(text)}
        for key, text in values.items()
    }
    return State({"A": Past(months)})


def test_a_quarters_average_weighs_each_month_by_its_days() -> None:
    """April 600,000 × 30, May 310,000 × 31, June 700,000 × 30: (18,000,000 + 9,610,000 + 21,000,000) ÷ 91."""
    text = DAILY + 'window = "quarter"\n'
    found = worked(text, state=past("x", m202404="600000", m202405="310000"), deposits=[held("700000")])
    assert value(found, "x") == Fraction(48_610_000, 91)
    assert value(found, "x.month") == 700_000, "this month's own average is kept for the next"


def test_a_quarters_accumulated_product_adds_up() -> None:
    text = DAYS + 'window = "quarter"\n'
    found = worked(text, state=past("x", m202404="1", m202405="2"), deposits=[held("700000")])
    assert value(found, "x") == 21_000_003


LEVEL = """
[figure.x]
kind = "level"
label = "月末余额"
unit = "元"
table = "贷款台账"
value = "贷款余额"
window = %s
"""
LOANS = [loan("L1", balance="300")]


@pytest.mark.parametrize(
    ("window", "mean"),
    [("{ rolling = 3 }", 200), ('"quarter"', 200), ("{ rolling = 2 }", 250), ("{ trailing = 2 }", 150)],
)
def test_a_level_over_months_is_the_mean_of_month_ends(window: str, mean: int) -> None:
    """April 100, May 200, June 300; the trailing two leave June out."""
    state = past("x", m202404="100", m202405="200")
    assert value(worked(LEVEL % window, state=state, loans=LOANS), "x") == mean


def test_a_look_back_over_the_new_year_finds_december_not_month_zero() -> None:
    """December 100, January 200, February 300."""
    state = past("x", m202312="100", m202401="200")
    found = worked(LEVEL % "{ rolling = 3 }", month=at("2024-02"), state=state, loans=LOANS)
    assert value(found, "x") == 200


@pytest.mark.parametrize(
    ("missing", "mean"), [("deferred", None), ("leave_out", 250), ("zero", Fraction(500, 3))]
)
def test_a_month_nobody_recorded_follows_the_declared_rule(missing: str, mean: Fraction | None) -> None:
    """Only May (200) and June (300) are known of three months."""
    text = LEVEL % "{ rolling = 3 }" + f'missing = "{missing}"\n'
    found = worked(text, state=past("x", m202405="200"), loans=LOANS)
    assert value(found, "x") == mean
    assert "2024-04" in str(found.results[0].workings["x"].why)


def test_opening_figures_fill_the_months_before() -> None:
    rows = [
        {"manager": "A", "indicator": "月末余额", "period": month, "value": amount}
        for month, amount in (("2024-04", "100"), ("2024-05", "200"))
    ]
    assert value(worked(LEVEL % '"quarter"', opening=rows, loans=LOANS), "x") == 200


def test_this_months_own_value_is_left_to_the_next() -> None:
    found = worked(LEVEL % "{ trailing = 1 }", state=past("x", m202405="200"), loans=LOANS)
    assert value(found, "x") == 200
    assert found.state.past("A").figure("x.month", Month(2024, 6)) == 300


EFFECTIVE = """
[figure.x]
kind = "count"
label = "新增有效卡"
unit = "户"
table = "存款分户余额"
on = "开户日期"
where = { 日均余额 = { ge = 100 } }
"""


def test_accounts_are_counted_once_by_their_own_average() -> None:
    """Opened in June: 3,000 for one day is an average of 100.00; 2,999 is below it; an old account is none."""
    rows = [
        held("3000", "2024-06-30", "D1", opened_on="2024-06-30"),
        held("2999", "2024-06-30", "D2", opened_on="2024-06-30"),
        held("50", "2024-06-01", "D3", opened_on="2024-06-01"),
        held("500", "2024-06-11", "D3", opened_on="2024-06-01"),
        held("900000", "2024-05-01", "D4", opened_on="2024-05-01"),
    ]
    assert value(worked(EFFECTIVE, deposits=rows), "x") == 2


CLIENTS = """
[figure.x]
kind = "count"
label = "新户"
unit = "户"
table = "贷款台账"
on = "发放日期"
distinct = "客户编号"
window = "quarter"
"""


def borrowed(*clients: str, month: str = "2024-06") -> list[dict[str, str]]:
    return [loan(f"L{n}", client=client, granted_on=f"{month}-03") for n, client in enumerate(clients)]


def test_a_client_who_comes_again_in_the_quarter_counts_once() -> None:
    """April K1, K2; May K2, K3; June K1, K4: four clients, not six."""
    state = State()
    for month, clients in (("2024-04", "K1 K2"), ("2024-05", "K2 K3"), ("2024-06", "K1 K4")):
        rows = borrowed(*clients.split(), month=month)
        found = worked(CLIENTS, month=at(month), state=state, loans=rows)
        state = found.state
    assert value(found, "x") == 4
    assert value(found, "x.month") == 2
    assert state.past("A").counted[at("2024-05")]["x"] == ("K2", "K3")


def test_a_number_from_before_is_added_and_said() -> None:
    """期初 knows only that April had 7; May is in a seal with K1; June has K1 and K4: 2 + 7."""
    may = Past({at("2024-05"): {"x.month": Fraction(1)}}, counted={at("2024-05"): {"x": ("K1",)}})
    opening = [{"manager": "A", "indicator": "新户", "period": "2024-04", "value": "7"}]
    found = worked(CLIENTS, state=State({"A": may}), loans=borrowed("K1", "K4"), opening=opening)
    assert value(found, "x") == 9
    assert "2024-04 期初 7 个" in str(found.results[0].workings["x"].why)


def test_a_client_of_two_members_is_one_of_the_teams() -> None:
    text = CLIENTS.replace('window = "quarter"', 'about = "team"')
    rows = [*borrowed("K1", "K2"), loan("L9", manager="B", client="K2", granted_on="2024-06-09")]
    found = worked(text, loans=rows)
    assert (value(found, "x"), value(found, "x", "B"), value(found, "x", "C")) == (2, 2, 0)


def test_only_accounts_with_enough_of_their_own_average_are_added() -> None:
    """D1 averages 3,000 ÷ 30 = 100.00 and counts; D2 2,999 ÷ 30 does not, though its month end does."""
    rows = [held("3000", "2024-06-30", "D1"), held("2999", "2024-06-30", "D2")]
    text = DAILY + "where = { 日均余额 = { ge = 100 } }\n"
    assert value(worked(text, deposits=rows), "x") == 100
    text = LEVEL.replace("贷款台账", "存款分户余额").replace("贷款余额", "余额") % '"month"'
    assert value(worked(text + "where = { 月末余额 = { ge = 3000 } }\n", deposits=rows), "x") == 3000
