"""``cmtool demo``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cmtool.cli.session import Misused, session_of
from cmtool.files.new_folder import Occupied
from cmtool.model.text import phrase

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="新的或空的文件夹", show_default=False)]


def demo(
    ctx: typer.Context,
    folder: FolderArgument,
    managers: Annotated[int, typer.Option("--managers", metavar="N", help="客户经理人数（默认 4）")] = 4,
    clients: Annotated[int, typer.Option("--clients", metavar="N", help="每人的客户数（默认 350）")] = 350,
    months: Annotated[int, typer.Option("--months", metavar="N", help="有几个月的数据（默认 3）")] = 3,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="随机种子；同一种子生成同样的数据")] = 1,
    until: Annotated[
        str, typer.Option("--until", metavar="MONTH", help="最后一个月（默认 2024-06）")
    ] = "2024-06",
    dirty: Annotated[
        bool, typer.Option("--dirty", help="最后一个月放进常见的错误，供 cmtool check 练习")
    ] = False,
    branches: Annotated[
        int,
        typer.Option(
            "--branches", metavar="N", help="生成一个县：N 个机构，供 cmtool batch 练习", show_default=False
        ),
    ] = 0,
) -> int:
    """Make a synthetic branch."""
    from cmtool.workflows.demo.branch import demo as make
    from cmtool.workflows.demo.county import MOST_BRANCHES, demo_county
    from cmtool.workflows.demo.plan import Plan, unfit

    session = session_of(ctx)
    plan = Plan(managers, clients, months, seed, session.month(until), dirty)
    if words := unfit(plan):
        raise Misused(words)
    if not 0 <= branches <= MOST_BRANCHES:
        raise Misused(phrase("--branches 要在 1 到 {most} 之间", most=MOST_BRANCHES))
    try:
        made = demo_county(folder, plan, branches) if branches else make(folder, plan)
    except Occupied as error:
        raise Misused(error.words) from None
    say = session.console.say
    if branches:
        say("已生成虚构的县，{count} 个机构：{folder}", "bold green", count=branches, folder=folder)
    else:
        say("已生成虚构的“{name}”：{folder}", "bold green", name=plan.institution, folder=folder)
    if branches:
        say("每个机构 {managers} 名客户经理；以下是全县的合计", managers=plan.managers)
    say(
        "{managers} 名客户经理，每人 {clients} 户，{first} 至 {until}；{files} 个文件，贷款台账 {loans} 行，存款分户余额 {deposits} 行",
        managers=plan.managers * (branches or 1),
        clients=plan.clients,
        first=plan.first,
        until=plan.until,
        files=made.files,
        loans=made.rows["loans"],
        deposits=made.rows["deposits"],
    )
    say("人名、证件号码、账号都是编造的，不是任何真人的资料")
    verb, month = ("check", plan.until) if dirty else ("appraise", plan.first)
    each = f'cmtool batch {verb} {month} "{folder}"'
    one = f'cmtool {verb} {month} -w "{folder}"'
    say("下一步：{command}", command=each if branches else one)
    return 0
