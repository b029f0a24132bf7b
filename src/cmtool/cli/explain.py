"""``cmtool explain``: one manager's figures as a tree, down to the source cells."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text
from rich.tree import Tree

from cmtool.cli.console import clean
from cmtool.cli.options import MonthArgument, WorkspaceOption
from cmtool.cli.problems import show_problems
from cmtool.cli.session import Misused, Session, session_of
from cmtool.model.money import fixed, grouped, half_up, plain
from cmtool.model.text import Phrase, phrase

if TYPE_CHECKING:
    from cmtool.workflows.explain import Explanation, SourceRow, Step, Stop, Unknown

ROWS = 12  # source rows of one figure on the terminal; all of them go into --csv


def explain(
    ctx: typer.Context,
    month: MonthArgument,
    manager: Annotated[
        str, typer.Argument(metavar="MANAGER", help="工号；姓名不重复时也可以写姓名", show_default=False)
    ],
    line: Annotated[
        str, typer.Argument(metavar="LINE", help="只看这一项：项目名称或英文标识", show_default=False)
    ] = "",
    workspace: WorkspaceOption = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="把背后的源数据行写到这个 CSV 文件", show_default=False),
    ] = None,
) -> int:
    """Print the working of a manager's figures."""
    from cmtool.workflows.computation import computed_on_trial
    from cmtool.workflows.exits import exit_of
    from cmtool.workflows.explain import Unknown, explained, rows_csv, unlike_seal

    session = session_of(ctx)
    parsed, place = session.month(month), session.open(workspace)
    found = computed_on_trial(place, parsed, errors_allowed=True)
    errors = [problem for problem in found.problems if problem.is_error]
    show_problems(session, [*errors, *unlike_seal(place, found)])
    if found.appraisal is None:
        return exit_of(found.problems)
    try:
        explanation = explained(found.appraisal, manager, line)
    except Unknown as error:
        raise Misused(_unknown(error, is_line=error.words == line and bool(line))) from None
    _show(session, explanation)
    if csv is not None:
        from cmtool.files.disk import replace_file

        replace_file(csv.absolute(), rows_csv(explanation, found.appraisal.policy).encode())
        session.console.say("源数据行已写到 {file}", file=csv)
    return exit_of(found.problems)


def _unknown(error: Unknown, *, is_line: bool) -> Phrase:
    if error.candidates:
        return phrase(
            "“{word}”不止一个：{candidates}；请写清楚是哪一个",
            word=error.words,
            candidates="、".join(error.candidates),
        )
    none = phrase("没有“{word}”这个项目", word=error.words)
    if not is_line:
        none = phrase("没有“{word}”这个客户经理", word=error.words)
    if not error.known:
        return none
    return phrase("{none}；是不是要找：{known}", none=none, known="、".join(error.known))


def _show(session: Session, explanation: Explanation) -> None:
    person, console = explanation.result.person, session.console
    console.say(
        "{name}（{id}）{grade}，{plan}",
        "bold",
        name=person.name,
        id=person.id,
        grade=person.grade,
        plan=person.plan,
    )
    if explanation.result.reason:
        console.say("没有得分的原因：{reason}", "yellow", reason=explanation.result.reason)
    for stop in explanation.stopped:
        console.say("{label}：{stop}", "yellow", label=stop.label, stop=_stop(stop))
    for step in explanation.steps:
        tree = Tree(_line(session, step))
        _grow(session, tree, step)
        console.out.print(tree)
    console.say("等级建议：{reason}", reason=explanation.result.proposal.reason)
    for label, made in explanation.others:
        console.say("{ladder}建议：{reason}", ladder=label, reason=made.reason)


def _stop(stop: Stop) -> Phrase:
    working = stop.working
    parts = [working.why or phrase("没有数值")]
    if stop.rows == 0:
        parts.append(phrase("没有一行归到本人名下"))
    elif stop.rows is not None:
        parts.append(phrase("本人名下 {count} 行", count=stop.rows))
    if working.where is not None:
        parts.append(phrase("{where}", where=working.where))
    return phrase("{label}——{why}", label=working.label, why=tuple(parts))


def _grow(session: Session, tree: Tree, step: Step) -> None:
    for part in step.parts:
        _grow(session, tree.add(_line(session, part)), part)
    counted = [row for row in step.rows if row.counted]
    for row in counted[:ROWS]:
        tree.add(_row(session, row))
    if len(step.rows) > len(counted[:ROWS]):
        rest = len(step.rows) - len(counted[:ROWS])
        tree.add(session.console.text("另有 {count} 行，用 --csv 写出全部", count=rest))


def _line(session: Session, step: Step) -> Text:
    working = step.working
    line = Text()
    line.append(clean(working.label), style="bold")
    line.append(" = ")
    value = session.say("无") if working.value is None else _shown(working.value, working.unit)
    line.append(clean(value), style="cyan" if working.value is not None else "yellow")
    line.append(clean("".join(_remarks(session, step))))
    return line


def _remarks(session: Session, step: Step) -> Iterator[str]:
    working = step.working
    if working.clause:
        yield session.say("　〔{clause}〕", clause=working.clause)
    if working.why:
        yield session.say("　{why}", why=working.why)
    if working.where is not None:
        yield f"　{working.where}"
    if working.computed is not None:
        yield session.say("　调整前 {value}", value=_shown(working.computed, working.unit))
    if step.again:
        yield session.say("　（见上）")


def _row(session: Session, row: SourceRow) -> Text:
    words = session.say("{where}　{amount}", where=row.where, amount=_decimal(row.amount, row.unit))
    if row.share != 1:
        words += session.say(
            " × {share} = {counted}", share=plain(row.share), counted=_decimal(row.counted, row.unit)
        )
    if row.client:
        words += session.say("　客户 {client}", client=row.client)
    if row.inputs:
        words += session.say("　〔{inputs}〕", inputs=row.inputs)
    return Text(clean(words), style="dim")


def _shown(value: Fraction, unit: str) -> str:
    return _decimal(value, unit) if unit == "%" else f"{_decimal(value, unit)} {unit}".strip()


def _decimal(value: Fraction, unit: str) -> str:
    """A number as a tree shows it: in groups of three; yuan and points with fen; what is finer with its whole tail."""
    if unit == "%":
        return fixed(value * 100, 4).rstrip("0").rstrip(".") + "%"
    if unit.startswith(("元", "分")) and half_up(value, 2) == value:
        return fixed(value, thousands=True)
    text = grouped(value)
    return f"{fixed(value, 6, thousands=True)}…" if "/" in text else text
