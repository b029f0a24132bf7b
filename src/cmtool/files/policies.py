"""The policies of a workspace: which file is in force in a month, and what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cmtool.files import codes
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.policy import codes as policy_codes
from cmtool.policy.policy import Policy
from cmtool.policy.reading import read_bytes


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One policy as its file spells it; ``path`` is relative to the workspace, ``digest`` its SHA-256 (hex)."""

    path: str
    content: bytes
    policy: Policy

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def in_force(workspace: Workspace, month: Month) -> tuple[PolicyFile | None, tuple[Problem, ...]]:
    """The latest policy not after the month, by file name; None when there is none or it has errors."""
    dated, problems = _dated(workspace)
    earlier = [found for found in dated if found <= month]
    if not earlier:
        none = problem(policy_codes.NO_POLICY, Where("policy"), {"month": month})
        return None, (*problems, none)
    path = dated[max(earlier)]
    name = _named(workspace, path)
    try:
        content = path.read_bytes()
    except OSError:
        return None, (*problems, problem(codes.POLICY_UNREADABLE, Where(name)))
    found, own = parse_policy_file(name, content)
    return found, (*problems, *own)


def parse_policy_file(name: str, content: bytes) -> tuple[PolicyFile | None, tuple[Problem, ...]]:
    """The policy in a file's bytes; ``name`` is the file relative to the workspace."""
    found = read_bytes(content, name)
    return (PolicyFile(name, content, found.policy) if found.policy else None), found.problems


def _dated(workspace: Workspace) -> tuple[dict[Month, Path], tuple[Problem, ...]]:
    found: dict[Month, Path] = {}
    problems = []
    for path in policy_files(workspace):
        try:
            month = Month.parse(path.stem)
        except ValueError:
            month = None
        if month is None or str(month) != path.stem:
            problems.append(
                problem(codes.POLICY_NOT_DATED, Where(_named(workspace, path)), {"name": path.name})
            )
        else:
            found[month] = path
    return found, tuple(problems)


def policy_files(workspace: Workspace) -> tuple[Path, ...]:
    """The policies that serve a branch: its own, or where it has none those of the county, beside its folder."""
    return tuple(_toml_files(workspace.policy_folder)) or tuple(_toml_files(shared_folder(workspace)))


def latest_in(folder: Path, month: Month) -> Path | None:
    """The file of a policy folder that is in force in a month, by the files' names; None when there is none."""
    dated = {}
    for path in _toml_files(folder):
        try:
            dated[Month.parse(path.stem)] = path
        except ValueError:
            continue
    earlier = [found for found in dated if found <= month]
    return dated[max(earlier)] if earlier else None


def shared_folder(workspace: Workspace) -> Path:
    """Where the county keeps the policies of branches without their own."""
    return workspace.root.parent / "policy"


def _named(workspace: Workspace, path: Path) -> str:
    """Relative to the workspace; ``../policy/2024-01.toml`` for the county's."""
    if path.is_relative_to(workspace.root):
        return workspace.relative(path)
    return f"../{path.relative_to(workspace.root.parent).as_posix()}"


def _toml_files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
