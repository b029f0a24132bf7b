"""The program: its commands, its language, and how every run ends."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.main import get_command

from cmtool import __version__
from cmtool.cli import (
    appraise,
    batch,
    check,
    demo,
    explain,
    grade_review,
    help_code,
    init,
    mapping,
    months,
    policy,
    status,
)
from cmtool.cli.console import steady_streams
from cmtool.cli.endings import ended
from cmtool.cli.help import Command, Commands
from cmtool.cli.languages import UnknownLanguage, settled, taken_out
from cmtool.cli.options import WorkspaceOption
from cmtool.cli.session import Misused, Session, session_of
from cmtool.files.catalogue import language
from cmtool.model.text import phrase

_INTERRUPTED = 130
_ALLOCATIONS = 5_000_000  # between two searches for garbage
MONTHLY, COUNTY, PAPERS, POLICY, BEGIN = "每月", "县级", "查证", "考核办法", "开始"

app = typer.Typer(
    cls=Commands,
    help="农村信用社客户经理月度考核。在工作区里直接运行 cmtool，可以看到本月进度和下一步。",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def start(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    version: Annotated[bool, typer.Option("--version", help="显示版本")] = False,
    lang: Annotated[
        str, typer.Option("--lang", metavar="zh|en", help="界面和报表的语言；写在哪里都可以")
    ] = "",
) -> int:
    """What ``cmtool`` does without a command: tell the version, or where the month stands."""
    del lang  # taken out of the arguments before they came here
    if version:
        session_of(ctx).console.out.print(f"cmtool {__version__}")
        raise typer.Exit(0)
    session_of(ctx).folder = workspace
    if ctx.invoked_subcommand is None:
        raise typer.Exit(status.status(session_of(ctx)))
    return 0


def _commands() -> None:
    app.command(cls=Command, rich_help_panel=MONTHLY, help="检查当月的工作簿，列出问题，写出标注副本")(
        check.check
    )
    app.command(cls=Command, rich_help_panel=MONTHLY, help="计算当月的得分、等级建议和薪酬，写出报表")(
        appraise.appraise
    )
    app.command(cls=Command, rich_help_panel=MONTHLY, help="封存当月（结账）")(months.close)
    app.command(cls=Command, rich_help_panel=MONTHLY, help="撤销最近一个月的封存，留下记录")(months.reopen)
    app.command(
        "grade-review", cls=Command, rich_help_panel=MONTHLY, help="从封存的月份写出等级评审表；交回评审决定"
    )(grade_review.grade_review)
    app.command(cls=Command, rich_help_panel=COUNTY, help="对一个县的所有机构做同一件事，写出县级汇总")(
        batch.batch
    )
    app.command(
        cls=Command, rich_help_panel=PAPERS, help="一项一项说明某人的结果是怎么来的，直到源单元格和条款"
    )(explain.explain)
    app.command(cls=Command, rich_help_panel=PAPERS, help="核对封存链，用源文件重新计算；或按校验码查一页纸")(
        months.verify
    )
    app.command(
        "help-code", cls=Command, rich_help_panel=PAPERS, help="说明一个问题代码：什么意思、怎么办、谁来改"
    )(help_code.help_code)
    app.command(
        "map",
        cls=Command,
        rich_help_panel=MONTHLY,
        help="记住工作簿里的一个表头是哪一列，以后都认（写进 branch.toml）",
    )(mapping.map_header)
    app.add_typer(policy.app, name="policy", rich_help_panel=POLICY)
    app.command(cls=Command, rich_help_panel=BEGIN, help="新建一个空的工作区")(init.init)
    app.command(cls=Command, rich_help_panel=BEGIN, help="生成一个虚构的示例工作区")(demo.demo)


_commands()


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code. No exception leaves it, whatever happens."""
    steady_streams()
    try:
        code, rest = taken_out(arguments)
    except UnknownLanguage as error:
        session = Session(language("zh"))
        words = phrase("不会说“{code}”；--lang 可以是 zh 或 en", code=error)
        return ended(Misused(words), session)
    session = Session(language(code or settled(rest, os.environ, Path.cwd())))
    try:
        command: Any = get_command(app)
        result = command.main(args=rest, prog_name="cmtool", standalone_mode=False, obj=session)
    except BaseException as error:
        return ended(error, session)
    if result == _INTERRUPTED:  # typer swallows the interruption and gives its code
        return ended(KeyboardInterrupt(), session)
    return int(result) if isinstance(result, int) else 0


def run() -> None:
    """The entry point.

    Ledgers are millions of objects that hold no cycles: to look through them for garbage again and again takes a fifth
    of a month's time, so Python is told to look less often. No matrix is ever multiplied here: the threads that numpy
    would start for that, in this process and in those of a batch, cost time and do nothing.
    """
    gc.set_threshold(_ALLOCATIONS)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _leave(main(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """End at once: to take a ledger's objects apart one by one, for nobody, costs a tenth of the run."""
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (OSError, ValueError):
        sys.exit(code)  # Python's own end says what it can
    os._exit(code)
