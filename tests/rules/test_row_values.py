"""What a row counts for: look-ups, products, days; each figure worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rowfigures import codes, loan, value, worked

CONVERTED = """
[figure.x]
kind = "flow"
label = "折算笔数"
unit = "笔"
table = "贷款台账"
on = "发放日期"
value = { lookup = "贷款金额", bands = [
  { ge = 5000, lt = 100000, v = 1 },
  { ge = 100000, lt = 300000, v = 2 },
  { ge = 300000, lt = 500000, v = 3 },
  { ge = 500000, lt = 1000000, v = 4 },
  { ge = 1000000, v = 6 },
] }
"""


def granted(*amounts: str) -> list[dict[str, object]]:
    return [loan(f"L{n}", granted_on="2024-06-03", amount=amount) for n, amount in enumerate(amounts)]


@pytest.mark.parametrize(
    ("amounts", "units"),
    [
        (("80000", "150000", "320000", "600000"), 10),
        (("5000", "99999.99"), 2),
        (("100000", "300000", "500000"), 9),
        (("1000000", "999999.99"), 10),
    ],
)
def test_a_loan_counts_by_its_size_before_loans_are_added_up(amounts: tuple[str, ...], units: int) -> None:
    """Loans of 80,000, 150,000, 320,000 and 600,000 are 1 + 2 + 3 + 4 = 10; a bound belongs to the upper step."""
    assert value(worked(CONVERTED, loans=granted(*amounts)), "x") == units


def test_a_loan_in_no_step_is_a_problem_at_its_cell_unless_the_rest_is_declared() -> None:
    found = worked(CONVERTED, loans=granted("4999.99", "80000"))
    assert codes(found) == ["E380"]
    [said] = [problem for problem in found.problems if problem.is_error]
    assert (str(said.where), said.found) == ("贷款台账.xlsx!Sheet1!E2", "4999.99")
    declared = CONVERTED.replace("] }\n", "], otherwise = 0 }\n")
    assert value(worked(declared, loans=granted("4999.99", "80000")), "x") == 1


PROFIT = """
[figure.ftp]
kind = "constant"
label = "资金价格"
unit = "%"
v = "4.5%"

[figure.x]
kind = "flow"
label = "利润提成"
unit = "元"
table = "贷款台账"
value = { quotient = [{ product = ["贷款余额", { difference = ["年利率(%)", { figure = "ftp" }] }, "20%",
  { lookup = "担保方式", map = { "信用" = 0.8, "抵押" = 1 }, otherwise = 0.9 }] }, 12] }
"""


def test_profit_is_worked_out_loan_by_loan_with_the_risk_coefficient_of_its_guarantee() -> None:
    """300,000 × (10.8 % − 4.5 %) ÷ 12 × 20 % × 0.8 = 252.00; a second loan of 120,000 at 8.5 %, mortgaged: 80.00."""
    loans = [
        loan("L1", balance="300000", annual_rate="0.108", security="信用"),
        loan("L2", balance="120000", annual_rate="0.085", security="抵押"),
    ]
    assert value(worked(PROFIT, loans=loans[:1]), "x") == 252
    assert value(worked(PROFIT, loans=loans), "x") == 332, "not the last loan only"


def test_every_row_is_exact_and_only_the_printed_line_rounds() -> None:
    """Three loans of 100.00 at a third each: exactly 100, where three rounded thirds give 99.99."""
    third = PROFIT.replace("贷款余额", "贷款金额").replace(', "20%",', ', "1/3",')
    third = third.replace('{ difference = ["年利率(%)", { figure = "ftp" }] }', "12").replace("0.8", "1")
    loans = [loan(f"L{n}", amount="100", security="信用") for n in range(3)]
    assert value(worked(third, loans=loans), "x") == 100


def test_a_fraction_below_one_is_not_lost() -> None:
    """0.5 and 0.85 stay what they are: 3 × 0.5 + 2 × 0.85 = 3.2."""
    text = """
