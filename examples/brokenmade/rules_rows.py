"""Examples of what the rules find where each row counts: whose it is, what it is worth, what stands in no table."""

from __future__ import annotations

from typing import Any, Final

from brokenmade.base import INBOX, LOANS
from brokenmade.example import MONTH, Example, inbox
from brokenmade.intake import ASSIGNED
from brokenmade.tables import changed
from brokenmade.texts import paid, whole

BENCHMARKS: Final = ("指标", "期间", "数值")


def _shared(first: str, second: str) -> Example:
    """K1 has a manager and an assistant since January, and deposits count for whatever role."""
    rows = (("K1", "M001", "主办", first, "2024-01-01"), ("K1", "M002", "协办", second, "2024-01-01"))
    measure = 'measure = "daily_average"\n'
    return whole((measure, measure + 'role = "全部"\n'), files=inbox("管户关系", [ASSIGNED, *rows]))


def _counted(value: str, **tables: Any) -> Example:
    """A figure from the loans more, and a line of pay that reads it."""
    figure = f"""[figure.counted]
kind = "flow"
label = "折算收入"
clause = "示例"
unit = "元"
table = "贷款台账"
value = {value}

"""
    return paid("counted", "折算奖", figure if "price" not in value else _PRICE + figure, **tables)


def _outside(unit: str, *rows: tuple[str, ...]) -> Example:
    figure = f"""[figure.counted]
kind = "benchmark"
label = "全县收回率"
clause = "示例"
unit = "{unit}"
item = "到期收回率"

"""
    return paid("counted", "折算奖", figure, 外部基准=[BENCHMARKS, *rows])


_SECURED: Final = changed(LOANS, {(1, "担保方式"): "信用", (2, "担保方式"): "信用", (3, "担保方式"): "抵押"})

_PRICE: Final = """[figure.price]
kind = "quotient"
label = "每元费用人数"
clause = "示例"
unit = "人"
of = ["staff", "four_expenses"]
when_zero = "empty"

"""
EXAMPLES: Final[dict[str, Example]] = {
    "E301": _shared("100%", ""),
    "E302": _shared("100%", "10%"),
    "E380": _counted('{ lookup = "担保方式", map = { "信用" = 10 } }', 贷款台账=_SECURED),
    "E381": _counted(
        '{ quotient = ["本月实收利息", "本月收回本金"] }\nwhere = { "借据号" = ["J102", "J103"] }'
    ),
    "E382": _counted(
        '{ product = ["本月实收利息", { figure = "price" }] }',
        机构基本情况表=changed(INBOX["机构基本情况表"], {(1, "四项费用合计"): "0"}),
    ),
    "E383": _outside("元", ("到期收回率", "2024-05", "90%")),
    "E384": _outside("%", ("到期收回率", MONTH, "98")),
}
