"""What a policy declares for the less usual cases: targets, missing data, gates, adjustments, the past."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from books import EXAMPLE, JUNE, book, branch, policy_of
from cmtool.model.month import Month
from cmtool.model.state import Lot, Past, State
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.rules.appraise import appraise
from rules.test_main_case import TABLES

TEXT = EXAMPLE.read_text(encoding="utf-8")
GRANTED = 'target = { indicator = "本月发放贷款" } # 没有目标就是问题，不会按满分算'
NO_TARGET = [{"manager": "C", "indicator": "方式", "period": "2024-06", "plan": "存款"}]


def run(
    changes: dict[str, str] | None = None, state: State | None = None, month: Month = JUNE, **tables: Any
) -> Appraisal:
    given = deepcopy(TABLES) | tables
    return appraise(book(month, **given), policy_of(TEXT, changes or {}), state or State(), branch())


def of(appraisal: Appraisal, manager: str = "A") -> ManagerResult:
    found = appraisal.result(manager)
    assert found is not None
    return found


def value(result: ManagerResult, line: str) -> Fraction | None:
    return next(found.value for found in (*result.score_lines, *result.pay_lines) if found.id == line)


def codes(appraisal: Appraisal) -> list[str]:
    return sorted(problem.code for problem in appraisal.problems if problem.is_error)


def test_the_persons_contract_beats_the_policys_default() -> None:
    """560,000 against a contract of 640,000 instead of 700,000: 25 × 0.875 = 21.88 (a tie, up)."""
    targets = [
        *TABLES["targets"],
        {"manager": "A", "indicator": "存款月均余额", "period": "2024-06", "value": "640000"},
    ]
    assert value(of(run(targets=targets)), "deposit_average_line") == Fraction("21.88")


def test_a_target_by_post_or_grade_serves_whoever_has_it() -> None:
    targets = [{"grade": "客户经理", "indicator": "本月发放贷款", "period": "2024-06", "value": "430000"}]
    targets += [
        {"manager": "B", "indicator": "本月发放贷款", "period": "2024-06", "value": "1"},
        *NO_TARGET,
    ]
    assert value(of(run(targets=targets)), "granted_line") == 10


def test_a_quarters_target_never_serves_a_month() -> None:
    targets = [dict(row) for row in TABLES["targets"]]
    targets[0]["period"] = "2024-Q2"
    assert codes(run(targets=targets)) == ["E314"]


def test_two_different_targets_for_one_person_are_an_error() -> None:
    targets = [*TABLES["targets"], TABLES["targets"][0] | {"value": 400000}]
    assert codes(run(targets=targets)) == ["E315"]


def test_a_missing_target_is_a_problem_and_nobody_vanishes() -> None:
    """Without a declared rule: a located problem, the person is put off, not scored, not paid, still there."""
    found = run(targets=NO_TARGET)
    assert codes(found) == ["E314", "E314"]
    assert {str(problem.where) for problem in found.problems if problem.code == "E314"} == {
        "客户经理花名册.xlsx!Sheet1!A2",
        "客户经理花名册.xlsx!Sheet1!A3",
    }
    a = of(found)
    assert (a.status, a.score, a.gross, a.payable) == ("deferred", None, None, None)
    assert a.proposal.change == "deferred"
    assert value(a, "fixed_line") == 3000
    assert of(found, "C").score == Fraction("92.04")


@pytest.mark.parametrize(
    ("missing", "score"),
    [("zero", "82.50"), ("deferred", None)],
)
def test_a_declared_rule_for_a_missing_target_holds(missing: str, score: str | None) -> None:
    """91.10 less the 8.60 of the line without target is 82.50."""
    found = run(
        {GRANTED: f'target = {{ indicator = "本月发放贷款", missing = "{missing}" }}'}, targets=NO_TARGET
    )
    assert codes(found) == []
    assert of(found).score == (Fraction(score) if score else None)


def test_an_excluded_line_gives_its_weight_to_the_others() -> None:
    """Without its 10, the families' 75 are scaled to 85: ×17/15. A: 25→28.33…×0.8 = 22.67; 17.00; 95.5 %: 17 − 2.5
    = 14.50; 20→22.67×1.2 = 27.20; 2.50; 8.50. Sum 92.37."""
    found = run({GRANTED: 'target = { indicator = "本月发放贷款", missing = "excluded" }'}, targets=NO_TARGET)
    assert of(found).score == Fraction("92.37")


def test_a_target_without_an_indicator_is_an_error_and_a_plan_without_one_is_not() -> None:
    row = {"manager": "C", "period": "2024-06", "plan": "存款"}
    assert codes(run(targets=[*TABLES["targets"][:2], row])) == []
    assert codes(run(targets=[*TABLES["targets"][:2], row | {"value": "5"}])) == ["E330"]


def test_a_target_for_a_rate_must_be_written_as_a_rate() -> None:
    targets = [
        *TABLES["targets"],
        {"manager": "A", "indicator": "到期收回率", "period": "2024-06", "value": "98"},
    ]
    assert codes(run(targets=targets)) == ["E329"]


def test_plans_that_disagree_and_plans_nobody_knows_are_errors() -> None:
    row = {"manager": "C", "indicator": "方式", "period": "2024-06"}
    assert codes(run(targets=[*TABLES["targets"], row | {"plan": "收息"}])) == ["E317"]
    assert "E318" in codes(run(targets=[*TABLES["targets"][:2], row | {"plan": "放贷"}]))


def plan_row(plan: str, period: str = "2024-06", **whose: str) -> dict[str, Any]:
    return {"period": period, "plan": plan} | whose


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([plan_row("收贷", post="外勤")], "收贷"),
        ([plan_row("收贷", grade="客户经理")], "收贷"),
        ([plan_row("收贷", team="一组")], "收贷"),
        ([plan_row("收贷", institution="0101")], "收贷"),
        ([plan_row("收贷", "2024", manager="A")], "收贷"),
        ([plan_row("收贷", "2024-Q1", manager="A")], "综合"),
        ([plan_row("收贷", post="内勤")], "综合"),
        ([plan_row("存款", post="外勤"), plan_row("收贷", "2024", manager="A")], "收贷"),
        ([plan_row("存款", grade="客户经理"), plan_row("收贷", "2024", post="外勤")], "收贷"),
        ([plan_row("存款", team="一组"), plan_row("收贷", grade="客户经理")], "收贷"),
        ([plan_row("存款", institution="0101"), plan_row("收贷", team="一组")], "收贷"),
        ([plan_row("存款", "2024", post="外勤"), plan_row("收贷", "2024-Q2", post="外勤")], "收贷"),
        ([plan_row("存款", post="外勤"), plan_row("", manager="A")], "存款"),
        ([plan_row("收贷", "2024", post="外勤"), plan_row("收贷", "2024", post="外勤")], "收贷"),
    ],
)
def test_a_plan_is_the_persons_own_else_the_posts_the_grades_the_teams_the_institutions(
    rows: list[dict[str, Any]], expected: str
) -> None:
    """On one level the shorter period goes first; a blank names none, and without any the plan is 综合."""
    managers = deepcopy(TABLES["managers"])
    managers[0] |= {"post": "外勤", "team": "一组"}
    found = run(targets=[*TABLES["targets"], *rows], managers=managers)
    assert (of(found).person.plan, codes(found)) == (expected, [])
    assert of(found, "C").person.plan == "存款"


def test_two_plans_for_one_post_and_period_are_an_error_at_the_second() -> None:
    rows = [plan_row("存款", "2024", post="外勤"), plan_row("收贷", "2024", post="外勤")]
    found = run(targets=[*TABLES["targets"], *rows])
    said = [(problem.code, problem.key, problem.found) for problem in found.problems if problem.is_error]
    assert said == [("E317", "外勤", "收贷")]


def test_a_single_plan_with_a_target_of_another_family_says_so() -> None:
    """C is assessed on deposits only; a lending target is not used, and that is a warning with its cell."""
    targets = [*TABLES["targets"], TABLES["targets"][0] | {"manager": "C"}]
    found = run(targets=targets)
    assert [str(problem.where) for problem in found.problems if problem.code == "W311"] == [
        "目标.xlsx!Sheet1!B5"
    ]
    assert of(found, "C").score == Fraction("92.04")


def test_who_left_before_the_month_is_not_appraised_and_said() -> None:
    managers = [TABLES["managers"][0] | {"left": "2024-05-31"}, *TABLES["managers"][1:]]
    found = run(managers=managers)
    assert found.result("A") is None
    assert "W312" in {problem.code for problem in found.problems}
    loans = next(row for row in found.reconciliation if row.table == "贷款台账" and not row.indicator)
    assert (loans.excluded, loans.difference) == (439000, 0)


def test_who_left_in_the_month_is_appraised_with_a_warning() -> None:
    managers = [TABLES["managers"][0] | {"left": "2024-06-10"}, *TABLES["managers"][1:]]
    found = run(managers=managers)
    assert of(found).score == Fraction("91.10")
    assert "W307" in {problem.code for problem in found.problems}


def test_a_gate_bars_and_says_which_condition_fired() -> None:
    gate = 'weights = 100\ngates = [{ of = "violations", ge = 1, effect = "barred", label = "违规", clause = "第十三条" }]'
    found = of(run({"weights = 100": gate}))
    assert (found.status, found.score, found.payable) == ("barred", None, None)
    assert str(found.reason) == "违规 1（≥ 1），不予评定"
    assert of(run({"weights = 100": gate.replace("barred", "zero")})).score == 0
    assert of(run({"weights = 100": gate}), "B").score == Fraction("42.90")


def test_a_cap_on_the_group_acts_on_the_sum() -> None:
    found = of(run({'weights = 100\ncap = "none"': "weights = 100\ncap = 90"}))
    assert found.score == 90


def test_an_approved_value_replaces_the_figure_where_it_stands() -> None:
    """A's conduct points set to 0: 10.00 instead of 8.50, score 92.60, performance 2,000 × 0.926 = 1,852.00."""
    row = {
        "manager": "A",
        "period": "2024-06",
        "item": "日常行为加扣分",
        "reason": "误登",
        "value": "0",
        "approver": "主任",
    }
    found = of(run(overrides=[row]))
    assert found.score == Fraction("92.60")
    assert value(found, "performance_line") == Fraction("1852.00")
    working = found.workings["conduct_points"]
    assert (working.value, working.computed) == (Fraction(0), Fraction("-1.5"))


