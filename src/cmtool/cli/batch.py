"""``cmtool batch``: one command for every branch of a county, as it goes and in the end."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cmtool.cli.console import Column
from cmtool.cli.grade_review import parsed
from cmtool.cli.options import JsonOption
from cmtool.cli.passwords import PasswordFileOption, with_passwords
from cmtool.cli.problems import SHOWN, UNLISTED, show_problems
from cmtool.cli.session import PASSWORD_VARIABLE, Misused, Session, session_of
from cmtool.files.county import County
from cmtool.files.workspace import Workspace
from cmtool.model.month import Period
from cmtool.model.text import phrase

if TYPE_CHECKING:
    from cmtool.model.county import BranchMonth, Found
    from cmtool.workflows.county.batch import Finished, Told

_STYLES: Final = {"done": "green", "missing": "yellow", "problems": "red", "failed": "bold red"}
_STATES: Final = {"done": "完成", "missing": "缺表", "problems": "有问题", "failed": "失败"}
_MONTHLY: Final = ("check", "appraise", "close")

CommandArgument = Annotated[
    str, typer.Argument(metavar="COMMAND", help="check、appraise、close 或 grade-review", show_default=False)
]
PeriodArgument = Annotated[
    str,
    typer.Argument(
        metavar="MONTH",
        help="月份，如 2024-06，last 是上个月；grade-review 用评审期，如 2024-Q2",
        show_default=False,
    ),
]
CountyArgument = Annotated[
    Path, typer.Argument(metavar="COUNTY", help="县级文件夹，里面每个机构一个工作区", show_default=False)
]
JobsOption = Annotated[
    int, typer.Option("--jobs", metavar="N", min=0, help="同时处理几个机构；0 表示按处理器个数")
]
BranchOption = Annotated[
    list[str],
    typer.Option(
        "--branch", metavar="FOLDER", help="只处理这个机构（文件夹名），可以写多次", show_default=False
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help="没有变动的机构也重新处理")]


def batch(
    ctx: typer.Context,
    command: CommandArgument,
    month: PeriodArgument,
    county: CountyArgument,
    jobs: JobsOption = 0,
    branch: BranchOption = [],  # noqa: B006 - typer wants a list
    force: ForceOption = False,
    as_json: JsonOption = False,
    password_file: PasswordFileOption = None,
) -> int:
    """Do it for every branch; a branch that fails stops no other."""
    from cmtool.workflows.county.batch import Wish
    from cmtool.workflows.county.batch import batch as run

    session = session_of(ctx)
    period = _period(session, command, month)
    place = _county(county, password_file)
    names = tuple(branch)
    for name in names:
        if place.branch(name) is None:
            raise Misused(phrase("“{folder}”不是这个县级文件夹里的工作区", folder=name))
    if not place.branches():
        raise Misused(phrase("“{folder}”里没有工作区（带 branch.toml 的文件夹）", folder=county))
    wish = Wish(command, period, session.language, jobs or os.cpu_count() or 1, names, force)
    with _progress(session, quiet=as_json) as told:
        found = run(place, wish, told)
    if as_json:
        print(json.dumps(_json(found), indent=1))
    else:
        _show(session, county, found)
    return found.exit


def _period(session: Session, command: str, text: str) -> Period:
    from cmtool.workflows.county.branch import COMMANDS

    if command not in COMMANDS:
        known = "、".join(COMMANDS)
        raise Misused(phrase("batch 不会做“{command}”；可以是 {known}", command=command, known=known))
    if command in _MONTHLY:
        return Period.of(session.month(text))
    return parsed(text)


def _county(folder: Path, password_file: Path | None) -> County:
    if not folder.is_dir():
        raise Misused(phrase("没有“{folder}”这个文件夹", folder=folder))
    password = os.environ.get(PASSWORD_VARIABLE)
    root = folder.absolute()
    place = with_passwords(Workspace(root, (password,) if password else ()), password_file)
    return County(root, place.passwords)


@contextmanager
def _progress(session: Session, *, quiet: bool) -> Iterator[Told]:
    """Told as each branch is done: a bar on a terminal, a line for each elsewhere."""
    out = session.console.err
    done: list[str] = []

    def line(branch: BranchMonth, skipped: bool, count: int) -> None:
        done.append(branch.folder)
        if not quiet:
            session.console.complain(
                "[{number}/{count}] {branch}：{state}",
                _STYLES[branch.state],
                number=len(done),
                count=count,
                branch=branch.title,
                state=_said(session, branch, skipped),
            )

    if quiet or not out.is_terminal:
        yield line
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task(session.say("正在处理"), total=None)

        def advance(branch: BranchMonth, skipped: bool, count: int) -> None:
            line(branch, skipped, count)
            bar.update(task, total=count, completed=len(done))

        yield advance


def _said(session: Session, branch: BranchMonth, skipped: bool) -> str:
    state = session.say(_STATES[branch.state])
    return session.say("{state}（没有变动，未重做）", state=state) if skipped else state


def _show(session: Session, county: Path, found: Finished) -> None:
    columns = [
        Column("机构号"),
        Column("机构"),
        Column("情况"),
        Column("错误", figures=True),
        Column("提醒", figures=True),
    ]
    reviewed = found.county.command == "grade-review"
    columns += [Column("人数", figures=True), Column("晋级/降级" if reviewed else "应兑现", figures=True)]
    columns += [Column("说明")]
    rows = [_row(session, branch, branch.folder in found.skipped) for branch in found.county.branches]
    session.console.table(columns, rows)
    _show_across(session, found.county.across)
    show_problems(session, found.notes)
    wanting = len(found.county.wanting)
    if wanting:
        words = "{all} 个机构，完成 {done} 个，{wanting} 个没有完成"
        session.console.say(
            words, "red", all=len(found.county.branches), done=len(found.county.done), wanting=wanting
        )
    else:
        session.console.say("{all} 个机构全部完成", "green", all=len(found.county.branches))
    if errors := sum(one.is_error for one in found.county.across):
        words = "机构之间的核对和县级导出有 {count} 个错误，见“跨机构核对”"
        session.console.say(words, "red", count=errors)
    for name in found.written:
        if name.count("/") == 2:  # of the letters and logs only their folders
            session.console.say("已写出：{file}", file=(county / name).as_posix())


def _show_across(session: Session, across: Sequence[Found]) -> None:
    """What was found between branches or in the county's exports, by kind: the first places, and what to do."""
    for code in dict.fromkeys(one.code for one in across):
        group = [one for one in across if one.code == code]
        style = "red" if group[0].is_error else "yellow"
        for one in group[:SHOWN]:
            session.console.say(
                "{code} {where}：{sentence}", style, code=code, where=one.place, sentence=one.message
            )
        if len(group) > SHOWN:
            session.console.say(UNLISTED.template, count=len(group) - SHOWN)
        session.console.say("  怎么办：{remedy}", "dim", remedy=group[0].remedy)


def _row(session: Session, branch: BranchMonth, skipped: bool) -> list[str]:
    from cmtool.model.money import fixed
    from cmtool.reports.county.branches_sheet import amount

    errors = branch.errors
    people = len(branch.managers) or len(branch.advice)
    if branch.advice:
        counts = Counter(one.change for one in branch.advice)
        came = f"{counts['rise']}/{counts['fall']}"
    else:
        came = fixed(amount(branch, "payable"), thousands=True) if branch.managers else "—"
    reason = branch.reason or (f"{errors[0].code} {errors[0].message}" if errors else "")
    return [
        branch.code,
        branch.name or branch.folder,
        _said(session, branch, skipped),
        str(len(errors)),
        str(len(branch.problems) - len(errors)),
        str(people) if people else "—",
        came,
        reason,
    ]


def _json(found: Finished) -> dict[str, object]:
    """The run for scripts; ``docs/json.md`` describes it."""
    shown = found.county.model_dump(
        mode="json", by_alias=True, exclude={"branches": {"__all__": {"clients", "roster"}}}
    )
    return {"schema": 1, **shown, "skipped": sorted(found.skipped), "written": list(found.written)}
