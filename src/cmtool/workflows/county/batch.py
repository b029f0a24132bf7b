"""``cmtool batch``: every branch of a county, each in a process of its own, and the county's reports over them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cmtool.files.county import County
from cmtool.files.disk import Content
from cmtool.files.lock import locked
from cmtool.files.publish import MANIFEST, recover
from cmtool.files.workspace import Workspace
from cmtool.files.writer import writes
from cmtool.model.county import BranchMonth, CountyMonth, Found, State
from cmtool.model.month import Period
from cmtool.model.problem import Problem
from cmtool.model.text import Language, phrase
from cmtool.reports.county.workbook import county_workbooks
from cmtool.workflows.county import codes
from cmtool.workflows.county.absent import gone, unnamed
from cmtool.workflows.county.across import across
from cmtool.workflows.county.branch import DIED, Task, institution_of, run_branch
from cmtool.workflows.county.exports import lay_out
from cmtool.workflows.county.fingerprint import inputs_of, outputs_of
from cmtool.workflows.county.log import log_text
from cmtool.workflows.county.pool import each
from cmtool.workflows.county.records import Remembered, recall, remember
from cmtool.workflows.exits import Exit
from cmtool.workflows.export import problem_json
from cmtool.workflows.publication import replaced

_READS_INBOX = ("check", "appraise")
_LOGS = "日志"
_NOT_YET = phrase("这一次没有处理，或者处理以后数据又有变动")
KINDS = {"check": "检查", "appraise": "汇总", "close": "封存", "grade-review": "评审"}
"""What a command's county reports are called: those of one kind take each other's place."""


@dataclass(frozen=True)
class Wish:
    """What is to be done with which branches (all when none is named), in how many processes."""

    command: str
    period: Period
    language: Language
    jobs: int
    names: tuple[str, ...] = ()
    anew: bool = False  # also branches whose inputs did not change


@dataclass(frozen=True)
class Finished:
    """What came of it for the branches named; ``skipped`` are folders of those that had not changed.

    ``notes`` tell of county reports that somebody had changed.
    """

    county: CountyMonth
    written: tuple[str, ...]
    skipped: frozenset[str]
    notes: tuple[Problem, ...] = ()

    @property
    def exit(self) -> Exit:
        """Fine; missing inputs alone; or something else that is wrong somewhere."""
        states = {branch.state for branch in self.county.branches}
        if states - {"done", "missing"} or any(found.is_error for found in self.county.across):
            return Exit.PROBLEMS
        return Exit.MISSING if "missing" in states else Exit.FINE


Told = Callable[[BranchMonth, bool, int], None]
"""Called as each branch is done: its record, whether it was skipped, and how many there are in all."""


def batch(county: County, wish: Wish, told: Told) -> Finished:
    """Run the command for every branch, then write the county's reports; with the county locked.

    What each branch came to is remembered as it comes, so that a run that was killed goes on where it was.
    """
    with locked(county.root):
        recover(county.reports(str(wish.period)))
        branches = _named(county, wish.names)
        lost = tuple(unnamed(county, wish.command, wish.period, wish.language)) if not wish.names else ()
        problems = _laid_out(county, wish)
        records: dict[str, BranchMonth] = {}
        skipped: set[str] = set()
        for record, was_skipped in _done(county, wish, branches):
            records[record.folder] = record
            if was_skipped:
                skipped.add(record.folder)
            told(record, was_skipped, len(branches) + len(lost))
        for record in lost:
            records[record.folder] = record
            told(record, False, len(branches) + len(lost))
        others = {
            workspace.root.name: _standing(county, wish, workspace)
            for workspace in county.branches()
            if workspace.root.name not in records
        }
        present = {**others, **records}
        absent = tuple(gone(county, wish.command, wish.period, present.values(), wish.language))
        everybody = {**present, **{record.folder: record for record, _ in absent}}
        whole = _county_month(county, wish, everybody, (*problems, *(found for _, found in absent)))
        named = tuple(branch for branch in whole.branches if branch.folder in records)
        written, notes = _published(county, wish, whole)
        return Finished(whole.model_copy(update={"branches": named}), written, frozenset(skipped), notes)


def _county_month(
    county: County, wish: Wish, records: Mapping[str, BranchMonth], problems: Sequence[Problem]
) -> CountyMonth:
    ordered = tuple(sorted(records.values(), key=lambda record: (record.code, record.folder)))
    found = (*problems, *across(county, wish.period.last, ordered))
    return CountyMonth(
        county=county.root.name,
        command=wish.command,
        month=str(wish.period),
        branches=ordered,
        across=tuple(Found.model_validate(problem_json(one, wish.language)) for one in found),
    )


def _named(county: County, names: Sequence[str]) -> tuple[Workspace, ...]:
    if not names:
        return county.branches()
    return tuple(workspace for name in names if (workspace := county.branch(name)) is not None)


def _laid_out(county: County, wish: Wish) -> tuple[Problem, ...]:
    """Split the county's own exports, where the command reads inboxes; by all branches, also those not named."""
    if wish.command not in _READS_INBOX or wish.period.length != 1:
        return ()
    return lay_out(county, wish.period.last, county.branches())


