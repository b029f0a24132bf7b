"""Running a program of ``child``: whatever becomes of it, this program goes on."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

import cmtool
from cmtool.files.child import limits
from cmtool.files.codes import READER_DIED, READER_SLOW
from cmtool.files.refusal import Refusal
from cmtool.model.text import phrase

_START = "import sys; sys.path.insert(0, sys.argv[1]); from cmtool.files.child.{program} import main; main()"


def run(program: str, data: bytes, target: IO[bytes]) -> int:
    """Give a program of ``child`` the data, its output to the file ``target``; the exit code, 0 when all is well.

    Refused when it takes too long or the system ends it. The time is that of the clock: on systems without limits
    of their own it is the only bound.
    """
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        return _ended(program, stdin=source, stdout=target).returncode


def run_in_memory(program: str, data: bytes) -> tuple[int, bytes]:
    """As ``run``, the exit code with the output; neither the data nor the output touches the disk."""
    ended = _ended(program, input=data, stdout=subprocess.PIPE)
    return ended.returncode, ended.stdout


def _ended(program: str, **streams: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-I", "-B", "-c", _START.format(program=program), _root()]
    try:
        ended = subprocess.run(
            command, stderr=subprocess.DEVNULL, timeout=limits.SECONDS, check=False, **streams
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal(READER_SLOW, seconds=limits.SECONDS) from error
    except OSError as error:
        raise Refusal(READER_DIED, reason=phrase("读取程序没有启动")) from error
    if ended.returncode < 0:
        raise Refusal(READER_DIED, reason=phrase("读取程序被系统终止"))
    return ended


def _root() -> str:
    return str(Path(cmtool.__file__).parents[1])