def test_an_approved_amount_is_a_line_of_its_own() -> None:
    row = {
        "manager": "A",
        "period": "2024-06",
        "item": "应发合计",
        "reason": "补发",
        "amount": "100",
        "approver": "主任",
    }
    found = of(run(overrides=[row]))
    assert found.gross == Fraction("4955.50")
    assert [(line.label, line.value) for line in found.pay_lines if line.adjustment] == [
        ("考核调整", Fraction(100))
    ]


def test_an_adjustment_without_approver_or_name_is_an_error() -> None:
    row = {"manager": "A", "period": "2024-06", "item": "应发合计", "reason": "补发", "amount": "100"}
    assert codes(run(overrides=[row])) == ["E324"]
    assert codes(run(overrides=[row | {"item": "奖励", "approver": "主任"}])) == ["E322"]


def test_holding_accounts_carry_on_from_earlier_lots() -> None:
    lot = Lot("retention", Month(2024, 5), Fraction("250.00"), Fraction("250.00"))
    hold = of(run(state=State({"A": Past(lots=(lot,))}))).holds[0]
    assert [hold.opening, hold.held, hold.closing] == [250, Fraction("283.10"), Fraction("533.10")]
    rows = [{"manager": "A", "indicator": "预留风险金", "period": "2024-05", "value": "250"}]
    assert of(run(opening=rows)).holds[0].opening == 250


