"""One command for one branch, whatever happens: a record of what came of it, never an exception."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cmtool import __version__
from cmtool.files.branch import parse_branch
from cmtool.files.catalogue import language
from cmtool.files.errorlog import log_error
from cmtool.files.failures import reason_of
from cmtool.files.workspace import Workspace
from cmtool.model.book import Book
from cmtool.model.county import BranchMonth, Enrolled, Found, ManagerMonth, Measure
from cmtool.model.month import Month, Period
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import Language, Phrase, phrase
from cmtool.rules.appraisal import Appraisal, ManagerResult
from cmtool.workflows.appraise import Wish, appraise
from cmtool.workflows.check import check, marked
from cmtool.workflows.close import close
from cmtool.workflows.computation import computed
from cmtool.workflows.exits import Exit, Failure, exit_of, exit_of_failure
from cmtool.workflows.export import problem_json
from cmtool.workflows.figures import changes_between
from cmtool.workflows.gathering import Gathered
from cmtool.workflows.review.codes import NOT_AGAIN
from cmtool.workflows.review.review import grade_review
from cmtool.workflows.seals import read_sealed


@dataclass(frozen=True)
class Task:
    """What is to be done for which branch; plain values, so that another process can be told."""

    command: str
    folder: Path
    period: str
    language: str
    passwords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Came:
    """What a command gave, whichever it was."""

    problems: tuple[Problem, ...]
    exit: Exit
    gathered: Gathered | None = None
    appraisal: Appraisal | None = None
    revision: int | None = None
    written: tuple[str, ...] = ()


def run_branch(task: Task) -> BranchMonth:
    """Do it, and tell what came of it; an unexpected error goes to the branch's log and into the record."""
    workspace, speaks = Workspace(task.folder, task.passwords), language(task.language)
    code, name = institution_of(workspace)
    blank = BranchMonth(
        command=task.command,
        month=task.period,
        folder=task.folder.name,
        code=code,
        name=name,
        state="failed",
        exit=int(Exit.UNEXPECTED),
        program=__version__,
    )
    try:
        came = COMMANDS[task.command](workspace, task.period, speaks)
    except Failure as error:
        found = (_found(error.problem, speaks),)
        changes = {
            "exit": int(exit_of_failure(error)),
            "problems": found,
            "reason": speaks.say(error.problem.sentence),
        }
        return blank.model_copy(update=changes)
    except OSError as error:
        words = phrase("读写文件没有成功：{reason}", reason=reason_of(error))
        return blank.model_copy(update={"exit": int(Exit.ENVIRONMENT), "reason": speaks.say(words)})
    except Exception as error:
        log_error(error, workspace.root)
        return blank.model_copy(update={"reason": speaks.say(UNEXPECTED)})
    return _record(blank, came, speaks)


