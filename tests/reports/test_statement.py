"""The monthly statement: one page for each manager, complete, one's own data only, formulas within the page."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from appraised import appraised, edition
from cmtool.model.workbook import Sheet, Workbook
from cmtool.reports.statement import Statements
from recalculation import differences, printed, recalculate
from sheets import cell, formulas, row, sheet, texts, written

LONG_LINES = "".join(
    f"""
[line.more{number}]
group = "score"
label = "贷款五级分类准确率与档案完整情况第{number}项"
clause = "第十八条（二）、补充规定第{number}条"
family = "存款"
of = "deposit_daily_average"
weight = 5
target = {{ indicator = "存款月均余额", value = 700000 }}
curve = {{ kind = "proportional", cap = "120%" }}
"""
    for number in range(5)
)
TWELVE_LINES = {"weights = 100\n": "", "[line.compliance_line]": f"{LONG_LINES}\n[line.compliance_line]"}
PAGE = re.compile(rb"/Type\s*/Page[^s]")


@pytest.fixture(scope="module")
def june() -> Workbook:
    return Statements(appraised(), edition()).print_book()


@pytest.fixture(scope="module")
def own(june: Workbook) -> Sheet:
    return sheet(june, "A 甲")


def value(found: Sheet, under: str, *texts: str) -> object:
    return cell(found, under, *texts).value


def test_the_print_book_has_a_sheet_for_each_manager(june: Workbook) -> None:
    assert june.name == "客户经理月度考核通知单_2024-06.xlsx"
    assert [found.name for found in june.sheets] == ["A 甲", "B 乙", "C 丙"]


def test_it_says_who_and_under_which_paper(own: Sheet) -> None:
    said = set(texts(own))
    assert {"姓名：甲", "工号：A", "等级：客户经理（自2022年1月1日起）"} <= said
    assert "方式：综合　岗位/团队：信贷 / 一组" in said
    assert "延河信用社　2024年6月　办法：示例〔2023〕1号　第1稿　单位：元、分" in said


def test_it_concludes_with_score_pay_capitals_and_proposal(own: Sheet) -> None:
    """91.10 (92.00 last month, second of three), 4,855.50 less 283.10 is 4,572.40."""
    heads = row(own, "得分", "应发合计", "等级建议")
    found = [own.cells[heads + 1, at].value for at in (1, 3, 4, 5, 6, 8, 10)]
    money = [Fraction(text) for text in ("4855.50", "283.10", "4572.40")]
    assert found == [Fraction("91.10"), Fraction(92), "2 / 3", *money, "晋级 高级客户经理"]
    assert own.cells[heads + 2, 3].value == "人民币肆仟伍佰柒拾贰元肆角整"


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("存款月均余额（元）\n第十八条（一）", "25 700000 560000 0.8 0.8 20 5"),
        ("存款积数（元·天）\n第十八条（一）", "15 15000000 16800000 1.12 1 15 0"),
        ("本月发放贷款（元）\n第十八条（二）", "10 500000 430000 0.86 0.86 8.6 1.4"),
        ("到期收回率\n第十八条（二）", "15 0.98 0.955 0.955/0.98 12.5/15 12.5 2.5"),
        ("本月实收利息（元）\n第十二条、第十八条（三）", "20 4850 9350.4 9350.4/4850 1.2 24 -4"),
        ("合规（次）\n第十三条、第十八条（二）", "5 - 1 - 0.5 2.5 2.5"),
        ("日常行为（分）\n第十八条（四）", "10 - -1.5 - 0.85 8.5 1.5"),
    ],
)
def test_score_lines_stand_with_weight_target_actual_rates_and_points(
    own: Sheet, line: str, figures: str
) -> None:
    """权重 目标 实际 完成率 计分率 得分 失分; 9,350.40 of 4,850.00 is capped at 120 %."""
    here = row(own, line)
    found = [own.cells[here, at].value for at in range(3, 10)]
    assert found == ["—" if text == "-" else _quotient(text) for text in figures.split()]
    assert own.cells[here, 10].value


def _quotient(text: str) -> Fraction:
    head, _, below = text.partition("/")
    return Fraction(head) / Fraction(below or 1)


def test_pay_lines_stand_with_basis_amount_and_why(own: Sheet) -> None:
    """绩效 2,000 × 91.10 % × 1.0; 提成 1 % of 9,350.40; 超支 500.00 − 560.00."""
    lines = {"固定工资": "3000", "绩效工资": "1822", "收息提成": "93.50", "营销费用超支自担": "-60"}
    for label, amount in lines.items():
        assert value(own, "金额", f"{label}\n001 报酬管理") == Fraction(amount)
    assert value(own, "依据数", "收息提成\n001 报酬管理") == Fraction("9350.40")
    assert value(own, "金额", "4 项之和") == Fraction("4855.50")


def test_the_holding_account_adds_up(own: Sheet) -> None:
    """300.00 brought in + 283.10 held = 583.10; 1,915.50 is 10 % up to 1,000 and 20 % above."""
    heads = ("期初余额", "本期预留", "本期释放", "本期扣用", "期末余额")
    here = row(own, "期初余额") + 1
    found = [own.cells[here, at].value for at in (3, 5, 6, 8, 10)]
    assert found == [Fraction(text) for text in ("300", "283.10", "0", "0", "583.10")], heads
    assert own.cells[here, 10].formula == f"C{here}+E{here}-F{here}-H{here}"
    assert "1,000.00 × 10.00% + 915.50 × 20.00%" in str(own.cells[here + 1, 1].value)


def test_registered_events_say_their_effect_and_who_recorded_them(own: Sheet) -> None:
    here = row(own, "2024-06-05\n违规")
    assert [own.cells[here, at].value for at in (3, 5, 8, 10)] == [
        "L2",
        "贷后检查漏项",
        "稽核 孙",
        "“合规”计 1 次",
    ]
    assert value(own, "影响", "2024-06-06\n迟到") == "“日常行为” -1.00 分"


def test_it_compares_with_last_month_and_says_what_is_missing(june: Workbook, own: Sheet) -> None:
    assert own.cells[row(own, "与上月相比"), 3].value == "得分比上月 -0.90；存款月均余额 +2.00"
    assert own.cells[row(own, "资格有效期至"), 3].value == "2025-12-31"
    assert own.cells[row(own, "距高级客户经理还差"), 3].value == "条件已全部达到"
    second, third = sheet(june, "B 乙"), sheet(june, "C 丙")
    assert "（0/3）" in str(second.cells[row(second, "距客户经理还差"), 3].value)
    assert third.cells[row(third, "与上月相比"), 3].value == "无上月数据"
    assert third.cells[row(third, "距上一等级还差"), 3].value == "已是最高等级"


def test_it_can_be_signed_and_appealed(own: Sheet) -> None:
    said = " ".join(texts(own))
    for words in (
        "□ 无异议",
        "□ 有异议",
        "本人签名",
        "5 日内向联社人力资源部提出",
        "制表：",
        "复核：",
        "主任：",
    ):
        assert words in said


def test_each_page_is_one_portrait_a4_with_its_own_code(june: Workbook) -> None:
    for found, code in zip(june.sheets, ("A111-2222", "B111-2222", "C111-2222"), strict=True):
        page = found.page
        assert (page.landscape, page.fit_width, page.fit_height) == (False, True, True)
        assert page.footer == f"数据截至 2024-06-30　第1稿　校验码 {code}"


def test_a_single_statement_holds_nobody_elses_data_and_no_link() -> None:
    """Neither names, numbers, codes, clients nor amounts of others; formulas stay within the sheet."""
    appraisal = appraised()
    singles = dict(Statements(appraisal, edition()).single())
    assert sorted(singles) == ["A", "B", "C"]
    assert singles["B"].name == "通知单_2024-06_B.xlsx"
    (found,) = singles["B"].sheets
    everything = "\n".join(texts(found))
    for foreign in ("甲", "丙", "A111", "C111", "K1", "K3", "陈一户", "稽核 孙", "xlsx", ".toml"):
        assert foreign not in everything
    assert not any(entry.link for entry in found.cells.values())
    assert all("!" not in formula for formula in formulas(found).values())
    others = {
        Fraction(text) for text in ("91.10", "92.04", "4855.50", "6593.04", "4572.40", "6214.43", "560000")
    }
    values = [entry.value for entry in found.cells.values() if isinstance(entry.value, Fraction)]
    assert not [value for value in values if any(value == other for other in others)]


def test_figures_of_the_page_are_computed_on_the_page(own: Sheet) -> None:
    """Points from weight, target and actual beside them; gross from the lines; payable from gross and hold."""
    line, total = row(own, "存款月均余额（元）\n第十八条（一）"), row(own, "合计")
    assert own.cells[line, 8].formula == f"ROUND((C{line}*MAX(MIN((E{line}/D{line}),1.2),0)),2)"
    assert own.cells[total, 8].formula == f"SUM(H{line}:H{line + 6})"
    performance = row(own, "绩效工资\n001 报酬管理")
    assert own.cells[performance, 5].formula == f"(2000*H{total}*0.01*1)"
    assert own.cells[row(own, "4 项之和"), 6].formula == f"SUM(F{performance - 1}:F{performance + 2})"


def test_somebody_not_rated_reads_why() -> None:
    late = {"id": "D", "name": "丁", "grade": "客户经理", "institution": "0101"}
    found = sheet(Statements(appraised({"managers": [late]}), edition()).print_book(), "D 丁")
    heads = row(found, "得分", "应发合计", "等级建议")
    assert [found.cells[heads + 1, at].value for at in (1, 4, 5, 8, 10)] == ["缓评", "—", "—", "—", "缓评"]
    assert "没有“本月发放贷款”的目标" in str(found.cells[heads + 2, 3].value)
    assert value(found, "怎么算的", "本月发放贷款（元）\n第十八条（二）") == "没有“本月发放贷款”的目标"


def test_a_trial_says_so_above_below_and_in_its_title() -> None:
    workbook = Statements(appraised(trial=True), edition()).print_book()
    assert workbook.name.endswith("_试算.xlsx")
    for found in workbook.sheets:
        assert found.cells[1, 1].value == "客户经理月度考核通知单（试算）"
        assert "试算" in found.page.header
        assert "试算" in found.page.footer


def test_two_people_of_one_name_have_two_sheets_and_two_files() -> None:
    """Sheet names keep within 31 characters and apart; file names are safe on every system."""
    long = "欧阳阿卜杜热合曼·买买提江艾力·吐尔逊古丽·阿不都热依木江"
    rows = [{"id": id_, "name": long, "grade": "客户经理", "institution": "0101"} for id_ in ("A/1", "A:1")]
    appraisal = appraised({"managers": rows})
    names = [found.name for found in Statements(appraisal, edition()).print_book().sheets]
    assert len({name.casefold() for name in names}) == 5
    assert all(len(name) <= 31 for name in names)
    files = [workbook.name for _, workbook in Statements(appraisal, edition()).single()]
    assert len({name.casefold() for name in files}) == 5
    assert not any(sign in name for name in files for sign in '/\\:*?"<>|')


def test_a_cleaned_or_long_number_is_told_apart_and_a_trial_still_says_so() -> None:
    """An id that a file name cannot hold ends in eight signs of its SHA-256, which do not depend on who else there is."""
    long = "M" * 200
    rows = [
        {"id": id_, "name": "丁", "grade": "客户经理", "institution": "0101"}
        for id_ in ("A/1", "A_1", long, "x", "X")
    ]
    appraisal = appraised({"managers": rows}, trial=True)
    names = {who: workbook.name for who, workbook in Statements(appraisal, edition()).single()}
    assert names["A_1"] == "通知单_2024-06_A_1_试算.xlsx"
    assert names["A/1"] == "通知单_2024-06_A_1_a5b3d27a_试算.xlsx"
    assert len({name.casefold() for name in names.values()}) == len(names)
    assert all(name.endswith("_试算.xlsx") and len(name) <= 65 for name in names.values())
    alone = dict(Statements(appraised({"managers": rows[:1]}, trial=True), edition()).single())
    assert alone["A/1"].name == names["A/1"]


@pytest.mark.recalculate
def test_a_spreadsheet_computes_the_same_page(tmp_path: Path) -> None:
    path = written(Statements(appraised(changes=TWELVE_LINES), edition()).print_book(), tmp_path)
    assert differences(path, recalculate(path)) == []


@pytest.mark.recalculate
def test_twelve_lines_and_eight_events_still_print_on_one_page(tmp_path: Path) -> None:
    rows = [
        {"manager": "A", "date": f"2024-06-{day}", "item": "客户投诉", "points": "-0.5", "note": f"JJ{day}"}
        | {"basis": "客户反映贷款办理时限过长，经核实属实，已当面致歉并限期改进", "recorder": "综合办公室"}
        for day in range(10, 15)
    ]
    path = written(
        Statements(appraised({"conduct": rows}, changes=TWELVE_LINES), edition()).print_book(), tmp_path
    )
    assert len(PAGE.findall(printed(path).read_bytes())) == 3
