"""The sound workspace: June 2024 of three managers, every workbook a CSV that a person can read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from brokenmade.tables import Rows, as_csv

BRANCH: Final = """schema = 1

[institution]
code = "0101"
name = "示范社"

[deposits]
style = "changes"
"""
ROSTER: Final[Rows] = (
    ("工号", "姓名", "机构号", "等级", "等级生效日", "岗位类型", "资格有效期至"),
    ("M001", "甲一", "0101", "客户经理", "2022-01-01", "营销", "2026-12-31"),
    ("M002", "乙二", "0101", "见习客户经理", "2023-07-01", "营销", "2026-12-31"),
    ("M003", "丙三", "0101", "高级客户经理", "2020-01-01", "营销", "2026-12-31"),
)
TARGETS: Final[Rows] = (
    ("工号", "指标", "期间", "目标值", "方式"),
    ("M001", "本月发放贷款", "2024-06", "500000", "综合"),
    ("M002", "本月发放贷款", "2024-06", "500000", ""),
    ("M003", "", "2024-06", "", "存款"),
)
CLIENTS: Final[Rows] = (
    ("客户编号", "客户名称", "客户经理工号"),
    ("K1", "甲户", "M001"),
    ("K2", "乙户", "M002"),
    ("K3", "丙户", "M003"),
    ("K4", "丁户", "M003"),
    ("K5", "戊户", "M003"),
)
LOANS: Final[Rows] = (
    ("借据号", "客户编号", "发放日期", "到期日期", "贷款金额", "贷款余额", "客户经理工号", "本月收回本金", "本月实收利息"),
    ("J101", "K1", "2024-06-03", "2025-06-03", "430000", "430000", "M001", "0", "0"),
    ("J102", "K1", "2023-06-20", "2024-06-20", "200000", "9000", "M001", "191000", "9350.40"),
    ("J103", "K2", "2023-06-01", "2025-06-01", "50000", "50000", "M002", "0", "2425"),
)  # fmt: skip
DEPOSITS: Final[Rows] = (
    ("账号", "客户编号", "日期", "余额", "客户经理工号"),
    ("A1", "K1", "2024-05-20", "560000", "M001"),
    ("A2", "K2", "2024-06-01", "30000", "M002"),
    ("A2", "K2", "2024-06-15", "20000", "M002"),
    ("A3", "K3", "2024-05-31", "595000", "M003"),
    ("A4", "K4", "2024-05-31", "90000", "M003"),
    ("A5", "K5", "2024-05-31", "80000", "M003"),
)
CONDUCT: Final[Rows] = (
    ("工号", "日期", "事项", "分值", "依据", "登记人"),
    ("M001", "2024-06-06", "迟到", "-1", "考勤", "会计"),
    ("M001", "2024-06-07", "报表迟交", "-0.5", "月报", "会计"),
)
EXPENSES: Final[Rows] = (
    ("工号", "日期", "费用类别", "金额"),
    ("M001", "2024-06-08", "通讯", "60"),
)
INSTITUTION: Final[Rows] = (
    ("机构号", "期间", "员工总数", "四项费用合计"),
    ("0101", "2024-06", "10", "18500"),
)
INBOX: Final[dict[str, Rows]] = {
    "客户名册表": CLIENTS,
    "贷款台账": LOANS,
    "存款分户余额": DEPOSITS,
    "加扣分登记簿": CONDUCT,
    "营销费用": EXPENSES,
    "机构基本情况表": INSTITUTION,
    "花名册": ROSTER,
    "目标": TARGETS,
}
POLICY: Final = Path(__file__).with_name("base.toml")  # as examples/policies/art18-monthly.toml once was


def files() -> dict[str, bytes]:
    """Path in the workspace → content."""
    found = {f"inbox/2024-06/{name}.csv": as_csv(rows) for name, rows in INBOX.items()}
    found["branch.toml"] = BRANCH.encode()
    found["policy/2024-01.toml"] = POLICY.read_bytes()
    return found
