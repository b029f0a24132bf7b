"""What the guide shows of figures, lines and groups can be written as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from books import EXAMPLE
from cmtool.policy.reading import read_policy

GUIDE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
BEGINNINGS = ("[figure.", "[group.", "[line.")
BLOCKS = [
    block
    for block in re.findall(r"```toml\n(.*?)```", GUIDE, re.S)
    if block.startswith(BEGINNINGS)
    and not block.startswith("[line.collection_line]")  # stands in the example
]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("]")[0].strip("["))
def test_a_recipe_of_the_guide_is_a_policy_without_a_fault(block: str) -> None:
    """Added to the shipped example it reads without any problem, warnings included."""
    text = EXAMPLE.read_text(encoding="utf-8").replace(
        "\n[hold.retention]", f"\n{block}\n\n[hold.retention]", 1
    )
    policy, problems = read_policy(text, "policy/2024-01.toml")
    assert [f"{found.where} {found.sentence}" for found in problems] == []
    assert policy is not None


def test_the_guide_has_recipes() -> None:
    assert len(BLOCKS) >= 6
