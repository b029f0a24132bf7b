"""``cmtool reopen``: withdraw the last seal, for a reason, and leave a trail."""

from __future__ import annotations

from dataclasses import dataclass

from cmtool import __version__
from cmtool.files.lock import locked
from cmtool.files.seal import digest, set_aside
from cmtool.files.trail import append
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Where, problem
from cmtool.workflows import codes
from cmtool.workflows.exits import Forbidden
from cmtool.workflows.trailed import lost_seals


@dataclass(frozen=True, slots=True)
class Reopened:
    """Where the withdrawn seal stands now, relative to the workspace; ``""`` when it was lost before."""

    month: Month
    aside: str


def reopen(workspace: Workspace, month: Month, reason: str) -> Reopened:
    """Withdraw the seal of the last sealed month; the seal stays beside. Raises Forbidden for any other month.

    The trail is written first: a seal that is gone without an entry would look like a lost file. One that was lost,
    and of which there is no copy, is withdrawn in the trail alone, so that its month can be sealed anew.
    """
    with locked(workspace.root):
        lost = lost_seals(workspace)
        sealed = sorted({*workspace.sealed_months(), *lost})
        where = Where(f"sealed/{month}.zip")
        if month not in sealed:
            raise Forbidden(problem(codes.NOT_SEALED, where, {"month": month}))
        if month != sealed[-1]:
            raise Forbidden(problem(codes.NOT_LAST, where, {"last": sealed[-1]}))
        path = workspace.seal(month)
        seal = lost[month] if month in lost else digest(path)
        entry = {"action": "reopen", "month": str(month), "seal": seal, "reason": reason}
        append(workspace.sealed_folder, {**entry, "program": __version__})
        return Reopened(month, "" if month in lost else workspace.relative(set_aside(path)))
