"""The worked example that the guide shows is one that the shipped policy meets."""

from __future__ import annotations

import re
from pathlib import Path

from books import EXAMPLE
from cmtool.rules.examples import worked_examples
from policies import source

GUIDE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")


def test_the_guides_example_can_be_written_as_it_stands() -> None:
    """Added to the shipped policy it reads, and everything that it expects comes out."""
    (block,) = re.findall(r"```toml\n(\[\[example\]\].*?)```", GUIDE, re.S)
    *_, found = worked_examples(source(EXAMPLE.read_text(encoding="utf-8") + "\n" + block).policy)
    assert found.met, [(one.name, one.actual) for one in found.answers]
