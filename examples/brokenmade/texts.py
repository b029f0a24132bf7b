"""Policies with changes: the small one, the small one without conditions of grades, and that of the sound workspace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from brokenmade.base import POLICY
from brokenmade.example import CHECK, Example, inbox
from brokenmade.tables import Rows

CLAIMS: Final = """[figure.claims]
kind = "events"
label = "责任追究"
unit = "元"
measure = "amount"
items = ["责任追究"]

"""
RATIO: Final = """[figure.bad_ratio]
kind = "constant"
label = "不良率"
unit = "%"
v = "0.8%"

"""
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
LOOK: Final = (f"cmtool policy check {PATH}",)
_CONDITIONS: Final = """\
entry = [{ of = "score", ge = 90, running = 3, label = "得分" }]
keep = [{ of = "score", ge = 60, running = 2, label = "得分" }]
"""
_GROUPS: Final = "[group.score]"
_ACCOUNT: Final = "[hold.retention]\n"
EACH: Final = '{ kind = "per_unit", per = 1, floor = "none", cap = "none" }'


def _changed(text: str, changes: tuple[tuple[str, str], ...], plus: str) -> dict[str, bytes]:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {PATH: (text + plus).encode()}


def small(*changes: tuple[str, str], plus: str = "") -> Example:
    """The small policy with changes, and more at its end; the month is checked."""
    return Example(_changed(SOUND, changes, plus))


def looked_at(*changes: tuple[str, str], plus: str = "") -> Example:
    """The small policy without conditions of grades, which are cliffs of their own; the policy alone is checked."""
    return Example(_changed(SOUND, ((_CONDITIONS, ""), *changes), plus), LOOK)


def whole(
    *changes: tuple[str, str],
    plus: str = "",
    files: Mapping[str, bytes] | None = None,
    commands: tuple[str, ...] = CHECK,
) -> Example:
    """The policy of the sound workspace with changes, and the tables that they ask for."""
    return Example(
        {**(files or {}), **_changed(POLICY.read_text("utf-8"), changes, plus)},
        commands,
    )


def figures(text: str) -> tuple[str, str]:
    """The change that puts figures before the groups."""
    return (_GROUPS, text + _GROUPS)


def account(text: str, before: str = "") -> tuple[str, str]:
    """The change that adds lines to the account of the sound workspace's policy, and another account before it."""
    return (_ACCOUNT, before + _ACCOUNT + text)


def paid(name: str, label: str, figure: str, curve: str = EACH, **tables: Rows) -> Example:
    """The policy of the sound workspace with a figure more and a line of pay that reads it, and the tables it asks for."""
    line = f'\n[line.{name}_line]\ngroup = "pay"\nlabel = "{label}"\nclause = "示例"\nof = "{name}"\ncurve = {curve}\n'
    files = {path: data for table, rows in tables.items() for path, data in inbox(table, rows).items()}
    return whole(figures(figure), plus=line, files=files)
