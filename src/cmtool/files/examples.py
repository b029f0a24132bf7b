"""The examples of broken workspaces that come with the program: a folder for each problem code, its report in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import cmtool

REPORT: Final = "report.txt"
_PACKAGE: Final = Path(cmtool.__file__).parent
_PLACES: Final = (
    _PACKAGE.parents[1] / "examples" / "broken",
    _PACKAGE / "broken",
)  # a checkout, an installation


def broken_example(code: str) -> Path | None:
    """The folder of a code's example; None where there is none, as for a file that takes too long to read."""
    return next((place / code for place in _PLACES if (place / code / REPORT).is_file()), None)


def report_of(example: Path) -> str:
    """What the example's commands tell."""
    return (example / REPORT).read_text("utf-8")
