"""One month worked out from its files, whatever becomes of it afterwards: published, shown, sealed or verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from cmtool.files.workspace import ROSTER_FILES, Workspace
from cmtool.intake.codes import LACKS_COLUMN
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.rules.appraisal import Appraisal
from cmtool.rules.appraise import appraise
from cmtool.rules.codes import BALANCE_MISSING, BLANK
from cmtool.workflows import codes
from cmtool.workflows.exits import Exit, exit_of
from cmtool.workflows.figures import figures_of
from cmtool.workflows.gathering import Gathered, gathered, grounds
from cmtool.workflows.records import Figures

_BLANKS: Final = frozenset({BALANCE_MISSING, BLANK})


@dataclass(frozen=True)
class Computed:
    """What came of the files. ``appraisal`` is None when errors stand in the way (or branch or policy cannot be used)."""

    month: Month
    problems: tuple[Problem, ...]
    gathered: Gathered | None = None
    appraisal: Appraisal | None = None

    @property
    def figures(self) -> Figures:
        assert self.appraisal is not None, "asked only of a month that was worked out"
        return figures_of(self.appraisal)


def computed(workspace: Workspace, month: Month) -> Computed:
    """The month worked out; any error leaves it without an appraisal."""
    found = _worked(workspace, month, trial=False, whatever=False)
    if any(problem.is_error for problem in found.problems):
        return Computed(month, found.problems, found.gathered)
    return found


def looked_through(workspace: Workspace, month: Month) -> Computed:
    """The month worked out as far as it goes, with every problem that appraising it would meet."""
    return _worked(workspace, month, trial=False, whatever=False)


def computed_on_trial(workspace: Workspace, month: Month, *, errors_allowed: bool) -> Computed:
    """The month worked out as 试算; with errors only where they are allowed."""
    found = _worked(workspace, month, trial=True, whatever=errors_allowed)
    errors = sum(problem.is_error for problem in found.problems)
    if not errors or found.appraisal is None:
        return found
    if not errors_allowed:
        return Computed(month, found.problems, found.gathered)
    note = problem(codes.TRIAL_WITH_ERRORS, Where(f"inbox/{month}"), {"count": errors})
    return Computed(month, (*found.problems, note), found.gathered, found.appraisal)


def _worked(workspace: Workspace, month: Month, *, trial: bool, whatever: bool) -> Computed:
    """Read and work out. Where tables or files are missing the rules are asked only when errors do not matter:
    what they would miss has been said."""
    base, problems = grounds(workspace, month)
    if base is None:
        return Computed(month, problems)
    found = gathered(workspace, base)
    if not whatever and exit_of(found.problems) in (Exit.MISSING, Exit.REFUSED):
        return Computed(month, found.problems, found)
    appraisal = appraise(found.book, base.policy.policy, base.state, base.branch, trial=trial)
    every = tuple(dict.fromkeys((*found.problems, *_besides(found.problems, appraisal.problems))))
    if not appraisal.results:
        every = (*every, problem(codes.NOBODY, Where(ROSTER_FILES[0])))
        return Computed(month, every, found)
    return Computed(month, every, found, appraisal)


def _besides(read: Iterable[Problem], worked: Iterable[Problem]) -> Iterator[Problem]:
    """What the rules add: not the blanks, row by row, of a column that the sheet is already said to lack."""
    lacking = {_column(one) for one in read if one.kind is LACKS_COLUMN}
    return (one for one in worked if one.kind not in _BLANKS or _column(one) not in lacking)


def _column(found: Problem) -> tuple[str, str, str]:
    return found.where.file, found.where.sheet, found.column
