"""The seals held against the trail of closings: what was sealed last must be what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmtool.files.seal import digest
from cmtool.files.trail import NAME, entries
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.workflows import codes


def trail_problems(workspace: Workspace) -> Iterator[Problem]:
    """One sentence for each month whose last entry is not what stands there: a seal lost, replaced, unrecorded or
    withdrawn and yet there; one for a trail that is gone while seals, also withdrawn ones, stand."""
    folder = workspace.sealed_folder
    if not (folder / NAME).exists():
        if any(folder.glob("*.zip")):
            yield problem(codes.TRAIL_MISSING, Where(f"sealed/{NAME}"), {"name": NAME})
        return
    last = _last_entries(workspace)
    for month in sorted({*last, *workspace.sealed_months()}):
        kind = _difference(workspace, month, last.get(month, {}))
        if kind is not None:
            yield problem(kind, Where(f"sealed/{month}.zip"), {"month": month})


def _last_entries(workspace: Workspace) -> dict[Month, Mapping[str, object]]:
    last: dict[Month, Mapping[str, object]] = {}
    for entry in entries(workspace.sealed_folder):
        try:
            last[Month.parse(str(entry.get("month")))] = entry
        except ValueError:
            continue
    return last


def _difference(workspace: Workspace, month: Month, entry: Mapping[str, object]) -> Code | None:
    path = workspace.seal(month)
    action = entry.get("action")
    if not path.exists():
        return codes.SEAL_LOST if action == "close" else None
    match action:
        case "close":
            return None if entry.get("seal") == digest(path) else codes.SEAL_REPLACED
        case "reopen":
            return codes.WITHDRAWN_STANDS
        case _:
            return codes.SEAL_UNRECORDED
