"""Everything a month's appraisal rests on, read once: branch, policy, the past, the workbooks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cmtool.files.branch import parse_branch
from cmtool.files.codes import BRANCH_UNREADABLE, SEAL_DAMAGED, VERY_HIDDEN
from cmtool.files.disk import sha256_of
from cmtool.files.failures import SealDamaged
from cmtool.files.inboxes import files_elsewhere
from cmtool.files.policies import PolicyFile, in_force
from cmtool.files.workbooks import WorkbookRead, held_open, read_file, read_folder
from cmtool.files.workspace import BRANCH_FILE, ROSTER_FILES, Workspace
from cmtool.intake.before import Before
from cmtool.intake.intake import FileGrids, Intake, build_book
from cmtool.intake.rows import Skipped
from cmtool.intake.wanted import PolicyWords
from cmtool.model.book import Book, Ignored
from cmtool.model.branch import Branch
from cmtool.model.expression import Ref
from cmtool.model.month import Month
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.state import State
from cmtool.model.text import phrase
from cmtool.policy.policy import Policy
from cmtool.workflows.codes import NO_MONTH
from cmtool.workflows.last_month import deposits_by_client
from cmtool.workflows.records import FileNote, PolicyNote
from cmtool.workflows.review.kept import kept_decisions
from cmtool.workflows.seals import Sealed, last_sealed
from cmtool.workflows.trailed import past_problems
from cmtool.workflows.waivers import Place, Waiver, let_pass, read_waivers, waiver_of

_YUAN = ("元", "元·天")


@dataclass(frozen=True)
class Grounds:
    """What stands before any workbook is read: who the branch is, its policy, and what the last seal left."""

    month: Month
    branch: Branch
    branch_note: FileNote
    branch_text: bytes
    policy: PolicyFile
    previous: Sealed | None
    problems: tuple[Problem, ...]

    @property
    def state(self) -> State:
        return self.previous.state if self.previous else State()

    @property
    def policy_note(self) -> PolicyNote:
        found = self.policy
        return PolicyNote(path=found.path, sha256=found.digest, document=found.policy.about.document)


@dataclass(frozen=True)
class Gathered:
    """The month's book and all problems so far; ``inputs`` are the workbooks as they were when they were read."""

    grounds: Grounds
    book: Book
    problems: tuple[Problem, ...]
    inputs: tuple[FileNote, ...]
    skipped: tuple[Skipped, ...] = ()  # rows that are no data

    @property
    def files(self) -> tuple[FileNote, ...]:
        """All files of the workspace that the figures rest on."""
        return (self.grounds.branch_note, self.grounds.policy_note, *self.inputs)


def grounds(workspace: Workspace, month: Month) -> tuple[Grounds | None, tuple[Problem, ...]]:
    """Branch, policy and past; None when branch or policy cannot be used, or the month has no folder.

    Raises SealDamaged when the past cannot be trusted.
    """
    branch, text, problems = _branch(workspace)
    policy, of_policy = in_force(workspace, month)
    found = (*problems, *of_policy)
    if not workspace.inbox(month).is_dir():
        return None, (*found, _no_month(workspace, month))
    if branch is None or policy is None:
        return None, found
    previous = last_sealed(workspace, month)
    if previous is not None and (changed := previous.changed_members()):
        reason = phrase("里面的“{member}”与封存时不同", member=changed[0])
        raise SealDamaged(problem(SEAL_DAMAGED, Where(previous.file.path), {"reason": reason}))
    found = (*found, *past_problems(workspace, month))
    note = FileNote(path=BRANCH_FILE, sha256=hashlib.sha256(text).hexdigest())
    return Grounds(month, branch, note, text, policy, previous, found), found


