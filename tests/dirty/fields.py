"""Columns of the ledger that cases vary: their fields, and the value of the first row, written and as text."""

from __future__ import annotations

from typing import Any, Final

FIELDS: Final = {
    "借据号": "note",
    "客户编号": "client",
    "发放日期": "granted_on",
    "到期日期": "due_on",
    "贷款金额": "amount",
    "贷款余额": "balance",
    "年利率(%)": "annual_rate",
    "月利率(‰)": "monthly_rate",
    "五级分类": "risk_class",
    "客户名称": "client_name",
    "合规标志": "compliant",
    "逾期天数": "overdue_days",
    "结清日期": "settled_on",
    "合同号": "contract",
    "产品": "product",
    "贷款余额(万元)": "balance",
}
FIRST: Final[dict[str, tuple[Any, str]]] = {
    "借据号": ("J1", "J1"),
    "客户编号": ("K1", "K1"),
    "发放日期": ("2024-01-05", "2024-01-05"),
    "到期日期": ("2024-12-31", "2024-12-31"),
    "贷款金额": (50_000, "50000.00"),
    "贷款余额": (40_000, "40000.00"),
    "年利率(%)": (5, "1/20"),
    "月利率(‰)": (9, "9/1000"),
    "五级分类": ("正常", "正常"),
    "客户名称": ("甲户", "甲户"),
    "合规标志": ("是", "是"),
    "逾期天数": (0, "0"),
    "结清日期": ("99991231", ""),
    "合同号": ("H1", "H1"),
    "产品": ("按揭", "按揭"),
    "贷款余额(万元)": (4, "40000.00"),
}
