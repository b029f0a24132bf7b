"""From 应发 to 本期应兑现 in print: holds by lot, releases, the law's limit, tax; formulas that agree."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from appraised import appraised, edition
from cmtool.model.workbook import Sheet
from cmtool.reports.appraisal_workbook import appraisal_workbook
from cmtool.reports.statement import Statements
from cmtool.rules.appraisal import Appraisal
from recalculation import differences, recalculate
from sheets import cell, formulas, row, sheet, texts, written

CURVE = 'curve = { kind = "marginal", brackets = [{ upto = 1000, rate = "10%" }, { rate = "20%" }] }'
MOVING = f"""{CURVE}
release = {{ kind = "same_lot_after", months = [1, 2] }}
charge = "claims"
leavers = {{ kind = "release_after", months = 1 }}

[figure.claims]
kind = "events"
label = "责任追究"
unit = "元"
measure = "amount"
items = ["责任追究"]

[figure.damages]
kind = "events"
label = "赔偿"
unit = "元"
measure = "amount"
items = ["赔偿"]
blank = "zero"

[line.damages_line]
group = "pay"
label = "赔偿扣款"
of = "damages"
curve = {{ kind = "per_unit", per = -1, floor = "none", cap = "none" }}
deduction = true
compensation = true

[legal.deduction]
share = "20%"
minimum_wage = 2000
source = "工资支付暂行规定第十六条"

[tax]
source = "累计预扣法"
deduction = 5000
insurance = 400
brackets = [{{ upto = 36000, rate = "3%" }}, {{ rate = "10%" }}]"""
CHANGES = {
    CURVE: MOVING,
    'except_items = ["违规"]': 'except_items = ["违规", "责任追究", "赔偿"]',
    'of = "grade.fixed"': 'of = "grade.fixed"\ntimes = "person.presence"',
}


def events(*rows: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [
        {"manager": who, "date": "2024-06-10", "item": item, "points": "0", "amount": amount}
        for who, item, amount in rows
    ]


@pytest.fixture(scope="module")
def june() -> Appraisal:
    """A's lot of May, 300.00, is charged 50 and half of the rest comes back; B's compensation meets the limit; the lot of
    D, who left in April, comes back."""
    since = {"period": "2024-05"}
    year = [
        {"manager": who, "indicator": word, "value": "0"} | since
        for who in "ABC"
        for word in ("本年累计应兑现", "本年累计三险一金", "本年累计专项附加扣除", "本年累计已预扣税额")
    ]
    rows = {
        "conduct": events(("A", "责任追究", "50"), ("B", "赔偿", "900")),
        "managers": [
            {"id": "D", "name": "丁", "grade": "客户经理", "institution": "0101", "left": "2024-04-30"}
        ],
        "opening": [
            *year,
            {"manager": "D", "indicator": "预留风险金", "period": "2024-02", "value": "88.80"},
        ],
    }
    return appraised(rows, changes=CHANGES)


def test_the_account_stands_by_lot_and_adds_up(june: Appraisal) -> None:
    """300.00 + 283.10 held − 50 charged − 125.00 of 250 released = 408.10; D's 88.80 are all released."""
    accounts = sheet(appraisal_workbook(june, edition()), "预留账户表")
    parts = ("期初余额", "本期预留", "本期释放", "本期扣用", "不再发放", "期末余额")
    found = [cell(accounts, part, "A").value for part in parts]
    assert found == [Fraction(text) for text in ("300", "283.10", "125", "50", "0", "408.10")]
    assert [cell(accounts, part, "D").value for part in parts[2:]] == [Fraction("88.80"), 0, 0, 0]
    head = row(accounts, "预留月份")
    months = [accounts.cells[at, 5].value for at in range(head + 1, head + 4)]
    assert months == ["2024-05", "2024-06", "2024-06"]
    assert accounts.cells[head + 1, 12].value == Fraction("125")


def test_the_pay_sheet_leads_from_gross_to_payable_and_names_who_is_paid_apart(june: Appraisal) -> None:
    """A: 4,855.50 − 283.10 + 125.00 = 4,697.40, below 5,400 free of tax. B's wage 3,110.65: 20 % is 622.13 of 900 taken."""
    pay = sheet(appraisal_workbook(june, edition()), "薪酬计算表")
    assert cell(pay, "本期释放", "A").value == 125
    assert cell(pay, "预留扣用\n（不影响兑现）", "A").value == 50
    assert cell(pay, "本期应兑现\n（税前）", "A").value == Fraction("4697.40")
    assert cell(pay, "个人所得税（估算）", "A").value == 0
    assert cell(pay, "应发合计", "B").value == Fraction("2210.65")
    assert cell(pay, "赔偿扣款限额调整", "B").value == Fraction("277.87")
    assert cell(pay, "本期应兑现\n（税前）", "B").value == Fraction("2417.45")
    assert any("丁（D，2024-04-30 离岗）的预留释放 88.80 元" in text for text in texts(pay))


def test_a_statement_shows_the_way_from_gross_to_payable(june: Appraisal) -> None:
    a = Statements(june, edition()).print_book().sheets[0]
    assert _beside(a, "减：预留风险金") == Fraction("283.10")
    assert _beside(a, "加：本期释放") == 125
    assert _beside(a, "本期应兑现（税前）") == Fraction("4697.40")
    assert _beside(a, "税后（估算）") == Fraction("4697.40")
    assert any("各笔余额：2024-05 125.00；2024-06 283.10" in text for text in texts(a))
    assert any("满 1、2 个月释放：2024-05 的 125.00 元" in text for text in texts(a))


def test_a_policy_without_releases_prints_no_such_rows() -> None:
    said = texts(Statements(appraised(), edition()).print_book().sheets[0])
    assert not any("加：本期释放" in text or "不再发放" in text for text in said)


def test_somebody_put_off_has_no_hold_and_no_zero_in_its_place() -> None:
    """Without a target A has no score, no pay and no held amount; the account stays where it was."""
    rows = {"managers": [{"id": "E", "name": "戊", "grade": "客户经理", "institution": "0101"}]}
    found = appraised(rows, trial=True)
    e = found.result("E")
    assert e is not None
    assert (e.withheld, e.payable, e.holds[0].held, e.holds[0].closing) == (None, None, None, 0)
    accounts = sheet(appraisal_workbook(found, edition()), "预留账户表")
    assert cell(accounts, "本期预留", "E").value == "—"
    assert cell(accounts, "期末余额", "E").value == 0


@pytest.mark.recalculate
def test_a_spreadsheet_computes_the_same(june: Appraisal, tmp_path: Path) -> None:
    """Every formula of holds, releases, limit, tax and days present comes to its cached value."""
    for number, workbook in enumerate(
        (appraisal_workbook(june, edition()), Statements(june, edition()).print_book())
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = written(workbook, folder)
        assert sum(len(formulas(found)) for found in workbook.sheets) > 50
        assert differences(path, recalculate(path)) == []


def test_payable_and_tax_are_live(june: Appraisal) -> None:
    pay = sheet(appraisal_workbook(june, edition()), "薪酬计算表")
    for head in ("本期释放", "赔偿扣款限额调整", "本期应兑现\n（税前）", "税后（估算）"):
        assert cell(pay, head, "A").formula, head


def _beside(page: Sheet, label: str) -> object:
    return page.cells[row(page, label), 6].value
