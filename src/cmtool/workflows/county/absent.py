"""Branches that ought to be there and are not: a folder that lost its branch.toml, one that an earlier run knew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from cmtool.files.county import County
from cmtool.files.workspace import ROSTER_FILES
from cmtool.model.county import BranchMonth
from cmtool.model.month import Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language
from cmtool.workflows.county import codes
from cmtool.workflows.county.outcome import found_of
from cmtool.workflows.county.records import recall
from cmtool.workflows.exits import Exit

_TELLING: Final = ("inbox", "sealed", *ROSTER_FILES)


def unnamed(county: County, command: str, period: Period, language: Language) -> Iterator[BranchMonth]:
    """Folders that hold what only a workspace holds, without a ``branch.toml``: nothing could be done for them."""
    for folder in county.strangers():
        if any((folder / name).exists() for name in _TELLING):
            told = problem(codes.NO_BRANCH_FILE, Where(f"{folder.name}/branch.toml"), {"folder": folder.name})
            yield BranchMonth(
                command=command,
                month=str(period),
                folder=folder.name,
                state="failed",
                exit=int(Exit.USAGE),
                problems=(found_of(told, language),),
            )


def gone(
    county: County, command: str, period: Period, present: Collection[BranchMonth], language: Language
) -> Iterator[tuple[BranchMonth, Problem]]:
    """Branches that a run for this period, or for the month before, has dealt with and that stand nowhere now.

    One whose folder was renamed is known by its 机构号.
    """
    folders, numbers = {one.folder for one in present}, {one.code for one in present}
    for known in _known(county, period).values():
        if known.folder in folders or (known.code and known.code in numbers):
            continue
        values = {"branch": known.title, "month": known.month}
        told = problem(codes.BRANCH_GONE, Where(known.folder), values, key=known.code)
        record = BranchMonth(
            command=command,
            month=str(period),
            folder=known.folder,
            code=known.code,
            name=known.name,
            state="waiting",
            exit=int(Exit.FINE),
            reason=language.say(told.sentence),
        )
        yield record, told


def _known(county: County, period: Period) -> Mapping[str, BranchMonth]:
    """What runs remember, by folder; this period's rather than the month's before."""
    found: dict[str, BranchMonth] = {}
    before = (str(period.first.previous),) if period.length == 1 else ()
    for remembered in (*before, str(period)):
        for path in _files(county.remembered(remembered)):
            if (known := recall(path.parent, path.stem)) is not None:
                found[path.stem] = known.branch
    return found


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*/*.json")) if folder.is_dir() else ()
