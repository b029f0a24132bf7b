"""The examples of examples/broken run as their reports tell: each command, what it says on stderr, its exit code."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from terminal import run

BROKEN: Final = Path(__file__).parent.parent / "examples" / "broken"
BASE: Final = BROKEN / "base"
REPORT: Final = "report.txt"


def laid_out(example: Path, folder: Path) -> Path:
    """The sound workspace with the example's files over it."""
    shutil.copytree(BASE, folder)
    shutil.copytree(example, folder, dirs_exist_ok=True)
    (folder / REPORT).unlink(missing_ok=True)
    return folder


def commands(report: str) -> list[str]:
    """The command lines of a report."""
    return [line.removeprefix("$ ") for line in report.splitlines() if line.startswith("$ ")]


def transcript(lines: Iterable[str], workspace: Path) -> str:
    """What the commands tell, run one after another in the workspace."""
    with _standing_in(workspace):
        return "".join(part for line in lines for part in _told(line, workspace))


def _told(line: str, workspace: Path) -> Iterator[str]:
    yield f"$ {line}\n"
    program, *arguments = line.split()
    if program == "cmtool":
        ran = run(*arguments)
        yield ran.err
        yield f"退出码 {int(ran.code)}\n" if ran.code else ""
        return
    _do(program, [part for part in arguments if not part.startswith("-")], workspace)


def _do(program: str, names: list[str], workspace: Path) -> None:
    """The few other commands that reports use."""
    match program, names:
        case "cp", [source, "."]:
            shutil.copytree(workspace / source, workspace, dirs_exist_ok=True)
        case "cp", [source, target]:
            shutil.copyfile(workspace / source, workspace / target)
        case "mv", [source, target]:
            (workspace / source).rename(workspace / target)
        case "mkdir", [name]:
            (workspace / name).mkdir()
        case "rm", [name]:
            place = workspace / name
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        case _:
            raise AssertionError((program, names))


@contextlib.contextmanager
def _standing_in(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