def test_what_the_month_leaves_behind_serves_the_next() -> None:
    """June's score, retention and open notes are in the state; July's proposal sees two months."""
    june = run()
    past = june.state.past("A")
    assert past.figure("score", JUNE) == Fraction("91.10")
    assert [(lot.month, lot.amount) for lot in past.lots] == [(JUNE, Fraction("283.10"))]
    assert june.state.open_notes == {"L1": 43000000, "L2": 900000}
    assert june.state.sealed_until == JUNE


def test_opening_that_contradicts_a_seal_is_an_error() -> None:
    sealed = State({"A": Past({Month(2024, 5): {"score": Fraction(91)}})}, sealed_until=Month(2024, 5))
    row = {"manager": "A", "indicator": "得分", "period": "2024-05", "value": "92"}
    assert codes(run(state=sealed, opening=[row])) == ["E326"]
    assert codes(run(state=sealed, opening=[row | {"value": "91"}])) == []
    assert codes(run(state=sealed, opening=[row | {"indicator": "分数"}])) == ["E325"]


YEAR = """
[figure.granted_year]
kind = "flow"
label = "本年累计发放"
unit = "元"
table = "贷款台账"
value = "贷款金额"
on = "发放日期"
window = "quarter"

[figure.granted_more]
kind = "delta"
label = "发放比上月增加"
unit = "元"
of = "granted"
against = "last_month"

[figure.violations]"""


