"""What titles and names say of a month, held against June 2024."""

from __future__ import annotations

import pytest

from cmtool.intake.misdated import other_month
from cmtool.model.grid import Cell, GridRow
from cmtool.model.month import Month

JUNE = Month(2024, 6)


def told(title: str, sheet: str = "Sheet1", file: str = "inbox/2024-06/贷款.xlsx") -> bool:
    rows = [GridRow(1, (Cell(1, "text", title),))] if title else []
    return other_month(rows, sheet, file, JUNE) is not None


@pytest.mark.parametrize(
    "title",
    [
        "2024年5月贷款台账",
        "2024年7月贷款台账",
        "统计月份：2024-05",
        "会计期间：202405",
        "查询区间：2024-05-01至2024-05-31",
        "制表日期：2024-05-31",
        "2024年5月31日",
        "2023年6月30日",
    ],
)
def test_titles_of_another_month(title: str) -> None:
    """A table made before June is not June's either."""
    assert told(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "贷款台账",
        "2024年6月贷款台账",
        "2024年1-6月存款",
        "2024年5月至6月存款",
        "2024年5月1日至6月30日",
        "2024-05-01 至 2024-06-30",
        "2024年第二季度",
        "打印时间：2024-07-01 08:00",
        "依据2023年12月5日文件",
        "机构号 20240531001",
    ],
)
def test_titles_of_this_month_or_of_none(title: str) -> None:
    """Stretches that end in June, days of printing, decrees and numbers."""
    assert not told(title)


@pytest.mark.parametrize(
    ("sheet", "file", "expected"),
    [
        ("5月", "贷款.xlsx", True),
        ("202405", "贷款.xlsx", True),
        ("6月", "贷款.xlsx", False),
        ("3月期", "贷款.xlsx", False),
        ("Sheet1", "贷款2024-05-31.xlsx", True),
        ("Sheet1", "贷款2024年5月.xlsx", True),
        ("Sheet1", "贷款202406_20240701.xlsx", False),
        ("Sheet1", "0101_20240701.csv", False),
        ("Sheet1", "62220240512.xlsx", False),
    ],
)
def test_names(sheet: str, file: str, expected: bool) -> None:
    assert told("", sheet, f"inbox/2024-06/{file}") is expected


def test_a_title_of_this_month_settles_the_name() -> None:
    assert not told("2024年6月贷款台账", "5月", "贷款202405.xlsx")
