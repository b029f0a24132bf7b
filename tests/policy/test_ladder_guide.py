"""What the guide shows of ladders can be written as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from books import EXAMPLE
from cmtool.policy.reading import read_policy

GUIDE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
BLOCKS = [block for block in re.findall(r"```toml\n(.*?)```", GUIDE, re.S) if block.startswith("[ladder")]
BODY = EXAMPLE.read_text(encoding="utf-8").partition("[ladder]\n")[0]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.partition("怎么写：")[2].splitlines()[0])
def test_a_ladder_of_the_guide_is_one_without_a_fault(block: str) -> None:
    """In the shipped example, whose own figures then take numbers where they named attributes of its ladder."""
    text = re.sub(r'"grade\.(fixed|coefficient|budget)"', "1", BODY) + block
    policy, problems = read_policy(text, "policy/2024-01.toml")
    assert [f"{found.where} {found.sentence}" for found in problems] == []
    assert policy is not None


def test_the_guide_has_ladders() -> None:
    assert len(BLOCKS) == 3
