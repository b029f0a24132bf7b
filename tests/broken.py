"""The examples of examples/broken run as their reports tell: each command, what it says on stderr, its exit code."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from filelock import FileLock

import handedit
from cmtool import __version__
from cmtool.files.lock import FOLDER
from cmtool.workflows import computation
from cmtool.workflows.county import batch
from cmtool.workflows.county.pool import each
from cmtool.workflows.gathering import Gathered, gathered
from terminal import run

BROKEN: Final = Path(__file__).parent.parent / "examples" / "broken"
BASE: Final = BROKEN / "base"
COUNTY: Final = BROKEN / "county"
BASES: Final = frozenset({BASE, COUNTY})
REPORT: Final = "report.txt"


def base_of(lines: Iterable[str]) -> Path:
    """What the example is laid over: the sound county where the commands speak of its branches."""
    return COUNTY if any(word in line for line in lines for word in ("cmtool batch", "甲社")) else BASE


def laid_out(example: Path, folder: Path, base: Path = BASE) -> Path:
    """The sound workspace, or county, with the example's files over it."""
    shutil.copytree(base, folder)
    shutil.copytree(example, folder, dirs_exist_ok=True)
    (folder / REPORT).unlink(missing_ok=True)
    return folder


def commands(report: str) -> list[str]:
    """The command lines of a report."""
    return [line.removeprefix("$ ") for line in report.splitlines() if line.startswith("$ ")]


def transcript(lines: Iterable[str], workspace: Path) -> str:
    """What the commands tell, run one after another in the workspace; the version of this program is said as x.y.z."""
    with _standing_in(workspace), contextlib.ExitStack() as lasting:
        told = "".join(part for line in lines for part in _told(line, workspace, lasting))
    return told.replace(f"现在的 {__version__} 版", "现在的 x.y.z 版")


def _told(line: str, workspace: Path, lasting: contextlib.ExitStack) -> Iterator[str]:
    yield f"$ {line}\n"
    program, *arguments = line.split(" ")
    if program == "cmtool":
        ran = run(*arguments)
        yield ran.err
        yield ran.out if arguments[0] == "batch" else ""  # which tells its findings there
        yield f"退出码 {int(ran.code)}\n" if ran.code else ""
        return
    if program in _LASTING:
        (name,) = arguments
        lasting.enter_context(_LASTING[program](workspace / name))
        return
    _do(program, [part for part in arguments if not part.startswith("-")], workspace)


def _occupied(folder: Path) -> contextlib.AbstractContextManager[object]:
    """Somebody else's run in a workspace: its lock is held; who it is stands in ``.cmtool/run.json``, if anywhere."""
    (folder / FOLDER).mkdir(exist_ok=True)
    return FileLock(folder / FOLDER / "run.lock")


def _saved_meanwhile(path: Path) -> contextlib.AbstractContextManager[object]:
    """Somebody saves a file while the month is worked out: it was read, the reports are not published yet."""

    def then_saved(*arguments: Any) -> Gathered:
        found = gathered(*arguments)
        path.write_bytes(path.read_bytes() + b"\n")
        return found

    return patch.object(computation, "gathered", then_saved)


def _held_alone(path: Path) -> contextlib.AbstractContextManager[object]:
    """Another program has the file open and lets nobody else read it, as programs on Windows can."""
    opened = io.open

    def refusing(file: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(file, str | os.PathLike) and Path(file).absolute() == path:
            raise PermissionError(errno.EACCES, "", str(path))
        return opened(file, *arguments, **options)

    return patch.object(io, "open", refusing)


_LASTING: Final = {"占用": _occupied, "计算中保存": _saved_meanwhile, "独占": _held_alone}
"""What goes on from its line to the end of the report."""


def _do(program: str, names: list[str], workspace: Path) -> None:
    """The few other commands that reports use, and what is done to a workbook by hand."""
    match program, names:
        case _, [name, *wishes] if program in (*handedit.DEEDS, *handedit.WHOLE):
            handedit.edit(program, workspace / name, wishes)
        case "cp", [source, "."]:
            shutil.copytree(workspace / source, workspace, dirs_exist_ok=True)
        case "cp", [source, target]:
            shutil.copyfile(workspace / source, workspace / target)
        case "mv", [source, target]:
            (workspace / source).rename(workspace / target)
        case "truncate", [size, name]:
            with (workspace / name).open("ab") as stream:
                stream.truncate(int(size.removesuffix("M")) << 20)
        case "sed", [wish, name]:
            _, old, new, _ = wish.split("/")
            path = workspace / name
            path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        case "mkdir", [name]:
            (workspace / name).mkdir()
        case "rm", [name]:
            place = workspace / name
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        case _:
            raise AssertionError((program, names))


class _Here(Executor):
    """In the place of the processes that ``batch`` gives its branches, which cost a second to start."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@contextlib.contextmanager
def _standing_in(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        with patch.object(batch, "each", partial(each, pool=lambda _: _Here())):
            yield
    finally:
        os.chdir(here)
