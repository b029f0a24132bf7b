"""How a command ends: its exit code, from the problems found or the failure met."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from cmtool.files.codes import REFUSALS
from cmtool.files.failures import Busy, FileFailure, NotSettled, SealDamaged, SealExists, Unwritable
from cmtool.files.workspace import BRANCH_FILE
from cmtool.model.problem import Problem
from cmtool.workflows.codes import CHANGED_MEANWHILE

_UNTRUSTED = REFUSALS | {CHANGED_MEANWHILE}


class Exit(IntEnum):
    """Exit codes; scripts rely on them."""

    FINE = 0  # warnings allowed
    PROBLEMS = 1  # in the data
    USAGE = 2  # or no such workspace, or one whose branch.toml cannot be used
    REFUSED = 3  # a file
    FORBIDDEN = 4  # busy, or the month's state forbids it
    ENVIRONMENT = 5  # disk, permission, a report held open
    MISSING = 6  # missing tables or files are the only errors
    POLICY = 7  # the policy is not valid
    UNEXPECTED = 70  # a mistake in the program
    INTERRUPTED = 130


class Forbidden(Exception):
    """The month's state forbids what was asked; nothing has changed."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found.sentence))
        self.problem = found


Failure = (Busy, FileFailure, Unwritable, Forbidden)
"""Exceptions that carry the problem to tell."""


def exit_of_failure(error: Busy | FileFailure | Unwritable | Forbidden) -> Exit:
    match error:
        case NotSettled():
            return Exit.USAGE
        case SealDamaged():
            return Exit.REFUSED
        case Busy() | SealExists() | Forbidden():
            return Exit.FORBIDDEN
        case Unwritable():
            return Exit.PROBLEMS
        case _:
            return Exit.ENVIRONMENT


def exit_of(problems: Iterable[Problem]) -> Exit:
    """The exit code of a run with these problems: what stands in the way of everything else comes first."""
    errors = [problem for problem in problems if problem.is_error]
    if not errors:
        return Exit.FINE
    if any(problem.where.file == BRANCH_FILE and problem.code.startswith("E0") for problem in errors):
        return Exit.USAGE
    if all(problem.kind.missing for problem in errors):
        return Exit.MISSING
    if any(problem.code.startswith("E5") and not problem.kind.missing for problem in errors):
        return Exit.POLICY
    if any(problem.kind in _UNTRUSTED for problem in errors):
        return Exit.REFUSED
    return Exit.PROBLEMS
