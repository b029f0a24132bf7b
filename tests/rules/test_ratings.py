"""Ratings by several groups of raters, and benchmarks from outside."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from books import book, branch, policy_of
from cmtool.model.month import Month
from cmtool.model.state import State
from cmtool.rules.appraise import appraise
from rowfigures import codes, loan, value, worked
from schemes import text_of

RATING = """
[figure.x]
kind = "rating"
label = "民主评议"
unit = "分"
raters = { "自评" = 10, "同事" = 20, "客户" = 21, "部门" = 49 }
unfilled = "leave_out"
"""


def rated(rater: str, score: str, manager: str = "A", period: str = "2024-06", **more: str) -> dict[str, Any]:
    return {"manager": manager, "period": period, "rater": rater, "score": score} | more


TWO = [rated("客户", "5"), rated("部门", "3")]


def test_a_part_left_out_gives_its_weight_to_the_others() -> None:
    """5 × 21/70 + 3 × 49/70 = 3.60."""
    assert value(worked(RATING, ratings=TWO), "x") == Fraction("3.60")


@pytest.mark.parametrize(
    ("rule", "expected", "said"),
    [("zero", Fraction("2.52"), []), ("deferred", None, []), ("problem", None, ["E385", "E385", "E385"])],
)
def test_a_part_that_was_not_filled_follows_the_declared_rule(
    rule: str, expected: Fraction | None, said: list[str]
) -> None:
    """As zero: 5 × 0.21 + 3 × 0.49 = 2.52; else no value, and under ``problem`` one for each person."""
    found = worked(RATING.replace("leave_out", rule), ratings=TWO)
    assert value(found, "x") == expected
    assert codes(found) == said
    if expected is None:
        assert "自评、同事" in str(found.results[0].workings["x"].why)


RATED = """
[figure.x]
kind = "rating"
label = "客户评价"
unit = "分"
raters = { "客户" = 1 }
unfilled = "problem"
period = "half_year"
"""
RATED_LINE = """
[line.rated]
group = "score"
label = "评价"
family = "业务"
of = "x"
cadence = "half-year"
between = "nothing"
"""
FIRST_HALF = [rated("客户", "8", "M1", "2024-H1")]


@pytest.mark.parametrize(
    ("month", "more", "said"),
    [
        ("2024-05", "", []),
        ("2024-06", "", ["M2"]),
        ("2024-05", '[figure.twice]\nkind = "sum"\nlabel = "两倍"\nunit = "分"\nof = ["x", "x"]\n', ["M2"]),
        ("2024-05", '[line.each]\ngroup = "score"\nfamily = "业务"\nlabel = "每月"\nof = "x"\n', ["M2"]),
    ],
)
def test_a_rating_is_missed_in_the_months_that_ask_for_it_and_of_those_appraised(
    month: str, more: str, said: list[str]
) -> None:
    """Its only line is worked out in June; M2 is there and unrated, M3 left in April and M4 joins in July.

    Another figure or a line of every month asks for it in May too.
    """
    roster = [
        {"id": who, "name": who, "institution": "0101", "grade": "初级", **more_of}
        for who, more_of in {
            "M1": {},
            "M2": {},
            "M3": {"left": "2024-04-15"},
            "M4": {"joined": "2024-07-01"},
        }.items()
    ]
    found = appraise(
        book(Month.parse(month), managers=roster, ratings=FIRST_HALF, loans=[]),
        policy_of(text_of(RATED + RATED_LINE + more, {}), {}),
        State(),
        branch(),
    )
    assert [(one.code, one.key) for one in found.problems if one.is_error] == [("E385", who) for who in said]


def test_somebody_nobody_rated_has_no_value_not_zero() -> None:
    found = worked(RATING, ratings=TWO)
    assert value(found, "x", "B") is None


def test_within_a_group_the_mean_counts_and_an_unknown_group_is_said() -> None:
    """Clients 4 and 6 are 5; an unweighed group changes nothing but is a warning at its cell."""
    rows = [
        rated("客户", "4", sample="1"),
        rated("客户", "6", sample="2"),
        rated("部门", "3"),
        rated("部们", "0"),
    ]
    found = worked(RATING, ratings=rows)
    assert value(found, "x") == Fraction("3.60")
    assert [(p.code, p.found) for p in found.problems if p.code == "W380"] == [("W380", "部们")]


def test_only_the_named_items_of_the_named_period_count() -> None:
    text = RATING + 'items = ["服务"]\nperiod = "quarter"\n'
    rows = [
        rated("客户", "5", period="2024-Q2", item="服务"),
        rated("客户", "1", period="2024-Q2", item="其他"),
        rated("客户", "2", period="2024-06", item="服务"),
        rated("客户", "3", period="2024-Q1", item="服务"),
    ]
    assert value(worked(text, ratings=rows), "x") == 5


def test_each_rating_leads_to_its_cell() -> None:
    """The parts add up to the figure: 1.5 from the clients' row, 2.1 from the department's."""
    rows = worked(RATING, ratings=TWO).facts["x"].rows
    shares = map(Fraction, rows["numerator"], rows["denominator"])
    parts = [amount * share for amount, share in zip(rows["amount"], shares, strict=True)]
    assert (list(rows["row"]), parts) == ([0, 1], [Fraction("1.5"), Fraction("2.1")])


BENCHMARK = """
[figure.x]
kind = "benchmark"
label = "全省平均"
unit = "元"
item = "户均存款"
"""


def outside(value: str, period: str = "2024-06", **more: str) -> dict[str, Any]:
    return {"indicator": "户均存款", "period": period, "value": value} | more


def test_a_benchmark_of_the_own_institution_beats_one_for_everybody() -> None:
    rows = [outside("500"), outside("700", institution="0102")]
    assert value(worked(BENCHMARK, benchmarks=rows), "x") == 500
    rows.append(outside("600", institution="0101"))
    found = worked(BENCHMARK, benchmarks=rows)
    assert value(found, "x") == 600
    assert str(found.results[0].workings["x"].where) == "外部基准.xlsx!Sheet1!C4"


def test_a_benchmark_serves_its_own_kind_of_period_only() -> None:
    found = worked(BENCHMARK, benchmarks=[outside("500", "2024-Q2")])
    assert (value(found, "x"), codes(found)) == (None, ["E383"])
    quarter = BENCHMARK + 'period = "quarter"\n'
    assert value(worked(quarter, benchmarks=[outside("500", "2024-Q2")]), "x") == 500


def test_a_rate_from_outside_must_be_written_as_a_rate() -> None:
    text = BENCHMARK.replace('unit = "元"', 'unit = "%"')
    assert codes(worked(text, benchmarks=[outside("98")])) == ["E384"]


@pytest.mark.parametrize(("written", "hinted"), [("户均存款", False), ("户均存欵", True)])
def test_a_benchmark_of_another_month_is_no_hint(written: str, hinted: bool) -> None:
    """The very item stands there for May: asking whether it was meant helps nobody; a slip of the pen is asked about."""
    row = outside("500", "2024-05") | {"indicator": written}
    [said] = [one for one in worked(BENCHMARK, benchmarks=[row]).problems if one.code == "E383"]
    assert ("是不是" in str(said.sentence)) == hinted


def test_a_row_value_may_use_a_benchmark() -> None:
    """Deposits above the province's price: 300 × (5 % − 2 %) = 9."""
    text = (
        BENCHMARK.replace('unit = "元"', 'unit = "%"')
        + """
[figure.y]
kind = "flow"
label = "价差收入"
unit = "元"
table = "贷款台账"
value = { product = ["贷款余额", { difference = ["年利率(%)", { figure = "x" }] }] }
"""
    )
    loans = [loan("L1", balance="300", annual_rate="0.05")]
    assert value(worked(text, benchmarks=[outside("0.02")], loans=loans), "y") == 9
