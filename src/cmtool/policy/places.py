"""Where in a TOML text each key stands: its line, and from which to which character its value goes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Keys and list places from the top: ``("ladder", "grades", 0, "attributes", "fixed")``."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.+Z-]+|[^\s,\]}#]+")


@dataclass(frozen=True, slots=True)
class Place:
    """One value: its line (from 1) and its characters, ``text[start:end]``; a table's are those of its name."""

    line: int
    start: int
    end: int


def places(text: str) -> Mapping[Path, Place]:
    """Every key of a valid TOML text → where its value stands."""
    scan = _Scan(text)
    scan.document()
    return scan.found


def nearest(found: Mapping[str, int], key: str) -> int | None:
    """The line of a dotted key, or of the nearest part around it that is written; None where nothing of it is."""
    while key and key not in found:
        key = key.rpartition(".")[0]
    return found.get(key)


def dotted(path: Path) -> str:
    """``ladder.grades.0.name``."""
    return ".".join(str(part) for part in path)


@dataclass
class _Scan:
    text: str
    at: int = 0
    found: dict[Path, Place] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)  # of tables in arrays of tables

    def document(self) -> None:
        table: Path = ()
        self._skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip()

    def _skip(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise AssertionError(f"not valid TOML at character {self.at}")
        self.at = found.end()
        return found[0]

    def _note(self, path: Path, start: int) -> None:
        line = self.text.count("\n", 0, start) + 1
        self.found.setdefault(path, Place(line, start, self.at))

    def _header(self) -> Path:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = self._keys()
        self.at += 2 if many else 1
        path: Path = ()
        for number, key in enumerate(keys, 1):
            path = (*path, key)
            if many and number == len(keys):
                self.found.setdefault(path, Place(self.text.count("\n", 0, start) + 1, start, self.at))
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        self._note(path, start)
        return path

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip()
            quoted = self.text[self.at] in "\"'"
            word = self._take(_STRING if quoted else _BARE)
            keys.append(str(tomllib.loads(f"x = {word}")["x"]) if quoted else word)
            self._skip()
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _pair(self, table: Path) -> None:
        start = self.at
        path = table
        for key in self._keys():
            path = (*path, key)
            if len(path) > len(table) + 1:
                self._note(path[:-1], start)
        self.at += 1  # =
        self._skip()
        self._value(path)

    def _value(self, path: Path) -> None:
        start, sign = self.at, self.text[self.at]
        if sign == "[":
            self._inside("]", lambda number: self._value((*path, number)))
        elif sign == "{":
            self._inside("}", lambda _: self._pair(path))
        else:
            self._take(_STRING if sign in "\"'" else _SCALAR)
        self._note(path, start)

    def _inside(self, closing: str, one: Callable[[int], None]) -> None:
        self.at += 1
        number = 0
        self._skip()
        while self.text[self.at] != closing:
            one(number)
            number += 1
            self._skip()
            if self.text[self.at] == ",":
                self.at += 1
                self._skip()
        self.at += 1
