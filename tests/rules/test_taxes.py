"""Tax and the law's limit over the months, by hand; each month on what the month before left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from books import book, branch
from casebook import read_case
from cmtool.model.month import Month
from cmtool.model.state import State
from cmtool.policy.policy import Policy
from cmtool.policy.reading import read_policy
from cmtool.policy.tax import Tax, TaxBracket
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.rules.appraise import appraise

CASES = Path(__file__).parents[1] / "cases"
Items = Mapping[str, object]
MANAGER = {"id": "M001", "name": "甲一", "institution": "0101", "grade": "客户经理"}


def policy(case: str, **changes: str) -> Policy:
    text = read_case(CASES / f"{case}.toml").policy
    for old, new in changes.items():
        text = text.replace(old, new)
    found, problems = read_policy(text, "policy")
    assert found is not None, problems
    return found


def month_of(terms: Policy, month: Month, state: State, items: Items, **manager: object) -> Appraisal:
    rows = [
        {"manager": "M001", "date": str(month.first), "item": item, "points": 0, "amount": amount}
        for item, amount in items.items()
    ]
    return appraise(book(month, managers=[MANAGER | manager], conduct=rows), terms, state, branch())


def run(terms: Policy, months: Sequence[tuple[Month, Items]], **manager: object) -> list[ManagerResult]:
    state, found = State(), []
    for month, items in months:
        done = month_of(terms, month, state, items, **manager)
        found.append(done.results[0])
        state = done.state
    return found


def year(pays: Sequence[int], insurance: int, special: int = 0, first: int = 1) -> list[tuple[Month, Items]]:
    return [
        (Month(2024, first + number), {"绩效": pay, "三险一金": insurance, "专项附加扣除": special})
        for number, pay in enumerate(pays)
    ]


def taxes(found: list[ManagerResult]) -> list[Fraction | None]:
    return [result.tax for result in found]


def test_twelve_even_months_meet_the_second_rate_in_october() -> None:
    """12,000 − 5,000 − 2,000 − 1,000 = 4,000 at 3 % is 120.00 nine times (36,000), then 10 %: 400.00 three times."""
    found = run(policy("income-tax-of-the-year"), year([12000] * 12, 2000, 1000))
    assert taxes(found) == [120] * 9 + [400] * 3
    assert found[-1].workings["tax.withheld"].value == 2280


def test_uneven_months_are_made_up_for_and_none_gives_tax_back() -> None:
    """8,000, 8,000, 30,000, 8,000, 4,000, then 8,000, insurance 1,200 (worked in the domain notes): 1,440.00 in all."""
    pays = [8000, 8000, 30000, 8000, 4000, *[8000] * 7]
    found = run(policy("income-tax-of-the-year"), year(pays, 1200))
    assert taxes(found) == [54, 54, 714, 54, 0, 0, 42, 54, 54, 54, 180, 180]
    assert found[-1].workings["tax.withheld"].value == 1440


def test_january_starts_anew() -> None:
    december = year([50000], 0, first=12)
    joined = {"joined": "2024-12-02"}
    january: list[tuple[Month, Items]] = [
        (Month(2025, 1), {"绩效": 12000, "三险一金": 2000, "专项附加扣除": 1000})
    ]
    found = run(policy("income-tax-of-the-year"), [*december, *january], **joined)
    assert taxes(found)[1] == 120


def test_who_joined_in_march_has_three_months_of_relief_in_may() -> None:
    """3 × 8,000 − 3 × 5,000 = 9,000 × 3 % = 270: 90 each month, not 5 × 5,000 of relief."""
    found = run(policy("income-tax-of-the-year"), year([8000] * 3, 0, first=3), joined="2024-03-04")
    assert taxes(found) == [90, 90, 90]


def test_a_month_nobody_recorded_leaves_no_estimate_and_says_which() -> None:
    found = run(policy("income-tax-of-the-year"), year([8000], 0, first=3))[0]
    assert (found.payable, found.tax, found.net) == (8000, None, None)
    assert str(found.workings["tax.month"].why) == "没有 2024-02 的累计数，无法估算个人所得税"


def test_a_quick_deduction_that_does_not_fit_its_brackets_is_refused() -> None:
    """(10 % − 3 %) × 36,000 is 2,520; the table of the law agrees with its own brackets to the last row."""
    terms = policy("income-tax-of-the-year").tax
    assert terms is not None
    assert list(terms.quick()) == [0, 2520, 16920, 31920, 52920, 85920, 181920]
    brackets = [TaxBracket(upto=36000, rate="3%"), TaxBracket(rate="10%", quick=2500)]  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="2520"):
        Tax(source="x", deduction=5000, brackets=tuple(brackets))  # type: ignore[arg-type]


def test_compensation_of_1500_from_a_wage_of_5000_takes_1000_and_carries_500() -> None:
    """20 % of 5,000 is 1,000; 1,800 must be left, 3,200 could be taken. The 500 are taken in July."""
    months: list[tuple[Month, Items]] = [
        (Month(2024, 6), {"绩效": 5000, "赔偿": 1500}),
        (Month(2024, 7), {"绩效": 5000}),
    ]
    june, july = run(policy("compensation-within-the-law"), months)
    assert (june.gross, june.limit, june.payable) == (3500, 500, 4000)
    assert june.workings["legal.carried"].value == 500
    assert (july.limit, july.payable, july.workings["legal.carried"].value) == (-500, 4500, 0)


def test_a_fifth_of_a_wage_is_never_more_than_a_fifth() -> None:
    """20 % of 3,333.33 is 666.666: 666.66 may be taken, not 666.67."""
    found = run(policy("compensation-within-the-law"), [(Month(2024, 6), {"绩效": "3333.33", "赔偿": 900})])[
        0
    ]
    assert found.workings["legal.taken"].value == Fraction("666.66")
    assert found.payable == Fraction("2666.67")


def test_what_is_carried_outlives_a_month_without_a_record() -> None:
    months: list[tuple[Month, Items]] = [
        (Month(2024, 6), {"绩效": 5000, "赔偿": 1500}),
        (Month(2024, 8), {"绩效": 5000}),
    ]
    assert run(policy("compensation-within-the-law"), months)[1].limit == -500


def test_without_a_written_limit_nothing_is_limited() -> None:
    text = read_case(CASES / "compensation-within-the-law.toml").policy
    cut = text[: text.index("[legal.deduction]")] + text[text.index("[ladder]") :]
    terms, problems = read_policy(cut, "policy/2024-01.toml")
    assert terms is not None, problems
    found = run(terms, [(Month(2024, 6), {"绩效": 5000, "赔偿": 1500})])[0]
    assert (found.limit, found.payable, found.tax) == (0, 3500, None)


def test_somebody_without_compensation_reads_that_there_is_none() -> None:
    found = run(policy("compensation-within-the-law"), [(Month(2024, 6), {"绩效": 5000})])[0]
    assert (found.limit, str(found.workings["legal.limit"].why)) == (0, "本月没有赔偿扣款")
