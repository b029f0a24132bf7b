"""The decisions that the workspace keeps, as every month reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cmtool.files.policies import in_force
from cmtool.files.workspace import Workspace
from cmtool.model.decision import Decision
from cmtool.model.month import Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.policy.policy import Policy
from cmtool.rules.gradereview import ladder_for
from cmtool.workflows.records import FileNote
from cmtool.workflows.review import codes
from cmtool.workflows.review.decided import decisions_of, period_of, read_sheet
from cmtool.workflows.review.outcomes import unsound


@dataclass(frozen=True)
class Kept:
    """All decisions, oldest period first; the files they stand in; what is wrong with them."""

    decisions: tuple[Decision, ...] = ()
    files: tuple[FileNote, ...] = ()
    problems: tuple[Problem, ...] = ()


def kept_decisions(workspace: Workspace, policy: Policy) -> Kept:
    """Read ``decisions/*.xlsx``. A row that was made unsound since it was taken in stops the month.

    The ladder is the one that the sheet names.
    """
    decisions: list[Decision] = []
    files: list[FileNote] = []
    problems: list[Problem] = []
    if workspace.decisions.is_dir():
        for path in sorted(workspace.decisions.glob("*.xlsx")):
            if path.name.startswith(("~$", ".")):
                continue
            name = workspace.relative(path)
            sheet = read_sheet(path, name)
            files.append(FileNote(path=name, sha256=sheet.digest))
            period = period_of(sheet)
            if sheet.problems or period is None:
                problems += sheet.problems or [problem(codes.NOT_KEPT, Where(name), {"period": path.stem})]
                continue
            then = _policy_of(workspace, period, policy)
            ladder = then.ladder_named(sheet.ladder) or ladder_for(period, then)
            rows = [row for row in sheet.rows if row.outcome is not None]
            problems += [found for row in rows for found in unsound(then.ladders[ladder], sheet, row)]
            decisions += decisions_of(sheet, ladder)
    return Kept(tuple(decisions), tuple(files), (*problems, *_contradictions(decisions)))


def _policy_of(workspace: Workspace, period: Period, policy: Policy) -> Policy:
    """The policy that the committee had before it: a later one may look at other ladders in such a period."""
    if policy.effective <= period.last:
        return policy
    found, _ = in_force(workspace, period.last)
    return policy if found is None else found.policy


def _contradictions(decisions: list[Decision]) -> Iterator[Problem]:
    """Two decisions on one person from one day that do not agree."""
    known: dict[tuple[str, str, object], Decision] = {}
    for one in decisions:
        if one.since is None:
            continue
        other = known.setdefault((one.manager, one.ladder, one.since), one)
        if other.grade != one.grade:
            values = {"id": one.manager, "day": one.since.isoformat(), "a": other.grade, "b": one.grade}
            yield problem(codes.TWO_DECISIONS, one.where, values, key=one.manager)
