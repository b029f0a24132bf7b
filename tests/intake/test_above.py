"""What the lines above a header say."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.intake.above import day_above, periods_above, units_above
from grids import row


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("单位:元", "元"),
        ("（金额单位：人民币万元）", "万元"),
        ("單位：萬元", "万元"),
        ("单位：万元、户", "万元"),
        ("机构：城关社    单位：元", "元"),
    ],
)
def test_unit_lines(line: str, unit: str) -> None:
    assert [said.word for said in units_above([row(1, ["标题"]), row(2, [line])])] == [unit]


@pytest.mark.parametrize("line", ["编制单位：万元县联社", "填报单位：元和社", "单位：城关信用社", "贷款台账"])
def test_who_made_the_sheet_is_no_unit(line: str) -> None:
    assert units_above([row(1, [line])]) == []


def test_different_units_are_all_found_once() -> None:
    rows = [row(1, ["单位：元"]), row(2, ["单位：万元", "单位：元"])]
    assert [(said.word, said.cell) for said in units_above(rows)] == [("元", "A1"), ("万元", "A2")]


@pytest.mark.parametrize("line", ["数据日期：2024-06-30", "数据日期:20240630", "截止日期：2024年6月30日"])
def test_the_day_of_the_data(line: str) -> None:
    said = day_above([row(1, [line])])
    assert said is not None
    assert said[2] == date(2024, 6, 30)


@pytest.mark.parametrize("line", ["制表日期：2024-07-02", "2024年6月贷款台账", "数据日期：六月"])
def test_when_the_sheet_was_made_is_not_the_day_of_the_data(line: str) -> None:
    assert day_above([row(1, [line])]) is None


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2024年6月目标任务表", "2024-06"),
        ("城关社2024年第二季度任务分解表", "2024-Q2"),
        ("2024年2季度任务", "2024-Q2"),
        ("2024年度目标", "2024"),
        ("期间：2024-06", "2024-06"),
        ("考核期：2024-Q2", "2024-Q2"),
        ("2024年上半年任务", "2024-H1"),
    ],
)
def test_periods_in_titles(title: str, period: str) -> None:
    assert [str(found) for found, _ in periods_above([row(1, [title])])] == [period]


@pytest.mark.parametrize("title", ["制表日期：2024年6月3日", "目标任务表", "文号〔2024〕6号"])
def test_days_and_papers_are_no_periods(title: str) -> None:
    assert periods_above([row(1, [title])]) == []