def test_a_window_adds_up_what_earlier_months_left() -> None:
    """April 100 and May 200 are recorded, June is 430,000."""
    figures = {
        Month(2024, 4): {"granted_year.month": Fraction(100)},
        Month(2024, 5): {"granted_year.month": Fraction(200), "granted": Fraction(30000)},
    }
    found = run({"\n[figure.violations]": YEAR}, State({"A": Past(figures)}))
    assert of(found).workings["granted_year"].value == 430300
    assert of(found).workings["granted_more"].value == 400000


def test_a_month_nobody_recorded_is_said_not_taken_for_zero() -> None:
    found = of(run({"\n[figure.violations]": YEAR}))
    for name, month in (("granted_year", "2024-04"), ("granted_more", "2024-05")):
        working = found.workings[name]
        assert (working.value, working.absent) == (None, "missing")
        assert month in str(working.why)


def test_a_grade_follows_its_history_and_says_a_difference() -> None:
    """任职等级 says 高级 since 1 June: coefficient 1.3, fixed 4,200; the roster's 客户经理 is a warning."""
    grades = [{"manager": "A", "grade": "高级客户经理", "effective": "2024-06-01"}]
    found = run(grades=grades)
    assert of(found).person.grade == "高级客户经理"
    assert value(of(found), "fixed_line") == 4200
    assert "W305" in {problem.code for problem in found.problems}


def test_an_unknown_grade_is_a_problem() -> None:
    managers = [TABLES["managers"][0] | {"grade": "特级"}, *TABLES["managers"][1:]]
    assert "E319" in codes(run(managers=managers))


def test_a_table_that_has_not_come_leaves_no_value() -> None:
    tables = {name: rows for name, rows in TABLES.items() if name != "conduct"}
    found = appraise(book(JUNE, **tables), policy_of(TEXT, {}), State(), branch())
    a = of(found)
    assert (a.status, a.score) == ("deferred", None)
    assert str(a.reason) == "没有加扣分登记簿数据"


def test_an_institution_without_its_figures_is_a_problem_for_each_person() -> None:
    found = run(institution=[{"id": "0101", "period": "2024-05", "staff": 10, "four_expenses": "18500.00"}])
    assert set(codes(found)) == {"E320"}


def test_events_that_no_line_reads_or_two_do_are_warnings() -> None:
    changes = {
        'except_items = ["违规"]': 'except_items = ["迟交"]',
        'items = ["违规"]': 'items = ["违规", "迟到"]',
    }
    events = [*TABLES["conduct"], TABLES["conduct"][1] | {"item": "迟交"}]
    found = run(changes, conduct=events)
    said = [(problem.code, problem.found) for problem in found.problems if problem.code in ("W303", "W304")]
    assert sorted(said) == [("W303", "迟交"), ("W304", "违规"), ("W304", "迟到")]


