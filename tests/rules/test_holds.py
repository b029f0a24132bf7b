"""Held accounts through a whole appraisal: whose they are, run again, and what no month may do twice."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from books import book, branch
from cmtool.model.month import Month
from cmtool.model.state import Lot, Past, State
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.rules.appraise import appraise
from cmtool.workflows.carried import recorded, restored
from rules.test_taxes import MANAGER, policy
from schemes import TOPS, appraised, scheme

JUNE = Month(2024, 6)
EIGHTEEN = "risk-deposit-after-eighteen-months"
Lots = dict[str, list[tuple[Month, Fraction]]]


def state(lots: Lots, **more: Any) -> State:
    return State(
        {
            who: Past(lots=tuple(Lot("deposit", when, amount, amount) for when, amount in own))
            for who, own in lots.items()
        },
        **more,
    )


def run(
    before: State,
    month: Month = JUNE,
    pays: dict[str, object] | None = None,
    *rows: dict[str, Any],
    case: str = EIGHTEEN,
) -> Appraisal:
    pays = {"M001": 6000, "M002": 6000} if pays is None else pays
    managers = [MANAGER | {"id": who, "name": who} for who in ("M001", "M002")]
    conduct = [
        {"manager": who, "date": str(month.first), "item": "绩效", "points": 0, "amount": pay}
        for who, pay in pays.items()
    ]
    given = book(month, managers=[*managers, *rows], conduct=conduct)
    return appraise(given, policy(case), before, branch())


def of(found: Appraisal, who: str = "M001") -> ManagerResult:
    result = found.result(who)
    assert result is not None
    return result


AMOUNTS = st.lists(
    st.tuples(
        st.integers(1, 30).map(lambda ago: JUNE.plus(-ago)),
        st.integers(1, 99_999).map(lambda fen: Fraction(fen, 100)),
    ),
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(AMOUNTS, AMOUNTS)
def test_one_persons_lots_change_nobody_elses_figures(
    own: list[tuple[Month, Fraction]], others: list[tuple[Month, Fraction]]
) -> None:
    alone = of(run(state({"M002": others})), "M002")
    beside = of(run(state({"M001": own, "M002": others})), "M002")
    assert beside == alone


def test_a_month_run_again_releases_the_same_and_not_more() -> None:
    """The state a month starts from is that of the month before, however often it is run."""
    before = state({"M001": [(Month(2022, 12), Fraction(600))]})
    first, second = run(before), run(before)
    assert of(first).released == of(second).released == 600
    assert first.state == second.state
    july = run(first.state, Month(2024, 7))
    assert of(july).released == 0
    assert of(run(before)).released == 600


def test_the_state_survives_being_written_down() -> None:
    found = run(state({"M001": [(Month(2022, 12), Fraction(600)), (Month(2023, 5), Fraction("0.01"))]}))
    assert restored(recorded(found.state)) == found.state


def test_an_earlier_seal_without_the_new_fields_still_reads() -> None:
    """A lot as the first seals wrote it: without instalments; a past without rows."""
    record = recorded(state({"M001": [(Month(2023, 1), Fraction(5))]}))
    old = record.model_dump(mode="json", by_alias=True)
    assert set(old["managers"]["M001"]) == {"figures", "lots"}
    assert set(old["managers"]["M001"]["lots"][0]) == {"hold", "month", "amount", "remaining"}
    assert restored(type(record).model_validate(old)).past("M001").lots[0].instalments == 0


def test_somebody_who_left_goes_on_by_the_rule_and_is_nobodys_result() -> None:
    """Left in January, six months later is July: 80.00 are paid then, though the lot is only seven months old."""
    gone = MANAGER | {"id": "M003", "name": "丙三", "left": "2024-01-20"}
    before = state({"M003": [(Month(2023, 12), Fraction(80))]})
    june = run(before, JUNE, None, gone)
    assert june.result("M003") is None
    (apart,) = june.apart
    assert (apart.id, apart.name, apart.released, apart.holds[0].closing) == ("M003", "丙三", 0, 80)
    july = run(june.state, Month(2024, 7), None, gone)
    assert july.apart[0].released == 80
    assert run(july.state, Month(2024, 8), None, gone).apart == ()


def test_somebody_nobody_knows_any_more_keeps_the_account_and_is_said() -> None:
    found = run(state({"M009": [(Month(2022, 1), Fraction(80))]}))
    [said] = [problem for problem in found.problems if problem.code == "W391"]
    assert str(said.where) == "客户经理花名册.xlsx!Sheet1"
    assert found.state.past("M009").lots[0].remaining == 80
    assert found.apart[0].released == 0


def test_an_opening_balance_of_a_later_month_is_not_there_yet_nor_twice_later() -> None:
    """期初 stands in the inbox of every month: a lot of July is none in June, and one in August."""
    opening = [{"manager": "M001", "indicator": "风险保证金", "period": "2024-07", "value": "70"}]
    managers = [MANAGER]
    june = appraise(
        book(JUNE, managers=managers, conduct=[], opening=opening), policy(EIGHTEEN), State(), branch()
    )
    assert of(june).holds[0].closing == 0
    august = appraise(
        book(Month(2024, 8), managers=managers, conduct=[], opening=opening),
        policy(EIGHTEEN),
        june.state,
        branch(),
    )
    assert of(august).holds[0].opening == 70


RATE = 'bands = [{ le = "1%", v = 1 }, { gt = "1%", le = "2%", v = "50%" }, { gt = "2%", v = 0 }]'


def redeemed(**changes: str) -> Appraisal:
    lots = {"M001": Past(lots=(Lot("risk", Month(2024, 3), Fraction(300), Fraction(300)),))}
    given = [MANAGER]
    rows = [{"manager": "M001", "date": "2024-12-10", "item": "绩效", "points": 0, "amount": 1000}]
    terms = policy("risk-money-redeemed", **changes)
    return appraise(book(Month(2024, 12), managers=given, conduct=rows), terms, State(lots), branch())


def test_a_rate_above_the_whole_redeems_nothing_and_is_an_error() -> None:
    found = redeemed(**{RATE: 'bands = [{ le = "1%", v = 1.5 }, { gt = "1%", v = 0 }]'})
    assert (of(found).released, of(found).payable, of(found).holds[0].closing) == (None, None, 500)
    assert [problem.code for problem in found.problems if problem.is_error] == ["E391"]


def test_a_later_indicator_without_value_leaves_the_account_and_the_pay_open() -> None:
    """The ratio is not settled before 2025: nothing is redeemed, and what is payable is not known."""
    found = redeemed(**{'{ from = 2024-01-01, v = "0.8%" }, ': ""})
    assert (of(found).released, of(found).payable, of(found).holds[0].closing) == (None, None, 500)
    assert "本期不兑付" in str(of(found).holds[0].said)


def test_a_charge_below_zero_is_an_error_and_takes_nothing() -> None:
    rows = [
        {"manager": "M001", "date": "2024-06-10", "item": item, "points": 0, "amount": amount}
        for item, amount in (("绩效", 100), ("责任追究", -50))
    ]
    before = state({"M001": [(Month(2024, 5), Fraction(70))]})
    found = appraise(book(JUNE, managers=[MANAGER], conduct=rows), policy(EIGHTEEN), before, branch())
    assert [problem.code for problem in found.problems if problem.is_error] == ["E390"]
    assert (of(found).charged, of(found).holds[0].closing) == (None, 70)


def test_an_account_that_holds_nothing_for_no_loans_divides_by_nothing() -> None:
    """Nothing held, nothing charged, nothing there: a month without any pay runs through every release rule."""
    for case in (EIGHTEEN, "risk-deposit-in-thirds", "paid-in-part-and-settled", "risk-money-redeemed"):
        managers = [MANAGER | {"joined": "2024-12-01"}]
        found = appraise(
            book(Month(2024, 12), managers=managers, conduct=[]), policy(case), State(), branch()
        )
        assert (of(found).released, of(found).holds[0].closing) == (0, 0)


def test_a_policy_that_defers_less_than_the_guidance_is_told_so() -> None:
    text = '[legal.deferral]\nshare = "40%"\nyears = 3\nsource = "稳健薪酬监管指引"\n\n[ladder]'
    terms = policy(EIGHTEEN, **{"[ladder]": text})
    rows = [{"manager": "M001", "date": "2024-06-10", "item": "绩效", "points": 0, "amount": 6000}]
    found = appraise(book(JUNE, managers=[MANAGER], conduct=rows), terms, State(), branch())
    (notice,) = [problem for problem in found.problems if problem.code == "W392"]
    assert "6,000.00" in str(notice.sentence)
    assert "500.00" in str(notice.sentence)


def settled(figures: dict[Month, dict[str, Fraction | None]], held: int = 300) -> ManagerResult:
    """December of a year worth 2,000, of which 70 % of each month's 1,000 was paid, for somebody of November."""
    lot = Lot("deferred", Month(2024, 11), Fraction(held), Fraction(held))
    rows = [
        {"manager": "M001", "date": "2024-12-10", "item": item, "points": 0, "amount": amount}
        for item, amount in (("绩效", 1000), ("全年应得", 2000))
    ]
    managers = [MANAGER | {"joined": "2024-11-04"}]
    before = State({"M001": Past(figures, (lot,))})
    given = book(Month(2024, 12), managers=managers, conduct=rows)
    return of(appraise(given, policy("paid-in-part-and-settled"), before, branch()))


