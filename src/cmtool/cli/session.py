"""What a command is given beside its options: the console in one language, and how to read months and folders."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from cmtool.cli.console import Console
from cmtool.files.workspace import Workspace, around, named
from cmtool.model.month import Month
from cmtool.model.text import Language, Phrase, phrase

_LAST: Final = ("last", "上月", "上个月")
PASSWORD_VARIABLE: Final = "CMTOOL_PASSWORD"  # opens encrypted workbooks


class Misused(Exception):
    """The command line says something that cannot be (exit code 2)."""

    def __init__(self, words: Phrase) -> None:
        super().__init__(str(words))
        self.words = words


class Session:
    """One run of the program."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.console = Console(language)
        self.folder: Path | None = None  # -w before the command
        self.workspace: Workspace | None = None  # the one in use, for the log of an unexpected error
        self._root = Path()  # of the workspace, as it can be reached from where the user stands

    def say(self, words: str | Phrase, **values: object) -> str:
        return self.language.say(words, **values)

    def month(self, text: str) -> Month:
        """The month that a person typed; ``last`` or 上月 is the one before today's, for what a scheduler runs."""
        if text.strip().casefold() in _LAST:
            return Month.of(date.today()).previous
        try:
            return Month.parse(text)
        except ValueError:
            raise Misused(
                phrase("“{text}”不是月份；请写成 2024-06、202406、2024年6月或“上月”", text=text)
            ) from None

    def open(self, folder: Path | None) -> Workspace:
        """The workspace at a folder, or the one around the present folder when none is given."""
        folder = folder or self.folder
        found = named(folder) if folder is not None else around(Path.cwd())
        if found is None:
            raise Misused(
                phrase(
                    "“{folder}”不是工作区（没有 branch.toml）；请用 -w 指明工作区，或用 cmtool init 新建一个",
                    folder=folder or Path.cwd(),
                )
            )
        self._root = folder if folder is not None else Path(os.path.relpath(found.root))
        password = os.environ.get(PASSWORD_VARIABLE)
        self.workspace = replace(found, passwords=(password,) if password else ())
        return self.workspace

    def place(self, name: str) -> str:
        """A file of the workspace by a path that can be opened from where the user stands: below -w as it was given."""
        return (self._root / name).as_posix()


def session_of(ctx: Any) -> Session:
    """The session of a command's context."""
    found = ctx.find_root().obj
    assert isinstance(found, Session)
    return found
