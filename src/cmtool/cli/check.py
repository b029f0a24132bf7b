"""``cmtool check``: the problems of a month's workbooks."""

from __future__ import annotations

import typer

from cmtool.cli.options import MonthArgument, WorkspaceOption
from cmtool.cli.problems import show_problems
from cmtool.cli.session import session_of


def check(ctx: typer.Context, month: MonthArgument, workspace: WorkspaceOption = None) -> int:
    """Read the month's workbooks and list what is wrong; nothing is written."""
    from cmtool.workflows.check import check as run

    session = session_of(ctx)
    parsed = session.month(month)
    found = run(session.open(workspace), parsed)
    show_problems(session, found.problems)
    rows = sum(source.read for source in found.sources)
    sheets = len(found.sources)
    session.console.say("{month}：读到 {sheets} 张表、{rows} 行", month=parsed, sheets=sheets, rows=rows)
    if not found.problems:
        session.console.say("没有发现问题", "green")
    return found.exit
