"""What a grade review finds before the meeting: which ladder, who is borderline, what raters think, what a grade pays."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from books import JUNE, book, branch, example_policy
from cmtool.model.month import Period
from cmtool.model.state import State
from cmtool.model.text import phrase
from cmtool.policy.policy import MAIN
from cmtool.rules.appraise import appraise
from cmtool.rules.gradereview import GradeReview, SealedMonth, ladder_for, nearly, review
from cmtool.rules.matters import matters
from cmtool.rules.proposal import Proposal, Standing
from policies import SAMPLES, source
from rules.test_main_case import TABLES


def reviewed(period: Period = Period.of(JUNE), **tables: Any) -> GradeReview:
    """A review for which June alone is sealed."""
    given = deepcopy(TABLES) | tables
    june = appraise(book(JUNE, **given), example_policy(), State(), branch())
    return review(period, {JUNE: SealedMonth(june, branch(), State())})


@pytest.mark.parametrize(
    ("sample", "period", "ladder"),
    [
        ("art18-monthly", "2024-Q2", MAIN),
        ("art18-monthly", "2024-06", MAIN),
        ("s7-points-and-levels", "2024-Q2", "level"),
        ("s7-points-and-levels", "2024-06", MAIN),
        ("s7-points-and-levels", "2024", MAIN),
        ("s2-stars", "2024", MAIN),
    ],
)
def test_a_ladder_of_the_reviews_own_cadence_is_taken(sample: str, period: str, ladder: str) -> None:
    policy = source((SAMPLES / f"{sample}.toml").read_text("utf-8")).policy
    found = ladder_for(Period.parse(period), policy)
    assert found == (next(iter(policy.ladders)) if ladder == MAIN else ladder)


def standing(actual: str | None, *, met: bool = False) -> Standing:
    value = None if actual is None else Fraction(actual)
    return Standing("得分", "", "≥ 90", value, met, 0, 1, 1, phrase("得分"), "score", "分")


@pytest.mark.parametrize(
    ("actual", "said"),
    [
        ("89.50", ["得分距标准 -0.50 分"]),
        ("90.50", ["得分距标准 +0.50 分"]),
        ("89.49", []),
        ("90.51", []),
        (None, []),
    ],
)
def test_half_a_point_from_a_standard_is_borderline(actual: str | None, said: list[str]) -> None:
    made = Proposal("keep", "客户经理", phrase("维持"), entry=(standing(actual),), next_grade="高级")
    assert [str(words) for words in nearly(made)] == said


def test_one_condition_short_of_several_is_borderline() -> None:
    entry = (standing("95", met=True), standing("50"))
    made = Proposal("keep", "客户经理", phrase("维持"), entry=entry, next_grade="高级")
    assert [str(words) for words in nearly(made)] == ["距“高级”只差一项"]


def test_what_a_fall_would_cost_is_worked_by_hand() -> None:
    """B (见习, 42.90) after 58.00 would leave: no grade, no effect. A after 90 and 92 would rise to 高级: 4,200 − 3,000 fixed,
    2,368.60 − 1,822.00 performance, and 60.00 of expenses that the larger budget covers."""
    opening = [
        {"manager": "A", "indicator": "得分", "period": "2024-04", "value": "90"},
        {"manager": "A", "indicator": "得分", "period": "2024-05", "value": "92"},
        {"manager": "B", "indicator": "得分", "period": "2024-05", "value": "58"},
    ]
    found = {person.id: person for person in reviewed(opening=opening).people}
    assert (found["A"].proposal.change, found["A"].pay_effect) == ("rise", Fraction("1806.60"))
    assert (found["B"].proposal.change, found["B"].pay_effect) == ("exit", None)
    assert (found["C"].proposal.change, found["C"].pay_effect) == ("keep", None)


def test_a_portfolio_is_what_one_looks_after_at_month_end() -> None:
    """A has 430,000 and 9,000, the latter non-performing; K1 is A's client."""
    loans = [dict(row) for row in TABLES["loans"]]
    loans[0]["risk_class"], loans[1]["risk_class"], loans[2]["risk_class"] = "正常", "可疑", "关注"
    clients = [{"id": "K1", "name": "甲户", "manager": "A"}]
    (held,) = [
        person.portfolio for person in reviewed(loans=loans, clients=clients).people if person.id == "A"
    ]
    assert held is not None
    assert (held.clients, held.loans, held.non_performing) == (1, Fraction(439000), Fraction(9000))


def test_a_register_that_has_not_come_is_no_register_without_violations() -> None:
    """A has one violation in June, B none; without the register nobody can say."""
    assert [matters(book(JUNE, **TABLES), who).violations for who in ("A", "B")] == [1, 0]
    without = {name: rows for name, rows in TABLES.items() if name != "conduct"}
    assert matters(book(JUNE, **without), "A").violations is None


def test_a_period_not_sealed_to_its_end_shows_what_is_looked_after_at_the_last_sealed_month() -> None:
    """June is sealed, the year goes on: A's portfolio is June's."""
    year = reviewed(Period.parse("2024"))
    assert [one.portfolio for one in year.people] == [one.portfolios[5] for one in year.people]
    assert all(one.portfolio is not None for one in year.people)
