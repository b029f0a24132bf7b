"""Several ladders and grades that change within the month, as the sheets and statements print them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from appraised import edition, tables
from books import EXAMPLE, JUNE, book, branch, policy_of
from cmtool.model.state import State
from cmtool.model.workbook import Sheet, Workbook
from cmtool.reports.appraisal_workbook import appraisal_workbook
from cmtool.reports.statement import Statements
from cmtool.rules.appraisal import Appraisal
from cmtool.rules.appraise import appraise
from recalculation import differences, recalculate
from sheets import column, sheet, texts, written

TEXT = EXAMPLE.read_text(encoding="utf-8")
LEVEL = """
[ladder.level]
label = "工资档次"
clause = "档次办法第三条"
rule = "highest"
below_lowest = "lowest"
cadence = "quarter"
effective = "next_quarter"
step_limit = 1
protection_months = 3
gates = [{ of = "violations", ge = 3, effect = "blocked" }]
attribute_labels = { pay = "档次工资", from = "起点分" }
attribute_units = { pay = "元", from = "分" }
entry = [{ of = "score", ge = "grade.from" }, { any_of = [{ of = "violations", eq = 0 }, { of = "score", ge = 90 }] }]
[[ladder.level.grades]]
name = "三档"
attributes = { from = 0, pay = 800 }
entry = []
[[ladder.level.grades]]
name = "二档"
attributes = { from = 60, pay = 900 }
[[ladder.level.grades]]
name = "一档"
attributes = { from = 95, pay = [{ from = 2020-01-01, v = 1000 }, { from = 2024-06-11, v = 1300 }] }
places = 2
"""
LINE = '[line.level_line]\ngroup = "pay"\nlabel = "档次工资"\nof = "level.pay"\n\n'


def two() -> Appraisal:
    body, _, ladder = TEXT.partition("[ladder]\n")
    title = "[ladder.title]\n" + ladder.replace("[[ladder.grades]]", "[[ladder.title.grades]]")
    title = title.replace('gap = "breaks"', 'gap = "breaks"\nwithin_month = "by_day"')
    policy = policy_of(
        body + LINE + title + LEVEL.replace("protection", 'within_month = "by_day"\nprotection'), {}
    )
    rows: dict[str, list[dict[str, Any]]] = tables()
    rows["grades"] = [
        {"manager": "A", "grade": "见习客户经理", "effective": "2022-01-01"},
        {"manager": "A", "grade": "客户经理", "effective": "2024-06-16"},
        {"manager": "A", "grade": "二档", "effective": "2024-01-01", "ladder": "工资档次"},
        {"manager": "B", "grade": "三档", "effective": "2024-01-01", "ladder": "工资档次"},
        {"manager": "C", "grade": "一档", "effective": "2024-01-01", "ladder": "工资档次"},
    ]
    return appraise(book(JUNE, **rows), policy, State(), branch())


@pytest.fixture(scope="module")
def june() -> Workbook:
    return appraisal_workbook(two(), edition())


@pytest.fixture(scope="module")
def statement() -> Sheet:
    return Statements(two(), edition()).print_book().sheets[0]


def lines(found: Sheet) -> list[str]:
    return [text for text in texts(found) if text]


def test_the_grade_sheet_has_a_block_for_each_ladder(june: Workbook) -> None:
    said = lines(sheet(june, "等级升降建议表"))
    assert "客户经理等级\n客户经理" in said
    assert "工资档次\n二档" in said
    assert "晋级\n（任一）" in said


def test_a_fact_that_is_there_or_not_is_asked_and_answered_by_yes_or_no() -> None:
    """A's exam is good until the end of 2025, B's ended in May; C stands at the top."""
    asked = 'entry = [{ of = "person.exam_valid", eq = 1 }, '
    rows = tables()
    rows["managers"][1]["exam_valid_until"] = "2024-05-31"
    policy = policy_of(TEXT.replace("entry = [", asked, 1), {})
    found = sheet(
        appraisal_workbook(appraise(book(JUNE, **rows), policy, State(), branch()), edition()),
        "等级升降建议表",
    )
    label, standard, actual = (column(found, head) for head in ("指标", "标准", "本月实际"))
    facts = [place for place, entry in sorted(found.cells.items()) if entry.value == "资格在有效期内"]
    said = [
        (found.cells[number, standard].value, found.cells[number, actual].value)
        for number, at in facts
        if at == label
    ]
    assert said == [("为“是”", "是"), ("为“是”", "否")]


def test_the_policy_sheet_says_the_rules_of_each_ladder(june: Workbook) -> None:
    said = "\n".join(lines(sheet(june, "考核办法")))
    for words in (
        "六、等级：工资档次（由低到高）",
        "月度百分考核得分 ≥ 60",
        "违规次数 = 0 或 月度百分考核得分 ≥ 90",
        "档次工资：2020-01-01起 1,000 元；2024-06-11起 1,300 元",
        "每年 3、6、9、12 月评定，其他月份维持上次结果。",
        "评定结果经审定后自下季度起生效。",
        "每次最多升 1 级。",
        "任现等级未满 3 个月的不降级。",
        "违规次数 ≥ 3的：不得晋级。",
        "每个机构“一档”职数 2 名。",
    ):
        assert words in said, words


def test_a_statement_shows_each_grade_its_days_and_each_proposal(statement: Sheet) -> None:
    """(15 × 2,400 + 15 × 3,000) ÷ 30 = 2,700."""
    said = lines(statement)
    assert "等级：客户经理（自2024年6月16日起）\n工资档次：二档" in said
    assert "固定工资分段" in said
    assert "1–15日 见习客户经理 2,400.00；16–30日 客户经理 3,000.00，按天数加权：2,700.00 元" in said
    assert "工资档次建议" in said
    assert any("维持：月度百分考核得分 91.10，未达 ≥ 95" in text for text in said)


def test_the_pay_reasons_show_what_was_cut_by_days(june: Workbook) -> None:
    """C: 10 days of 1,000 and 20 of 1,300 of 30 are 1,200."""
    said = lines(sheet(june, "薪酬说明表"))
    assert said.count("等级分段") == 4
    assert "1–10日 一档 1,000.00；11–30日 一档 1,300.00，按天数加权" in said


def test_every_formula_comes_to_the_value_beside_it(june: Workbook, tmp_path: Path) -> None:
    path = written(june, tmp_path)
    assert differences(path, recalculate(path)) == []
