"""The sample policies: each names its source, is sound, and gives by its own rules what its worked examples say."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmtool.policy.policy import Policy
from cmtool.policy.reading import read_bytes
from cmtool.rules.examples import worked_examples

FOLDER = Path(__file__).parent.parent.parent / "examples" / "policies"
SAMPLES = sorted(path.stem for path in FOLDER.glob("*.toml"))
WANTED = [
    "art18-monthly",
    "s1-seven-tiers",
    "s11-card-and-two-tracks",
    "s12-relative-and-bounded",
    "s2-stars",
    "s4-microcredit-centre",
    "s5-micro-finance",
    "s7-points-and-levels",
    "s9-base-and-unit-prices",
]


def sample(name: str) -> Policy:
    found = read_bytes((FOLDER / f"{name}.toml").read_bytes(), f"{name}.toml")
    assert found.policy is not None, [f"{one.where} {one.sentence}" for one in found.problems]
    return found.policy


def test_every_scheme_that_was_asked_for_is_there() -> None:
    assert set(WANTED) <= set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_sound_and_names_its_source(name: str) -> None:
    """No error; a source; examples are called examples; at least two figures worked by hand."""
    policy = sample(name)
    assert policy.about.source
    assert "示例" in policy.about.title
    assert sum(len(one.expect) for example in policy.example for one in example.persons()) >= 2


@pytest.mark.parametrize("name", SAMPLES)
def test_its_worked_examples_come_out(name: str) -> None:
    """Each expected figure, to the fen, by the rules of a real month."""
    worked = worked_examples(sample(name))
    assert worked
    for one in worked:
        assert one.left_out == (), [str(words) for words in one.left_out]
        assert [answer for answer in one.answers if not answer.met] == []
