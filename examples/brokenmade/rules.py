"""Examples of what the rules find in a month's data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from brokenmade.base import BRANCH, DEPOSITS, INBOX, LOANS, POLICY, ROSTER, TARGETS
from brokenmade.example import MONTH, Example, cell, cells, inbox
from brokenmade.months import AFTER_JUNE, july
from brokenmade.tables import changed
from brokenmade.texts import figures, whole

ADJUSTED: Final = ("工号", "期间", "项目", "数值", "金额", "原因", "文号", "批准人")
OPENING: Final = ("工号", "指标", "期间", "数值")
ASSIGNED: Final = ("客户编号", "工号", "角色", "份额", "起", "止")


def _more(table: str, *rows: tuple[Any, ...]) -> Example:
    return Example(inbox(table, [*INBOX[table], *rows]))


def _deposits(
    style: str, *rows: tuple[str, ...], header: Sequence[Any] = DEPOSITS[0], more: str = ""
) -> Example:
    branch = BRANCH.replace('"changes"', f'"{style}"') + more
    return Example({**inbox("存款分户余额", [header, *rows]), "branch.toml": branch.encode()})


def _adjusted(*rows: tuple[str, ...]) -> Example:
    return Example(inbox("考核调整", [ADJUSTED, *rows]))


def _opening(*rows: tuple[str, ...]) -> Example:
    return Example(inbox("期初", [OPENING, *rows]))


def _without_hold() -> bytes:
    """A later policy that keeps no account of what was held back."""
    before, _, rest = POLICY.read_text("utf-8").partition("[hold.retention]")
    text = before + rest[rest.index("# ─") :]
    return text.replace('effective = "2024-01"', 'effective = "2024-07"').encode()


_BY_DAY: Final = ('gap = "breaks"', 'gap = "breaks"\nwithin_month = "by_day"')
_RISEN: Final = (("M001", "客户经理", "2022-01-01"), ("M001", "高级客户经理", "2024-06-10"))
_LAST: Final = """[figure.last_interest]
kind = "past"
label = "前两个月实收利息"
clause = "示例"
unit = "元"
of = "interest_collected"
window = { trailing = 2 }
take = "sum"

