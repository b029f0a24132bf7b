"""``cmtool close``, ``reopen`` and ``verify``: sealing a month, and checking what was sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cmtool.cli.options import MonthArgument, WorkspaceOption
from cmtool.cli.passwords import PasswordFileOption, with_passwords
from cmtool.cli.problems import show_problems
from cmtool.cli.session import Misused, Session, session_of
from cmtool.files.workspace import Workspace
from cmtool.model.month import Month
from cmtool.model.text import phrase

if TYPE_CHECKING:
    from cmtool.workflows.printed import PrintedPage
    from cmtool.workflows.review.record import ReviewPage

ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="REASON", help="撤销的原因，写入封存记录", show_default=False)
]
CodeOption = Annotated[
    str, typer.Option("--code", metavar="CODE", help="报表页脚上的校验码，如 ABCD-2345", show_default=False)
]
OptionalMonth = Annotated[
    str, typer.Argument(metavar="MONTH", help="月份；不写就核对全部已封存的月份", show_default=False)
]


def close(
    ctx: typer.Context,
    month: MonthArgument,
    workspace: WorkspaceOption = None,
    password_file: PasswordFileOption = None,
) -> int:
    """Seal the month."""
    from cmtool.workflows.close import close as run

    session = session_of(ctx)
    place = with_passwords(session.open(workspace), password_file)
    found = run(place, session.month(month))
    show_problems(session, found.problems)
    if found.path:
        session.console.say(
            "{month} 已封存：{path}", "green", month=found.month, path=session.place(found.path)
        )
        session.console.say("封存文件的 SHA-256：{digest}", digest=found.digest)
    return found.exit


def reopen(
    ctx: typer.Context, month: MonthArgument, reason: ReasonOption, workspace: WorkspaceOption = None
) -> int:
    """Withdraw the last seal."""
    from cmtool.workflows.reopen import reopen as run

    session = session_of(ctx)
    if not reason.strip():
        raise Misused(phrase("撤销封存要写明原因：--reason 原因"))
    found = run(session.open(workspace), session.month(month), reason.strip())
    words = (
        "{month} 的封存已撤销；原封存文件保留为 {aside}"
        if found.aside
        else "{month} 的封存已撤销；封存文件早已不见，请重新计算、核对后再封存"
    )
    session.console.say(words, "yellow", month=found.month, aside=session.place(found.aside))
    return 0


def verify(
    ctx: typer.Context,
    month: OptionalMonth = "",
    code: CodeOption = "",
    workspace: WorkspaceOption = None,
    password_file: PasswordFileOption = None,
) -> int:
    """Check the chain, work out again, or match a printed page."""
    session = session_of(ctx)
    place = with_passwords(session.open(workspace), password_file)
    if code:
        return _verify_code(session, place, code)
    return _verify_months(session, place, session.month(month) if month else None)


def _verify_months(session: Session, workspace: Workspace, month: Month | None) -> int:
    from cmtool.workflows.exits import Exit, exit_of
    from cmtool.workflows.verify import chain_problems, unsaid, verified

    broken = chain_problems(workspace)
    show_problems(session, broken)
    sealed = workspace.sealed_months()
    if not broken:
        session.console.say("封存链完整：{count} 个月", "green", count=len(sealed))
    same = sound = True
    ends: set[Exit] = set()
    for one in (month,) if month else sealed:
        found = verified(workspace, one)
        show_problems(session, unsaid(found.problems, broken))
        same, sound = same and found.same, sound and found.sound
        ends.add(exit_of(found.problems))
        against = session.say("封存文件") if found.against == "seal" else session.say("报表")
        if found.same:
            session.console.say("{month}：重新计算与{against}一致", "green", month=one, against=against)
        else:
            session.console.say("{month}：与{against}不一致", "red", month=one, against=against)
    if broken or not sound:
        return Exit.REFUSED
    for end in (Exit.USAGE, Exit.POLICY):
        if end in ends:
            return end
    return Exit.FINE if same else Exit.PROBLEMS


def _verify_code(session: Session, workspace: Workspace, code: str) -> int:
    from cmtool.model.problem import Where, problem
    from cmtool.workflows import codes
    from cmtool.workflows.exits import Exit
    from cmtool.workflows.printed import pages_with
    from cmtool.workflows.review.record import review_pages_with

    pages, reviewed = pages_with(workspace, code), tuple(review_pages_with(workspace, code))
    if not pages and not reviewed:
        show_problems(session, [problem(codes.CODE_UNKNOWN, Where("reports"), {"code": code})])
        return Exit.PROBLEMS
    for page in pages:
        _show_page(session, page)
    for period, sheet in reviewed:
        _show_review_page(session, period, sheet)
    valid = any(page.superseded is None for page in pages) or any(
        not sheet.superseded for _, sheet in reviewed
    )
    return Exit.FINE if valid else Exit.PROBLEMS


def _show_page(session: Session, page: PrintedPage) -> None:
    what = (
        phrase("{name}（{id}）的考核通知单", name=page.name, id=page.manager)
        if page.manager
        else phrase("考核工作簿")
    )
    kind = phrase("已封存") if page.against == "seal" else phrase("试算") if page.trial else phrase("未封存")
    session.console.say(
        "{month} 第{revision}稿，{what}（{kind}）",
        month=page.month,
        revision=page.revision,
        what=what,
        kind=kind,
    )
    if page.superseded is not None:
        session.console.say("这一页已被第{revision}稿取代", "yellow", revision=page.superseded)
    for label, value in page.figures:
        session.console.say("  {label}：{value}", label=session.language.translate(label), value=value)


def _show_review_page(session: Session, period: str, page: ReviewPage) -> None:
    match page.paper:
        case "person":
            what = phrase("{name}（{id}）的等级评审表", name=page.name, id=page.manager)
        case "notice":
            what = phrase("等级评审结果通知")
        case "review":
            what = phrase("等级评审工作簿")
    session.console.say("{period}，{what}", period=period, what=what)
    if page.superseded:
        session.console.say("这一页已被后来写出的取代", "yellow")
    for label, value in page.shown:
        session.console.say("  {label}：{value}", label=label, value=value)