def _done(county: County, wish: Wish, branches: Sequence[Workspace]) -> Iterator[tuple[BranchMonth, bool]]:
    """Each branch's record as it comes, unchanged ones first."""
    period, folder = str(wish.period), county.records(str(wish.period), wish.command)
    tasks: list[Task] = []
    inputs: dict[str, str] = {}
    for workspace in branches:
        name = workspace.root.name
        inputs[name] = _digest(inputs_of, workspace, wish.command, period, wish.language.code)
        known = None if wish.anew else recall(folder, name)
        if known is not None and _stands(known, workspace, inputs[name], period):
            yield known.branch, True
        else:
            tasks.append(Task(wish.command, workspace.root, period, wish.language.code, workspace.passwords))
    for task, answer in each(run_branch, tasks, max(1, min(wish.jobs, len(tasks)))):
        workspace = Workspace(task.folder)
        record = answer or _died(task, wish.language)
        outputs = _digest(outputs_of, workspace, period)
        remember(folder, Remembered(inputs=inputs[task.folder.name], outputs=outputs, branch=record))
        yield record, False


def _standing(county: County, wish: Wish, workspace: Workspace) -> BranchMonth:
    """What is remembered of a branch whose turn it is not, while that still holds; else that it waits."""
    period, name = str(wish.period), workspace.root.name
    inputs = _digest(inputs_of, workspace, wish.command, period, wish.language.code)
    known = recall(county.records(period, wish.command), name)
    if known is not None and (known.branch.state == "failed" or _stands(known, workspace, inputs, period)):
        return known.branch
    return _blank(workspace, wish.command, period, "waiting", Exit.FINE, wish.language.say(_NOT_YET))


def _stands(known: Remembered, workspace: Workspace, inputs: str, period: str) -> bool:
    """Whether nothing changed since; a branch for which nothing could be done is tried again."""
    if known.branch.state == "failed" or not inputs or known.inputs != inputs:
        return False
    return known.outputs == _digest(outputs_of, workspace, period) != ""


def _digest(of: Callable[..., str], *asked: object) -> str:
    """A digest of a branch; empty where a file of it cannot be read, which the branch's own process will tell."""
    try:
        return of(*asked)
    except OSError:
        return ""


def _died(task: Task, language: Language) -> BranchMonth:
    return _blank(
        Workspace(task.folder), task.command, task.period, "failed", Exit.UNEXPECTED, language.say(DIED)
    )


def _blank(
    workspace: Workspace, command: str, period: str, state: State, exit_: Exit, reason: str
) -> BranchMonth:
    code, name = institution_of(workspace)
    return BranchMonth(
        command=command,
        month=period,
        folder=workspace.root.name,
        code=code,
        name=name,
        state=state,
        exit=int(exit_),
        reason=reason,
    )


def _published(county: County, wish: Wish, found: CountyMonth) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write the county's reports of this command in the place of its last ones, all or nothing; those of others stay.

    A report that somebody changed is kept aside and told.
    """
    kind = KINDS[wish.command]
    contents: dict[str, Content] = {
        name: writes(workbook, created=wish.period.last.last)
        for name, workbook in county_workbooks(found, kind, wish.language)
    }
    for branch in found.branches:
        if branch.state == "waiting":
            continue
        name = f"{kind}{_LOGS}/{branch.folder}.txt"
        contents[name] = log_text(branch, wish.language).encode()
    place = Workspace(county.root)
    folder = county.reports(str(wish.period))
    known = _known(folder)
    others = {name: digest for other, own in known.items() if other != kind for name, digest in own.items()}

    def manifest(digests: Mapping[str, str]) -> bytes:
        kept = {other: own for other, own in known.items() if other != kind}
        files = {**kept, kind: {name: digest for name, digest in digests.items() if name in contents}}
        note = {"schema": 1, "files": dict(sorted(files.items()))}
        return json.dumps(note, ensure_ascii=False, indent=1, sort_keys=True).encode()

    own = {name: digest for name, digest in known.get(kind, {}).items() if name not in others}
    notes = replaced(place, wish.period, folder, contents, own, manifest, told=codes.COUNTY_EDITED)
    return tuple(f"{place.relative(folder)}/{name}" for name in contents), notes


def _known(folder: Path) -> dict[str, dict[str, str]]:
    """What the runs before wrote, by the kind of command, with its digests."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
        return {
            str(kind): {str(name): str(digest) for name, digest in own.items()}
            for kind, own in found["files"].items()
        }
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}
