"""Examples of policies that do not hold: the small sound one, and one change for each code."""

from __future__ import annotations

from typing import Final

from brokenmade.example import CHECK, Example
from brokenmade.texts import PATH, SOUND, small

_UNREAD: Final = """
[line.second_line]
group = "score"
label = "第二项"
clause = "第二条"
family = "存款"
of = "interest"
weight = 40
target = { indicator = "收息", value = 5000 }
curve = { kind = "proportional", cap = "120%" }
"""
_TWO_LADDERS: Final = (
    SOUND.replace("[ladder]", "[ladder.title]").replace("[[ladder.", "[[ladder.title.")
    + """
[ladder.level]
label = "等级"
clause = "第六条"
below_lowest = "exit"

[[ladder.level.grades]]
name = "一档"
"""
)
_INNER: Final = """
[group.inner]
label = "内层"
clause = "第二条"
unit = "分"
inside = "score"
weights = 100
cap = "none"
floor = "none"
"""
EXAMPLES: Final[dict[str, Example]] = {
    "E068": Example({}, (f"rm {PATH}", f"mkdir {PATH}", *CHECK)),
    "E501": small(("schema = 1", "schema 1")),
    "E502": Example({PATH: SOUND.encode().replace("小".encode(), b"\xff\xfe\xff")}),
    "E503": small(("weight = 100", "wieght = 100")),
    "E504": small((', cap = "120%" }', " }")),
    "E505": small(("weight = 100", "weight = true")),
    "E506": small(('of = "interest"', 'of = "intrest"')),
    "E507": small(("[figure.interest]", "[figure.fixed_line]")),
    "E508": small(
        plus='\n[figure.a]\nkind = "sum"\nlabel = "甲"\nclause = "一"\nunit = "元"\nof = ["b"]\n\n[figure.b]\nkind = "sum"\nlabel = "乙"\nclause = "一"\nunit = "元"\nof = ["a"]\n'
    ),
    "E509": small(("weight = 100", "weight = 99")),
    "E510": small(('group = "score"', 'group = "scores"')),
    "E511": small(('families = ["收息"]', 'families = ["收媳"]')),
    "E512": small(("weight = 100\n", 'weight = 100\ngrades = ["资深客户经理"]\n')),
    "E513": small(('of = "grade.fixed"', 'of = "score"')),
    "E514": small(("schema = 1", "schema = 2")),
    "E515": small(('on = ["fixed_line"]', 'on = ["interest_line"]')),
    "E516": Example({}, (f"mv {PATH} policy/2025-01.toml", *CHECK)),
    "E517": small(('effective = "2024-01"', 'effective = "2024-02"')),
    "E518": small(plus='\n[plan."存款"]\nfamilies = ["收息"]\ncombined = true\n'),
    "E565": small(('below_lowest = "exit"', 'rule = "highest"\nbelow_lowest = "lowest"')),
    "E566": Example({PATH: _TWO_LADDERS.encode()}),
    "E567": small(("running = 3", 'within = { times = 13, of = "calendar_year" }')),
    "E519": small(plus=_INNER),
    "W501": small(("weight = 100\n", "weight = 60\n"), plus=_UNREAD),
    "W580": small(('family = "收息"', "family = 收息")),
    "W581": Example({PATH: SOUND.encode("gb18030")}),
}
