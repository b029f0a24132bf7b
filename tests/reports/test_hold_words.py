"""Holds, releases, limits, tax and part months as the policy sheet says them."""

from __future__ import annotations

from typing import Any

import pytest

from cmtool.policy.holds import Hold
from cmtool.policy.policy import Policy
from cmtool.reports.hold_words import hold_words, law_words
from rules.test_taxes import policy

ALL = {"kind": "per_unit", "per": 1, "floor": "none", "cap": "none"}


@pytest.fixture(scope="module")
def terms() -> Policy:
    return policy("paid-in-part-and-settled")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"release": {"kind": "same_lot_after", "months": 18}}, "每笔满 18 个月释放"),
        (
            {"release": {"kind": "same_lot_after", "months": [12, 24], "shares": ["40%", "60%"]}},
            "每笔满 12、24 个月各释放一次，比例 40%、60%",
        ),
        (
            {"release": {"kind": "fraction_of_balance", "fraction": "1/3", "after_years": 3, "month": 1}},
            "自第一笔的次 3 年起，每年 1 月释放上年末余额的 1/3",
        ),
        (
            {"release": {"kind": "settled", "months": 12, "of": "year_worth"}},
            "12 月清算：“全年应得绩效”减已兑现，可以为负",
        ),
        ({"charge": "year_worth"}, "“全年应得绩效”从最早的一笔起扣用"),
        ({"leavers": {"kind": "release_after", "months": 6}}, "离岗满 6 个月，余额全部释放"),
        ({"leavers": {"kind": "forfeit"}}, "离岗的，余额不再发放"),
    ],
)
def test_a_hold_says_what_becomes_of_it(terms: Policy, more: dict[str, Any], said: str) -> None:
    hold = Hold.model_validate({"label": "预留", "on": ["performance_line"], "curve": ALL, **more})
    assert said in str(hold_words(terms, hold))


def test_what_is_redeemed_names_figure_curve_and_rest(terms: Policy) -> None:
    bands = [{"le": 100, "v": 1}, {"gt": 100, "v": 0}]
    release = {"kind": "redeemed", "months": [6, 12], "of": "year_worth", "after": 6, "rest": "forfeited"}
    release |= {"curve": {"kind": "bands", "bands": bands}}
    hold = Hold.model_validate(
        {"label": "预留", "on": ["performance_line"], "curve": ALL, "release": release}
    )
    words = str(hold_words(terms, hold))
    assert "6、12 月按“全年应得绩效”兑付余额（满 6 个月的）" in words
    assert words.endswith("其余不再发放")


def test_limits_tax_and_part_months_name_their_source() -> None:
    (limit,) = law_words(policy("compensation-within-the-law"))
    assert limit[:2] == ("赔偿扣款限额调整", "工资支付暂行规定第十六条（1995-01）")
    assert (
        str(limit[2]) == "“赔偿扣款”每月合计不超过当月工资的 20%，扣后不低于最低工资（最低工资），其余转下月"
    )
    (tax,) = law_words(policy("income-tax-of-the-year"))
    assert str(tax[2]).startswith("累计预扣，每月减除 5,000 元；减 三险一金（三险一金）；")
    assert "至 36,000 元的部分 3%" in str(tax[2])
    (part,) = law_words(policy("part-of-the-month"))
    assert "算缺勤的请假：事假、产假；不算缺勤的请假：公假；在岗少于 10 天的，缓评" in str(part[2])


def test_a_policy_without_them_says_nothing(terms: Policy) -> None:
    assert list(law_words(terms)) == []
