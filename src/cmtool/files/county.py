"""The folder of a county: workspaces of branches, beside them its own policy, inbox and reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cmtool.files.workspace import BRANCH_FILE, Workspace
from cmtool.model.month import Month


@dataclass(frozen=True, slots=True)
class County:
    """Where the branches stand; ``passwords`` open their encrypted workbooks."""

    root: Path
    passwords: tuple[str, ...] = ()

    def branches(self) -> tuple[Workspace, ...]:
        """Every workspace directly in the folder, by the name of its folder."""
        found = sorted(path.parent for path in self.root.glob(f"*/{BRANCH_FILE}"))
        return tuple(Workspace(path, self.passwords) for path in found)

    def branch(self, folder: str) -> Workspace | None:
        """The workspace of that folder name; None when it is none."""
        place = self.root / folder
        return Workspace(place, self.passwords) if (place / BRANCH_FILE).is_file() else None

    def inbox(self, month: Month) -> Path:
        return self.root / "inbox" / str(month)

    def reports(self, period: str) -> Path:
        return self.root / "reports" / period

    def records(self, period: str, command: str) -> Path:
        """Where the run remembers what each branch came to, so that an interrupted one goes on."""
        return self.root / ".cmtool" / "batch" / period / command
