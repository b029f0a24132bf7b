"""Every policy at hand, for tests that must hold of any: the samples, and those of the cases; and how to change one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from casebook import CASES, cases, read_case
from cmtool.policy.reading import PolicyText, read_bytes

SAMPLES = Path(__file__).parent.parent / "examples" / "policies"


@cache
def policy_texts() -> Mapping[str, str]:
    """Name → TOML."""
    found = {path.stem: path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.toml"))}
    for path in cases():
        if "text" in tomllib.loads(path.read_text("utf-8")):
            found[path.relative_to(CASES).as_posix()] = read_case(path).policy
    return found


def changed(text: str, *changes: tuple[str, str]) -> str:
    """A policy's text with each old passage, which must be there, replaced once by a new one."""
    for old, new in changes:
        assert old in text, f"nothing to replace: {old}"
        text = text.replace(old, new, 1)
    return text


def source(text: str) -> PolicyText:
    """The policy in a text, which must have no errors."""
    found = read_bytes(text.encode(), "policy.toml")
    assert found.whole is not None, [str(one.sentence) for one in found.problems]
    return found.whole
