"""The folder of one branch: what stands where in it, and which months have come or are sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cmtool.model.month import Month
from cmtool.model.roster import ROSTER_FILES as ROSTER_FILES

BRANCH_FILE = "branch.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where one branch keeps its policy, workbooks, seals and reports; ``passwords`` open its encrypted workbooks."""

    root: Path
    passwords: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def branch_file(self) -> Path:
        return self.root / BRANCH_FILE

    @property
    def policy_folder(self) -> Path:
        return self.root / "policy"

    @property
    def decisions(self) -> Path:
        return self.root / "decisions"

    @property
    def sealed_folder(self) -> Path:
        return self.root / "sealed"

    def inbox(self, month: Month) -> Path:
        return self.root / "inbox" / str(month)

    def reports(self, month: Month) -> Path:
        return self.root / "reports" / str(month)

    def marked(self, month: Month) -> Path:
        return self.root / "marked" / str(month)

    def seal(self, month: Month) -> Path:
        return self.sealed_folder / f"{month}.zip"

    def sealed_months(self) -> tuple[Month, ...]:
        """Months that have a seal, oldest first."""
        return _months(path.stem for path in _entries(self.sealed_folder) if path.suffix == ".zip")

    def inbox_months(self) -> tuple[Month, ...]:
        """Months that have an inbox folder, oldest first."""
        return _months(path.name for path in _entries(self.root / "inbox") if path.is_dir())

    def open_months(self) -> tuple[Month, ...]:
        """Months with an inbox folder and no seal, oldest first."""
        sealed = set(self.sealed_months())
        return tuple(month for month in self.inbox_months() if month not in sealed)

    def relative(self, path: Path) -> str:
        """A path of the workspace as messages and manifests name it: relative, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def named(folder: Path) -> Workspace | None:
    """The workspace at exactly this folder."""
    root = folder.absolute()
    return Workspace(root) if (root / BRANCH_FILE).is_file() else None


def around(folder: Path) -> Workspace | None:
    """The workspace that a folder is in: itself, or the nearest folder above that holds ``branch.toml``."""
    start = folder.absolute()
    return next((found for place in (start, *start.parents) if (found := named(place))), None)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _months(names: Iterable[str]) -> tuple[Month, ...]:
    found = []
    for name in names:
        try:
            month = Month.parse(name)
        except ValueError:
            continue
        if str(month) == name:
            found.append(month)
    return tuple(sorted(found))
