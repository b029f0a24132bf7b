"""A review of a further ladder that is for some posts only, and its decision under a later policy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from casebook import Case, appraised, close, read_case, workspace
from terminal import Ran, run

PAPERS = "reports/评审_2024-Q2/客户经理等级评审_2024-Q2.xlsx"
_CASE = """
text = '''
schema = 1
[about]
title = "示例考核办法"
document = "示例〔2020〕1号"
approved_on = 2019-12-20
approved_by = "示例联社"
effective = "2024-06"
appeal_days = 5
appeal_to = "人力资源部"
[loans]
due_date = "original"
[plan."综合"]
families = ["业务"]
combined = true
[group.score]
label = "得分"
unit = "分"
cap = "none"
floor = "none"
[group.pay]
label = "应发合计"
unit = "元"
cap = "none"
floor = "none"
[figure.points]
kind = "events"
label = "月度评分"
unit = "分"
measure = "points"
items = ["月度评分"]
[line.card]
group = "score"
label = "月度评分"
family = "业务"
of = "points"
[line.level_pay]
group = "pay"
label = "档次工资"
of = "level.pay"
[ladder.title]
label = "职称"
below_lowest = "keep"
[[ladder.title.grades]]
name = "客户经理"
[ladder.level]
label = "档次"
posts = ["外勤"]
rule = "highest"
cadence = "quarter"
effective = "next_quarter"
below_lowest = "lowest"
attribute_labels = { pay = "档次工资", from = "起点分" }
entry = [{ of = "score", ge = "level.from" }]
[[ladder.level.grades]]
name = "二档"
attributes = { from = 0, pay = 900 }
[[ladder.level.grades]]
name = "一档"
attributes = { from = 50, pay = 1000 }
'''
[rows]
"客户经理花名册" = '''
工号 | 姓名 | 机构号 | 等级 | 岗位
M001 | 甲一 | 0101 | 客户经理 | 外勤
M002 | 乙二 | 0101 | 客户经理 | 内勤
'''
"任职等级" = '''
工号 | 等级 | 生效日 | 序列
M001 | 二档 | 2024-01-01 | 档次
'''
"加扣分登记簿" = '''
工号 | 日期 | 事项 | 分值 | 金额 | 依据
M001 | 2024-06-10 | 月度评分 | 60 | 0 | 示例
M002 | 2024-06-10 | 月度评分 | 60 | 0 | 示例
'''
[[month]]
is = "2024-06"
[[month]]
is = "2024-07"
[month.rows]
"加扣分登记簿" = '''
工号 | 日期 | 事项 | 分值 | 金额 | 依据
M001 | 2024-07-10 | 月度评分 | 60 | 0 | 示例
M002 | 2024-07-10 | 月度评分 | 60 | 0 | 示例
'''
"""


def closed(room: Path, text: str = _CASE) -> tuple[Case, Path]:
    """The case, and its workspace with June appraised, without a problem, and closed."""
    file = room / "case.toml"
    file.write_text(text, encoding="utf-8")
    case = read_case(file)
    folder = workspace(case, room / "延河")
    assert appraised(folder, case.steps[0])["problems"] == []
    assert close(folder, "2024-06").code == 0
    return case, folder


def reviewed(folder: Path) -> None:
    assert run("grade-review", "2024-Q2", "-w", folder).code == 0


def decided(folder: Path, target: Path, **typed: Any) -> Ran:
    """What the program says of the quarter's decision on the one person of its review."""
    book = load_workbook(folder / PAPERS)
    sheet = book["评审结果录入"]
    heads = {cell.value: place for place, cell in enumerate(sheet[5], 1)}
    for head, value in typed.items():
        sheet.cell(6, heads[head]).value = value
    book.save(target)
    return run("grade-review", "2024-Q2", "-w", folder, "--decisions", target)


