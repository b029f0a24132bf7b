"""Passwords of encrypted workbooks: from a file or the environment, never from the command line, where others see them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cmtool.cli.session import Misused
from cmtool.files.workspace import Workspace
from cmtool.model.text import phrase

PasswordFileOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help="加密工作簿的打开密码，每行一个；也可以放在环境变量 CMTOOL_PASSWORD 里",
        show_default=False,
    ),
]


def with_passwords(workspace: Workspace, file: Path | None) -> Workspace:
    """The workspace with the file's passwords to try on its encrypted workbooks, before the environment's."""
    return workspace if file is None else replace(workspace, passwords=(*_lines(file), *workspace.passwords))


def _lines(file: Path) -> tuple[str, ...]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Misused(phrase("密码文件“{file}”读不出来；请核对路径，并存为 UTF-8", file=file)) from None
    return tuple(line for line in text.splitlines() if line)