def test_a_tie_through_a_division_rounds_up() -> None:
    """5,221,933 ÷ 30 × 0.0125 × 12 is 26,109.665: 26,109.67 in print, where a float gives .66."""
    product = """
[figure.tie]
kind = "product"
label = "并列"
unit = "元"
of = ["tie_average", 0.0125, 12]

[figure.tie_average]
kind = "quotient"
label = "均"
unit = "元"
of = [5221933, 30]

[line.tie_line]
group = "pay"
label = "并列"
of = "tie"

[hold.retention]"""
    found = of(run({"\n[hold.retention]": product}))
    assert value(found, "tie_line") == Fraction("26109.67")


def test_a_closed_account_ends_on_its_day() -> None:
    """Listed on the 1st and the 30th, closed on the 11th: ten days of 300 and nothing at month end."""
    rows = [
        {
            "account": "D9",
            "client": "K9",
            "manager": "A",
            "date": "2024-06-01",
            "balance": "300",
            "closed_on": "2024-06-11",
        },
        {"account": "D8", "client": "K8", "manager": "B", "date": "2024-06-01", "balance": "1"},
        {"account": "D8", "client": "K8", "manager": "B", "date": "2024-06-30", "balance": "1"},
    ]
    found = appraise(
        book(JUNE, **(TABLES | {"deposits": rows})), policy_of(TEXT, {}), State(), branch("snapshot")
    )
    assert of(found).workings["deposit_balance_days"].value == 3000
    assert "E307" not in codes(found)
    changes = appraise(book(JUNE, **(TABLES | {"deposits": rows})), policy_of(TEXT, {}), State(), branch())
    assert "E331" in codes(changes)


def test_an_event_stays_with_the_person_it_names() -> None:
    """The violation is A's although the note it mentions was handed to B."""
    events = [TABLES["conduct"][0] | {"note": "L2"}, *TABLES["conduct"][1:]]
    handed = [{"note": "L2", "manager": "B", "role": "主办", "start": "2024-01-01"}]
    found = run(conduct=events, assignments=handed)
    assert value(of(found), "compliance_line") == Fraction("2.50")
    assert value(of(found, "B"), "compliance_line") == 5


def test_a_grade_that_begins_later_is_not_paid_now() -> None:
    managers = [
        TABLES["managers"][0] | {"grade": "高级客户经理", "grade_since": "2024-07-01"},
        *TABLES["managers"][1:],
    ]
    assert "E332" in codes(run(managers=managers))


def test_a_blank_plan_is_the_combined_one_whatever_it_is_called() -> None:
    found = run({'[plan."综合"]': '[plan."全面"]'})
    assert of(found).person.plan == "全面"
    assert of(found).score == Fraction("91.10")


def test_an_adjusted_line_is_a_printed_value() -> None:
    """8.505 is 8.51 in print, and the score is the sum of its printed lines: 91.10 − 8.50 + 8.51."""
    row = {
        "manager": "A",
        "period": "2024-06",
        "item": "conduct_line",
        "reason": "复核",
        "value": "8.505",
        "approver": "主任",
    }
    assert of(run(overrides=[row])).score == Fraction("91.11")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"manager": "C", "item": "granted_line", "value": "8"}, "E333"),
        ({"period": "2024-Q2", "value": "8"}, "E334"),
        ({"value": "8", "amount": "500"}, "E335"),
        ({"item": "到期收回率", "value": "95"}, "E336"),
        ({"item": "本月实收利息", "amount": "500"}, "E322"),
        ({"item": "违规次数", "amount": "500"}, "E322"),
        ({"item": "due_collection_rate", "value": "95"}, "E329"),
    ],
)
def test_an_adjustment_that_cannot_be_meant_is_an_error(change: dict[str, str], code: str) -> None:
    row = {"manager": "A", "period": "2024-06", "item": "conduct_line", "reason": "误", "approver": "主任"}
    assert code in codes(run(overrides=[row | change]))


