"""``cmtool grade-review``: the committee's papers from sealed months, and its decisions taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmtool.cli.console import Column
from cmtool.cli.options import WorkspaceOption
from cmtool.cli.passwords import PasswordFileOption, with_passwords
from cmtool.cli.problems import show_problems
from cmtool.cli.session import Misused, Session, session_of
from cmtool.model.decision import OUTCOMES
from cmtool.model.money import fixed
from cmtool.model.month import Period
from cmtool.model.text import phrase

if TYPE_CHECKING:
    from cmtool.workflows.review.decide import Taken
    from cmtool.workflows.review.review import Reviewed

PeriodArgument = Annotated[
    str,
    typer.Argument(metavar="PERIOD", help="评审期：2024-Q2、2024-06、2024-H1 或 2024", show_default=False),
]
DecisionsOption = Annotated[
    Path | None,
    typer.Option(
        "--decisions", metavar="FILE", help="交回填好“评审结果录入”的评审工作簿", show_default=False
    ),
]


def grade_review(
    ctx: typer.Context,
    period: PeriodArgument,
    workspace: WorkspaceOption = None,
    decisions: DecisionsOption = None,
    password_file: PasswordFileOption = None,
) -> int:
    """Write the review's workbook; or take the decisions in that it came back with."""
    session = session_of(ctx)
    asked = parsed(period)
    place = with_passwords(session.open(workspace), password_file)
    if decisions is None:
        from cmtool.workflows.review.review import grade_review as run

        found = run(place, asked, session.language)
        show_problems(session, found.problems)
        _show(session, found)
        return found.exit
    if not decisions.is_file():
        raise Misused(phrase("没有“{file}”这个文件", file=decisions))
    from cmtool.workflows.review.decide import decide

    taken = decide(place, asked, decisions, session.language)
    show_problems(session, taken.problems)
    _show_taken(session, taken)
    return taken.exit


def parsed(text: str) -> Period:
    """The period that a person typed."""
    try:
        return Period.parse(text)
    except ValueError:
        words = phrase("“{text}”不是期间；请写成 2024-06、2024-Q2、2024-H1 或 2024", text=text)
        raise Misused(words) from None


def _show(session: Session, found: Reviewed) -> None:
    if found.review is None:
        session.console.say("没有出评审表；原有文件没有改动", "red")
        return
    from cmtool.reports.words import proposal

    columns = [Column("工号"), Column("姓名"), Column("现等级"), Column("得分", figures=True), Column("建议")]
    rows = []
    for person in found.review.people:
        own = person.result.person
        score = "—" if person.result.score is None else fixed(person.result.score)
        held = own.held(found.review.ladder).grade or "—"
        rows.append([own.id, own.name, held, score, session.say(proposal(person.proposal))])
    session.console.table(columns, rows)
    for name in found.written:
        session.console.say("已写出：{file}", file=session.place(name))
    words = "在“评审结果录入”表里填好后：cmtool grade-review {period} --decisions 文件"
    session.console.say(words, "dim", period=found.period)


def _show_taken(session: Session, taken: Taken) -> None:
    if not taken.kept:
        session.console.say("决定没有收下；原有文件没有改动", "red")
        return
    columns = [
        Column("工号"),
        Column("姓名"),
        Column("结果"),
        Column("决定等级"),
        Column("生效日"),
        Column("理由"),
    ]
    rows = [
        [
            one.manager,
            one.name,
            session.say(OUTCOMES[one.outcome]),
            one.grade or "—",
            str(one.since or "—"),
            one.reason,
        ]
        for one in taken.decisions
    ]
    session.console.table(columns, rows)
    session.console.say(
        "已收下 {count} 项决定：{file}", "green", count=len(taken.decisions), file=session.place(taken.kept)
    )
    for name in taken.written:
        session.console.say("已写出：{file}", file=session.place(name))
