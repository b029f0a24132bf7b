"""The policy in words: every kind of curve, target and source reads as an accountant would say it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from books import example_policy
from cmtool.policy.curves import AnyCurve
from cmtool.policy.figures import AnyFigure
from cmtool.reports.curve_words import curve_words_of
from cmtool.reports.line_words import line_words, target_words
from cmtool.reports.policy_words import figure_words

CURVES: TypeAdapter[AnyCurve] = TypeAdapter(AnyCurve)
FIGURES: TypeAdapter[AnyFigure] = TypeAdapter(AnyFigure)


@pytest.mark.parametrize(
    ("terms", "unit", "result", "said"),
    [
        ({"kind": "proportional", "cap": "120%"}, "元", "分", "权重 × 实际 ÷ 目标，完成率最低 0%、最高 120%"),
        (
            {"kind": "proportional", "cap": "none", "floor": "none"},
            "元",
            "分",
            "权重 × 实际 ÷ 目标，完成率不保底、不封顶",
        ),
        ({"kind": "threshold"}, "元", "分", "实际 ≥ 目标得满分，否则不得分"),
        (
            {"kind": "linear_around", "step": "1%", "below": 1, "above": "0.5", "floor": 0, "cap": 18},
            "%",
            "分",
            "达到目标得满分，每低 1% 扣 1 分，每高 1% 加 0.5 分（不足一档按比例），最低 0 分、最高 18 分",
        ),
        (
            {"kind": "bands", "bands": [{"lt": "80%", "v": 0}, {"ge": "80%", "v": 5}]},
            "%",
            "分",
            "实际分档：< 80% 计 0 分；≥ 80% 计 5 分",
        ),
        (
            {"kind": "bands", "on": "rate", "gives": "share", "bands": [{"le": 1, "v": "50%"}, {"gt": 1, "v": 1}]},
            "元",
            "分",
            "完成率分档：≤ 100% 得权重的 50%；> 100% 得权重的 100%",
        ),
        (
            {"kind": "marginal", "brackets": [{"upto": 1000, "rate": "10%"}, {"rate": "20%"}]},
            "元",
            "元",
            "分段累进：0 元至 1,000 元的部分 10%；1,000 元以上的部分 20%",
        ),
        (
            {"kind": "per_unit", "base": "weight", "per": "-2.5", "floor": 0, "cap": "none"},
            "次",
            "分",
            "以权重为基础分，每次 -2.5 分，最低 0 分、不封顶",
        ),
        ({"kind": "per_unit", "per": "1%", "floor": "none", "cap": "none"}, "元", "元", "依据数 × 1%，不保底、不封顶"),
        (
            {"kind": "per_unit", "per": 5, "base": 20, "floor": "none", "cap": 100},
            "户",
            "元",
            "基础 20 元，每户 +5 元，不保底、最高 100 元",
        ),
        (
            {"kind": "relative", "base": "2.1", "step": "1%", "above": "0.02", "floor": 0, "cap": 3},
            "万元",
            "分",
            "达到比较数得 2.1 分，每高 1% 加 0.02 分（不足一档按比例），低于的按比率 × 2.1 分 计；最低 0 分、最高 3 分",
        ),
        (
            {"kind": "interpolated", "on": "rate", "gives": "share", "outside": "flat",
             "points": [{"at": 0, "v": 0}, {"at": "80%", "v": "60%"}, {"at": 1, "v": 1}]},
            "元",
            "分",
            "完成率在各点之间按直线计：0% 得权重的 0%；80% 得权重的 60%；100% 得权重的 100%；两端之外不再变",
        ),
        (
            {"kind": "whole", "edge": "above", "brackets": [{"upto": "grade.fixed", "rate": "1%"}, {"rate": "2%"}]},
            "元",
            "元",
            "全额按所在档：0 元至 固定工资 1%；固定工资以上 2%（恰在界限上的归高档）",
        ),
        (
            {"kind": "proportional", "cap": "none", "floor": 0, "below": "zero", "better": "lower"},
            "%",
            "分",
            "权重 ×（2 － 实际 ÷ 目标），完成率最低 0%、不封顶；未达目标计 0",
        ),
    ],
)  # fmt: skip
def test_every_curve_is_said(terms: dict[str, Any], unit: str, result: str, said: str) -> None:
    assert str(curve_words_of(example_policy(), CURVES.validate_python(terms), unit, result)) == said


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"kind": "level", "table": "贷款台账", "value": "贷款余额"}, "贷款台账：“贷款余额”"),
        ({"kind": "average", "measure": "balance_days"}, "存款分户余额：每日余额之和（含月末日）"),
        (
            {"kind": "flow", "table": "贷款台账", "value": "贷款金额", "on": "发放日期", "where": {"产品": ["农户"]}},
            "贷款台账：本月“贷款金额”合计，只取 产品＝农户",
        ),
        (
            {"kind": "count", "table": "贷款台账", "distinct": "客户编号", "role": "协办"},
            "贷款台账：本月不同“客户编号”个数，按角色“协办”",
        ),
        (
            {"kind": "events", "measure": "amount", "except_items": ["违规"], "window": "quarter"},
            "加扣分登记簿：本季除“违规”外的事项的金额合计",
        ),
        ({"kind": "delta", "of": "granted", "against": "year_start"}, "本月发放贷款 比 上年末 增减"),
        ({"kind": "min", "of": [0, "budget_left"]}, "0 与 营销费用限额结余 取小"),
        ({"kind": "quotient", "of": ["four_expenses", "staff"]}, "四项费用合计 ÷ 员工总数"),
    ],
)  # fmt: skip
def test_every_figure_says_where_it_comes_from(terms: dict[str, Any], said: str) -> None:
    figure = FIGURES.validate_python(terms | {"label": "某项", "unit": "元"})
    assert str(figure_words(example_policy(), figure)) == said


def test_a_line_says_what_holds_when_there_is_nothing() -> None:
    """到期收回率 may be empty (nothing due = full); a target from the table only is a problem when it is missing."""
    policy = example_policy()
    assert str(line_words(policy, policy.line["collection_line"])).endswith("无发生额得满分；缺数据缓评")
    target = policy.line["granted_line"].target
    assert target is not None
    assert str(target_words(policy, target, "元")) == "目标表“本月发放贷款”；没有目标列为问题"