def gathered(workspace: Workspace, base: Grounds) -> Gathered:
    """The month's workbooks as a book. A file that turned out damaged while it was read gives it no row, nor does
    a copy of it, and no other row is left out for referring to what only that file held."""
    reads = list(workbooks(workspace, base.month))
    waivers, waived = read_waivers(workspace, base.month)
    before = _before(workspace, base)
    found = _intake(base, reads, before, waivers)
    problems = (*base.problems, *(one for read in reads for one in read.problems), *found.problems)
    problems = tuple(let_pass(problems, waivers, (one.where for one in found.rejected)))
    inputs = tuple(FileNote(path=read.path, sha256=read.digest) for read in reads if read.digest)
    inputs += (waived,) if waived else ()
    refused = {mark for read in reads if read.is_refused and read.grids for mark in (read.path, read.digest)}
    if refused:
        again = [
            one for one in workbooks(workspace, base.month) if refused.isdisjoint((one.path, one.digest))
        ]
        found = _intake(base, again, before, waivers, found.spoiled)
    kept = kept_decisions(workspace, base.policy.policy)
    ignored = (*found.book.ignored, *_very_hidden(reads))
    book = replace(found.book, ignored=ignored, decisions=kept.decisions)
    return Gathered(base, book, (*problems, *kept.problems), (*inputs, *kept.files), found.skipped)


def _very_hidden(reads: list[WorkbookRead]) -> Iterator[Ignored]:
    for read in reads:
        for one in read.problems if not read.is_refused else ():
            if one.kind is VERY_HIDDEN:
                yield Ignored(read.path, one.where.sheet, phrase("深度隐藏"), read.digest)


def _intake(
    base: Grounds,
    reads: list[WorkbookRead],
    before: Before,
    waivers: Mapping[Place, Waiver],
    spoiled: frozenset[str] = frozenset(),
) -> Intake:
    policy = base.policy.policy
    files = [
        FileGrids(read.path, read.digest, read.grids, read.refused)
        for read in reads
        if read.grids or read.is_refused
    ]
    return build_book(
        base.month,
        files,
        base.branch,
        policy.needs(),
        _words(policy),
        before,
        lambda found: waiver_of(found, waivers) is not None,
        spoiled,
    )


def _before(workspace: Workspace, base: Grounds) -> Before:
    """Files of other months' inboxes, and what the month before left open, when it is sealed."""
    elsewhere, previous = files_elsewhere(workspace, base.month), base.previous
    if previous is None or previous.month != base.month.previous:
        return Before(elsewhere)
    return Before(elsewhere, previous.state.open_notes, deposits_by_client(previous))


def _words(policy: Policy) -> PolicyWords:
    """The 指标 that targets may name, and those whose targets are amounts in yuan."""
    lines = [line for line in policy.line.values() if line.target is not None and line.target.indicator]
    in_yuan = {
        line.target.indicator
        for line in lines
        if line.target is not None and isinstance(line.of, Ref) and policy.unit(line.of.name) in _YUAN
    }
    return PolicyWords(policy.target_indicators(), frozenset(in_yuan))


def workbooks(workspace: Workspace, month: Month) -> Iterator[WorkbookRead]:
    """The roster and the month's inbox, in this order; decisions are read apart."""
    for name in ROSTER_FILES:
        if (workspace.root / name).is_file():
            yield from held_open(workspace.root / name, workspace.root)
            yield read_file(workspace.root / name, name, workspace.passwords)
    yield from read_folder(workspace.inbox(month), workspace.root, workspace.passwords)


def changed_since(workspace: Workspace, notes: tuple[FileNote, ...]) -> tuple[str, ...]:
    """Files that are no longer what they were when they were read."""
    return tuple(note.path for note in notes if _digest(workspace.root / note.path) != note.sha256)


def _digest(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""


def _no_month(workspace: Workspace, month: Month) -> Problem:
    known = "、".join(str(other) for other in workspace.inbox_months())
    there = phrase("inbox 里现有 {months}", months=known) if known else phrase("inbox 里还没有任何月份")
    return problem(NO_MONTH, Where(f"inbox/{month}"), {"month": month, "there": there})


def _branch(workspace: Workspace) -> tuple[Branch | None, bytes, tuple[Problem, ...]]:
    try:
        content = workspace.branch_file.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None, b"", (problem(BRANCH_UNREADABLE, Where(BRANCH_FILE)),)
    branch, problems = parse_branch(text)
    return branch, content, problems