[figure.x]
kind = "flow"
label = "折算户数"
unit = "户"
table = "贷款台账"
value = { lookup = "担保方式", map = { "信用" = 0.5, "保证" = 0.85 } }
"""
    loans = [loan(f"L{n}", security="信用" if n < 3 else "保证") for n in range(5)]
    assert value(worked(text, loans=loans), "x") == Fraction("3.2")


def test_a_blank_in_a_look_up_is_a_problem_or_one_of_its_texts_or_declared_zero() -> None:
    text = """
[figure.x]
kind = "flow"
label = "折算户数"
unit = "户"
table = "贷款台账"
value = { lookup = "担保方式", map = { "信用" = 1 }, otherwise = 5 }
"""
    loans = [loan("L1", security="信用"), loan("L2", security=""), loan("L3", security="质押")]
    assert codes(worked(text, loans=loans)) == ["E310"]
    assert value(worked(text.replace('"信用" = 1', '"信用" = 1, "" = 2'), loans=loans), "x") == 8
    assert value(worked(text + 'blank = "zero"\n', loans=loans), "x") == 6


OVERDUE = """
[figure.x]
kind = "flow"
label = "本月逾期天数"
unit = "天"
table = "贷款台账"
where = { 逾期起始日 = { filled = true } }
value = { days = [{ later = ["逾期起始日", "month_start"] }, "month_end"], ends = "both" }
"""


@pytest.mark.parametrize(("since", "days"), [("2024-06-21", 10), ("2024-06-30", 1), ("2024-05-10", 30)])
def test_overdue_days_count_note_by_note_within_the_month_last_day_included(since: str, days: int) -> None:
    loans = [loan("L1", overdue_since=since), loan("L2"), loan("L3", overdue_since="2024-06-30")]
    assert value(worked(OVERDUE, loans=loans), "x") == days + 1


def test_days_are_whole_spans_first_counted_last_not() -> None:
    """From 1 March 2023 to 1 March 2024, over 29 February, is 366 days."""
    text = OVERDUE.replace("filled = true", "filled = true").replace(
        '[{ later = ["逾期起始日", "month_start"] }, "month_end"], ends = "both"', '["发放日期", "到期日期"]'
    )
    loans = [loan("L1", granted_on="2023-03-01", due_on="2024-03-01", overdue_since="2024-03-02")]
    assert value(worked(text, loans=loans), "x") == 366


DEDUCTION = """
[figure.x]
kind = "events"
label = "不良贷款扣罚"
unit = "元"
items = ["新增不良"]
value = { lookup = "客户.客户类别", map = { "农户" = 200, "个人" = 200 }, otherwise = { product = ["借据.贷款金额", "0.15%"] } }
"""


def test_a_deduction_reaches_the_note_and_the_client_of_an_event() -> None:
    """A natural person costs 200; a firm 0.15 % of its loan of 400,000 = 600. Together 800."""
    clients = [
        {"id": "K1", "name": "丁", "category": "农户"},
        {"id": "K2", "name": "某厂", "category": "公司"},
    ]
    loans = [loan("L1", amount="50000"), loan("L2", client="K2", amount="400000")]
    conduct = [
        {"manager": "A", "date": "2024-06-05", "item": "新增不良", "points": "0", "note": "L1"},
        {"manager": "A", "date": "2024-06-06", "item": "新增不良", "points": "0", "note": "L2"},
    ]
    found = worked(DEDUCTION, clients=clients, loans=loans, conduct=conduct)
    assert value(found, "x") == 800
    rows = found.facts["x"].rows
    assert list(rows["row"]) == [0, 1], "each event stays a row of its own"


def test_a_tenth_of_each_events_amount() -> None:
    text = """
