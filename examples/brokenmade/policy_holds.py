"""Examples of policies whose accounts, limits of the law and give-backs do not hold."""

from __future__ import annotations

from typing import Final

from brokenmade.example import Example
from brokenmade.texts import CLAIMS, RATIO, account, figures, small, whole

_SECOND: Final = """[hold.second]
label = "第二账户"
clause = "示例"
on = ["performance_line"]
charge = "claims"
curve = { kind = "per_unit", per = "5%", floor = "none", cap = "none" }

"""
_REDEEMED: Final = 'release = { kind = "redeemed", months = 12, of = "bad_ratio", rest = "kept", curve = { kind = "bands", bands = [{ le = "1%", v = 1 }, { gt = "1%", v = 0 }] } }\n'
_BACK: Final = """
[figure.expenses_back]
kind = "give_back"
label = "费用返还"
unit = "元"
of = "spent"
recovered = "interest"
key = "借据号"
share = "95%"
within = "year"

[figure.spent]
kind = "flow"
label = "营销费用"
unit = "元"
table = "营销费用"
value = "金额"
on = "日期"
"""
EXAMPLES: Final[dict[str, Example]] = {
    "E543": small(plus=_BACK),
    "W540": whole(figures(RATIO), account(_REDEEMED)),
    "W541": whole(
        plus='\n[legal.deduction]\nshare = "20%"\nminimum_wage = 1800\nsource = "工资支付暂行规定第十六条"\n'
    ),
    "W542": whole(
        account('release = { kind = "same_lot_after", months = 18 }\n'),
        plus='\n[legal.deferral]\nshare = "5%"\nyears = 3\nsource = "稳健薪酬监管指引"\n',
    ),
    "W543": whole(
        figures(CLAIMS),
        account('charge = "claims"\n', before=_SECOND),
        ('except_items = ["违规"]', 'except_items = ["违规", "责任追究"]'),
    ),
}
