"""What a review's folder remembers of itself: the files written there, and the check codes of every page printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from cmtool.files.publish import MANIFEST
from cmtool.files.workspace import Workspace
from cmtool.model.month import Period
from cmtool.workflows.figures import is_code
from cmtool.workflows.records import Record, spelled

_PREFIX = "评审_"

Paper = Literal["person", "review", "notice"]
"""A manager's own page; a page of the whole review; the notice of what was decided."""


class ReviewPage(Record):
    """A page that carries a check code. ``shown`` are label and value to be compared with the paper, as printed."""

    paper: Paper
    manager: str = ""
    name: str = ""
    shown: tuple[tuple[str, str], ...] = ()
    superseded: bool = False  # the same paper was written anew since, with other figures


class ReviewRecord(Record):
    """The manifest of a review's folder: ``files`` by name with SHA-256, ``pages`` by check code."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    files: dict[str, str] = Field(default_factory=dict)
    pages: dict[str, ReviewPage] = Field(default_factory=dict)

    def renewed(self, pages: Mapping[str, ReviewPage], files: Mapping[str, str]) -> ReviewRecord:
        """With pages written anew: those of the same papers that are not among them are superseded."""
        papers = {page.paper for page in pages.values()}
        before = {
            code: page.model_copy(update={"superseded": True}) if page.paper in papers else page
            for code, page in self.pages.items()
        }
        return ReviewRecord(files=dict(files), pages={**before, **pages})

    def text(self) -> bytes:
        return spelled(self)


def review_folder(workspace: Workspace, period: Period) -> Path:
    """Where a review's papers stand, beside the months' reports."""
    return workspace.root / "reports" / f"{_PREFIX}{period}"


def read_record(folder: Path) -> ReviewRecord:
    """What the folder remembers; nothing when there is none or it cannot be understood."""
    try:
        return ReviewRecord.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return ReviewRecord()


def review_pages_with(workspace: Workspace, code: str) -> Iterator[tuple[str, ReviewPage]]:
    """Every page of a review with that check code, however it was typed, after its period."""
    for folder in sorted((workspace.root / "reports").glob(f"{_PREFIX}*")):
        for own, page in read_record(folder).pages.items():
            if is_code(own, code):
                yield folder.name.removeprefix(_PREFIX), page
