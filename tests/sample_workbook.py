"""A workbook like the real ones, small, with every kind of cell: for tests of writing and for looking at."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cmtool.model.workbook import Chart, Choice, Entry, Page, Sheet, Workbook

CREATED = date(2024, 6, 30)

_PEOPLE = (
    ("M001", "王秀兰", "客户经理", "91.10", "4855.50", "283.10"),
    ("M002", "李建国", "见习客户经理", "42.90", "3110.65", "71.07"),
    ("M003", "欧阳德胜", "高级客户经理", "92.04", "6593.04", "378.61"),
)
_LINES = (
    ("存款月均余额（第十条第一款）", "25", "700000", "560000", "20.00"),
    ("存款积数（第十条第二款）", "15", "15000000", "16800000", "15.00"),
    ("本月发放贷款（第十一条）", "10", "500000", "430000", "8.60"),
    ("到期贷款收回率（第十三条）", "15", "0.98", "0.955", "12.50"),
    ("合规（第十六条）", "5", "0", "1", "2.50"),
)
_HOW = (
    "实际 560,000.00 ÷ 目标 700,000.00 = 80.00 %，乘权重 25 得 20.00",
    "实际 16,800,000 ÷ 目标 15,000,000 = 112.00 %，封顶 100 %，得满分 15.00",
    "实际 430,000.00 ÷ 目标 500,000.00 = 86.00 %，乘权重 10 得 8.60",
    "到期 200,000.00，收回 191,000.00，收回率 95.50 %；比目标 98 % 低 2.5 个百分点，每低一个百分点扣 1 分，扣 2.50",
    "本月登记违规 1 次，每次扣 2.5 分，扣到 0 分为止",
)


def sample() -> Workbook:
    """Three sheets: a summary with a chart, a score sheet, a statement on one page; and a template with drop-downs."""
    return Workbook("样本.xlsx", "样本", (_summary(), _statement(), _template()))


def _summary() -> Sheet:
    sheet = Sheet("考核汇总表", page=Page(repeat=(3, 3), footer="数据截至 2024-06-30　校验码 7F3A-91C2"))
    sheet.put(1, 1, Entry("延河农村信用合作社客户经理月度考核汇总表", look="title", span=(1, 8)))
    sheet.put(2, 1, Entry("2024年6月　第1稿　单位：元", look="subtitle", span=(1, 8)))
    headers = ("名次", "工号", "姓名", "任职等级", "得分", "应发合计", "预留风险金", "本期应兑现（税前）")
    for column, text in enumerate(headers, 1):
        sheet.put(3, column, Entry(text, look="header"))
    for row, (number, name, grade, score, gross, held) in enumerate(_PEOPLE, 4):
        sheet.put(row, 1, Entry(row - 3, number="whole", align="center"))
        sheet.put(row, 2, Entry(number, link="internal:'月度考核通知单'!A1"))
        sheet.put(row, 3, Entry(name, note="入社日期 2015-03-01"))
        sheet.put(row, 4, Entry(grade))
        sheet.put(row, 5, Entry(Fraction(score), look="good" if score > "9" else "bad", number="points"))
        sheet.put(row, 6, Entry(Fraction(gross), number="money"))
        sheet.put(row, 7, Entry(Fraction(held), number="money"))
        payable = Fraction(gross) - Fraction(held)
        sheet.put(row, 8, Entry(payable, formula=f"F{row}-G{row}", number="money"))
    sheet.put(7, 1, Entry("合计", look="total", span=(1, 4), align="center"))
    sheet.put(7, 5, Entry(look="total"))
    for column, total in ((6, "14559.19"), (7, "732.78"), (8, "13826.41")):
        letter = "EFGH"[column - 5]
        sheet.put(7, column, Entry(Fraction(total), f"SUM({letter}4:{letter}6)", "total", "money"))
    sheet.put(
        8,
        1,
        Entry(
            "注：得分保留两位小数，四舍五入；预留风险金按本办法第十八条分档计提。", look="note", span=(1, 8)
        ),
    )
    sheet.put(
        24,
        1,
        Entry("制表：＿＿＿＿＿＿　　复核：＿＿＿＿＿＿　　主任：＿＿＿＿＿＿", look="sign", span=(1, 8)),
    )
    sheet.charts.append(Chart("bar", "客户经理得分", (3, 4, 6), (5, 4, 6), (9, 1), (600, 280)))
    sheet.freeze, sheet.filter = (4, 4), (3, 1, 6, 8)
    return sheet


def _statement() -> Sheet:
    sheet = Sheet("月度考核通知单", page=Page(fit_height=True, footer="校验码 7F3A-91C2", header="试算"))
    sheet.widths = {1: 5, 2: 24, 3: 7, 4: 14, 5: 14, 6: 9, 7: 8, 8: 40}
    sheet.put(1, 1, Entry("客户经理月度考核通知单", look="title", span=(1, 8)))
    for column, text, across in (
        (1, "姓名", 2),
        (3, "王秀兰", 2),
        (5, "工号", 1),
        (6, "M001", 2),
        (8, "2024年6月", 1),
    ):
        sheet.put(
            2, column, Entry(text, look="key" if text in ("姓名", "工号") else "text", span=(1, across))
        )
    for column, text in enumerate(
        ("序号", "项目（条款）", "权重", "目标", "实际", "完成率", "得分", "怎么算的"), 1
    ):
        sheet.put(3, column, Entry(text, look="header"))
    for index, (line, how) in enumerate(zip(_LINES, _HOW, strict=True)):
        row, (label, weight, target, actual, points) = 4 + index, line
        shape = "percent" if "率" in label else "whole" if label.startswith("合规") else "money"
        sheet.put(row, 1, Entry(index + 1, number="whole", align="center"))
        sheet.put(row, 2, Entry(label, look="wrap"))
        sheet.put(row, 3, Entry(Fraction(weight), number="whole"))
        sheet.put(row, 4, Entry(Fraction(target), number=shape))  # type: ignore[arg-type]
        sheet.put(row, 5, Entry(Fraction(actual), number=shape))  # type: ignore[arg-type]
        if target == "0":
            sheet.put(row, 6, Entry("—", align="center"))
        else:
            sheet.put(row, 6, Entry(Fraction(actual) / Fraction(target), f"E{row}/D{row}", number="percent"))
        sheet.put(row, 7, Entry(Fraction(points), number="points"))
        sheet.put(row, 8, Entry(how, look="wrap"))
    sheet.put(9, 1, Entry("合计", look="total", span=(1, 6), align="center"))
    sheet.put(9, 7, Entry(Fraction("58.60"), "SUM(G4:G8)", "total", "points"))
    sheet.put(9, 8, Entry("本期应兑现 4,572.40 元（大写：肆仟伍佰柒拾贰元肆角整）", look="total"))
    sheet.put(10, 1, Entry("□ 无异议　□ 有异议：", look="sign", span=(1, 5)))
    sheet.put(10, 6, Entry("签名：＿＿＿＿＿＿　日期：＿＿＿＿", look="sign", span=(1, 3)))
    return sheet


def _template() -> Sheet:
    sheet = Sheet("花名册模板", formats={1: "text", 3: "date"})
    for column, text in enumerate(("工号", "任职等级", "入社日期"), 1):
        sheet.put(1, column, Entry(text, look="header", note="必填。按文本填写，前面的 0 要保留。"))
    for column, (value, shape) in enumerate(
        (("000123", "text"), ("见习", ""), (date(2020, 3, 1), "date")), 1
    ):
        sheet.put(2, column, Entry(value, look="input", number=shape))  # type: ignore[arg-type]
    sheet.choices.append(Choice((2, 2), (500, 2), ("见习", "客户经理", "高级")))
    long = tuple(f"第{number}号网点（含下属代办站，按机构编码排列）" for number in range(1, 20))
    sheet.choices.append(Choice((2, 4), (500, 4), long))
    return sheet
