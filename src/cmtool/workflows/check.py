"""``cmtool check``: read the month's workbooks, say what is wrong with them, and list it in ``marked/2024-06/``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cmtool.files.disk import replace_file
from cmtool.files.failures import not_written
from cmtool.files.lock import locked
from cmtool.files.publish import current
from cmtool.files.workspace import Workspace
from cmtool.intake.rows import Skipped
from cmtool.model.book import Book, Ignored, Source
from cmtool.model.grid import letters
from cmtool.model.month import Month
from cmtool.model.problem import Problem
from cmtool.model.tables import TABLES
from cmtool.model.text import Language, Phrase
from cmtool.workflows.computation import looked_through
from cmtool.workflows.exits import Exit, exit_of
from cmtool.workflows.export import problem_json
from cmtool.workflows.gathering import Gathered
from cmtool.workflows.marks import copies
from cmtool.workflows.problem_list import Marked, list_problems
from cmtool.workflows.publication import recovered
from cmtool.workflows.records import FileNote
from cmtool.workflows.sheets import csv_text
from cmtool.workflows.tables import table_files

CHECK_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """One sheet that gave rows to a table: why rows were skipped, and by which codes they were rejected."""

    source: Source
    skipped: tuple[tuple[Phrase, int], ...]
    rejected: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Checked:
    """The tables that were found, and every problem."""

    month: Month
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    files: tuple[FileNote, ...] = ()  # what was read, branch and policy included
    needed: frozenset[str] = frozenset()  # tables that the policy reads
    skipped: tuple[Skipped, ...] = ()
    book: Book | None = None  # the rows that hold
    written: tuple[str, ...] = ()  # in marked/, relative to the workspace
    institution: str = ""
    gathered: Gathered | None = None

    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """Sheets of which nothing was read."""
        return self.book.ignored if self.book else ()

    @property
    def exit(self) -> Exit:
        return exit_of(self.problems)

    @property
    def has_errors(self) -> bool:
        return any(found.is_error for found in self.problems)


def check(workspace: Workspace, month: Month) -> Checked:
    """Read everything, write nothing."""
    worked = looked_through(workspace, month)
    found = worked.gathered
    if found is None:
        return Checked(month, (), worked.problems)
    base = found.grounds
    needed = frozenset(base.policy.policy.needs())
    return Checked(
        month,
        found.book.sources,
        worked.problems,
        found.files,
        needed,
        found.skipped,
        found.book,
        institution=base.branch.institution.name,
        gathered=found,
    )


def to_mark(workspace: Workspace, found: Checked) -> bool:
    """Whether ``marked/2024-06/`` is to be written unasked: there are errors, or what stands there is of before."""
    return found.has_errors or current(workspace.marked(found.month)) is not None


def marked(workspace: Workspace, found: Checked, language: Language) -> Checked:
    """Write the problem list and the marked copies of a check into ``marked/2024-06/``, with the workspace locked."""
    with locked(workspace.root):
        recovered(workspace, found.month)
        return listed(workspace, found, language)


def listed(
    workspace: Workspace, found: Checked, language: Language, settled: frozenset[str] = frozenset()
) -> Checked:
    """As ``marked``, for those who hold the lock; ``settled`` are changed copies that have been taken back."""
    made = copies(workspace, found.month, found.files, found.problems, language)
    beside = Marked(found.institution, made, settled)
    written, notes = list_problems(workspace, found.month, found.problems, language, beside)
    return replace(found, problems=(*found.problems, *notes), written=written)


def counts(found: Checked) -> Iterator[SheetCounts]:
    """Each sheet's rows with the reasons; a row that was rejected for two reasons counts for both."""
    lost = found.book.rejected if found.book else ()
    for source in found.sources:
        place = (source.path, source.sheet)
        reasons = Counter(one.reason for one in found.skipped if (one.where.file, one.where.sheet) == place)
        rejected = Counter(
            code
            for row in lost
            if row.table == source.table and (row.where.file, row.where.sheet) == place
            for code in row.codes
        )
        yield SheetCounts(source, tuple(reasons.items()), tuple(sorted(rejected.items())))


def check_json(found: Checked, language: Language) -> dict[str, Any]:
    """The check for scripts; ``docs/json.md`` describes it."""
    return {
        "schema": CHECK_SCHEMA,
        "month": str(found.month),
        "files": [{"path": note.path, "sha256": note.sha256} for note in found.files],
        "tables": [
            {
                "table": source.table,
                "name": TABLES[source.table].name,
                "file": source.path,
                "sheet": source.sheet,
                "read": source.read,
                "skipped": source.skipped,
                "rejected": source.rejected,
                "unread": list(source.unread),
                "headless": [letters(column) for column in source.headless],
                "hidden": {
                    "sheet": source.hidden,
                    "rows": source.hidden_rows,
                    "columns": source.hidden_columns,
                },
            }
            for source in found.sources
        ],
        "ignored": [
            {"file": one.path, "sheet": one.sheet, "reason": language.say(one.reason)}
            for one in found.ignored
        ],
        "problems": [problem_json(one, language) for one in found.problems],
        "written": list(found.written),
    }


def problems_csv(found: Checked, language: Language) -> str:
    """The problems as CSV; the headers are the keys of the JSON."""
    heads = [
        "code",
        "severity",
        "file",
        "sheet",
        "cell",
        "column",
        "key",
        "found",
        "message",
        "remedy",
        "proposal",
        "cure",
    ]
    rows = (problem_json(one, language) for one in found.problems)
    return csv_text(heads, ([str(row[head]) for head in heads] for row in rows))


def exported(found: Checked, folder: Path) -> tuple[str, ...]:
    """Write the rows that hold into ``folder``, one CSV for each table that came; returns the names. Files of these
    names are replaced, others stay. Raises NotWritten when the disk refuses."""
    files = table_files(found.book) if found.book is not None else {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            replace_file(folder / name, content)
    except OSError as error:
        raise not_written(folder, error) from error
    return tuple(files)
