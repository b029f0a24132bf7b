"""Which figures across people are told of because they print a colleague's own figure."""

from __future__ import annotations

import pytest

from schemes import refusals

BODY = """
[figure.mates]
kind = "over"
label = "组员"
unit = "元"
of = "earned"
{rules}
[line.mates_line]
group = "pay"
label = "奖"
of = "mates"
"""


@pytest.mark.parametrize(
    ("rules", "place"),
    [
        ('over = "team"\ntake = "max"', "take"),
        ('over = "team"\ntake = "min"', "take"),
        ('over = "team"\ntake = "mean"\nown = "excluded"', "own"),
        ('over = "team"\ntake = "sum"\nown = "excluded"', "own"),
    ],
)
def test_a_team_mates_own_figure_is_told_of(rules: str, place: str) -> None:
    found = refusals(BODY.format(rules=rules), earned="元")
    assert [(code, where.rpartition("figure.")[2]) for code, where in found] == [("W590", f"mates.{place}")]


@pytest.mark.parametrize(
    "rules",
    [
        'over = "team"\ntake = "mean"',
        'over = "team"\ntake = "count"\nown = "excluded"',
        'over = "team"\ntake = "rank"',
        'over = "all"\ntake = "max"',
        'over = "team"\ntake = "mean"\nown = "excluded"\nposts = ["外勤"]',
    ],
)
def test_what_tells_of_nobody_alone_is_left_alone(rules: str) -> None:
    assert refusals(BODY.format(rules=rules), earned="元") == []
