"""Bare ``cmtool``: where the workspace stands and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rich.text import Text

from cmtool.cli.console import Column
from cmtool.cli.session import Session

if TYPE_CHECKING:
    from cmtool.workflows.status import MonthStanding, Standing

_STAGES: Final[Mapping[str, tuple[str, str]]] = {
    "sealed": ("已封存", "green"),
    "appraised": ("已出报表", "cyan"),
    "trial": ("试算", "yellow"),
    "open": ("未计算", "yellow"),
}
_SHOWN = 6  # months


def status(session: Session) -> int:
    """Tell where the workspace stands."""
    from cmtool.workflows.status import standing

    found = standing(session.open(None))
    if found.months:
        rows = [_month(session, month) for month in found.months[-_SHOWN:]]
        session.console.table([Column("月份"), Column("状态"), Column("稿次")], rows)
    if found.current is not None:
        _current(session, found)
    session.console.say("下一步：{advice}", "bold", advice=found.advice)
    return 0


def _month(session: Session, month: MonthStanding) -> list[str | Text]:
    word, style = _STAGES[month.stage]
    revision = "" if month.revision is None else session.say("第{number}稿", number=month.revision)
    return [str(month.month), session.console.text(word, style), revision]


def _current(session: Session, found: Standing) -> None:
    assert found.current is not None, "asked only when a month is open"
    rows: list[list[str | Text]] = []
    for table in found.tables:
        if table.rows is not None:
            come = session.console.text("已到，{rows} 行", "green", rows=table.rows)
        else:
            come = session.console.text("文件读不出" if table.refused else "未到", "red")
        rows.append([table.name, session.say("需要") if table.needed else session.say("可选"), come])
    title = session.say("{month} 的数据", month=found.current.month)
    session.console.table([Column("表"), Column("考核办法"), Column("情况")], rows, title)
    errors = sum(problem.is_error for problem in found.problems)
    warnings = len(found.problems) - errors
    style = "red" if errors else "green"
    session.console.say("检查：{errors} 个错误，{warnings} 个提醒", style, errors=errors, warnings=warnings)
