"""``cmtool policy adopt``, and changes of a policy on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmtool.cli.options import ToOption, WorkspaceOption
from cmtool.cli.problems import show_problems
from cmtool.cli.session import Misused, Session, session_of
from cmtool.model.text import Phrase, phrase

if TYPE_CHECKING:
    from cmtool.policy.policy import About
    from cmtool.reports.policy_changes import ClauseChange
    from cmtool.workflows.adoption import Papers


def adopt(
    ctx: typer.Context,
    workbook: Annotated[
        Path, typer.Argument(metavar="WORKBOOK", help="填好的考核办法.xlsx", show_default=False)
    ],
    effective: Annotated[
        str,
        typer.Option("--effective", metavar="MONTH", help="从哪个月起执行，如 2025-01", show_default=False),
    ],
    document: Annotated[
        str, typer.Option("--document", metavar="TEXT", help="文号；不写就在屏幕上问", show_default=False)
    ] = "",
    approved_on: Annotated[
        str, typer.Option("--approved-on", metavar="DATE", help="批准日期，如 2024-12-20", show_default=False)
    ] = "",
    approved_by: Annotated[
        str,
        typer.Option("--approved-by", metavar="TEXT", help="批准机构；不写就是原来的", show_default=False),
    ] = "",
    to: ToOption = None,
    workspace: WorkspaceOption = None,
) -> int:
    """Show what the yellow cells change, ask for the papers, and write the new policy."""
    from cmtool.workflows.adoption import adopt as write
    from cmtool.workflows.adoption import at_file, in_workspace, proposed

    session = session_of(ctx)
    month = session.month(effective)
    target = at_file(to) if to else in_workspace(session.open(workspace), month)
    if not workbook.is_file():
        raise Misused(phrase("没有“{file}”这个文件", file=workbook))
    day = _day(approved_on) if approved_on else None
    found = proposed(workbook, month)
    show_problems(session, found.problems)
    if found.after is None:
        session.console.say("没有写入新的考核办法", "red")
        return found.exit
    show_changes(session, found.changes)
    papers = _papers(session, found.after.policy.about, document, day, approved_by)
    write(found, papers, target)
    shown = to.as_posix() if to else session.place(f"policy/{month}.toml")
    session.console.say("已写出：{file}", "green", file=shown)
    session.console.say("从 {month} 起执行；以前的月份仍用原来的办法", month=month)
    return 0


def show_changes(session: Session, changes: Sequence[ClauseChange]) -> None:
    """Every changed clause with its changes, or that nothing changes."""
    console = session.console
    if not changes:
        console.say("两份办法没有不同")
    for one in changes:
        console.show([console.text(one.clause, "bold")])
        for change in one.changes:
            console.show(["  ", console.text(change)])


def _papers(session: Session, about: About, document: str, day: date | None, approved_by: str) -> Papers:
    """文号, 批准日期 and 批准机构: as given, else asked for; without a terminal they must be given."""
    from cmtool.workflows.adoption import Papers

    if sys.stdin is None or not sys.stdin.isatty():
        if not document or day is None:
            raise Misused(phrase("请用 --document 写明文号，用 --approved-on 写明批准日期；没有写入"))
        return Papers(document, day, approved_by or about.approved_by)
    document = document or _asked(session, phrase("文号（不写就放弃）："))
    if not document:
        raise Misused(phrase("没有写文号，没有写入"))
    while day is None:
        try:
            day = _day(_asked(session, phrase("批准日期（如 2024-12-20）：")))
        except Misused as wrong:
            session.console.complain(wrong.words, "yellow")
    by = approved_by or _asked(session, phrase("批准机构（不写就是“{by}”）：", by=about.approved_by))
    return Papers(document, day, by or about.approved_by)


def _asked(session: Session, words: Phrase) -> str:
    try:
        return input(session.say(words)).strip()
    except EOFError:
        raise Misused(phrase("没有写文号或批准日期，没有写入")) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Misused(phrase("“{text}”不是日期；请写成 2024-12-20", text=text)) from None