def test_tables_that_have_not_come_are_no_zeros(tmp_path: Path) -> None:
    """Neither 客户名册表 nor 贷款台账 came: a dash for clients and balances, not 0."""
    _, folder = closed(tmp_path)
    reviewed(folder)
    rows = [list(row) for row in load_workbook(folder / PAPERS)["M001 甲一"].iter_rows(values_only=True)]
    facts = {row[place]: row[place + 1] for row in rows[:6] for place in range(0, 8, 2) if row[place]}
    assert [facts[label] for label in ("管户数", "贷款余额", "不良余额")] == ["—", "—", "—"]


def test_a_decision_can_be_replaced_after_its_own_month_was_closed_again(tmp_path: Path) -> None:
    """June is closed again beside a decision that holds from July: June rests on nothing in it."""
    case, folder = closed(tmp_path)
    reviewed(folder)
    rise = decided(folder, tmp_path / "一.xlsx", 结果="晋级", 决定等级="一档", 生效日=date(2024, 7, 1))
    assert rise.code == 0, rise.err
    assert run("reopen", "2024-06", "-w", folder, "--reason", "核对").code == 0
    appraised(folder, case.steps[0])
    assert close(folder, "2024-06").code == 0
    again = decided(folder, tmp_path / "二.xlsx", 结果="维持", 理由="核对以后")
    assert again.code == 0, again.err
    assert [path.name for path in (folder / "decisions" / "作废").iterdir()] == ["2024-Q2_1.xlsx"]
    july = appraised(folder, case.steps[1])
    assert july["managers"][0]["gross"] == "900.00"


@pytest.mark.parametrize("outcome", ["维持", "缓评"])
def test_a_grade_that_would_move_by_itself_is_held_by_a_decision_with_its_day(
    tmp_path: Path, outcome: str
) -> None:
    """The ladder takes effect by itself: 一档, 1,000, from July. Held in 二档 from 1 July it is 900; a decision without
    a day would hold nothing, so it is refused."""
    case, folder = closed(tmp_path, _CASE.replace('"next_quarter"', '"next_quarter"\nautomatic = true'))
    assert appraised(folder, case.steps[1])["managers"][0]["gross"] == "1000.00"
    reviewed(folder)
    without = decided(folder, tmp_path / "一.xlsx", 结果=outcome, 理由="考核有疑问")
    assert (without.code, "E671" in without.err) == (1, True)
    held = decided(folder, tmp_path / "二.xlsx", 结果=outcome, 理由="考核有疑问", 生效日=date(2024, 7, 1))
    assert held.code == 0, held.err
    assert appraised(folder, case.steps[1])["managers"][0]["gross"] == "900.00"


def test_only_who_stands_on_the_ladder_is_reviewed_and_a_later_policy_keeps_the_decision(
    tmp_path: Path,
) -> None:
    """60 points reach 一档 (50). The clerk stands on no such ladder. From July the ladder is looked at each month: what
    was decided on the second quarter is still the level, 1,000, not a title."""
    case, folder = closed(tmp_path)
    reviewed(folder)
    sheet = load_workbook(folder / PAPERS)["评审结果录入"]
    assert [row[0].value for row in sheet.iter_rows(min_row=6) if row[0].value] == ["M001"]
    done = decided(folder, tmp_path / "填好.xlsx", 结果="晋级", 决定等级="一档", 生效日=date(2024, 7, 1))
    assert done.code == 0, done.err
    old = 'cadence = "quarter"\neffective = "next_quarter"'
    assert old in case.policy
    text = case.policy.replace(old, 'effective = "next_month"').replace("2024-06", "2024-07")
    (folder / "policy" / "2024-07.toml").write_text(text, encoding="utf-8")
    july = appraised(folder, case.steps[1])
    assert {manager["id"]: manager["gross"] for manager in july["managers"]} == {
        "M001": "1000.00",
        "M002": "0.00",
    }
    assert run("verify", "2024-06", "-w", folder).code == 0
