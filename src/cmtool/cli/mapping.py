"""``cmtool map``: settle what a header stands for."""

from __future__ import annotations

from typing import Annotated

import typer

from cmtool.cli.options import WorkspaceOption
from cmtool.cli.session import Misused, session_of

TableArgument = Annotated[
    str, typer.Argument(metavar="TABLE", help="哪张表，如 贷款台账", show_default=False)
]
HeaderArgument = Annotated[
    str, typer.Argument(metavar="HEADER", help="工作簿里的表头，如 期末数", show_default=False)
]
MeantArgument = Annotated[
    str, typer.Argument(metavar="COLUMN", help="它是哪一列（标准表头），如 贷款余额", show_default=False)
]


def map_header(
    ctx: typer.Context,
    table: TableArgument,
    header: HeaderArgument,
    meant: MeantArgument,
    workspace: WorkspaceOption = None,
) -> int:
    """Keep in branch.toml what a header stands for, for this and all later months."""
    from cmtool.workflows.settle import NotKnown, settle

    session = session_of(ctx)
    place = session.open(workspace)
    try:
        found = settle(place, table, header, meant)
    except NotKnown as error:
        raise Misused(error.words) from None
    session.console.say(
        "已记住：{table}的“{header}”就是“{meant}”（写进了 {file}）",
        "green",
        table=found.table.name,
        header=found.header,
        meant=found.meant,
        file=session.place("branch.toml"),
    )
    if found.before not in ("", found.meant):
        session.console.say("原来是“{before}”，改为“{meant}”", before=found.before, meant=found.meant)
    return 0
