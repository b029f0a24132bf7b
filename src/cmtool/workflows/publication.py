"""Folders of cmtool's own files put in place of the last ones: hand-edited ones kept aside, strangers carried over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from cmtool.files.disk import Content
from cmtool.files.edited import edited, keep_aside
from cmtool.files.publish import MANIFEST, publish, recover, strangers
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month, Period
from cmtool.model.problem import Code, Problem, Where, problem
from cmtool.workflows import codes


def recovered(workspace: Workspace, month: Month) -> None:
    """Finish or undo what a killed run left of the month's folders."""
    for folder in (workspace.reports(month), workspace.marked(month)):
        if folder.parent.is_dir():
            recover(folder)


def replaced(
    workspace: Workspace,
    period: Month | Period,
    folder: Path,
    contents: Mapping[str, Content],
    own: Mapping[str, str],
    manifest: Callable[[Mapping[str, str]], bytes],
    gone: frozenset[str] = frozenset(),
    told: Code = codes.REPORT_EDITED,
) -> tuple[Problem, ...]:
    """Publish ``contents`` in the folder; ``own`` is the SHA-256 by name of what cmtool wrote there last.

    A file of ours that somebody changed, or one of theirs where a new one must stand, is copied aside first; each is
    ``told`` as a warning. Their other files stay where they are, but those in ``gone``, which are kept elsewhere.
    """
    others = [name for name in strangers(folder, own) if name != MANIFEST and name not in gone]
    taken = {name.casefold() for name in contents}
    in_the_way = [name for name in others if name.casefold() in taken]
    aside = keep_aside(folder, [*edited(folder, own), *in_the_way])
    keep = {name: name for name in others if name not in in_the_way}
    publish(folder, contents, manifest=manifest, keep=keep)
    return tuple(
        problem(
            told,
            Where(f"{workspace.relative(folder)}/{name}"),
            {"aside": workspace.relative(place), "month": period},
        )
        for name, place in aside.items()
    )
