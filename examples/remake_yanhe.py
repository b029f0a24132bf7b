"""Make examples/yanhe again: the inputs by ``cmtool demo``, the seals of April and May by really closing them.

Run it after a change to the synthetic branch, to what a seal holds, or to examples/policies/art18-monthly.toml (set
XLSXWRITER to the version that is installed):

    .venv/bin/python examples/remake_yanhe.py

June stays open, so that the first command of the README appraises it. Where the seals come out as they were, the
trail of the closings keeps its times.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from cmtool.cli.main import main

XLSXWRITER = "3.3.1"  # the version that wrote the workbooks; another may spell the same cells otherwise
ARGUMENTS = ("--managers", "4", "--clients", "12", "--months", "3", "--seed", "11", "--until", "2024-06")
CLOSED = ("2024-04", "2024-05")
EXAMPLES = Path(__file__).parent
YANHE = EXAMPLES / "yanhe"
_WRITTEN = ("reports", "marked", ".cmtool")  # what cmtool wrote on the way; not part of the example


def make(folder: Path) -> None:
    """The example, whole, in a new folder."""
    _run("demo", str(folder), *ARGUMENTS)
    for month in CLOSED:
        _run("appraise", month, "-w", str(folder))
        _run("close", month, "-w", str(folder))
    for name in _WRITTEN:
        shutil.rmtree(folder / name)


def remake() -> None:
    """Put the example made anew in the place of the present one."""
    with tempfile.TemporaryDirectory() as room:
        made = Path(room) / "yanhe"
        make(made)
        seals = [f"sealed/{month}.zip" for month in CLOSED]
        if all(
            (YANHE / name).is_file() and (YANHE / name).read_bytes() == (made / name).read_bytes()
            for name in seals
        ):
            shutil.copy2(YANHE / "sealed" / "trail.jsonl", made / "sealed" / "trail.jsonl")
        shutil.rmtree(YANHE, ignore_errors=True)
        shutil.copytree(made, YANHE)


def _run(*arguments: str) -> None:
    code = main(["--lang", "zh", *arguments])
    if code:
        sys.exit(f"cmtool {' '.join(arguments)}: {code}")


if __name__ == "__main__":
    remake()
