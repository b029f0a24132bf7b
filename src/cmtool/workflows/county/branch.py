"""One command for one branch, whatever happens: a record of what came of it, never an exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmtool import __version__
from cmtool.files.branch import parse_branch
from cmtool.files.catalogue import language
from cmtool.files.errorlog import log_error
from cmtool.files.failures import reason_of
from cmtool.files.workspace import Workspace
from cmtool.model.county import BranchMonth
from cmtool.model.month import Month, Period
from cmtool.model.text import Language, Phrase, phrase
from cmtool.workflows.appraise import Wish, appraise
from cmtool.workflows.check import check, marked
from cmtool.workflows.close import close
from cmtool.workflows.computation import computed
from cmtool.workflows.county.outcome import Came, found_of, record
from cmtool.workflows.exits import Exit, Failure, exit_of, exit_of_failure
from cmtool.workflows.figures import changes_between
from cmtool.workflows.review.review import grade_review, not_again
from cmtool.workflows.seals import read_sealed
from cmtool.workflows.trailed import is_unrecorded


@dataclass(frozen=True)
class Task:
    """What is to be done for which branch; plain values, so that another process can be told."""

    command: str
    folder: Path
    period: str
    language: str
    passwords: tuple[str, ...] = ()


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
        found = (found_of(error.problem, speaks),)
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
    return record(blank, came, speaks)


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
        done.problems,
        done.exit,
        done.gathered,
        done.appraisal,
        revision=revision,
        written=(*done.written, *done.lists),
    )


def _close(workspace: Workspace, period: str, speaks: Language) -> Came:
    del speaks
    month = Month.parse(period)
    if month in workspace.sealed_months() and not is_unrecorded(workspace, month):
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
        found = (*found, not_again(sealed))
    return Came(
        found, exit_of(found), worked.gathered, worked.appraisal, written=(path,), program=sealed.note.program
    )


def _grade_review(workspace: Workspace, period: str, speaks: Language) -> Came:
    done = grade_review(workspace, Period.parse(period), speaks)
    return Came(done.problems, done.exit, done.gathered, review=done.review, written=done.written)


COMMANDS: Mapping[str, Callable[[Workspace, str, Language], Came]] = {
    "check": _check,
    "appraise": _appraise,
    "close": _close,
    "grade-review": _grade_review,
}
