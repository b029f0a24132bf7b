"""Steps of groups and every kind of curve in print: each step a signed row or column, and every formula the same again."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from appraised import edition
from cmtool.model.month import Month
from cmtool.model.workbook import Workbook
from cmtool.reports.appraisal_workbook import appraisal_workbook
from cmtool.reports.statement import Statements
from cmtool.rules.appraisal import Appraisal
from recalculation import differences, recalculate
from schemes import TOPS, appraised, of, scheme
from sheets import cell, formulas, row, sheet, texts, written

CURVES = {
    "whole": '{ kind = "whole", edge = "below", brackets = [{ upto = 100, rate = "10%" }, { upto = "grade.fixed", rate = "20%" }, { rate = "30%" }] }',
    "marginal": '{ kind = "marginal", brackets = [{ upto = 100, rate = "10%" }, { rate = "grade.cap" }] }',
    "convert": '{ kind = "convert", over = 33, step = "0.7", gives = 5, cap = "none" }',
    "pieces": '{ kind = "per_unit", per = 1, each = 3, part = "full", floor = 0, cap = "none" }',
    "relative": '{ kind = "relative", base = "2.1", step = "1%", above = "0.02", floor = 0, cap = 9 }',
    "straight": '{ kind = "interpolated", points = [{ at = 0, v = 0 }, { at = 70, v = 7 }, { at = 300, v = "grade.cap" }], outside = "extend" }',
    "chosen": '{ kind = "cases", cases = [{ when = { all_of = [{ of = "volume", ge = 50 }, { of = "bad", lt = 2 }] }, curve = { kind = "fixed", v = 77 } }], otherwise = { kind = "per_unit", per = "0.1", floor = 0, cap = "none" } }',
    "shared": '{ kind = "share_of", pool = 100, among = "all", sign = "positive", empty = "nothing", remainder = "last" }',
}
BODY = "".join(
    f'[line.{name}]\ngroup = "extra"\nlabel = "{name}"\nof = "volume"\ncurve = {curve}\n'
    + ("target = 61\n" if name == "relative" else "")
    for name, curve in CURVES.items()
)
BODY += """
[figure.quality]
kind = "curve"
label = "质量系数"
unit = "倍"
of = "bad"
curve = { kind = "bands", bands = [{ lt = 1, v = 1 }, { ge = 1, lt = 2, v = "1/3" }, { ge = 2, v = 0 }] }
[group.extra]
inside = "pay"
label = "业务绩效"
unit = "元"
cap = 120
floor = "none"
factor = "quality"
[line.bonus]
group = "pay"
label = "津贴"
of = "volume"
when = { of = "bad", eq = 0 }
cap = 60
[line.deposit]
group = "score"
label = "存款"
family = "业务"
of = "volume"
weight = 40
target = { value = 50, carry = "shortfall" }
curve = { kind = "proportional", cap = "none", below = "zero" }
[line.rate]
group = "score"
label = "质量"
family = "业务"
of = "bad"
weight = 60
target = 1
curve = { kind = "linear_around", better = "lower", step = "0.3", below = 7, above = 2, part = "dropped", floor = 0, cap = 80 }
"""
HEAD = TOPS.replace(
    'unit = "分"\ncap = "none"',
    'unit = "分"\nweights = 100\ngates = [{ of = "bad", ge = 2, effect = "zero" }]\ncap = 90',
).replace(
    'unit = "元"\ncap = "none"\nfloor = "none"',
    'unit = "元"\ncap = "none"\nfloor = 80\ncarry = { what = "shortfall" }',
)
MONTHS = (Month(2024, 5), Month(2024, 6))


@pytest.fixture(scope="module")
def june() -> Appraisal:
    """June after May, so that something was carried: A in the middle, B small and bad, C large, D nothing at all."""
    policy = scheme(BODY, HEAD, volume="元", bad="次")
    may: dict[str, dict[str, object]] = {
        "A": {"volume": "45.5"},
        "B": {"volume": 20, "bad": 1},
        "C": {"volume": 60},
        "D": {},
    }
    amounts: dict[str, dict[str, object]] = {
        "A": {"volume": "64.65", "bad": "0.4"},
        "B": {"volume": "41.3", "bad": "1.35"},
        "C": {"volume": "1234.56"},
        "D": {"bad": 3},
    }
    before = appraised(policy, may, MONTHS[0])
    return appraised(policy, amounts, MONTHS[1], before.state, people={"C": {"grade": "高级"}})


@pytest.fixture(scope="module")
def book(june: Appraisal) -> Workbook:
    return appraisal_workbook(june, edition())


def test_every_total_is_the_sum_of_what_is_printed(june: Appraisal) -> None:
    for result in june.results:
        for total, lines in ((result.score, result.score_lines), (result.gross, result.pay_lines)):
            assert total == sum((line.value or 0 for line in lines), Fraction(0))


def test_steps_stand_in_the_pay_sheet_as_columns_with_their_signs(june: Appraisal, book: Workbook) -> None:
    """C's business pay is far above 120, so the cap takes the rest, and the columns of the row make its gross."""
    pay = sheet(book, "薪酬计算表")
    cap = cell(pay, "业务绩效：封顶", "C").value
    step = next(line for line in of(june, "C").pay_lines if line.id == "extra.cap")
    assert (cap, step.value) == (step.value, cap)
    assert isinstance(cap, Fraction)
    assert cap < 0
    assert cell(pay, "业务绩效", "C").value == 120
    assert cell(pay, "业务绩效：封顶", "B").value is None


def test_steps_stand_below_the_sum_they_act_on(book: Workbook) -> None:
    """In the score sheet D's three bad ones make everything nothing: a row 门槛 takes off what there was."""
    score = sheet(book, "月度百分考核表")
    assert row(score, "门槛") > row(score, "封顶")
    assert any("bad 3（≥ 2），本组计 0" in text for text in texts(score))


def test_a_statement_has_the_steps_too(june: Appraisal) -> None:
    said = set(texts(*Statements(june, edition()).print_book().sheets))
    assert any("业务绩效：封顶" in text for text in said)
    assert any("上期结转" in text for text in said)


@pytest.mark.recalculate
def test_a_spreadsheet_computes_every_curve_and_step_the_same(book: Workbook, tmp_path: Path) -> None:
    path = written(book, tmp_path)
    assert sum(len(formulas(found)) for found in book.sheets) > 100
    assert differences(path, recalculate(path)) == []


@pytest.mark.recalculate
def test_a_spreadsheet_computes_the_statements_the_same(june: Appraisal, tmp_path: Path) -> None:
    path = written(Statements(june, edition()).print_book(), tmp_path)
    assert differences(path, recalculate(path)) == []


def test_the_policy_sheet_says_every_curve_and_step(book: Workbook) -> None:
    said = " ".join(texts(sheet(book, "考核办法")))
    for words in (
        "全额按所在档",
        "超过 33 元 的部分每 0.7 元 折 5 元（不足一档不计）",
        "volume ≥ 50 且 bad < 2 时：固定 77 元",
        "100 元 按本人数占全部人员合计的比例分配",
        "× 质量系数",
        "保底补足的数下月扣回",
        "未完成数加入下月目标，年末清零",
        "只在 bad = 0 时",
    ):
        assert words in said, words
