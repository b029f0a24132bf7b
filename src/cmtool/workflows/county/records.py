"""What the run remembers of each branch, so that one that was interrupted goes on and unchanged branches are skipped."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from cmtool.files.disk import replace_file
from cmtool.model.county import BranchMonth


class Remembered(BaseModel):
    """A branch's record with the digests of what it rests on and of what it left."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: str
    outputs: str
    branch: BranchMonth


def recall(folder: Path, branch: str) -> Remembered | None:
    """What is remembered of a branch; None when nothing is, or it cannot be read."""
    try:
        return Remembered.model_validate_json((folder / f"{branch}.json").read_bytes())
    except (OSError, ValidationError):
        return None


def remember(folder: Path, found: Remembered) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = found.model_dump_json(by_alias=True, indent=1)
    replace_file(folder / f"{found.branch.folder}.json", text.encode())
