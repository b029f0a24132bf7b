"""The county's inbox: its exports split once, each branch's part laid into the branch's own inbox."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cmtool.files.codes import NOT_WRITTEN
from cmtool.files.county import County
from cmtool.files.disk import replace_file, sha256_of
from cmtool.files.failures import reason_of
from cmtool.files.parts import part_of
from cmtool.files.workbooks import WorkbookRead, read_folder
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.workflows.county import codes
from cmtool.workflows.county.branch import institution_of
from cmtool.workflows.county.split import by_branch, split

PREFIX = "县级_"
_RECORD = "split.json"


def lay_out(county: County, month: Month, branches: tuple[Workspace, ...]) -> tuple[Problem, ...]:
    """Split every export of the month; a part of last time whose export is gone, and that nobody edited, goes too.

    An export that cannot be read now leaves its parts of last time where they are, and is told.
    """
    folder = county.inbox(month)
    if not folder.is_dir():
        return ()
    places = _codes(branches)
    record = county.root / ".cmtool" / "batch" / str(month) / _RECORD
    before = _read(record)
    written: dict[str, str] = {}
    laying = _Laying(county, month, before, written)
    problems: list[Problem] = []
    unread: set[str] = set()
    for read in read_folder(folder, county.root, county.passwords):
        sheets = {grid.sheet: split(grid, sorted(places)) for grid in read.grids}
        problems += read.problems
        if read.is_refused:
            unread.add(_part_name(read))
            continue
        problems += [found for parts in sheets.values() for found in parts.problems]
        epoch_1904 = any(grid.epoch_1904 for grid in read.grids)
        for code, workspace in places.items():
            if rows := by_branch(sheets, code):
                content = part_of(rows, created=month.last, epoch_1904=epoch_1904)
                problems += laying.lay(workspace, _part_name(read), content)
    for name in sorted(before.keys() - written.keys()):
        kept, found = (
            (True, ()) if Path(name).name in unread else _taken_away(county, month, name, before[name])
        )
        problems += found
        if kept:
            written[name] = before[name]
    record.parent.mkdir(parents=True, exist_ok=True)
    replace_file(record, json.dumps(written, ensure_ascii=False, sort_keys=True, indent=1).encode())
    return tuple(problems)


def _taken_away(county: County, month: Month, name: str, digest: str) -> tuple[bool, tuple[Problem, ...]]:
    """Remove a part whose export is gone; whether it has to stay: in a sealed month, or where it cannot be removed."""
    path = county.root / name
    try:
        if not path.is_file() or sha256_of(path) != digest:
            return False, ()
        if Workspace(path.parents[2]).seal(month).is_file():
            return True, (problem(codes.SPLIT_SEALED, Where(name), {"month": month}),)
        path.unlink()
    except OSError as error:
        return True, (_unwritten(name, error),)
    return False, ()


def _part_name(read: WorkbookRead) -> str:
    """What the parts of an export are called; endings differ, so that ``a.csv`` and ``a.xlsx`` do not meet."""
    whole = Path(read.path)
    return f"{PREFIX}{whole.stem}_{whole.suffix[1:]}.xlsx"


def _unwritten(name: str, error: OSError) -> Problem:
    return problem(NOT_WRITTEN, Where(name), {"folder": name, "reason": reason_of(error)})


@dataclass(frozen=True, slots=True)
class _Laying:
    """Parts on their way into the inboxes of a month. ``before`` and ``written`` are digests by file name, of the parts
    of last time and of this time."""

    county: County
    month: Month
    before: Mapping[str, str]
    written: dict[str, str]

    def lay(self, workspace: Workspace, name: str, content: bytes) -> list[Problem]:
        """One branch's part of one file; a branch into whose inbox nothing can be written stops no other."""
        try:
            return self._put(workspace, workspace.inbox(self.month) / name, content)
        except OSError as error:
            return [_unwritten(f"{workspace.root.name}/inbox/{self.month}", error)]

    def _put(self, workspace: Workspace, path: Path, content: bytes) -> list[Problem]:
        """Unless the month is sealed, or somebody edited the part that stands there."""
        name = path.relative_to(self.county.root).as_posix()
        digest = hashlib.sha256(content).hexdigest()
        self.written[name] = self.before.get(name, "")
        if workspace.seal(self.month).is_file():
            if path.is_file() and sha256_of(path) == digest:
                self.written[name] = digest
                return []
            return [problem(codes.SPLIT_SEALED, Where(name), {"month": self.month})]
        if path.is_file() and (stands := sha256_of(path)) != digest and stands != self.before.get(name):
            return [problem(codes.SPLIT_EDITED, Where(name))]
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content)
        self.written[name] = digest
        return []


def _codes(branches: tuple[Workspace, ...]) -> dict[str, Workspace]:
    """The branches by 机构号; one whose branch.toml cannot be read gets nothing and says so itself."""
    found: dict[str, Workspace] = {}
    for workspace in branches:
        code, _ = institution_of(workspace)
        if code:
            found.setdefault(code, workspace)
    return found


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}
