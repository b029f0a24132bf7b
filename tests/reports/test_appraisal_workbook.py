"""The appraisal workbook: its sheets, the figures of the main case in them, and live formulas that agree."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from appraised import appraised, edition, thirds
from cmtool.files.writer import values_only
from cmtool.model.book import Ignored
from cmtool.model.text import phrase
from cmtool.model.workbook import Workbook
from cmtool.reports.appraisal_workbook import appraisal_workbook
from recalculation import differences, recalculate
from sheets import cell, column, formulas, row, sheet, texts, written

NAMES = (
    "考核汇总表", "月度百分考核表", "等级升降建议表", "薪酬计算表", "薪酬说明表", "预留账户表", "指标计算表", "取数明细",
    "勾稽核对", "数据问题清单", "考核办法", "数据来源",
)  # fmt: skip
RICH = {
    '[line.compliance_line]\ngroup = "score"': '[group.behaviour]\nlabel = "行为小计"\nunit = "分"\ninside = "score"\n'
    'cap = 12\nfloor = "none"\n\n[line.compliance_line]\ngroup = "behaviour"',
    '[line.conduct_line]\ngroup = "score"': '[line.conduct_line]\ngroup = "behaviour"',
    "[line.overspend_line]": "[figure.growth]\nkind = \"delta\"\nlabel = \"存款增加额\"\nunit = \"元\"\n"
    'of = "deposit_daily_average"\nagainst = "last_month"\n\n[line.growth_line]\ngroup = "pay"\nlabel = "增存奖"\n'
    'of = "growth"\ncurve = { kind = "bands", bands = [{ lt = 0, v = 0 }, { ge = 0, lt = 100000, v = 50 }, '
    "{ ge = 100000, v = 120 }] }\n\n[line.overspend_line]",
}  # fmt: skip
LAST_MONTH = [
    {"manager": who, "indicator": "deposit_daily_average", "period": "2024-05", "value": value}
    for who, value in (("A", "400000"), ("B", "22666.66"), ("C", "600000"))
]


@pytest.fixture(scope="module")
def june() -> Workbook:
    return appraisal_workbook(appraised(), edition())


def test_it_has_the_sheets_that_are_signed_checked_and_traced(june: Workbook) -> None:
    assert tuple(sheet.name for sheet in june.sheets) == NAMES
    assert june.name == "客户经理月度考核_2024-06.xlsx"


@pytest.mark.parametrize(
    ("who", "score", "last", "rank", "gross", "held", "payable", "proposal"),
    [
        ("A", "91.10", "92.00", 2, "4855.50", "283.10", "4572.40", "晋级 高级客户经理"),
        ("B", "42.90", "60.00", 3, "3110.65", "71.07", "3039.58", "维持 见习客户经理"),
        ("C", "92.04", None, 1, "6593.04", "378.61", "6214.43", "维持 高级客户经理"),
    ],
)
def test_the_summary_says_each_managers_month(
    june: Workbook, who: str, score: str, last: str | None, rank: int, gross: str, held: str, payable: str,
    proposal: str,
) -> None:  # fmt: skip
    summary = sheet(june, "考核汇总表")
    heads = ("得分", "上月得分", "名次", "应发合计", "预留风险金", "本期应兑现\n（税前）", "等级建议")
    found = [cell(summary, head, who).value for head in heads]
    money = [Fraction(text) for text in (gross, held, payable)]
    assert found == [Fraction(score), Fraction(last) if last else "—", rank, *money, proposal]


def test_the_summary_totals_by_formula(june: Workbook) -> None:
    """4,855.50 + 3,110.65 + 6,593.04 = 14,559.19; 4,572.40 + 3,039.58 + 6,214.43 = 13,826.41."""
    summary = sheet(june, "考核汇总表")
    first, total = row(summary, "A"), row(summary, "合计（3/3 人已评定）")
    for head, amount in (("应发合计", "14559.19"), ("本期应兑现\n（税前）", "13826.41")):
        entry = summary.cells[total, column(summary, head)]
        letter = "JKL"[("应发合计", "预留风险金", "本期应兑现\n（税前）").index(head)]
        assert (entry.value, entry.formula) == (Fraction(amount), f"SUM({letter}{first}:{letter}{first + 2})")


def test_the_chart_shows_every_score(june: Workbook) -> None:
    summary = sheet(june, "考核汇总表")
    (chart,) = summary.charts
    first = row(summary, "A")
    assert chart.values == (column(summary, "得分"), first, first + 2)
    assert chart.names == (column(summary, "姓名"), first, first + 2)


def test_a_line_is_computed_from_cells_down_to_the_clients(june: Workbook) -> None:
    """得分 ← weight, actual and target in its own row; actual ← 指标计算表; that ← the rows of 取数明细 ÷ 30 days."""
    lines = sheet(june, "月度百分考核表")
    here = row(lines, "存款月均余额")
    points = cell(lines, "得分", "存款月均余额")
    figures = sheet(june, "指标计算表")
    there = row(figures, "A", "存款月均余额")
    assert points.value == Fraction(20)
    assert points.formula == f"ROUND((D{here}*MAX(MIN(('指标计算表'!F{there}/F{here}),1.2),0)),2)"
    assert cell(lines, "实际", "存款月均余额").formula == f"'指标计算表'!F{there}"
    sums = figures.cells[there, column(figures, "数值")]
    assert sums.value == Fraction(560000)
    assert sums.formula.startswith("SUMIFS('取数明细'!$G$")
    assert sums.formula.endswith(f",$A{there})/30")


def test_a_computed_target_leads_to_wage_and_expenses(june: Workbook) -> None:
    """收息目标 4,850.00 = fixed wage 3,000.00 + 18,500.00 ÷ 10, all in cells (002 art. 12)."""
    figures = sheet(june, "指标计算表")
    target = cell(figures, "数值", "A", "收息目标（固定工资＋人平四项费用）")
    wage, head = row(figures, "A", "固定工资"), row(figures, "A", "人平四项费用")
    assert (target.value, target.formula) == (Fraction(4850), f"(F{wage}+F{head})")
    lines = sheet(june, "月度百分考核表")
    assert cell(lines, "目标", "本月实收利息").formula == f"'指标计算表'!F{row(figures, 'A', target_label())}"


def target_label() -> str:
    return "收息目标（固定工资＋人平四项费用）"


def test_a_block_total_is_a_sum_over_its_lines(june: Workbook) -> None:
    lines = sheet(june, "月度百分考核表")
    first, total = row(lines, "存款月均余额"), row(lines, "合计")
    assert total == first + 7
    assert lines.cells[total, column(lines, "得分")].formula == f"SUM(J{first}:J{first + 6})"
    assert lines.cells[total, column(lines, "权重")].value == Fraction(100)


def test_nothing_due_says_why_it_is_full(june: Workbook) -> None:
    """B had nothing due: no actual, full 15.00, and the reason in a sentence."""
    lines = sheet(june, "月度百分考核表")
    start = row(lines, "B　乙　·　见习客户经理（自2024年1月1日起）　·　方式：综合")
    here = start + 4
    assert lines.cells[here, column(lines, "项目")].value == "到期收回率"
    assert lines.cells[here, column(lines, "实际")].value == "—"
    assert lines.cells[here, column(lines, "得分")].value == Fraction(15)
    assert lines.cells[here, column(lines, "怎么算的")].value == "本月到期贷款为 0，本项按满分计"


def test_pay_stands_in_one_column_for_each_line_with_its_clause(june: Workbook) -> None:
    pay = sheet(june, "薪酬计算表")
    heads = (
        "固定工资",
        "绩效工资",
        "收息提成",
        "营销费用超支自担",
        "应发合计",
        "预留风险金",
        "本期应兑现\n（税前）",
    )
    found = [cell(pay, head, "A").value for head in heads]
    expected = ("3000", "1822", "93.50", "-60", "4855.50", "283.10", "4572.40")
    assert found == [Fraction(text) for text in expected]
    here = row(pay, "A")
    assert cell(pay, "应发合计", "A").formula == f"SUM(E{here}:H{here})"
    assert cell(pay, "本期应兑现\n（税前）", "A").formula == f"I{here}-J{here}"
    assert pay.cells[row(pay, "条款"), column(pay, "预留风险金")].value == "002 第十条（终身清收赔偿责任）"


def test_the_account_without_a_manager_stands_unallocated(june: Workbook) -> None:
    """90,000.00 belongs to nobody: 1,165,000.00 + 90,000.00 = 1,255,000.00."""
    sheet_ = sheet(june, "勾稽核对")
    found = [
        cell(sheet_, head, "余额（元）").value
        for head in ("客户经理合计", "未分配（公共户）", "差额", "工作簿合计")
    ]
    assert found == [Fraction(1165000), Fraction(90000), Fraction(0), Fraction(1255000)]
    assert cell(sheet_, "客户经理合计", "余额（元）").formula.startswith("SUM(")
    assert cell(sheet_, "结论", "余额（元）").value == "相符（无控制数）"


def test_what_another_role_holds_is_not_counted_and_not_nobodys(june: Workbook) -> None:
    """100.00 more, 60 % of it A's and 40 % held by an assistant: 40.00 not counted, 90,000.00 nobody's as before."""
    rows = thirds()
    lead, assistant, _ = rows["assignments"]
    lead["share"], assistant["share"], assistant["role"] = Fraction(3, 5), Fraction(2, 5), "协办"
    rows["assignments"] = [lead, assistant]
    sheet_ = sheet(appraisal_workbook(appraised(rows), edition()), "勾稽核对")
    heads = ("客户经理合计", "未分配（公共户）", "未计入", "差额", "工作簿合计")
    found = [cell(sheet_, head, "余额（元）").value for head in heads]
    assert found == [1165060, 90000, 40, 0, 1255100]
    said = "“存款分户余额”的未计入中，40.00 元由主办以外的角色（协办等）承担"
    assert said in texts(sheet_)
    assert not any("主办以外" in text for text in texts(sheet(june, "勾稽核对")))


def test_three_equal_shares_print_a_whole() -> None:
    """100.00 in three: exact thirds in the formulas, 33.33 + 33.33 + 33.34 on paper."""
    facts = sheet(appraisal_workbook(appraised(thirds()), edition()), "取数明细")
    rows = [number for (number, at), entry in facts.cells.items() if at == 5 and entry.value == "K9"]
    average = [number for number in rows if facts.cells[number, 4].value == "存款月均余额"]
    printed = [facts.cells[number, column(facts, "打印数")].value for number in average]
    exact = [facts.cells[number, column(facts, "数值（精确）")].value for number in average]
    assert printed == [Fraction("33.33"), Fraction("33.33"), Fraction("33.34")]
    assert exact == [Fraction(1000)] * 3  # 100.00 ÷ 3 for 30 days, in 元·天


def test_each_detail_names_its_first_cell_with_a_relative_link(june: Workbook) -> None:
    facts = sheet(june, "取数明细")
    entry = cell(facts, "首个来源单元格", "A", "本月发放贷款")
    assert entry.value == "贷款台账.xlsx!Sheet1!D2"
    assert entry.link == "../../贷款台账.xlsx#'Sheet1'!D2"
    assert cell(facts, "客户名称", "C", "存款积数").value == "延河农机合作社"


def test_above_the_limit_only_totals_and_counts_are_listed() -> None:
    """The indicator is then written as a value, and the sheet says so."""
    appraisal = appraised(thirds())
    short = appraisal_workbook(appraisal, edition(), detail_limit=5)
    facts, figures = sheet(short, "取数明细"), sheet(short, "指标计算表")
    assert "超过 5 行，这里只列合计与笔数" in " ".join(texts(facts))
    assert cell(facts, "客户编号", "A", "存款月均余额").value == "合计 2 户"
    assert cell(facts, "打印数", "A", "存款月均余额").value == Fraction("560033.33")
    average = cell(figures, "数值", "A", "存款月均余额")
    assert (average.value, average.formula) == (Fraction(1680100000, 3000), "")


def test_a_missing_target_prints_its_reason_and_no_score() -> None:
    """Nobody vanishes and nothing is full marks: the line says 没有目标, the person is 缓评, sums leave them out."""
    late = {"id": "D", "name": "丁", "grade": "客户经理", "institution": "0101"}
    workbook = appraisal_workbook(appraised({"managers": [late]}), edition())
    summary, lines = sheet(workbook, "考核汇总表"), sheet(workbook, "月度百分考核表")
    assert [cell(summary, head, "D").value for head in ("得分", "应发合计", "等级建议")] == [
        "缓评",
        "—",
        "缓评",
    ]
    assert "没有“本月发放贷款”的目标" in str(cell(summary, "备注", "D").value)
    start = row(lines, "D　丁　·　客户经理　·　方式：综合")
    assert lines.cells[start + 3, column(lines, "怎么算的")].value == "没有“本月发放贷款”的目标"
    assert [lines.cells[start + 3, at].value for at in (column(lines, "得分"), column(lines, "失分"))] == [
        "—",
        "—",
    ]
    assert row(summary, "合计（3/4 人已评定）")


def test_an_adjustment_stands_beside_what_was_computed() -> None:
    """数值 replaces a figure and keeps the computed one beside it; 金额 is a column of its own."""
    approved = {
        "manager": "A",
        "period": "2024-06",
        "reason": "复议",
        "document": "联社〔2024〕9号",
        "approver": "王",
    }
    rows = [approved | {"item": "违规次数", "value": "0"}, approved | {"item": "应发合计", "amount": "100"}]
    workbook = appraisal_workbook(appraised({"overrides": rows}), edition())
    figures, pay = sheet(workbook, "指标计算表"), sheet(workbook, "薪酬计算表")
    changed = cell(figures, "数值", "A", "违规次数")
    assert (changed.value, changed.formula) == (Fraction(0), "")
    assert str(cell(figures, "怎么算的", "A", "违规次数").value).endswith("原计算值 1")
    assert cell(pay, "考核调整", "A").value == Fraction(100)
    # 93.60 points: 2,000 × 93.60 % × 1.0 = 1,872.00; 3,000 + 1,872 + 93.50 − 60 + 100
    assert cell(pay, "应发合计", "A").value == Fraction("5005.50")


def test_a_trial_says_so_on_every_page() -> None:
    workbook = appraisal_workbook(appraised(trial=True), edition())
    assert workbook.name.endswith("_试算.xlsx")
    for found in workbook.sheets:
        assert "试算" in found.page.header
        assert "试算" in found.page.footer


def test_every_page_names_revision_date_and_code(june: Workbook) -> None:
    footers = {found.page.footer for found in june.sheets}
    assert footers == {"数据截至 2024-06-30　第1稿　校验码 K7F2-9QXM"}


def test_the_policy_is_readable(june: Workbook) -> None:
    """Papers, lines with weight and target, pay, holds, grades, and where each figure comes from."""
    said = set(texts(sheet(june, "考核办法")))
    assert {
        "示例〔2023〕1号",
        "示例联社理事会 2023-12-20 批准",
        "目标表“存款月均余额”；700,000 元",
        "权重 × 实际 ÷ 目标，完成率最低 0%、最高 120%。缺数据缓评",
        "分段累进：0 元至 1,000 元的部分 10%；1,000 元以上的部分 20%",
        "得分 ≥ 90，连续 3 个月",
        "固定工资 ＋ 人平四项费用",
    } <= said


def test_sources_are_listed_with_hash_and_rows(june: Workbook) -> None:
    found = sheet(june, "数据来源")
    assert cell(found, "读入行", "存款分户余额.xlsx").value == 6
    assert cell(found, "SHA-256", "policy/2024-01.toml").value == "1" * 64


def test_what_was_not_read_is_listed_too() -> None:
    """Headers nobody reads, columns without one, hidden rows; sheets of which nothing was read, and why."""
    found = appraised({"managers": [{"id": "E", "name": "戊", "grade": "客户经理", "institution": "0101"}]})
    source, *others = found.book.sources
    source = replace(source, unread=("备注",), headless=(27,), hidden_rows=2, hidden_columns=1)
    ignored = (Ignored("a.xlsx", "说明", phrase("没有认出是哪张表"), "f" * 64),)
    found = replace(found, book=replace(found.book, sources=(source, *others), ignored=ignored))
    sources = sheet(appraisal_workbook(found, edition()), "数据来源")
    assert cell(sources, "没有用到的列", source.path).value == "备注、AA 列（没有表头）"
    assert cell(sources, "隐藏", source.path).value == "2 行、1 列"
    assert cell(sources, "表或用途", "a.xlsx", "说明").value == "没有读取：没有认出是哪张表"
    assert cell(sources, "SHA-256", "a.xlsx").value == "f" * 64


def test_problems_say_where_and_what_to_do(june: Workbook) -> None:
    found = sheet(june, "数据问题清单")
    assert cell(found, "级别", "W309").value == "提醒"
    assert cell(found, "文件", "W309").link == "../../存款分户余额.xlsx#'Sheet1'!C7"
    assert "90,000.00 元没有客户经理" in str(cell(found, "问题", "W309").value)


def test_text_from_inputs_stays_text(tmp_path: Path) -> None:
    """A name that looks like a formula is a string cell; nothing of it is linked or computed."""
    bad = '=HYPERLINK("http://x","y")'
    rows = [
        {"id": "E", "name": bad, "grade": "客户经理", "institution": "0101", "team": "+1", "post": "@SUM(A1)"}
    ]
    workbook = appraisal_workbook(appraised({"managers": rows}), edition())
    cells = load_workbook(written(workbook, tmp_path))["考核汇总表"]
    found = [cell for line in cells.iter_rows() for cell in line if cell.value == bad]
    assert [(cell.data_type, cell.hyperlink) for cell in found] == [("s", None)]


def test_the_same_appraisal_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        written(appraisal_workbook(appraised(thirds()), edition()), folder)
    (one,), (two,) = first.iterdir(), second.iterdir()
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.recalculate
@pytest.mark.parametrize("kind", ["plain", "rich", "short"])
def test_a_spreadsheet_computes_the_same(kind: str, tmp_path: Path) -> None:
    """Shares, inner groups with a cap, bands, a past figure, an adjustment, somebody without a target, totals only."""
    if kind == "plain":
        workbook = appraisal_workbook(appraised(), edition())
    else:
        rows = [{"id": "D", "name": "丁", "grade": "客户经理", "institution": "0101"}]
        given = {"manager": "A", "period": "2024-06", "reason": "复议", "approver": "王"}
        given |= {"item": "应发合计", "amount": "100"}
        more = thirds() | {"managers": rows, "overrides": [given], "opening": LAST_MONTH}
        limit = 3 if kind == "short" else 20_000
        workbook = appraisal_workbook(appraised(more, changes=RICH, trial=True), edition(), limit)
    path = written(workbook, tmp_path)
    assert sum(len(formulas(found)) for found in workbook.sheets) > 200
    assert differences(path, recalculate(path)) == []


def test_values_only_keeps_every_value(june: Workbook) -> None:
    copy = values_only(june)
    assert not any(formulas(found) for found in copy.sheets)
    for ours, theirs in zip(june.sheets, copy.sheets, strict=True):
        assert {place: entry.value for place, entry in ours.cells.items()} == {
            place: entry.value for place, entry in theirs.cells.items()
        }
