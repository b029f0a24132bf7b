"""Differences told: files and figures that are not what they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from cmtool.model.money import fixed
from cmtool.model.text import Phrase, phrase
from cmtool.reports.words import CHANGE, STATUS
from cmtool.workflows.figures import RESULTS
from cmtool.workflows.records import Change, FileNote

_PLACES: Final = 4
_RESULTS: Final[Mapping[str, Mapping[str, str]]] = {
    "change": {str(word): said for word, said in CHANGE.items()},
    "status": {str(word): said for word, said in STATUS.items()},
}


def file_differences(was: tuple[FileNote, ...], now: tuple[FileNote, ...]) -> Iterator[tuple[str, Phrase]]:
    """Files that are not what they were, with how: 有改动, 不见了, 新增."""
    before = {note.path: note.sha256 for note in was}
    after = {note.path: note.sha256 for note in now}
    for path in sorted({*before, *after}):
        if path not in after:
            yield path, phrase("不见了")
        elif path not in before:
            yield path, phrase("新增")
        elif before[path] != after[path]:
            yield path, phrase("有改动")


def told(change: Change) -> dict[str, object]:
    """A change as the values of a sentence, for people to read: no fractions, and the trade's words for results."""
    who = phrase("{name}（{id}）", name=change.name, id=change.manager) if change.manager else phrase("全社")
    was, now = _read_out(change)
    label = phrase(RESULTS[change.figure]) if change.figure in RESULTS else change.label
    return {"who": who, "label": label, "was": was, "now": now}


def _read_out(change: Change) -> tuple[str | Phrase, str | Phrase]:
    """Both values; fractions with four decimals, unless only more of them would tell the two apart."""
    was, now = _decimal(change.was), _decimal(change.now)
    if was == now:
        was, now = change.was, change.now
    return _worded(change.figure, was), _worded(change.figure, now)


def _decimal(text: str | None) -> str | None:
    try:
        return fixed(Fraction(text), _PLACES) if text is not None and "/" in text else text
    except ValueError:
        return text


def _worded(figure: str, text: str | None) -> str | Phrase:
    said = _RESULTS.get(figure.rpartition(".")[2], {}).get(text or "")
    return phrase(said) if said else text or phrase("无")
