"""Each row says what its value was reckoned from."""

from __future__ import annotations

import pytest

from cmtool.policy.indicator import Indicator
from cmtool.rules.inputs import inputs
from rowfigures import loan, worked

FIGURE = """
[figure.x]
kind = "%s"
label = "某项"
unit = "元"
table = "贷款台账"
%s
"""
LOANS = [
    loan("L1", balance="300000", annual_rate="0.108", security="信用", balance_days="9000000"),
    loan(
        "L2",
        client="K2",
        balance="0.5",
        annual_rate=None,
        security="",
        overdue_since="2024-06-21",
        balance_days="0",
    ),
]
CLIENTS = [{"id": "K1", "name": "丁", "category": "农户"}]


@pytest.mark.parametrize(
    ("kind", "terms", "said"),
    [
        (
            "flow",
            'blank = "zero"\nvalue = { product = ["贷款余额", "年利率(%)", { lookup = "担保方式", map = { "信用" = 1, "" = 2 } }] }',
            ["贷款余额 300,000.00、年利率(%) 10.80%、担保方式 信用", "贷款余额 0.50、年利率(%) 空白、担保方式 空白"],
        ),
        (
            "flow",
            'blank = "zero"\nvalue = { days = ["逾期起始日", "month_end"] }',
            ["逾期起始日 空白", "逾期起始日 2024-06-21"],
        ),
        (
            "flow",
            'value = { lookup = "客户.客户类别", map = { "农户" = 1, "" = 0 } }',
            ["客户.客户类别 农户", "客户.客户类别 空白"],
        ),
        (
            "average",
            'measure = "daily_average"\nfactor = { lookup = "担保方式", map = { "信用" = 1, "" = 2 } }',
            ["月积数 9,000,000.00、担保方式 信用", "月积数 0.00、担保方式 空白"],
        ),
        ("level", 'value = "贷款余额"', ["", ""]),
        ("flow", 'value = { product = ["due", 2] }', ["", ""]),
    ],
)  # fmt: skip
def test_the_cells_behind_a_rows_value_are_said(kind: str, terms: str, said: list[str]) -> None:
    found = worked(FIGURE % (kind, terms), loans=LOANS, clients=CLIENTS)
    figure = found.policy.figure["x"]
    assert isinstance(figure, Indicator)
    assert [str(one) for one in inputs(found.book, figure, [0, 1])] == said