def test_a_single_plan_is_rescaled_through_inner_groups() -> None:
    """The deposit lines in a group of their own: C still has 92.04."""
    inner = '[group.funds]\ninside = "score"\nlabel = "组织资金"\nunit = "分"\ncap = "none"\nfloor = "none"\n\n[line.deposit_average_line]\ngroup = "funds"'
    changes = {
        '[line.deposit_average_line]\ngroup = "score"': inner,
        '[line.deposit_days_line]\ngroup = "score"': '[line.deposit_days_line]\ngroup = "funds"',
    }
    assert of(run(changes), "C").score == Fraction("92.04")


def test_receipts_and_balances_that_disagree_are_an_error() -> None:
    """The ledger says 191,000 came in by the balances; the receipts do not know the note."""
    loans = [
        TABLES["loans"][0],
        TABLES["loans"][1] | {"collected_principal": None, "last_balance": "200000"},
        TABLES["loans"][2],
    ]
    receipts = [{"note": "L3", "date": "2024-06-09", "principal": "0"}]
    assert "E311" in codes(run(loans=loans, repayments=receipts))


def test_opening_figures_feed_a_window() -> None:
    """April and May from 期初 by the figure's own name, June from the ledger."""
    rows = [
        {"manager": "A", "indicator": "本年累计发放", "period": month, "value": "100"}
        for month in ("2024-04", "2024-05")
    ]
    found = run({"\n[figure.violations]": YEAR}, opening=rows)
    assert of(found).workings["granted_year"].value == 430200


def test_money_held_in_an_account_that_is_gone_is_an_error() -> None:
    lot = Lot("old_account", Month(2024, 5), Fraction(50), Fraction(50))
    assert "E337" in codes(run(state=State({"A": Past(lots=(lot,))})))


def test_a_ladder_that_skips_gaps_looks_further_back() -> None:
    rows = [
        {"manager": "A", "indicator": "得分", "period": month, "value": "95"}
        for month in ("2024-03", "2024-04")
    ]
    found = run({'gap = "breaks"': 'gap = "skipped"'}, opening=rows)
    assert of(found).proposal.change == "rise"
    assert of(run(opening=rows)).proposal.change == "keep"


def test_a_gate_without_its_figure_decides_nothing() -> None:
    gate = 'weights = 100\ngates = [{ of = "granted_more", lt = 0, effect = "barred" }]'
    found = of(run({"weights = 100": gate, "\n[figure.violations]": YEAR}))
    assert (found.status, found.score) == ("deferred", None)


def test_a_quarters_target_that_nobody_uses_is_said() -> None:
    targets = [
        *TABLES["targets"],
        {"manager": "A", "indicator": "存款月均余额", "period": "2024-Q2", "value": "2000000"},
    ]
    found = run(targets=targets)
    assert "W315" in {problem.code for problem in found.problems}
    assert value(of(found), "deposit_average_line") == 20


def test_sums_beyond_64_bits_stay_exact() -> None:
    """Five accounts of 9e14 yuan for thirty days: 1.35e17 yuan-days."""
    rows = [
        {
            "account": f"X{n}",
            "client": "K",
            "manager": "A",
            "date": "2024-05-31",
            "balance": "900000000000000",
        }
        for n in range(5)
    ]
    assert of(run(deposits=rows)).workings["deposit_balance_days"].value == 135_000_000_000_000_000


def test_a_contract_that_no_line_reads_is_said_with_a_hint() -> None:
    row = {"manager": "A", "indicator": "存款日均余额", "period": "2024-06", "value": "560000"}
    found = run(targets=[*TABLES["targets"], row])
    said = [problem for problem in found.problems if problem.code == "W318"]
    assert ["存款月均余额" in str(problem.sentence) for problem in said] == [True]


def test_negative_principal_never_makes_nothing_due() -> None:
    loans = [TABLES["loans"][0], TABLES["loans"][1] | {"collected_principal": "-191000"}, TABLES["loans"][2]]
    assert "E340" in codes(run(loans=loans))


def test_somebody_of_another_institution_is_said() -> None:
    """An outlet may have a number of its own; a slip of the pen would look the same, so it is a warning."""
    managers = [TABLES["managers"][0] | {"institution": "0102"}, *TABLES["managers"][1:]]
    found = run(managers=managers)
    assert [problem.key for problem in found.problems if problem.code == "W319"] == ["A"]