"""
EXAMPLES: Final[dict[str, Example]] = {
    "E304": cells("存款分户余额", {(1, "日期"): "2024-06-05", (1, "开户日期"): "2020-01-01"}),
    "E305": _deposits(
        "snapshot", ("A1", "K1", "2024-05-31", "5", "M001"), ("A1", "K1", "2024-06-20", "5", "M001")
    ),
    "E306": _deposits(
        "snapshot", ("A1", "K1", "2024-06-20", "5", "M001"), ("A1", "K1", "2024-06-30", "5", "M001")
    ),
    "E307": _deposits(
        "snapshot",
        ("A1", "K1", "2024-05-31", "5", "M001"),
        ("A2", "K2", "2024-05-31", "6", "M002"),
        ("A1", "K1", "2024-06-30", "5", "M001"),
    ),
    "E309": _deposits(
        "month",
        ("A1", "K1", "5", "150", "M001"),
        header=("账号", "客户编号", "月末余额", "月积数", "客户经理工号"),
        more='balance_days = "year"\n',
    ),
    "E310": cell("贷款台账", "本月实收利息", ""),
    "E311": cells("贷款台账", {(1, "上月余额"): "", (2, "上月余额"): "190000", (3, "上月余额"): "50000"}),
    "E312": cell("贷款台账", "本月收回本金", "", 2),
    "E313": Example(july(贷款台账=LOANS[:-1]), AFTER_JUNE),
    "E314": Example(inbox("目标", [TARGETS[0], *TARGETS[2:]])),
    "E315": Example(
        inbox(
            "目标",
            [
                (*TARGETS[0], "岗位类型"),
                *((*row, "") for row in TARGETS[1:]),
                ("M001", "本月发放贷款", "2024-06", "600000", "", "营销"),
            ],
        )
    ),
    "E316": cell("目标", "目标值", "0"),
    "E317": _more("目标", ("M001", "存款月均余额", "2024-06", "700000", "存款")),
    "E318": cell("目标", "方式", "存贷"),
    "E319": cell("花名册", "等级", "资深客户经理"),
    "E320": cell("机构基本情况表", "期间", "2024-05"),
    "E321": whole(
        ('when_zero = "empty" # 没有到期贷款：本项没有数值', 'when_zero = "problem"'),
    ),
    "E322": _adjusted(("M001", MONTH, "绩效公资", "100", "", "更正", "1号", "主任甲")),
    "E323": _adjusted(
        ("M001", MONTH, "绩效工资", "100", "", "更正", "1号", "主任甲"),
        ("M001", MONTH, "绩效工资", "200", "", "再更正", "2号", "主任甲"),
    ),
    "E324": _adjusted(("M001", MONTH, "绩效工资", "100", "", "更正", "1号", "")),
    "E325": _opening(("M001", "得份", "2024-05", "90")),
    "E326": Example(
        {**july(), **inbox("期初", [OPENING, ("M001", "得分", MONTH, "100")], "2024-07")}, AFTER_JUNE
    ),
    "E329": _more("目标", ("M001", "到期收回率", MONTH, "98", "")),
    "E330": _more("目标", ("M001", "", MONTH, "98", "综合")),
    "E331": cells("存款分户余额", {(2, "销户日期"): "2024-06-10", (3, "销户日期"): "2024-06-10"}),
    "E332": cell("花名册", "等级生效日", "2024-07-01"),
    "E333": _adjusted(("M003", MONTH, "granted_line", "5", "", "更正", "1号", "主任甲")),
    "E334": _adjusted(("M001", "2024-Q2", "绩效工资", "100", "", "更正", "1号", "主任甲")),
    "E335": _adjusted(("M001", MONTH, "绩效工资", "100", "5", "更正", "1号", "主任甲")),
    "E336": _adjusted(("M001", MONTH, "本月发放贷款", "100", "", "更正", "1号", "主任甲")),
    "E337": Example({**july(), "policy/2024-07.toml": _without_hold()}, AFTER_JUNE),
    "E338": whole(('when_empty = "full" # 没有到期贷款得满分', 'when_empty = "problem"')),
    "E340": cell("贷款台账", "本月收回本金", "-5"),
    "E360": Example(
        inbox("任职等级", [("工号", "等级", "生效日", "序列"), ("M001", "客户经理", "2024-01-01", "档次")])
    ),
    "E361": Example(
        {
            **inbox("花名册", changed(ROSTER, {(1, "等级生效日"): "2024-06-10"})),
            **whole(_BY_DAY).files,
        }
    ),
    "W301": Example(
        inbox(
            "管户关系",
            [
                ASSIGNED,
                ("K1", "M001", "主办", "", "2024-01-01", "2024-06-14"),
                ("K1", "M002", "主办", "", "2024-06-15", ""),
            ],
        )
    ),
    "W302": _more("营销费用", ("M001", "2024-05-08", "通讯", "5")),
    "W303": whole(('except_items = ["违规"]', 'items = ["迟到"]')),
    "W304": whole(('measure = "count"\nitems = ["违规"]', 'measure = "count"\nitems = ["违规", "迟到"]')),
    "W305": Example(inbox("任职等级", [("工号", "等级", "生效日"), ("M001", "高级客户经理", "2024-01-01")])),
    "W306": Example(
        {
            **inbox("任职等级", [("工号", "等级", "生效日"), ("M001", "高级客户经理", "2024-06-10")]),
            **inbox(
                "花名册", changed(ROSTER, {(1, "等级"): "高级客户经理", (1, "等级生效日"): "2024-06-10"})
            ),
        }
    ),
    "W360": Example(
        {
            **inbox("任职等级", [("工号", "等级", "生效日"), *_RISEN]),
            **inbox("花名册", changed(ROSTER, {(1, "等级"): "高级客户经理"})),
            **whole(('gap = "breaks"', 'gap = "breaks"\nwithin_month = "month_start"')).files,
        }
    ),
    "W307": cell("花名册", "入社日期", "2024-06-10"),
    "W308": cell("营销费用", "金额", "99999"),
    "W309": Example(
        {
            **inbox("客户名册表", changed(INBOX["客户名册表"], {(4, "客户经理工号"): ""})),
            **inbox("存款分户余额", changed(DEPOSITS, {(5, "客户经理工号"): ""})),
        }
    ),
    "W310": cell("花名册", "资格有效期至", "2024-05-31"),
    "W311": _more("目标", ("M003", "本月发放贷款", MONTH, "5", "")),
    "W312": cell("花名册", "离岗日期", "2024-05-31", 3),
    "W313": whole(figures(_LAST)),
    "W315": _more("目标", ("M001", "存款月均余额", "2024-Q2", "2100000", "")),
    "W316": cell("花名册", "状态", "离岗"),
    "W317": Example(
        inbox(
            "管户关系",
            [
                ASSIGNED[:5],
                ("K1", "M001", "主办", "60%", "2024-01-01"),
                ("K1", "M002", "主办", "30%", "2024-01-01"),
            ],
        )
    ),
    "W318": _more("目标", ("M001", "发放贷款户数", MONTH, "5", "")),
    "W319": cell("花名册", "机构号", "0102"),
    "W565": whole(("ge = 60, running = 2", "ge = 95, running = 2")),
}
