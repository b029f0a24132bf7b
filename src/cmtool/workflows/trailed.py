"""The seals held against the trail of closings: what was sealed last must be what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cmtool.files.seal import digest
from cmtool.files.trail import NAME, entries
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.workflows import codes


def trail_problems(workspace: Workspace) -> Iterator[Problem]:
    """One sentence for each month whose last entry is not what stands there: a seal lost, replaced, unrecorded or
    withdrawn and yet there; one for a trail that is gone while seals, also withdrawn ones, stand."""
    return _problems(workspace, lambda _: True)


def past_problems(workspace: Workspace, month: Month) -> Iterator[Problem]:
    """What forbids to go on from the seals before a month, its own too where that is lost: figures made from an older
    one would look right and be wrong."""
    own_is_gone = not workspace.seal(month).exists()
    return _problems(workspace, lambda one: one < month or (one == month and own_is_gone))


def _problems(workspace: Workspace, asked: Callable[[Month], bool]) -> Iterator[Problem]:
    folder = workspace.sealed_folder
    if not (folder / NAME).exists():
        if any(folder.glob("*.zip")):
            yield problem(codes.TRAIL_MISSING, Where(f"sealed/{NAME}"), {"name": NAME})
        return
    last = _last_entries(workspace)
    for month in sorted(filter(asked, {*last, *workspace.sealed_months()})):
        kind = _difference(workspace, month, last.get(month, {}))
        if kind is not None:
            yield problem(kind, Where(f"sealed/{month}.zip"), {"month": month})


def is_unrecorded(workspace: Workspace, month: Month) -> bool:
    """Whether the month's seal stands there and the trail does not know it: a run was killed between the two."""
    if not workspace.seal(month).exists():
        return False
    return _difference(workspace, month, _last_entries(workspace).get(month, {})) is codes.SEAL_UNRECORDED


def lost_seals(workspace: Workspace) -> Mapping[Month, str]:
    """Months that the trail says are sealed and whose seal does not stand there, with the SHA-256 it had."""
    return {
        month: str(entry.get("seal", ""))
        for month, entry in _last_entries(workspace).items()
        if _difference(workspace, month, entry) is codes.SEAL_LOST
    }


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
