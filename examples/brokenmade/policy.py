"""Examples of policies that do not hold: a small sound one, and one change for each code."""

from __future__ import annotations

from typing import Final

from brokenmade.example import CHECK, Example

SOUND: Final = """\
schema = 1

[about]
title = "小办法"
document = "示例〔2023〕2号"
approved_on = 2023-12-20
approved_by = "示例联社理事会"
effective = "2024-01"
appeal_days = 5
appeal_to = "联社人力资源部"

[loans]
due_date = "original"

[figure.interest]
kind = "flow"
label = "本月实收利息"
clause = "第一条"
unit = "元"
table = "贷款台账"
value = "本月实收利息"

[group.score]
label = "得分"
clause = "第二条"
unit = "分"
weights = 100
cap = "none"
floor = "none"

[line.interest_line]
group = "score"
label = "收息"
clause = "第二条"
family = "收息"
of = "interest"
weight = 100
target = { indicator = "本月实收利息", value = 5000 }
curve = { kind = "proportional", cap = "120%" }

[plan."综合"]
families = ["收息"]
combined = true

[group.pay]
label = "应发"
clause = "第三条"
unit = "元"
cap = "none"
floor = "none"

[line.fixed_line]
group = "pay"
label = "固定工资"
clause = "第三条"
of = "grade.fixed"

[hold.retention]
label = "预留"
clause = "第四条"
on = ["fixed_line"]
curve = { kind = "marginal", brackets = [{ upto = 1000, rate = "10%" }, { rate = "20%" }] }

[ladder]
label = "等级"
clause = "第五条"
below_lowest = "exit"
gap = "breaks"
attribute_labels = { fixed = "固定工资" }
attribute_units = { fixed = "元" }
entry = [{ of = "score", ge = 90, running = 3, label = "得分" }]
keep = [{ of = "score", ge = 60, running = 2, label = "得分" }]

[[ladder.grades]]
name = "见习客户经理"
attributes = { fixed = 2400 }

[[ladder.grades]]
name = "客户经理"
attributes = { fixed = 3000 }

[[ladder.grades]]
name = "高级客户经理"
attributes = { fixed = 4200 }
"""
PATH: Final = "policy/2024-01.toml"


def _with(old: str, new: str, encoding: str = "utf-8") -> Example:
    assert old in SOUND, old
    return Example({PATH: SOUND.replace(old, new, 1).encode(encoding)})


def _plus(text: str) -> Example:
    return Example({PATH: (SOUND + text).encode()})


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
    "E501": _with("schema = 1", "schema 1"),
    "E502": Example({PATH: SOUND.encode().replace("小".encode(), b"\xff\xfe\xff")}),
    "E503": _with("weight = 100", "wieght = 100"),
    "E504": _with(', cap = "120%" }', " }"),
    "E505": _with("weight = 100", "weight = true"),
    "E506": _with('of = "interest"', 'of = "intrest"'),
    "E507": _with("[figure.interest]", "[figure.fixed_line]"),
    "E508": _plus(
        '\n[figure.a]\nkind = "sum"\nlabel = "甲"\nclause = "一"\nunit = "元"\nof = ["b"]\n\n[figure.b]\nkind = "sum"\nlabel = "乙"\nclause = "一"\nunit = "元"\nof = ["a"]\n'
    ),
    "E509": _with("weight = 100", "weight = 99"),
    "E510": _with('group = "score"', 'group = "scores"'),
    "E511": _with('families = ["收息"]', 'families = ["收媳"]'),
    "E512": _with("weight = 100\n", 'weight = 100\ngrades = ["资深客户经理"]\n'),
    "E513": _with('of = "grade.fixed"', 'of = "score"'),
    "E514": _with("schema = 1", "schema = 2"),
    "E515": _with('on = ["fixed_line"]', 'on = ["interest_line"]'),
    "E516": Example({}, (f"mv {PATH} policy/2025-01.toml", *CHECK)),
    "E517": _with('effective = "2024-01"', 'effective = "2024-02"'),
    "E518": _plus('\n[plan."存款"]\nfamilies = ["收息"]\ncombined = true\n'),
    "E565": _with('below_lowest = "exit"', 'rule = "highest"\nbelow_lowest = "lowest"'),
    "E566": Example({PATH: _TWO_LADDERS.encode()}),
    "E567": _with("running = 3", 'within = { times = 13, of = "calendar_year" }'),
    "E519": _plus(_INNER),
    "W501": Example({PATH: (SOUND.replace("weight = 100\n", "weight = 60\n") + _UNREAD).encode()}),
    "W580": _with('family = "收息"', "family = 收息"),
    "W581": Example({PATH: SOUND.encode("gb18030")}),
}
