"""The workspace of the hand-worked month, June 2024, as real workbooks: managers M001 (A), M002 (B), M003 (C)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from books import EXAMPLE

Sheet = tuple[Sequence[str], Sequence[Sequence[object]]]

ROSTER: Sheet = (
    ["工号", "姓名", "机构号", "等级", "等级生效日", "岗位类型", "资格有效期至"],
    [
        ["M001", "甲一", "0101", "客户经理", "2022-01-01", "营销", "2026-12-31"],
        ["M002", "乙二", "0101", "见习", "2023-07-01", "营销", "2026-12-31"],
        ["M003", "丙三", "0101", "高级", "2020-01-01", "营销", "2026-12-31"],
    ],
)
TARGETS: Sheet = (
    ["工号", "指标", "期间", "目标值", "方式"],
    [
        ["M001", "本月发放贷款", "2024-06", 500000, "综合"],
        ["M002", "本月发放贷款", "2024-06", 500000, ""],
        ["M003", "", "2024-06", "", "存款"],
    ],
)
CLIENTS: Sheet = (
    ["客户编号", "客户名称", "客户经理工号", "户号"],
    [
        ["00001", "甲户", "M001", "H1"],
        ["00002", "乙户", "M002", "H2"],
        ["00003", "丙户", "M003", "H3"],
        ["00004", "公共户", "", "H4"],
    ],
)
LOANS: Sheet = (
    [
        "借据号",
        "客户编号",
        "发放日期",
        "到期日期",
        "贷款金额",
        "贷款余额",
        "客户经理工号",
        "本月收回本金",
        "本月实收利息",
    ],
    [
        ["000101", "00001", "2024年6月3日", "2025-06-03", 430000, 430000, "M001", 0, 0],
        ["000102", "00001", "20230620", "2024.6.20", 200000, 9000, "M001", 191000, "9,350.40"],
        ["000103", "00002", "2023/6/1", "2025/6/1", 50000, 50000, "M002", 0, 2425],
    ],
)
DEPOSITS: Sheet = (
    ["账号", "客户编号", "日期", "余额", "客户经理工号"],
    [
        ["6200001", "00001", "2024-05-20", 560000, "M001"],
        ["6200002", "00002", "2024-06-01", 30000, "M002"],
        ["6200002", "00002", "2024-06-15", 20000, "M002"],
        ["6200002", "00002", "2024-06-25", 10000, "M002"],
        ["6200003", "00003", "2024-05-31", 595000, "M003"],
        ["6200004", "00004", "2024-05-31", 90000, ""],
    ],
)
CONDUCT: Sheet = (
    ["工号", "日期", "事项", "分值", "依据", "登记人"],
    [
        ["M001", "2024-06-05", "违规", 0, "贷后检查缺报告", "会计"],
        ["M001", "2024-06-06", "迟到", -1, "考勤", "会计"],
        ["M001", "2024-06-07", "报表迟交", -0.5, "月报", "会计"],
    ],
)
EXPENSES: Sheet = (["工号", "日期", "费用类别", "金额"], [["M001", "2024-06-08", "通讯", 560]])
INSTITUTION: Sheet = (["机构号", "期间", "员工总数", "四项费用合计"], [["0101", "2024-06", 10, 18500.00]])

BRANCH = """schema = 1

[institution]
code = "0101"
name = "延河信用社"

[deposits]
style = "changes"
"""


def opening(rows: Mapping[str, Mapping[str, str]]) -> Sheet:
    """期初: scores of earlier months, 工号 → month → score."""
    cells = [
        [who, "得分", month, float(score)] for who, months in rows.items() for month, score in months.items()
    ]
    return ["工号", "指标", "期间", "数值"], cells


def workspace(folder: Path, scores: Mapping[str, Mapping[str, str]] | None = None) -> Path:
    """Write the workspace of June 2024 into a folder; ``scores`` go into 期初."""
    inbox = folder / "inbox" / "2024-06"
    inbox.mkdir(parents=True)
    (folder / "policy").mkdir()
    text = EXAMPLE.read_text(encoding="utf-8")
    for long, short in (("见习客户经理", "见习"), ("高级客户经理", "高级")):
        text = text.replace(f'"{long}"', f'"{short}"')
    (folder / "policy" / "2024-01.toml").write_text(text, encoding="utf-8")
    (folder / "branch.toml").write_text(BRANCH, encoding="utf-8")
    write(folder / "managers.xlsx", {"客户经理花名册": ROSTER, "目标": TARGETS})
    write(inbox / "客户名册表.xlsx", {"客户": CLIENTS})
    write(inbox / "贷款台账.xlsx", {"6月": LOANS}, title="延河信用社贷款台账")
    write(inbox / "存款.xlsx", {"存款": DEPOSITS})
    write(inbox / "登记.xlsx", {"加扣分": CONDUCT, "费用": EXPENSES, "机构": INSTITUTION})
    if scores:
        write(inbox / "期初.xlsx", {"期初": opening(scores)})
    return folder


def write(path: Path, sheets: Mapping[str, Sheet], title: str = "") -> None:
    """A plain workbook; a title puts the header into row 3, under 单位：元."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2024, 7, 1)})
        for name, (header, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            top = 0
            if title:
                sheet.write_string(0, 0, title)
                sheet.write_string(1, 0, "单位：元")
                top = 2
            for row, cells in enumerate([header, *rows], top):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell:
                        sheet.write_string(row, column, cell)
                    elif not isinstance(cell, str):
                        sheet.write_number(row, column, cell)
