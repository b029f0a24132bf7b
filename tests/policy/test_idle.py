"""Figures that nobody reads and windows that were forgotten are pointed out; what is read anywhere is left alone."""

from __future__ import annotations

import pytest

from books import EXAMPLE
from cmtool.policy.idle import idle
from policies import policy_texts, source

TEXT = EXAMPLE.read_text(encoding="utf-8")
SPARE = """
[figure.spare]
kind = "count"
label = "管户数"
unit = "户"
table = "贷款台账"
distinct = "客户编号"
"""
READER = """
[line.reader]
group = "pay"
label = "管户奖"
of = "{of}"
{cadence}
curve = {{ kind = "per_unit", per = 1, floor = 0, cap = "none" }}
"""


def found(added: str) -> list[tuple[str, str, str]]:
    policy = source(TEXT.replace("\n[[example]]", f"{added}\n[[example]]", 1)).policy
    return [(one.code, one.where.sheet, str(one.sentence)) for one in idle(policy, "p.toml")]


def test_a_figure_that_nobody_reads() -> None:
    assert found(SPARE) == [("W594", "figure.spare", "“管户数”没有用到")]


@pytest.mark.parametrize(
    "reader",
    [
        READER.format(of="spare", cadence=""),
        '[figure.growth]\nkind = "delta"\nlabel = "增长"\nunit = "户"\nof = "spare"\nagainst = "last_month"\n'
        + READER.format(of="growth", cadence=""),
        '[figure.year]\nkind = "past"\nlabel = "全年"\nunit = "户"\nof = "spare"\nwindow = { trailing = 12 }\ntake = "sum"\n'
        + READER.format(of="year", cadence=""),
        READER.format(of="violations", cadence='when = { of = "spare", ge = 1 }'),
    ],
)
def test_what_is_read_somewhere_is_of_use(reader: str) -> None:
    """By a line, by its own change since last month, by its past alone, by a condition."""
    assert found(SPARE + reader) == []


@pytest.mark.parametrize(
    ("window", "cadence", "told"),
    [
        ("", 'cadence = "quarter"\nbetween = "nothing"', ["W595"]),
        ('window = "quarter"\n', 'cadence = "quarter"\nbetween = "nothing"', []),
        ("", "", []),
    ],
)
def test_a_quarters_task_asks_for_the_quarters_figure(window: str, cadence: str, told: list[str]) -> None:
    """June's new clients alone are not those of the quarter."""
    reader = READER.format(of="spare", cadence=cadence)
    assert [code for code, _, _ in found(SPARE + 'on = "发放日期"\n' + window + reader)] == told


@pytest.mark.parametrize("name", [name for name in policy_texts() if "." not in name])
def test_every_sample_uses_what_it_says(name: str) -> None:
    assert list(idle(source(policy_texts()[name]).policy, "p.toml")) == []
