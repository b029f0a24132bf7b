"""Examples of policies that hold, and of which something should be looked at: cliffs, what never happens, worked examples."""

from __future__ import annotations

from typing import Final

from brokenmade.example import Example
from brokenmade.policy_twin import TWIN, adopted
from brokenmade.texts import LOOK, PATH, SOUND, looked_at, whole

_CURVE: Final = 'curve = { kind = "proportional", cap = "120%" }'
_HOLD: Final = 'curve = { kind = "marginal", brackets = [{ upto = 1000, rate = "10%" }, { rate = "20%" }] }'
_SCORE: Final = 'weights = 100\ncap = "none"\nfloor = "none"\n'
_LADDER: Final = 'gap = "breaks"\n'
_BONUS: Final = """
[figure.bonus]
kind = "cases"
label = "奖励"
unit = "元"
cases = [{ when = { of = "score", ge = 60 }, value = 100 }, { when = { of = "score", ge = 90 }, value = 300 }]
otherwise = 0

[line.bonus_line]
group = "pay"
label = "奖励"
clause = "第三条"
of = "bonus"
"""
_SPARE: Final = """
[figure.clients]
kind = "count"
label = "管户数"
unit = "户"
table = "贷款台账"
distinct = "客户编号"
"""
_MATES: Final = """
[figure.best]
kind = "over"
label = "团队最高实收利息"
unit = "元"
of = "interest_collected"
over = "team"
take = "max"
when_none = "zero"

[line.best_line]
group = "pay"
label = "争先奖"
of = "best"
curve = { kind = "per_unit", per = "0.1%", floor = "none", cap = "none" }
"""
_EXAMPLE: Final = """
[[example]]
name = "收息一万元"
grade = "客户经理"
others = "zero"
values = {{ interest = 10000 }}
expect = {{ interest_line = {points} }}
"""
EXAMPLES: Final[dict[str, Example]] = {
    "E580": looked_at(plus=_EXAMPLE.format(points=100)),
    "E581": looked_at(plus=_EXAMPLE.format(points=120) + "joined = 2024-07-01\n"),
    "W582": looked_at(
        (
            _CURVE,
            'curve = { kind = "bands", on = "rate", bands = [{ lt = "80%", v = 0 }, { ge = "80%", v = 100 }] }',
        )
    ),
    "W583": looked_at(
        (
            _HOLD,
            'curve = { kind = "whole", edge = "below", brackets = [{ upto = 1000, rate = 0 }, { rate = "20%" }] }',
        )
    ),
    "W584": looked_at(
        (_SCORE, _SCORE + 'gates = [{ of = "interest", lt = 1000, effect = "zero" }]\n'),
    ),
    "W585": Example({PATH: SOUND.encode()}, LOOK),
    "W586": Example(
        {PATH: (SOUND + _EXAMPLE.format(points=120)).encode()},
        ("cmtool policy show 2024-06", f"填写 {TWIN} 考核办法!I21=115%", adopted()),
    ),
    "W587": looked_at((_LADDER, _LADDER + 'entry = [{ of = "score", ge = 125, label = "得分" }]\n')),
    "W588": looked_at(plus=_BONUS),
    "W590": whole(plus=_MATES),
    "W594": looked_at(plus=_SPARE),
    "W595": looked_at(('family = "收息"\n', 'family = "收息"\ncadence = "quarter"\nbetween = "stands"\n')),
}
