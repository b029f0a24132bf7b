"""``cmtool appraise``: the month's outcome on the terminal, or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cmtool.cli.console import Column, clean
from cmtool.cli.options import JsonOption, MonthArgument, WorkspaceOption
from cmtool.cli.passwords import PasswordFileOption, with_passwords
from cmtool.cli.problems import IN_THE_LIST, show_problems
from cmtool.cli.session import Session, session_of
from cmtool.model.money import fixed
from cmtool.model.text import phrase

if TYPE_CHECKING:
    from cmtool.rules.appraisal import Appraisal, ManagerResult
    from cmtool.workflows.appraise import Outcome

_STATUS: Final[Mapping[str, str]] = {"deferred": "缓评", "barred": "不予评定"}
_CHANGE: Final[Mapping[str, tuple[str, str]]] = {
    "rise": ("晋级", "bold green"),
    "keep": ("维持", ""),
    "fall": ("降级", "bold red"),
    "exit": ("退出", "bold red"),
    "deferred": ("缓评", "yellow"),
    "unrated": ("不予评定", "yellow"),
    "between": ("本月不评定", ""),
}
_MANY = 6  # files of one folder that are named one by one
_SHOWN = 12  # changes on the terminal; all stand in the workbook


def appraise(
    ctx: typer.Context,
    month: MonthArgument,
    workspace: WorkspaceOption = None,
    trial: Annotated[
        bool, typer.Option("--trial", help="试算：有错误也出表，错行不计入，每页注明试算，不能封存")
    ] = False,
    values: Annotated[
        bool, typer.Option("--values", help="另写一份只有数值、没有公式的工作簿，供存档")
    ] = False,
    only_show: Annotated[bool, typer.Option("--dry-run", help="只计算和显示，不写任何文件")] = False,
    as_json: JsonOption = False,
    password_file: PasswordFileOption = None,
) -> int:
    """Work the month out; publish, or with ``--dry-run`` only show."""
    from cmtool.workflows.appraise import Wish, dry_run
    from cmtool.workflows.appraise import appraise as run

    session = session_of(ctx)
    parsed = session.month(month)
    place = with_passwords(session.open(workspace), password_file)
    wish = Wish(session.language, trial=trial, values=values)
    outcome = (dry_run if only_show else run)(place, parsed, wish)
    if as_json:
        _as_json(session, outcome)
    else:
        show_problems(session, outcome.problems, rest=IN_THE_LIST)
        _show(session, outcome)
    return outcome.exit


def _as_json(session: Session, outcome: Outcome) -> None:
    from cmtool.workflows.export import outcome_json

    print(json.dumps(outcome_json(outcome, session.language), indent=1))


def _show(session: Session, outcome: Outcome) -> None:
    if outcome.appraisal is not None:
        _show_summary(session, outcome.appraisal)
    _show_changes(session, outcome)
    console = session.console
    if outcome.written:
        console.say("已写出：")
    for name in _gathered((*outcome.written, *outcome.lists)):
        console.show(["  ", session.place(name)])
    if outcome.appraisal is None:
        console.say("没有出报表；原有报表没有改动", "red")


def _gathered(names: Sequence[str]) -> Iterator[str]:
    """File names for the eye: of a folder that holds many, the folder and how many."""
    folders = Counter(name.rpartition("/")[0] for name in names)
    told: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        if folders[folder] <= _MANY:
            yield name
        elif folder not in told:
            told.add(folder)
            yield f"{folder}/ × {folders[folder]}"


def _show_summary(session: Session, appraisal: Appraisal) -> None:
    title = session.say(
        "{institution} {month} 考核结果", institution=appraisal.institution, month=appraisal.month
    )
    if appraisal.trial:
        title = session.say("{title}（试算，不作兑现依据）", title=title)
    columns = [
        Column("工号"),
        Column("姓名"),
        Column("等级"),
        Column("得分", figures=True),
        Column("名次", figures=True),
        Column("应发合计", figures=True),
        Column("预留", figures=True),
        Column("本期应兑现", figures=True),
        Column("等级建议"),
    ]
    rows = [_row(session, result, appraisal.score_places) for result in appraisal.results]
    session.console.table(columns, rows, title)
    for result in appraisal.results:
        if result.status != "rated":
            session.console.say(
                "{name}（{id}）{status}：{reason}",
                "yellow",
                name=result.person.name,
                id=result.person.id,
                status=phrase(_STATUS[result.status]),
                reason=result.reason,
            )


def _row(session: Session, result: ManagerResult, places: int) -> list[str | Text]:
    person = result.person
    if result.score is None:
        score = session.console.text(_STATUS[result.status], "yellow")
    else:
        score = Text(fixed(result.score, places), style="bold")
    word, style = _CHANGE[result.proposal.change]
    proposal = session.console.text(word, style)
    if result.proposal.change in ("rise", "fall"):
        proposal.append(f" {clean(result.proposal.grade)}")
    return [
        person.id,
        person.name,
        person.grade,
        score,
        "" if result.rank is None else str(result.rank),
        _money(result.gross),
        _money(result.withheld),
        Text(_money(result.payable), style="bold"),
        proposal,
    ]


def _money(value: Fraction | None) -> str:
    return "—" if value is None else fixed(value, thousands=True)


def _show_changes(session: Session, outcome: Outcome) -> None:
    """Which revision this is, what changed since the one that stood there, and what to print again."""
    if outcome.manifest is None:
        return
    from cmtool.workflows.differences import told

    console, number = session.console, outcome.manifest.revision
    if outcome.first:
        console.say("第{number}稿", number=number)
        return
    if not outcome.changes and not outcome.pages:
        console.say("数字没有变化，仍是第{number}稿，不必重新打印", number=number)
        return
    if outcome.changes:
        console.say("第{number}稿；与上一稿相比：", "bold", number=number)
    else:
        console.say("第{number}稿", "bold", number=number)
    for change in outcome.changes[:_SHOWN]:
        console.say(phrase("  {who} {label}：{was} → {now}", **told(change)))
    if len(outcome.changes) > _SHOWN:
        console.say("  另有 {count} 项变化，见考核汇总表", count=len(outcome.changes) - _SHOWN)
    console.say(
        "请重新打印：{pages}", pages="、".join(_page(session, outcome, page) for page in outcome.pages)
    )


def _page(session: Session, outcome: Outcome, page: str) -> str:
    if not page:
        return session.say("考核工作簿")
    assert outcome.manifest is not None, "pages belong to a manifest"
    name = outcome.manifest.figures.managers[page].name
    return session.say("{name}（{id}）的通知单", name=name, id=page)
