"""Counties in tests: the folders of their branches, and what a command over all of them says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from terminal import run

MONTH = "2024-06"


def made(branches: int, folder: Path) -> Path:
    """A synthetic county with one month, each manager with eight clients."""
    done = run("demo", folder, "--branches", branches, "--clients", "8", "--months", "1")
    assert done.code == 0, done.err
    return folder


def places(county: Path) -> list[Path]:
    """The branches' folders, by name."""
    return sorted(path.parent for path in county.glob("*/branch.toml"))


def batched(command: str, county: Path, *more: object, jobs: int = 1) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of a batch command of the month."""
    done = run("batch", command, MONTH, county, "--json", "--jobs", jobs, *more)
    answer: dict[str, Any] = json.loads(done.out)
    return done.code, answer
