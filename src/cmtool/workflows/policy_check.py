"""``cmtool policy check``: everything that is wrong or odd with a policy, before anybody is paid by it."""

from __future__ import annotations

from dataclasses import dataclass

from cmtool.model.problem import Problem
from cmtool.policy.cliffs import cliffs
from cmtool.policy.reading import PolicyText, Reading, numbered
from cmtool.workflows.exits import Exit, exit_of


@dataclass(frozen=True)
class Checked:
    """A policy looked through; ``source`` is None when it has errors."""

    source: PolicyText | None
    problems: tuple[Problem, ...]

    @property
    def exit(self) -> Exit:
        return exit_of(self.problems)


def checked(found: Reading) -> Checked:
    """Problems of the text and of its meaning, and of a policy without errors its pay cliffs."""
    source = found.whole
    if source is None:
        return Checked(None, found.problems)
    notices = tuple(numbered(tuple(cliffs(source.policy, found.name)), source.text))
    return Checked(source, (*found.problems, *notices))
