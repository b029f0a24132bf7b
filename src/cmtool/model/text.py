"""Sentences that can be said in more than one language: a template and its values, put together at the edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence whose ``template`` is the Chinese wording and message id; values may be phrases themselves."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def said(self, translate: Translate) -> str:
        words = {name: _said(value, translate) for name, value in self.values}
        return translate(self.template).format(**words) if self.template else ""

    def __str__(self) -> str:
        return self.said(str)

    def __bool__(self) -> bool:
        return bool(self.template)


def phrase(template: str, **values: object) -> Phrase:
    """A Phrase with named values; tuples of phrases are joined with ``；``."""
    return Phrase(template, tuple(values.items()))


NOTHING = Phrase("")


def _said(value: object, translate: Translate) -> str:
    if isinstance(value, Phrase):
        return value.said(translate)
    if isinstance(value, tuple):
        return "；".join(_said(part, translate) for part in value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Language:
    """How to say things: ``zh`` says message ids as they stand, ``en`` looks them up."""

    code: str
    translate: Translate

    def say(self, words: str | Phrase, **values: object) -> str:
        """The words in this language, with values filled in."""
        return (words if isinstance(words, Phrase) else phrase(words, **values)).said(self.translate)


CHINESE = Language("zh", str)


def did_you_mean(word: str, known: Sequence[str], closeness: float = 0.6) -> Phrase:
    """「，是不是“…”？」 to end a sentence with, when something close is known; else nothing."""
    close = get_close_matches(word, known, 1, closeness)
    return phrase("，是不是“{close}”？", close=close[0]) if close else NOTHING
