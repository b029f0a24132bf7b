"""Examples of policies whose units, signs and dates do not fit."""

from __future__ import annotations

from typing import Final

from brokenmade.example import Example
from brokenmade.texts import looked_at, small, whole

_RATE: Final = """
[figure.rates]
kind = "flow"
label = "利率"
unit = "元"
table = "贷款台账"
value = "月利率(‰)"
"""
_MIXED: Final = """
[figure.in_wan]
kind = "quotient"
label = "实收利息（万元）"
unit = "万元"
of = ["interest", 10000]
when_zero = "problem"

[figure.both]
kind = "sum"
label = "利息合计"
unit = "元"
of = ["interest", "in_wan"]
"""
EXAMPLES: Final[dict[str, Example]] = {
    "E560": small(
        ('value = "本月实收利息"\n', 'value = { product = ["本月实收利息", { figure = "grade.fixed" }] }\n')
    ),
    "E561": small(
        plus='\n[figure.daily]\nkind = "average"\nlabel = "存款月均余额"\nunit = "万元"\nmeasure = "daily_average"\n'
    ),
    "E562": small(plus=_MIXED),
    "E563": small(plus=_RATE),
    "W589": looked_at(('cap = "120%"', "cap = 120")),
    "W591": looked_at(
        plus='\n[line.share_line]\ngroup = "pay"\nlabel = "收息提成"\nclause = "第三条"\nof = "interest"\ncurve = { kind = "per_unit", per = 3, floor = "none", cap = "none" }\n'
    ),
    "W592": whole(
        (
            'name = "见习客户经理"\nattributes = { fixed = 2400,',
            'name = "见习客户经理"\nattributes = { fixed = [{ from = 2024-02-01, v = 2400 }],',
        )
    ),
    "W593": whole(('of = ["grade.budget", "expenses"]', 'of = ["grade.budget", "staff"]')),
}