[figure.x]
kind = "events"
label = "违规扣罚"
unit = "元"
items = ["违规放款"]
value = { product = ["金额", "10%"] }
"""
    rows = [
        {"manager": "A", "date": "2024-06-05", "item": "违规放款", "points": "0", "amount": "1234.56"},
        {"manager": "A", "date": "2024-06-06", "item": "违规放款", "points": "0", "amount": "0.05"},
    ]
    assert value(worked(text, conduct=rows), "x") == Fraction("123.461")
    assert codes(worked(text, conduct=[*rows, rows[0] | {"amount": None}])) == ["E310"]


def test_a_row_whose_divisor_is_zero_is_said_and_the_others_stay() -> None:
    text = """
[figure.x]
kind = "flow"
label = "使用率之和"
unit = ""
table = "贷款台账"
value = { quotient = ["贷款余额", "贷款金额"] }
"""
    loans = [loan("L1", balance="30", amount="90"), loan("L2", balance="30", amount="0")]
    [said] = [one for one in worked(text, loans=loans).problems if one.code == "E381"]
    assert (said.where.cell[-1], said.where.cell[0]) == ("3", "ABCDEFGHIJ"[list(loans[1]).index("amount")])
    assert value(worked(text, loans=loans), "x") == Fraction(1, 3)


def test_a_figure_that_has_no_value_leaves_none_and_is_said() -> None:
    text = PROFIT.replace('v = "4.5%"', 'v = [{ from = 2024-07-01, v = "4.5%" }]')
    found = worked(text, loans=[loan("L1", balance="300000", annual_rate="0.108", security="信用")])
    assert value(found, "x") is None
    assert "E382" in codes(found)


def test_the_same_month_whatever_the_order_of_the_rows() -> None:
    loans = [
        loan("L1", balance="300000", annual_rate="0.108", security="信用"),
        loan("L2", balance="120000", annual_rate="0.085", security="抵押"),
        loan("L3", balance="7", annual_rate="0.0333333", security="质押"),
    ]
    assert value(worked(PROFIT, loans=loans), "x") == value(worked(PROFIT, loans=loans[::-1]), "x")


def test_sums_beyond_64_bits_stay_exact() -> None:
    """Ten loans of 9e14 yuan × 9e14: 8.1e30."""
    text = """
[figure.x]
kind = "flow"
label = "乘积"
unit = ""
table = "贷款台账"
value = { product = ["贷款余额", "贷款金额"] }
"""
    big = "900000000000000"
    loans = [loan(f"L{n}", balance=big, amount=big) for n in range(10)]
    assert value(worked(text, loans=loans), "x") == 10 * 900000000000000**2


def test_without_any_loan_there_is_nothing_to_look_up_and_nothing_to_divide() -> None:
    ratio = """
[figure.x]
kind = "flow"
label = "使用率之和"
unit = ""
table = "贷款台账"
value = { lookup = { quotient = ["贷款余额", "贷款金额"] }, bands = [{ lt = 1, v = 1 }, { ge = 1, v = 2 }] }
"""
    for text in (CONVERTED, PROFIT, OVERDUE, ratio):
        found = worked(text, loans=[])
        assert (value(found, "x"), codes(found)) == (0, [])


@pytest.mark.parametrize(
    ("bad", "lost"),
    [("15000", "0"), ("15000.01", "0.3"), ("24000", "0.5"), ("25000", "0.5"), ("25000.01", "1")],
)
def test_a_rate_is_looked_up_exactly_not_rounded(bad: str, lost: str) -> None:
    """Of 1,000,000 overdue: 1.5 % loses nothing, a fen more 30 %; 2.4 % is 2.4 %, not 2 %; 2.5 % is not 3 %."""
    text = """
[figure.x]
kind = "flow"
label = "扣减比例"
unit = "%"
table = "贷款台账"
value = { lookup = { quotient = ["欠本金额", "贷款余额"] }, bands = [
  { le = "1.5%", v = 0 },
  { gt = "1.5%", le = "2%", v = "30%" },
  { gt = "2%", le = "2.5%", v = "50%" },
  { gt = "2.5%", v = 1 },
] }
"""
    loans = [loan("L1", balance="1000000", overdue_principal=bad)]
    assert value(worked(text, loans=loans), "x") == Fraction(lost)
