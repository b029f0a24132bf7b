"""``cmtool init``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cmtool.cli.demo import FolderArgument
from cmtool.cli.session import Misused, session_of
from cmtool.files.new_folder import Occupied
from cmtool.model.month import Month


def init(
    ctx: typer.Context,
    folder: FolderArgument,
    month: Annotated[
        str,
        typer.Option(
            "--month", metavar="MONTH", help="第一个要考核的月份；不写就是今天所在的月份", show_default=False
        ),
    ] = "",
) -> int:
    """Make an empty workspace."""
    from cmtool.workflows.init import TEMPLATE_FOLDER
    from cmtool.workflows.init import init as make

    session = session_of(ctx)
    first = session.month(month) if month else Month.of(date.today())
    try:
        make(folder, first)
    except Occupied as error:
        raise Misused(error.words) from None
    say = session.console.say
    say("已新建工作区：{folder}", "bold green", folder=folder)
    say(
        "请先填写 branch.toml、policy 里的考核办法和 managers.xlsx；手工登记的表，模板在“{templates}”",
        templates=TEMPLATE_FOLDER,
    )
    say(
        "把当月的工作簿放进 inbox/{month} 后运行：{command}",
        month=first,
        command=f'cmtool check {first} -w "{folder}"',
    )
    return 0
