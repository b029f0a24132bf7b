"""Running the program in a test: in this process, or as a user does in one of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cmtool.cli.main import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def run(*arguments: object, lang: str = "zh") -> Ran:
    """Run one command in this process, as if its output were redirected."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["--lang", lang, *map(str, arguments)] if lang else [*map(str, arguments)])
    return Ran(code, out.getvalue(), err.getvalue())


def spawned(
    *arguments: object, cwd: Path | None = None, env: Mapping[str, str] | None = None, code: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run the program (or, with ``code``, a piece of Python) in a process of its own; output as bytes."""
    start = [sys.executable, "-c", code or "from cmtool.cli.main import run; run()"]
    return subprocess.run(
        [*start, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONWARNINGS": "error", **(env or {})},
        capture_output=True,
        timeout=120,
        check=False,
    )
