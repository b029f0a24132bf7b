"""Examples of what intake finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from brokenmade.base import BRANCH, CLIENTS, CONDUCT, DEPOSITS, EXPENSES, INBOX, LOANS, ROSTER
from brokenmade.example import (
    CHECK,
    MONTH,
    Example,
    beside,
    cell,
    cells,
    in_place_of,
    inbox,
    numbers,
    workbook,
)
from brokenmade.months import AFTER_JUNE, july
from brokenmade.tables import F, Merged, as_csv, as_xlsx, changed, edited, renamed
from brokenmade.texts import whole

DATE: Final = "yyyy-mm-dd"
SHEET: Final = "xl/worksheets/sheet1.xml"
ASSIGNED: Final = ("客户编号", "工号", "角色", "份额", "起")
LEDGER: Final = "总账"
_FIGURE: Final = """
[figure.looked_at]
kind = "flow"
label = "所看的贷款"
clause = "示例"
unit = "元"
table = "贷款台账"
value = "贷款余额"
where = {{ {} }}
"""
_RATE: Final = _FIGURE.format('"年利率(%)" = { ge = "5%" }')
_WRITTEN_OFF: Final = _FIGURE.format('"核销标志" = ["是"]')


def _loans(header: str, value: str, row: int = 1) -> Example:
    return cell("贷款台账", header, value, row)


def _above(table: str, *lines: str) -> Example:
    return Example(inbox(table, [*([line] for line in lines), *INBOX[table]]))


def _below(table: str, *rows: Sequence[Any]) -> Example:
    return Example(inbox(table, [*INBOX[table], *rows]))


def _branch(text: str, **files: bytes) -> Example:
    return Example({"branch.toml": (BRANCH + text).encode(), **files})


def _shares(*rows: tuple[str, ...]) -> Example:
    return Example(inbox("管户关系", [ASSIGNED, *rows]))


def _held(*shares: str) -> Example:
    return _shares(
        *((("K1", f"M00{place}", "主办", share, "2024-01-01")) for place, share in enumerate(shares, 1))
    )


def _paper(number: str, kind: str = "身份证") -> Example:
    return cells("客户名册表", {(1, "证件类型"): kind, (1, "证件号码"): number})


def _hidden_row(_: Any, made: Any) -> None:
    made["6月"].set_row(2, None, None, {"hidden": True})


def _read_by_policy(figure: str, header: str, value: str) -> Example:
    """A column that the policy reads."""
    return whole(plus=figure, files=_loans(header, value).files)


def _busy() -> list[tuple[str, ...]]:
    """Repayments on each day from the 3rd to the 12th, then none."""
    return [("J102", f"2024-06-{day:02d}", "1") for day in range(3, 13)]


FINDING: Final[dict[str, Example]] = {
    "E101": beside(
        "收支.csv",
        as_csv([("工号", "日期", "产品", "费用类别", "金额"), ("M001", "2024-06-05", "电费", "通讯", "9")]),
    ),
    "E102": Example(inbox("贷款台账", [(*LOANS[0], "贷款余额"), *((*row, row[5]) for row in LOANS[1:])])),
    "E103": Example(inbox("贷款台账", renamed(LOANS, {"贷款余额": "贷款佘额"}))),
    "W103": beside(
        "回访.csv", as_csv([("客户编号", "工号", "角色", "时间"), ("K1", "M001", "主办", "上午")])
    ),
    "W104": beside("考勤.csv", as_csv([("部门", "迟到", "早退"), ("信贷部", "1", "0")])),
    "E105": Example({}, (f"rm inbox/{MONTH}/机构基本情况表.csv", *CHECK)),
    "E106": Example(inbox("贷款台账", renamed(LOANS, {"本月实收利息": "本月实收利息额"}))),
    "E107": _branch('\n[columns."贷款台账"]\n"期末数" = "贷款佘额"\n'),
    "E108": _above("贷款台账", "单位：元", "单位：万元"),
    "W108": Example(
        inbox("贷款台账", [["单位：万元"], *renamed(LOANS, {name: f"{name}(元)" for name in LOANS[0][4:]})])
    ),
    "E109": Example(inbox("目标", [("工号", "本月发放贷款"), ("M001", "500000"), ("M002", "500000")])),
    "E110": Example(
        inbox(
            "目标",
            [["2024年5月、2024年6月目标"], ("工号", "本月发放贷款"), ("M001", "500000"), ("M002", "500000")],
        )
    ),
    "W110": Example(inbox("贷款台账", [(*LOANS[0], "借据余额"), *((*row, row[5]) for row in LOANS[1:])])),
    "W111": in_place_of(
        "贷款台账",
        "贷款台账.xlsx",
        as_xlsx({"说明": [["台账见另一张表"]], "6月": numbers(LOANS)}, lambda _, made: made["6月"].hide()),
    ),
    "W112": workbook("贷款台账", {}, finish=_hidden_row),
    "W113": Example(inbox("加扣分登记簿", CONDUCT[:1])),
    "E114": beside("贷款台账-副本.csv", as_csv(LOANS)),
    "E115": Example(
        inbox("贷款台账", [LOANS[0], *(("J", "K", "x", "x", "x", "x", "", "", "") for _ in range(501))])
    ),
    "W207": _above("贷款台账", "2024年5月贷款台账"),
    "E116": _above("贷款台账", "数据日期：2024-05-31"),
    "E111": in_place_of("贷款台账", "贷款台账（万元）.csv", as_csv(LOANS)),
    "E147": _above("贷款台账", "数据日期：2024-06-20"),
    "E117": Example(inbox("营销费用", [*EXPENSES, [], *CLIENTS])),
    "E118": _above("贷款台账", "单位：百万元"),
    "E119": Example(
        inbox("贷款台账", [("客户情况", "", "", "", "贷款（万元）", "", "", "收回情况", ""), *LOANS])
    ),
    "E148": Example(
        inbox("期初", [["单位：万元"], ("工号", "指标", "期间", "数值"), ("M001", "得分", "2024-05", "90")])
    ),
}
READING: Final[dict[str, Example]] = {
    "E120": _loans("贷款余额", ""),
    "E121": workbook("贷款台账", {(1, "贷款余额"): F("#REF!", formula="=明细!A1")}),
    "E122": in_place_of(
        "贷款台账",
        "贷款台账.xlsx",
        edited(
            as_xlsx({"6月": changed(numbers(LOANS), {(1, "贷款余额"): F(777, "", "=700+77")})}),
            SHEET,
            ("<v>777</v>", ""),
        ),
    ),
    "E123": workbook("贷款台账", {(1, "借据号"): 110101199001011234}),
    "W123": workbook("贷款台账", {(1, "借据号"): F(123, "000000")}),
    "E124": workbook("贷款台账", {(1, "贷款余额"): F(45473, DATE)}),
    "E125": _loans("借据号", "J101。"),
    "E126": _loans("贷款余额", "待核"),
    "E127": _loans("贷款余额", "430000.123"),
    "E128": _loans("贷款余额", "43万"),
    "E129": cell("加扣分登记簿", "分值", "扣一分"),
    "E130": cell("机构基本情况表", "员工总数", "10.5"),
    "E131": _read_by_policy(_RATE, "年利率", "5.6"),
    "E132": _loans("到期日期", "3/6/2025"),
    "E133": _loans("到期日期", "2025-06-31"),
    "E134": workbook("贷款台账", {(1, "到期日期"): 12}),
    "W134": workbook("贷款台账", {(1, "到期日期"): 45811}),
    "E135": cell("目标", "期间", "本月"),
    "E136": _held("三分之一"),
    "E137": cell("营销费用", "费用类别", "礼物"),
    "E138": _read_by_policy(_WRITTEN_OFF, "核销标志", "也许"),
    "E139": _loans("借据号", "J1\u202e01"),
    "E140": workbook("贷款台账", {(2, "贷款余额"): Merged(59000, 2), (3, "贷款余额"): None}),
    "W140": workbook("贷款台账", {(1, "客户编号"): Merged("K1", 2), (2, "客户编号"): None}),
    "E143": workbook(
        "存款分户余额",
        {(1, "账号"): Merged("A1", 2, 2), (1, "客户编号"): None, (2, "账号"): None, (2, "客户编号"): None},
    ),
    "W141": _loans("五级分类", "一般"),
    "W142": workbook("贷款台账", {(1, "贷款余额"): F(430000, "", "='[其他.xlsx]Sheet1'!$A$1")}),
    "E144": Example(
        {
            f"inbox/{MONTH}/贷款台账.csv": as_csv(LOANS).replace(
                b"M001,191000,9350.40", b"M001,191000,9,350.40"
            )
        }
    ),
    "E145": _below("贷款台账", ("J104", "小计", "", "", "680000", "489000", "", "", "")),
    "E146": _below("贷款台账", ("单位：万元",)),
    "E149": _held("50", "50%"),
}
ROWS: Final[dict[str, Example]] = {
    "E150": _loans("贷款金额", "-430000"),
    "E151": _loans("到期日期", "2024-06-01"),
    "E152": Example(
        inbox("收回明细", [("借据号", "日期", "收回本金", "收回利息"), ("J102", "2024-06-20", "", "")])
    ),
    "E153": _below("贷款台账", ("", "", "", "", "680000", "489000", "", "", "")),
    "E154": _below("贷款台账", ("合计", "", "", "", "680000", "489001", "", "", "")),
    "W154": _below("贷款台账", ("合计", "", "", "", "680000", "见附表", "", "", "")),
    "E156": _below("存款分户余额", ("A 5", "K5", "2024-06-20", "1", "M003")),
    "E155": _below("贷款台账", LOANS[3]),
    "W156": _below("加扣分登记簿", CONDUCT[1]),
    "W157": _loans("贷款余额", "530000"),
    "W158": cell("存款分户余额", "余额", "-0.01", 6),
    "E160": _loans("客户经理工号", "M009"),
    "W160": Example(inbox("任职等级", [("工号", "等级", "生效日"), ("M009", "客户经理", "2020-01-01")])),
    "E161": Example(
        {
            **inbox("花名册", changed(ROSTER, {(2, "姓名"): "甲一"})),
            **inbox(
                "贷款台账", changed(renamed(LOANS, {"客户经理工号": "客户经理"}), {(1, "客户经理"): "甲一"})
            ),
        }
    ),
    "E162": cells("贷款台账", {(1, "客户经理"): "乙二"}),
    "E163": _loans("客户编号", "K9"),
    "E164": Example(inbox("收回明细", [("借据号", "日期", "收回本金"), ("J109", "2024-06-20", "191000")])),
    "W165": Example(
        inbox("管户关系", [("账号", "工号", "角色", "起"), ("A9", "M001", "主办", "2024-01-01")])
    ),
    "W166": _loans("责任人", "王五"),
    "E165": Example(
        inbox(
            "收回明细",
            [("借据号", "日期", "收回本金"), *((f"H{n}", "2024-06-20", "1000") for n in range(500))],
        )
    ),
    "E170": _loans("发放日期", "2024-07-03"),
    "E180": _held("60%", "50%"),
    "E181": _held("60%", ""),
    "W180": _held("66.66%", "33.33%"),
    "E183": _held("0.7%", "0.3%"),
    "E182": _held("33.33%", "33.33%", "33.33%"),
    "E190": _branch(
        '\n[ledger_accounts]\nloans = ["1301"]\n', **inbox(LEDGER, [("科目号", "余额"), ("1301", "489001")])
    ),
    "E191": _branch(
        '\n[ledger_accounts]\nloans = ["1302"]\n', **inbox(LEDGER, [("科目号", "余额"), ("1301", "489000")])
    ),
    "E192": _branch('\n[ledger_accounts]\nloans = ["1301"]\n'),
    "E200": _paper("11010519491231003X"),
    "E201": _paper("110105194902310026"),
    "E202": _paper("1101051949123100X"),
    "W200": _paper("100105194912310028"),
    "E203": _loans("借据号", "\u041a101"),
    "E204": cells("贷款台账", {(1, "年利率(%)"): "5.6", (2, "年利率(%)"): "0.056", (3, "年利率(%)"): "6"}),
    "W206": cells(
        "贷款台账", {(1, "年利率(%)"): "0.056", (2, "年利率(%)"): "0.056", (3, "年利率(%)"): "0.06"}
    ),
    "W205": Example(
        inbox(
            "贷款台账",
            [
                *LOANS,
                *(
                    (f"J20{n}", "K2", "2024-05-06", "2025-05-06", amount, amount, "M002", "0", "0")
                    for n, amount in enumerate(("80000", "30", "120000"))
                ),
            ],
        )
    ),
}
MONTHS: Final[dict[str, Example]] = {
    "E210": Example({f"inbox/2024-05/{name}.csv": as_csv(INBOX[name]) for name in ("贷款台账",)}),
    "E211": Example(inbox("收回明细", [("借据号", "日期", "收回本金"), ("J103", "2024-05-20", "1000")])),
    "W211": Example(
        inbox("存款分户余额", changed(DEPOSITS, {(2, "日期"): "2024-05-01", (3, "日期"): "2024-05-15"}))
    ),
    "W212": Example(inbox("收息明细", [("借据号", "日期", "收回利息"), *_busy()])),
    "E213": cells("贷款台账", {(1, "上月余额"): "", (2, "上月余额"): "", (3, "上月余额"): "5"}),
    "W213": cells("贷款台账", {(1, "上月余额"): "", (2, "上月余额"): "", (3, "上月余额"): "5000"}),
    "W214": Example(july(贷款台账=changed(LOANS, {(3, "上月余额"): "60000"})), AFTER_JUNE),
    "E215": Example(july(存款分户余额=DEPOSITS[:3]), AFTER_JUNE),
    "W215": Example(july(存款分户余额=DEPOSITS[:-1]), AFTER_JUNE),
}
EXAMPLES: Final = {**FINDING, **READING, **ROWS, **MONTHS}