def test_a_settlement_takes_off_what_was_paid_and_nothing_for_a_month_put_off() -> None:
    """700 + 700 paid of 2,000: 600 more. A November put off paid nothing and held nothing: 2,000 − 700 = 1,300 more. A
    November nobody recorded leaves the settlement open."""
    november = Month(2024, 11)
    assert settled({november: {"performance_line": Fraction(1000)}}).released == 600
    assert settled({november: {"deferred.base": Fraction(1000)}}).released == 600
    assert settled({november: {"performance_line": None}}, held=0).released == 1300
    assert settled({}).released is None


def test_nothing_is_kept_back_of_a_pay_that_a_gate_refuses() -> None:
    """1,000 earned, the pay refused: no lot of 300 that would come back as money nobody earned."""
    body = """
[line.earned_line]
group = "pay"
label = "业绩"
of = "earned"
[hold.deposit]
label = "保证金"
on = ["earned_line"]
curve = { kind = "per_unit", per = "30%", floor = "none", cap = "none" }
release = { kind = "same_lot_after", months = 1 }
"""
    tops = TOPS + 'gates = [{ of = "bad", ge = 1, effect = "barred" }]\n'
    policy = scheme(body, tops, earned="元", bad="次")
    june = appraised(policy, {"A": {"earned": 1000, "bad": 1}}, Month(2024, 6))
    july = appraised(policy, {"A": {"earned": 0}}, Month(2024, 7), june.state)
    assert (of(june, "A").withheld, of(june, "A").holds[0].closing) == (None, 0)
    assert of(july, "A").payable == 0