def institution_of(workspace: Workspace) -> tuple[str, str]:
    """机构号 and name as ``branch.toml`` says them; empty where it cannot be read."""
    try:
        branch, _ = parse_branch(workspace.branch_file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        branch = None
    return (branch.institution.code, branch.institution.name) if branch is not None else ("", "")


UNEXPECTED: Phrase = phrase("程序遇到了没有料到的情况，详细记录在本机构的 .cmtool/error.log")
DIED: Phrase = phrase("处理这个机构的进程中断了，其他机构不受影响；请单独运行一次，仍然如此请交维护人员")


def _check(workspace: Workspace, period: str, speaks: Language) -> Came:
    found = check(workspace, Month.parse(period))
    if found.has_errors:
        found = marked(workspace, found, speaks)
    return Came(found.problems, found.exit, found.gathered, written=found.written)


def _appraise(workspace: Workspace, period: str, speaks: Language) -> Came:
    if (month := Month.parse(period)) in workspace.sealed_months():
        return _sealed(workspace, month)
    done = appraise(workspace, month, Wish(speaks))
    revision = done.manifest.revision if done.manifest else None
    return Came(
        done.problems, done.exit, done.gathered, done.appraisal, revision, (*done.written, *done.lists)
    )


def _close(workspace: Workspace, period: str, speaks: Language) -> Came:
    del speaks
    if (month := Month.parse(period)) in workspace.sealed_months():
        return _sealed(workspace, month)
    done = close(workspace, month)
    worked = done.worked
    written = (done.path,) if done.path else ()
    return Came(
        done.problems,
        done.exit,
        worked.gathered if worked else None,
        worked.appraisal if worked else None,
        written=written,
    )


def _sealed(workspace: Workspace, month: Month) -> Came:
    """A month that is sealed already is done; its figures are worked out again, and must be the sealed ones."""
    sealed, worked = read_sealed(workspace, month), computed(workspace, month)
    found, path = worked.problems, sealed.file.path
    if worked.appraisal is not None and changes_between(sealed.figures, worked.figures):
        found = (*found, problem(NOT_AGAIN, Where(path), {"month": month}))
    return Came(found, exit_of(found), worked.gathered, worked.appraisal, written=(path,))


def _grade_review(workspace: Workspace, period: str, speaks: Language) -> Came:
    done = grade_review(workspace, Period.parse(period), speaks)
    last = done.review.last.appraisal if done.review else None
    return Came(done.problems, done.exit, done.gathered, last, written=done.written)


COMMANDS: Mapping[str, Callable[[Workspace, str, Language], Came]] = {
    "check": _check,
    "appraise": _appraise,
    "close": _close,
    "grade-review": _grade_review,
}


def _record(blank: BranchMonth, came: Came, speaks: Language) -> BranchMonth:
    state = {Exit.FINE: "done", Exit.MISSING: "missing"}.get(came.exit, "problems")
    changes: dict[str, object] = {
        "exit": int(came.exit),
        "state": state,
        "problems": tuple(_found(problem, speaks) for problem in came.problems),
        "revision": came.revision,
        "written": came.written,
    }
    if came.gathered is not None:
        base = came.gathered.grounds
        changes |= {
            "policy": base.policy_note.document,
            "policy_digest": base.policy_note.sha256,
            "roster": tuple(_roster(came.gathered.book)),
            "clients": dict(_clients(came.gathered.book)),
        }
    if came.appraisal is not None:
        changes |= {
            "managers": tuple(_manager(result) for result in came.appraisal.results),
            "measures": tuple(_measures(came.appraisal)),
            "trial": came.appraisal.trial,
        }
    return blank.model_copy(update=changes)


def _found(problem: Problem, speaks: Language) -> Found:
    return Found.model_validate(problem_json(problem, speaks))


def _manager(result: ManagerResult) -> ManagerMonth:
    person = result.person
    return ManagerMonth(
        id=person.id,
        name=person.name,
        grade=person.grade,
        team=person.team,
        status=result.status,
        score=result.score,
        gross=result.gross,
        withheld=result.withheld,
        released=result.released,
        payable=result.payable,
        change=result.proposal.change,
        proposed=result.proposal.grade,
    )


def _measures(appraisal: Appraisal) -> Iterator[Measure]:
    for row in appraisal.reconciliation:
        if not row.indicator:
            yield Measure(
                table=row.table,
                measure=row.measure,
                unit=row.unit,
                total=row.total,
                managers=row.managers,
                unallocated=row.unallocated + row.difference,
                excluded=row.excluded,
            )


def _roster(book: Book) -> Iterator[Enrolled]:
    """Everybody on the roster; ``moved`` where 离岗, 聘任 or 等级生效 lies in the month."""
    rows = book["managers"]
    first, last = pd.Timestamp(book.month.first), pd.Timestamp(book.month.last)
    for row, values in enumerate(rows.to_dict("records")):
        days = [values[field] for field in ("left", "appointed") if not pd.isna(values[field])]
        moved = any(first <= pd.Timestamp(day) <= last for day in days)
        place = str(book.where("managers", row, "id"))
        yield Enrolled(id=values["id"], name=values["name"], place=place, moved=moved)


def _clients(book: Book) -> Iterator[tuple[str, str]]:
    """Each client by a digest of the certificate, else of the number: who it is can be compared, not read."""
    rows = book["clients"]
    for client, certificate in zip(rows["id"], rows["certificate"], strict=True):
        known = f"certificate {certificate}" if certificate else f"number {client}"
        yield hashlib.sha256(known.encode()).hexdigest()[:20], client
