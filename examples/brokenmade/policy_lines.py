"""Examples of policies whose lines and grades do not fit each other."""

from __future__ import annotations

from typing import Final

from brokenmade.example import Example
from brokenmade.texts import small, whole

_INNER: Final = """
[line.inner_line]
group = "score"
label = "内勤收息"
clause = "第二条"
family = "收息"
posts = ["内勤"]
of = "interest"
weight = 99
target = { indicator = "本月实收利息", value = 2000 }
curve = { kind = "proportional", cap = "120%" }
"""
_UPSIDE: Final = 'curve = { kind = "bands", bands = [{ lt = "grade.fixed", v = 0 }, { ge = "grade.fixed", lt = 4000, v = 60 }, { ge = 4000, v = 100 }] }'
_MARKETING: Final = 'weight = 10\nposts = ["营销"]\ntarget = { indicator = "本月发放贷款"'
EXAMPLES: Final[dict[str, Example]] = {
    "E545": small(("weight = 100\n", 'weight = 100\nposts = ["外勤"]\n'), plus=_INNER),
    "E546": small(
        plus='\n[figure.left_over]\nkind = "sum"\nlabel = "转入下月"\nunit = "元"\nof = ["interest_line.carried"]\n'
    ),
    "E547": small(('curve = { kind = "proportional", cap = "120%" }', _UPSIDE)),
    "E548": small(
        (
            'target = { indicator = "本月实收利息", value = 5000 }',
            'posts = ["营销"]\ntarget = { indicator = "本月实收利息", by_post = { "营梢" = 5000 } }',
        )
    ),
    "W545": whole(('weight = 10\ntarget = { indicator = "本月发放贷款"', _MARKETING)),
    "W566": whole(
        (
            'name = "高级客户经理"\n',
            'name = "高级客户经理"\nentry = [{ of = "score", ge = 85, running = 3, label = "得分" }]\n',
        )
    ),
}
