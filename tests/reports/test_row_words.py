"""The policy sheet says of every figure from rows what a row counts for, which rows count, and over which months."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from books import example_policy
from cmtool.policy.figures import AnyFigure
from cmtool.reports.row_words import row_words

FIGURES: TypeAdapter[Any] = TypeAdapter(AnyFigure)
LOANS = {"kind": "flow", "table": "贷款台账"}


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (
            LOANS | {"value": {"product": ["贷款余额", {"difference": ["年利率(%)", "4.5%"]}]}},
            "贷款台账：本月逐行 （“贷款余额” × （“年利率(%)” － 0.045）） 的合计",
        ),
        (
            LOANS | {"value": {"lookup": "贷款金额", "bands": [{"lt": 5, "v": 0}, {"ge": 5, "v": 1}]}},
            "贷款台账：本月逐行 “贷款金额”对应（<5 0；≥5 1） 的合计",
        ),
        (
            LOANS | {"value": {"lookup": "担保方式", "map": {"信用": 1.2, "": 2}, "otherwise": 1}},
            "贷款台账：本月逐行 “担保方式”对应（信用 1.2；空白 2；其余 1） 的合计",
        ),
        (
            LOANS
            | {"value": {"days": [{"later": ["逾期起始日", "month_start"]}, "month_end"], "ends": "both"}},
            "贷款台账：本月逐行 “逾期起始日”、月初中较晚的至月末的天数（首尾都计） 的合计",
        ),
        (
            LOANS | {"value": {"quotient": ["due", {"figure": "month.days"}]}},
            "贷款台账：本月逐行 （“到期本金” ÷ 当月天数） 的合计",
        ),
        (
            LOANS | {"value": {"product": ["贷款余额", {"figure": "staff"}]}, "about": "team", "blank": "zero"},
            "贷款台账：本月逐行 （“贷款余额” × 员工总数） 的合计，本团队全体合计，空白视为 0",
        ),
        (
            LOANS | {"value": "贷款余额", "window": {"rolling": 3}, "missing": "leave_out"},
            "贷款台账：最近 3 个月（含本月）“贷款余额”合计，没有记录的月份不计入",
        ),
        (
            LOANS
            | {
                "value": "贷款余额",
                "where": {
                    "贷款金额": {"ge": 5, "lt": 9},
                    "产品": {"not": ["甲", "乙"]},
                    "发放日期": {"in": "year"},
                    "移交保全日期": {"after": "month_end", "or_empty": True},
                    "到期日期": {"from": "2024-01-01", "days": {"gt": 90}},
                    "保证人": {"empty": True},
                    "客户.户号": {"filled": True},
                },
            },
            "贷款台账：本月“贷款余额”合计，只取 贷款金额 ≥5、<9、产品不是甲/乙、发放日期在本年、移交保全日期晚于月末或空白、到期日期不早于2024-01-01、到月末的天数 >90、保证人空白、客户.户号非空白",
        ),
        (
            {
                "kind": "count",
                "table": "存款分户余额",
                "distinct": "客户编号",
                "having": {"月末余额": {"ge": 50000}},
                "window": "half_year",
            },
            "存款分户余额：本半年不同“客户编号”个数，同一“客户编号”的行先合并，合并后只取 月末余额 ≥50000",
        ),
        (
            {"kind": "level", "table": "贷款台账", "value": "贷款余额", "window": "quarter", "per": "客户编号", "largest": 10},
            "贷款台账：“贷款余额”，本季各月末平均，同一“客户编号”的行先合并，只取最大的 10 个",
        ),
        (
            {"kind": "average", "measure": "daily_average", "window": {"trailing": 2}, "factor": 0.5},
            "存款分户余额：之前 2 个月积数 ÷ 天数，逐行 × 0.5",
        ),
        (
            {"kind": "events", "items": ["违规放款"], "value": {"product": ["金额", "10%"]}},
            "加扣分登记簿：本月“违规放款”的逐项 （“金额” × 0.1） 的合计",
        ),
        (
            {"kind": "rating", "raters": {"自评": 10, "客户": 90}, "unfilled": "leave_out", "items": ["服务"]},
            "评价：本月各类评价人平均分按权重（自评 10、客户 90）加权，没有填写的部分不计，其余按比例放大，只取“服务”",
        ),
        ({"kind": "entered", "item": "审批笔数", "period": "quarter"}, "指标填报：本季的“审批笔数”"),
        ({"kind": "benchmark", "item": "户均存款", "period": "year"}, "外部基准：本年的“户均存款”"),
    ],
)  # fmt: skip
def test_a_figure_from_rows_is_said_whole(terms: dict[str, Any], said: str) -> None:
    numbers = _spelled(terms)
    figure = FIGURES.validate_python(numbers | {"label": "某项", "unit": "元"})
    assert str(row_words(example_policy(), figure)) == said


def _spelled(value: Any) -> Any:
    """Decimals as a policy file spells them."""
    if isinstance(value, dict):
        return {key: _spelled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_spelled(inner) for inner in value]
    return str(value) if isinstance(value, float) else value
