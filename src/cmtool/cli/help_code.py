"""``cmtool help-code``: what one kind of problem means and how it is cured."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

import typer

from cmtool.cli.session import Misused, Session, session_of
from cmtool.model.problem import CURES, in_general
from cmtool.model.text import phrase

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="问题代码，如 E120", show_default=False)]


def help_code(ctx: typer.Context, code: CodeArgument) -> int:
    """Tell sentence, remedy, who cures it, and whether it may be waived; ``{…}`` stand for names and values."""
    from cmtool.workflows.code_reference import all_codes

    session = session_of(ctx)
    known = all_codes()
    wish = code.strip().upper()
    if wish not in known:
        close = get_close_matches(wish, known, 1)
        hint = phrase("，是不是 {close}？", close=close[0]) if close else ""
        raise Misused(phrase("没有“{code}”这个问题代码{hint}", code=code, hint=hint))
    found, console, said = known[wish], session.console, session.language.translate
    severity = phrase("错误：改正之前不出报表") if found.code.startswith("E") else phrase("提醒：照常出报表")
    console.say("{code}  {severity}", "bold", code=found.code, severity=severity)
    console.say("问题：{sentence}", sentence=in_general(said(found.sentence)))
    console.say("怎么办：{remedy}", remedy=in_general(said(found.remedy)))
    console.say("谁来改：{who}", who=CURES[found.cure])
    if found.missing:
        console.say("这是缺表或缺文件；只有这类错误时退出码是 6")
    if found.code.startswith("E"):
        console.say("可以本月放行（写明原因和批准人）" if found.waivable else "不可以放行，必须改正")
    _show_example(session, found.code)
    return 0


def _show_example(session: Session, code: str) -> None:
    """Where the example stands, and what it tells."""
    from cmtool.files.examples import broken_example, report_of

    folder = broken_example(code)
    if folder is None:
        return
    session.console.say("示例：{folder}", folder=folder.as_posix())
    for line in report_of(folder).splitlines():
        session.console.show([f"  {line}"])
