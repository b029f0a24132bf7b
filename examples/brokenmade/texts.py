"""Policies with changes: the small one, the small one without conditions of grades, and that of the sound workspace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from brokenmade.base import POLICY
from brokenmade.example import CHECK, Example
from brokenmade.policy import PATH, SOUND

LOOK: Final = (f"cmtool policy check {PATH}",)
_CONDITIONS: Final = """\
entry = [{ of = "score", ge = 90, running = 3, label = "得分" }]
keep = [{ of = "score", ge = 60, running = 2, label = "得分" }]
"""


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
