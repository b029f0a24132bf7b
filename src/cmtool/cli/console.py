"""The terminal: sentences and tables in one language, on any width, encoding or redirection."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Final

from rich.console import Console as Rich
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from cmtool.model.text import Language, Phrase

REDIRECTED: Final = 200  # columns where nobody looks: a redirected line is not folded
_ENDLESS: Final = 10_000
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Text without anything that a terminal obeys: control characters, escapes, direction marks, line breaks."""
    return _CONTROLS.sub("", text.replace("\n", " ").replace("\t", " "))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header (a message id) and whether it holds figures."""

    header: str
    figures: bool = False


class Console:
    """What a command says: results on stdout, problems on stderr. Texts are never taken for markup."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._out, self._err = _rich(sys.stdout), _rich(sys.stderr)

    @property
    def out(self) -> Rich:
        return self._out

    @property
    def err(self) -> Rich:
        return self._err

    def text(self, words: str | Phrase, style: str = "", **values: object) -> Text:
        """The words in the console's language, safe to show."""
        return Text(clean(self.language.say(words, **values)), style=style)

    def say(self, words: str | Phrase, style: str = "", **values: object) -> None:
        """A sentence on stdout."""
        self._out.print(self.text(words, style, **values), soft_wrap=True)

    def complain(self, words: str | Phrase, style: str = "", **values: object) -> None:
        """A sentence on stderr."""
        self._err.print(self.text(words, style, **values), soft_wrap=True)

    def show(self, parts: Iterable[str | Text]) -> None:
        """Parts of one line, already in the right language."""
        self._out.print(joined(parts), soft_wrap=True)

    def write(self, text: str) -> None:
        """Text for programs on stdout: UTF-8 whatever the console's encoding, line ends as they are."""
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:
            sys.stdout.write(text)
            return
        sys.stdout.flush()
        stream.write(text.encode())
        stream.flush()

    def blank(self) -> None:
        self._out.print()

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str | Text]], title: str = "") -> None:
        """A table; where the window is too narrow for its figures, each row as a small list instead."""
        table = Table(header_style="bold")
        for column in columns:
            header = self.text(column.header)
            table.add_column(header, justify="right" if column.figures else "left", no_wrap=column.figures)
        for row in rows:
            table.add_row(*(_cell(value) for value in row))
        if title:
            self._out.print(Text(clean(title), style="bold"), soft_wrap=True)
        anything = self._out.options.update(max_width=_ENDLESS)
        if Measurement.get(self._out, anything, table).minimum <= self._out.width:
            self._out.print(table)
        else:
            self._list(columns, rows)

    def _list(self, columns: Sequence[Column], rows: Sequence[Sequence[str | Text]]) -> None:
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                self.show([self.text(column.header), ": ", value])
            self.blank()


def joined(parts: Iterable[str | Text]) -> Text:
    line = Text()
    for part in parts:
        line.append_text(_cell(part))
    return line


def _cell(value: str | Text) -> Text:
    return value if isinstance(value, Text) else Text(clean(value))


def steady_streams() -> None:
    """Let no character that a console cannot show stop a run: it is shown as ``?``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _rich(stream: IO[str]) -> Rich:
    watched = stream.isatty() or "COLUMNS" in os.environ
    return Rich(
        file=stream, markup=False, emoji=False, highlight=False, width=None if watched else REDIRECTED
    )
