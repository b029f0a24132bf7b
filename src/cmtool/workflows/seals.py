"""The sealed months of a workspace: their members as records, and the state the last one leaves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from cmtool.files.codes import SEAL_DAMAGED
from cmtool.files.failures import SealDamaged
from cmtool.files.seal import digest, read_seal
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.problem import Where, problem
from cmtool.model.state import State
from cmtool.model.text import phrase
from cmtool.workflows.carried import StateRecord, restored
from cmtool.workflows.records import Figures, FileNote, Manifest, Record, SealNote

SEAL, FIGURES, STATE, MANIFEST = "seal.json", "figures.json", "state.json", "manifest.json"
POLICY, BRANCH = "policy.toml", "branch.toml"

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True)
class Sealed:
    """One sealed month as read: its note, the raw members, and the seal's own place and SHA-256."""

    month: Month
    file: FileNote
    note: SealNote
    members: dict[str, bytes]

    @property
    def figures(self) -> Figures:
        return _record(Figures, FIGURES, self.members, self.file.path)

    @property
    def state_record(self) -> StateRecord:
        return _record(StateRecord, STATE, self.members, self.file.path)

    @property
    def manifest(self) -> Manifest:
        return _record(Manifest, MANIFEST, self.members, self.file.path)

    @property
    def state(self) -> State:
        record = self.state_record
        try:
            return restored(record)
        except (ValueError, ZeroDivisionError) as error:
            raise _damaged(self.file.path, STATE) from error

    def changed_members(self) -> tuple[str, ...]:
        """Members that are not what the seal says of them, missing and added ones too."""
        found = {name: hashlib.sha256(content).hexdigest() for name, content in self.members.items()}
        del found[SEAL]
        told = self.note.members
        return tuple(sorted(name for name in {*found, *told} if found.get(name) != told.get(name)))


def read_sealed(workspace: Workspace, month: Month) -> Sealed:
    """One sealed month; SealDamaged when it is not whole or its note is none."""
    path = workspace.seal(month)
    name = workspace.relative(path)
    members = read_seal(path)
    note = _record(SealNote, SEAL, members, name)
    return Sealed(month, FileNote(path=name, sha256=digest(path)), note, members)


def last_sealed(workspace: Workspace, before: Month) -> Sealed | None:
    """The latest sealed month before this one."""
    earlier = [month for month in workspace.sealed_months() if month < before]
    return read_sealed(workspace, earlier[-1]) if earlier else None


def _record(kind: type[_R], member: str, members: dict[str, bytes], name: str) -> _R:
    try:
        return kind.model_validate_json(members[member])
    except (KeyError, ValidationError) as error:
        raise _damaged(name, member) from error


def _damaged(name: str, member: str) -> SealDamaged:
    reason = phrase("里面的“{member}”缺失或不合规", member=member)
    return SealDamaged(problem(SEAL_DAMAGED, Where(name), {"reason": reason}))
