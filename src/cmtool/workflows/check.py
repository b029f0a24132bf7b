"""``cmtool check``: read the month's workbooks and say what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from cmtool.files.workspace import Workspace
from cmtool.model.book import Source
from cmtool.model.month import Month
from cmtool.model.problem import Problem
from cmtool.workflows.exits import Exit, exit_of
from cmtool.workflows.gathering import gathered, grounds
from cmtool.workflows.records import FileNote


@dataclass(frozen=True)
class Checked:
    """The tables that were found, and every problem."""

    month: Month
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    files: tuple[FileNote, ...] = ()  # what was read, branch and policy included
    needed: frozenset[str] = frozenset()  # tables that the policy reads

    @property
    def exit(self) -> Exit:
        return exit_of(self.problems)


def check(workspace: Workspace, month: Month) -> Checked:
    """Read everything, write nothing."""
    base, problems = grounds(workspace, month)
    if base is None:
        return Checked(month, (), problems)
    found = gathered(workspace, base)
    needed = frozenset(base.policy.policy.needs())
    return Checked(month, found.book.sources, found.problems, found.files, needed)
