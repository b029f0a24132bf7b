"""Faults and notices of the less usual words of a policy, each by its code and key: E543, E560, W541, W542."""

from __future__ import annotations

import pytest

from books import EXAMPLE
from casebook import CASES, read_case
from cmtool.policy.reading import read_bytes
from policies import SAMPLES, changed


def said(text: str) -> list[tuple[str, str]]:
    found = read_bytes(text.encode(), "policy.toml")
    return [(one.code, one.where.sheet) for one in found.problems]


def sample(name: str, old: str, new: str) -> str:
    return changed((SAMPLES / f"{name}.toml").read_text("utf-8"), (old, new))


def test_only_rows_that_name_a_note_can_be_given_back() -> None:
    """Balances of deposits have no 借据号 by which a recovery could be matched."""
    text = sample(
        "s9-base-and-unit-prices", 'of = "bad_persons"\nrecovered', 'of = "year_deposits"\nrecovered'
    )
    assert [one for one in said(text) if one[0] == "E543"] == [("E543", "figure.persons_back.of")]


def test_a_row_cannot_count_for_what_differs_by_person() -> None:
    text = sample("s4-microcredit-centre", '{ figure = "ftp" }', '{ figure = "led" }')
    (found,) = [where for code, where in said(text) if code == "E560"]
    assert found.startswith("figure.profit")


@pytest.mark.parametrize("name", ["grade.fixed", "person.presence", "deposit_average_line.completion"])
def test_what_everybody_has_of_their_own_is_no_figure_of_a_row(name: str) -> None:
    """An attribute of the grade, a fact of the roster and a part of a line are as personal as a figure is."""
    text = EXAMPLE.read_text("utf-8").replace(
        'value = "本月实收利息"', f'value = {{ product = ["本月实收利息", {{ figure = "{name}" }}] }}'
    )
    assert ("E560", "figure.interest_collected.value") in said(text)


def test_a_limit_that_limits_nothing_is_pointed_out() -> None:
    text = read_case(CASES / "compensation-within-the-law.toml").policy
    assert "W541" not in [code for code, _ in said(text)]
    assert "W541" in [code for code, _ in said(text.replace("compensation = true", ""))]


def test_a_deferral_shorter_than_the_guidance_is_pointed_out() -> None:
    """Eighteen months are less than three years."""
    text = read_case(CASES / "risk-deposit-after-eighteen-months.toml").policy
    guidance = '[legal.deferral]\nshare = "40%"\nyears = 3\nsource = "稳健薪酬监管指引"\n\n[ladder]'
    assert "W542" in [code for code, _ in said(text.replace("[ladder]", guidance, 1))]
