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
        """Every workspace directly in the folder, by the name of its folder; hidden folders are none."""
        places = (path.parent for path in self.root.glob(f"*/{BRANCH_FILE}"))
        found = sorted(place for place in places if not place.name.startswith("."))
        return tuple(Workspace(path, self.passwords) for path in found)

    def branch(self, folder: str) -> Workspace | None:
        """The workspace of that folder name; None when it is none, or not directly in the county's folder."""
        place = self.root / folder
        own = Path(folder).name == folder and not folder.startswith(".")
        return Workspace(place, self.passwords) if own and (place / BRANCH_FILE).is_file() else None

    def strangers(self) -> tuple[Path, ...]:
        """Folders that are no workspaces, by name; hidden ones are none."""
        places = (path for path in self.root.iterdir() if path.is_dir() and not path.name.startswith("."))
        return tuple(sorted(place for place in places if not (place / BRANCH_FILE).exists()))

    def inbox(self, month: Month) -> Path:
        return self.root / "inbox" / str(month)

    def reports(self, period: str) -> Path:
        return self.root / "reports" / period

    def remembered(self, period: str) -> Path:
        """Where the runs for a period remember, each command in a folder of its own."""
        return self.root / ".cmtool" / "batch" / period

    def records(self, period: str, command: str) -> Path:
        """Where the run remembers what each branch came to, so that an interrupted one goes on."""
        return self.remembered(period) / command
