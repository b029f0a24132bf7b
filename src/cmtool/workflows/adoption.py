"""``cmtool policy adopt``: the yellow cells of a 考核办法.xlsx become a new policy, beside the old ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cmtool.files.disk import write_new
from cmtool.files.failures import not_written
from cmtool.files.lock import locked
from cmtool.files.policies import policy_files
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.policy import codes as policy_codes
from cmtool.policy.reading import PolicyText, read_bytes
from cmtool.policy.renumbered import rewritten
from cmtool.reports.policy_changes import ClauseChange, policy_changes
from cmtool.rules.examples import worked_examples
from cmtool.workflows import policy_codes as codes
from cmtool.workflows.exits import Exit, Forbidden, exit_of
from cmtool.workflows.policy_check import example_problems
from cmtool.workflows.policy_files import at_cells, taken_over
from cmtool.workflows.twin_reading import read_twin


@dataclass(frozen=True, slots=True)
class Papers:
    """What a board gives a policy: 文号, 批准日期, 批准机构."""

    document: str
    approved_on: date
    approved_by: str


@dataclass(frozen=True)
class Proposed:
    """The policy that a twin's yellow cells make, with what it changes; ``after`` is None where it has errors."""

    before: PolicyText | None
    after: PolicyText | None
    effective: Month
    problems: tuple[Problem, ...]
    changes: tuple[ClauseChange, ...] = ()

    @property
    def exit(self) -> Exit:
        if self.before is None and any(found.code.startswith("E6") for found in self.problems):
            return Exit.REFUSED
        return exit_of(self.problems)


def proposed(path: Path, effective: Month) -> Proposed:
    """Read a twin back as a policy that holds from a month; nothing is written.

    Raises OSError when the file cannot be read.
    """
    name = path.as_posix()
    twin = read_twin(path.read_bytes(), name)
    if twin.problems:
        return Proposed(None, None, effective, twin.problems)
    base = read_bytes(twin.text.encode(), name)
    if base.whole is None:
        return Proposed(None, None, effective, base.problems)
    text, notes = taken_over(base.whole, twin)
    text = rewritten(text, {("about", "effective"): json.dumps(str(effective))})
    found = read_bytes(text.encode(), name)
    problems = (*notes, *at_cells(found.problems, twin))
    if found.whole is None:
        return Proposed(base.whole, None, effective, problems)
    examples = worked_examples(found.whole.policy)
    outdated = at_cells(example_problems(examples, name, policy_codes.EXAMPLE_OUTDATED), twin)
    changes = policy_changes(base.whole, found.whole)
    return Proposed(base.whole, found.whole, effective, (*problems, *outdated), changes)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a new policy is to stand: a file, and the workspace that is to be locked meanwhile, if it is in one."""

    path: Path
    workspace: Workspace | None = None


def adopt(found: Proposed, papers: Papers, target: Target) -> None:
    """Write the new policy with its papers.

    An existing file is never overwritten: Forbidden. Raises NotWritten when the disk refuses.
    """
    assert found.after is not None, "asked only of a policy without errors"
    text = rewritten(
        found.after.text,
        {
            ("about", "document"): json.dumps(papers.document, ensure_ascii=False),
            ("about", "approved_on"): papers.approved_on.isoformat(),
            ("about", "approved_by"): json.dumps(papers.approved_by, ensure_ascii=False),
        },
    )
    if target.workspace is None:
        _write(target.path, text)
        return
    with locked(target.workspace.root):
        _refuse_sealed(target.workspace, found.effective)
        _write(target.path, text)


def in_workspace(workspace: Workspace, effective: Month) -> Target:
    """The place of a policy in a workspace. Forbidden where a month it would hold in is sealed, where a policy from
    that month is there, and where the branch uses the county's: a policy of its own would put all of those aside."""
    _refuse_sealed(workspace, effective)
    path = workspace.policy_folder / f"{effective}.toml"
    own = policy_files(workspace)
    if own and not own[0].is_relative_to(workspace.root):
        county = f"../{own[0].parent.name}/{path.name}"
        raise Forbidden(problem(codes.COUNTY_POLICY, Where(f"policy/{path.name}"), {"path": county}))
    if path.exists():
        raise _exists(path)
    return Target(path, workspace)


def at_file(path: Path) -> Target:
    """A file that somebody names; Forbidden where it is there already."""
    if path.exists():
        raise _exists(path)
    return Target(path)


def _refuse_sealed(workspace: Workspace, effective: Month) -> None:
    later = [month for month in workspace.sealed_months() if month >= effective]
    if later:
        values = {"month": later[0], "effective": effective}
        raise Forbidden(problem(codes.MONTH_SEALED, Where(f"sealed/{later[0]}.zip"), values))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        write_new(path, text.encode())
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise not_written(path.parent, error) from error


def _exists(path: Path) -> Forbidden:
    name = f"{path.parent.name}/{path.name}" if path.is_absolute() else path.as_posix()
    return Forbidden(problem(codes.FILE_EXISTS, Where(name), {"name": name}))
