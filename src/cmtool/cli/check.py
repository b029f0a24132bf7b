"""``cmtool check``: the month's workbooks, what they gave, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmtool.cli.causes import show_causes
from cmtool.cli.console import Column
from cmtool.cli.options import MonthArgument, WorkspaceOption
from cmtool.cli.passwords import PasswordFileOption, with_passwords
from cmtool.cli.session import Misused, Session, session_of
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.text import phrase

if TYPE_CHECKING:
    from cmtool.workflows.check import Checked, SheetCounts

MarkOption = Annotated[
    bool | None,
    typer.Option(
        "--mark/--no-mark",
        help="把标注副本和问题清单写到 marked/月份/（有错误时总会写）；--no-mark 不写",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="结果以 JSON 写到标准输出，供程序读取")]
CsvOption = Annotated[bool, typer.Option("--csv", help="问题以 CSV 写到标准输出")]
TakeBackOption = Annotated[
    bool, typer.Option("--take-back", help="交回改好的标注副本：它成为本月的数据，原件移到 收件文件夹/原件/")
]
ExportOption = Annotated[
    Path | None,
    typer.Option(
        "--export", metavar="DIR", help="把读懂的各张表写成 CSV，放进这个文件夹", show_default=False
    ),
]


def check(
    ctx: typer.Context,
    month: MonthArgument,
    workspace: WorkspaceOption = None,
    mark: MarkOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    export: ExportOption = None,
    take_back: TakeBackOption = False,
    password_file: PasswordFileOption = None,
) -> int:
    """Read the month's workbooks, tell what they gave and what is wrong with them; inputs are never changed."""
    from cmtool.workflows import check as workflow

    session = session_of(ctx)
    if as_json and as_csv:
        raise Misused(phrase("--json 和 --csv 只能写一个"))
    parsed = session.month(month)
    place = with_passwords(session.open(workspace), password_file)
    _refuse_inbox(place, export)
    if take_back:
        found = _taken_back(session, place, parsed, said=not (as_json or as_csv))
    else:
        found = workflow.check(place, parsed)
        if workflow.to_mark(place, found) if mark is None else mark:
            found = workflow.marked(place, found, session.language)
    exported = workflow.exported(found, export.absolute()) if export is not None else ()
    if as_json:
        print(json.dumps(workflow.check_json(found, session.language), indent=1))
    elif as_csv:
        session.console.write(workflow.problems_csv(found, session.language))
    else:
        _show(session, parsed, found)
        for name in exported:
            session.console.say("已写出：{file}", file=f"{export}/{name}")
    return found.exit


def _taken_back(session: Session, workspace: Workspace, month: Month, *, said: bool) -> Checked:
    from cmtool.workflows.take_back import take_back

    found = take_back(workspace, month, session.language)
    for one in found.taken if said else ():
        session.console.say(
            "已交回 {source}：改了 {changed} 格，其中按建议改 {accepted} 处，本月放行 {waived} 处，记住表头 {settled} 个",
            "green",
            source=one.source,
            changed=one.changed,
            accepted=one.accepted,
            waived=one.waived,
            settled=one.settled,
        )
    if said and not found.taken and not found.left:
        session.console.say("没有可以交回的标注副本：marked/{month}/ 里的副本没有改动", "yellow", month=month)
    return found.checked


def _refuse_inbox(workspace: Workspace, folder: Path | None) -> None:
    """No export where the next check would read it."""
    if folder is None:
        return
    place = folder.resolve()
    if any(place.is_relative_to((workspace.root / name).resolve()) for name in ("inbox", "decisions")):
        raise Misused(phrase("--export 不能写进收件文件夹，请换一个文件夹"))


def _show(session: Session, month: Month, found: Checked) -> None:
    from cmtool.workflows.check import counts

    show_causes(session, found.problems)
    sheets = list(counts(found))
    if sheets:
        columns = [Column("文件"), Column("工作表"), Column("表")]
        columns += [
            Column("读入", figures=True),
            Column("跳过", figures=True),
            Column("不计入", figures=True),
        ]
        session.console.table([*columns, Column("原因")], [_row(session, one) for one in sheets])
    _show_unread(session, found)
    session.console.say(
        "{month}：读到 {sheets} 张表、{rows} 行",
        month=month,
        sheets=len(sheets),
        rows=sum(one.source.read for one in sheets),
    )
    for name in found.written:
        session.console.say("已写出：{file}", file=session.place(name))
    if not found.problems:
        session.console.say("没有发现问题", "green")


def _show_unread(session: Session, found: Checked) -> None:
    """What stands in the workbooks and was not taken, sheet by sheet; and what is hidden and was."""
    from cmtool.reports.sources_sheet import hidden_of, unread_of

    shown = set()
    for source in found.sources:
        place = "!".join(part for part in (source.path, source.sheet) if part)
        if place in shown:
            continue  # a table of targets is read once for each 指标
        shown.add(place)
        if unread := unread_of(source, session.language):
            session.console.say("没有用到的列：{place}：{columns}", "dim", place=place, columns=unread)
        if hidden := hidden_of(source, session.language):
            session.console.say("隐藏、照常读取：{place}：{parts}", "dim", place=place, parts=hidden)
    for one in found.ignored:
        session.console.say(
            "没有读取的工作表：{file}!{sheet}：{reason}",
            "dim",
            file=one.path,
            sheet=one.sheet,
            reason=one.reason,
        )


def _row(session: Session, one: SheetCounts) -> list[str]:
    from cmtool.model.tables import TABLES

    source = one.source
    reasons = [
        *(f"{session.say(reason)} × {count}" for reason, count in one.skipped),
        *(f"{code} × {count}" for code, count in one.rejected),
    ]
    numbers = [str(count) for count in (source.read, source.skipped, source.rejected)]
    return [source.path, source.sheet, TABLES[source.table].name, *numbers, "；".join(reasons)]
