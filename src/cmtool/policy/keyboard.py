"""What a Chinese keyboard does to TOML, undone where only one thing can be meant: ``权重 ＝ “３０”，``.

Strings and comments are never touched, and no line is added or taken away. What may mean two things stays as it is,
and the reader of TOML says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_PLAIN: Final[Mapping[str, str]] = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # ！ to ～
    **dict.fromkeys("【〔", "["),
    **dict.fromkeys("】〕", "]"),
    **dict.fromkeys("—–−﹣", "-"),
    **dict.fromkeys("　\u00a0\u2002\u2003\u2009", " "),
    **dict.fromkeys("\ufeff\u200b\u200c\u200d\u2060", ""),
    "、": ",",
    "。": ".",
}
"""A sign that stands outside strings, and the one that TOML has for it."""
_QUOTES: Final[Mapping[str, str]] = {
    **dict.fromkeys("“”„‟＂", '“”„‟＂"'),
    **dict.fromkeys("‘’‚‛＇", "‘’‚‛＇'"),
    "「": "」",
    "『": "』",
}
"""A quotation mark that opens a text, and the marks that close it."""
_KEY = re.compile(r"[\w-]+")
_VALUE = re.compile(r"[\w.%‰/+:-]+")
_RATE = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?[%‰]|-?[0-9]+/[0-9]+")
_SCALAR = re.compile(r"[+-]?([0-9].*|inf|nan)|true|false", re.ASCII)
_NAME = re.compile(r"[^\W\d][\w]*([.-][\w]+)*")


@dataclass(frozen=True, slots=True)
class Mended:
    """The text as TOML, and on which lines which signs were read as something else."""

    text: str
    notes: tuple[tuple[int, tuple[str, ...]], ...]


def mended(text: str) -> Mended:
    """The text with the signs and spellings of a Chinese keyboard replaced by those of TOML."""
    pen = _Pen(text)
    pen.write()
    return Mended("".join(pen.out), tuple((line, tuple(signs)) for line, signs in pen.notes.items()))


@dataclass
class _Pen:
    """Goes through the text once. ``open`` are the brackets of a value that are open; ``in_key`` says that a key
    stands here, not a value; ``header`` that a table's name does."""

    text: str
    at: int = 0
    line: int = 1
    out: list[str] = field(default_factory=list)
    notes: dict[int, dict[str, None]] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    in_key: bool = True
    header: bool = False

    def write(self) -> None:
        while self.at < len(self.text):
            sign = self.text[self.at]
            if sign == "\n":
                self._end_line()
            elif sign in "#＃":
                self._note(sign, "#")
                self._copy(self._line_end())
            elif sign in "\"'":
                self._quoted(sign)
            elif sign in _QUOTES:
                self._chinese_quoted(sign)
            elif not self._word():
                self._sign(_PLAIN.get(sign, sign))

    def _end_line(self) -> None:
        self.out.append("\n")
        self.at += 1
        self.line += 1
        self.header = False
        self.in_key = not self.open or self.open[-1] == "{"

    def _note(self, found: str, meant: str) -> None:
        """Write ``meant`` for what was found here."""
        if found != meant:
            self.notes.setdefault(self.line, {})[found] = None
        self.out.append(meant)
        self.at += len(found)

    def _copy(self, end: int) -> None:
        """Take over everything before ``end`` as it is."""
        piece = self.text[self.at : end]
        self.out.append(piece)
        self.line += piece.count("\n")
        self.at = end

    def _line_end(self) -> int:
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

    def _quoted(self, quote: str) -> None:
        """A text in TOML's own quotes, as it is; closed by a Chinese quotation mark where its own is lacking."""
        triple = quote * 3
        if self.text.startswith(triple, self.at):
            end = self.text.find(triple, self.at + 3)
            self._copy(len(self.text) if end < 0 else end + 3)
            return
        pattern = r'"(?:[^"\\\n]|\\.)*"' if quote == '"' else r"'[^'\n]*'"
        if found := re.compile(pattern).match(self.text, self.at):
            self._copy(found.end())
            return
        closing = _first(self.text, "”“＂" if quote == '"' else "’‘＇", self.at + 1, self._line_end())
        self._copy(closing if closing >= 0 else self._line_end())
        if closing >= 0:
            self._note(self.text[self.at], quote)

    def _chinese_quoted(self, sign: str) -> None:
        closing = _first(self.text, _QUOTES[sign], self.at + 1, self._line_end())
        if closing < 0:
            self._copy(self._line_end())
            return
        quote = "'" if sign in "‘’‚‛＇" else '"'
        self._note(sign, quote)
        self._copy(closing)
        self._note(self.text[self.at], quote)

    def _word(self) -> bool:
        """A bare word: a key with other than Latin letters, or a text without quotes, gets its quotes."""
        own = self.text[self.at : self._line_end()]
        plain = "".join(_PLAIN.get(sign) or sign for sign in own)
        found = (_KEY if self.in_key or self.header else _VALUE).match(plain)
        if found is None:
            return False
        self._note(own[: found.end()], self._spelled(found[0]))
        return True

    def _spelled(self, word: str) -> str:
        if self.in_key or self.header:
            return word if word.isascii() else f'"{word}"'
        if word.lower() in ("true", "false"):
            return word.lower()
        return (
            f'"{word}"'
            if _RATE.fullmatch(word) or (not _SCALAR.match(word) and _NAME.fullmatch(word))
            else word
        )

    def _sign(self, sign: str) -> None:
        own = self.text[self.at]
        match sign:
            case "[" if self.header or (self.in_key and not self.open):
                self.header = True
            case "[" | "{":
                self.open.append(sign)
            case "]" | "}" if self.open:
                self.open.pop()
            case ":" if self.in_key and not self.header:
                sign = "="
        self._note(own, sign)
        if sign in "={}[]," and sign:
            self.in_key = (sign in "{,") and bool(self.open) and self.open[-1] == "{"


def _first(text: str, signs: str, start: int, end: int) -> int:
    """Where one of the signs stands first in ``text[start:end]``; −1 where none does."""
    places = [place for sign in signs if (place := text.find(sign, start, end)) >= 0]
    return min(places, default=-1)
