"""Differences told: files and figures that are not what they were."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.text import Phrase, phrase
from cmtool.workflows.figures import RESULTS
from cmtool.workflows.records import Change, FileNote


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
    """A change as the values of a sentence."""
    who = phrase("{name}（{id}）", name=change.name, id=change.manager) if change.manager else phrase("全社")
    none = phrase("无")
    label = phrase(RESULTS[change.figure]) if change.figure in RESULTS else change.label
    return {"who": who, "label": label, "was": change.was or none, "now": change.now or none}
