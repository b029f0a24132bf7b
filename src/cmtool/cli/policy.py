"""``cmtool policy``: check, show, adopt, compare and begin a policy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmtool.cli import policy_adopt
from cmtool.cli.console import Column
from cmtool.cli.help import Command, Commands
from cmtool.cli.options import ToOption, WorkspaceOption
from cmtool.cli.policy_adopt import show_changes
from cmtool.cli.problems import show_problems
from cmtool.cli.session import Misused, Session, session_of
from cmtool.model.month import Month
from cmtool.model.text import phrase

if TYPE_CHECKING:
    from cmtool.policy.reading import Reading
    from cmtool.rules.examples import Worked

_KINDS = (".toml", ".xlsx", ".xlsm")  # of files that a policy may be in
_EVERY = 10_000  # problems of one kind: a policy's are all told
PolicyArgument = Annotated[
    str,
    typer.Argument(
        metavar="POLICY",
        help="TOML 文件、考核办法.xlsx，或工作区里适用的月份；不写就是今天所在的月份",
        show_default=False,
    ),
]

app = typer.Typer(
    cls=Commands,
    help="考核办法：检查、写成工作簿、改数字、比较、新建",
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def start(ctx: typer.Context) -> None:
    """What ``cmtool policy`` says without a command: what there is."""
    if ctx.invoked_subcommand is None:
        session_of(ctx).console.out.print(ctx.get_help())


def check(ctx: typer.Context, policy: PolicyArgument = "", workspace: WorkspaceOption = None) -> int:
    """Tell every problem of a policy with its key and line, its pay cliffs, and whether its examples come out."""
    from cmtool.workflows.policy_check import checked

    session = session_of(ctx)
    found = checked(_opened(session, policy, workspace))
    show_problems(session, found.problems, most=_EVERY)
    say = session.console.say
    if found.source is not None:
        parts = found.source.policy
        say(
            "{title}：{figures} 个数据项，{lines} 个项目，{groups} 个小计，{holds} 个预留",
            title=parts.about.title,
            figures=len(parts.figure),
            lines=len(parts.line),
            groups=len(parts.group),
            holds=len(parts.hold),
        )
    _show_examples(session, found.examples)
    if not found.problems:
        say("没有发现问题", "green")
    return found.exit


def _show_examples(session: Session, examples: Sequence[Worked]) -> None:
    """Which examples come out; of those that do not, how each wrong figure came about."""
    from cmtool.reports.example_words import answer_words, asked_words, failures, step_words

    say = session.console.say
    for one in examples:
        if one.met:
            say("算例“{name}”：相符", "green", name=one.example.name)
            continue
        say("算例“{name}”：不符", "red", name=one.example.name)
        for answer in failures(one):
            say(
                "  {what}：应为 {expected}，算出来是 {actual}",
                what=asked_words(one, answer),
                expected=answer_words(answer.expected, answer.unit),
                actual=answer_words(answer.actual, answer.unit),
            )
            for step in answer.steps:
                say("    {step}", "dim", step=step_words(step))


def show(
    ctx: typer.Context, policy: PolicyArgument = "", to: ToOption = None, workspace: WorkspaceOption = None
) -> int:
    """Write the workbook twin."""
    from cmtool.workflows.policy_show import NAME, shown

    session = session_of(ctx)
    found = _opened(session, policy, workspace)
    show_problems(session, found.problems, most=_EVERY)
    if found.whole is None:
        from cmtool.workflows.exits import exit_of

        return exit_of(found.problems)
    target = to or Path(NAME)
    shown(found.whole, session.language, target)
    session.console.say("已写出：{file}", "green", file=target.as_posix())
    session.console.say(
        "改黄格里的数字并保存后，运行：{command}",
        command=f'cmtool policy adopt "{target.as_posix()}" --effective {Month.of(date.today()).plus(1)}',
    )
    return 0


def diff(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="TOML 文件或考核办法.xlsx", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="TOML 文件或考核办法.xlsx", show_default=False)],
) -> int:
    """Tell by clause what one policy changes in another."""
    from cmtool.reports.policy_changes import policy_changes
    from cmtool.workflows.exits import exit_of
    from cmtool.workflows.policy_files import opened

    session = session_of(ctx)
    sides = [opened(_there(old)), opened(_there(new))]
    problems = [one for side in sides for one in side.problems]
    show_problems(session, problems, most=_EVERY)
    before, after = sides[0].whole, sides[1].whole
    if before is None or after is None:
        return exit_of(problems)
    show_changes(session, policy_changes(before, after))
    return 0


def new(
    ctx: typer.Context,
    sample: Annotated[
        str,
        typer.Option(
            "--from", metavar="SAMPLE", help="以哪个样例开始；不写就列出全部样例", show_default=False
        ),
    ] = "",
    effective: Annotated[
        str,
        typer.Option(
            "--effective", metavar="MONTH", help="从哪个月起执行；不写就是下个月", show_default=False
        ),
    ] = "",
    to: ToOption = None,
) -> int:
    """Begin a policy with a sample, or list the samples."""
    from cmtool.workflows.new_policy import new_policy, samples

    session = session_of(ctx)
    known = list(samples())
    if not sample:
        session.console.table(
            [Column("样例"), Column("办法名称"), Column("出处")],
            [[one.name, one.title, one.source] for one in known],
        )
        session.console.say("新建：{command}", command=f"cmtool policy new --from {known[0].name}")
        return 0
    if sample not in {one.name for one in known}:
        words = "、".join(one.name for one in known)
        raise Misused(phrase("没有“{sample}”这个样例；可用：{known}", sample=sample, known=words))
    month = session.month(effective) if effective else Month.of(date.today()).plus(1)
    target = to or Path(f"{month}.toml")
    new_policy(sample, month, target)
    session.console.say("已写出：{file}", "green", file=target.as_posix())
    session.console.say(
        "请填写文号、批准日期、批准机构，改好后放进工作区的 policy 文件夹，再运行：{command}",
        command=f'cmtool policy check "{target.as_posix()}"',
    )
    return 0


def _opened(session: Session, word: str, workspace: Path | None) -> Reading:
    """A file when there is one of that name, else the policy in force in a month of the workspace."""
    from cmtool.files.policies import in_force
    from cmtool.policy.reading import Reading, read_bytes
    from cmtool.workflows.policy_files import opened

    if word and (Path(word).is_file() or not _is_month(word)):
        if not Path(word).exists() and Path(word).suffix.lower() not in _KINDS:
            raise Misused(phrase("“{word}”既不是文件，也不是月份；月份请写成 2024-06", word=word))
        return opened(_there(word))
    month = session.month(word) if word else Month.of(date.today())
    found, problems = in_force(session.open(workspace), month)
    if found is None:
        return Reading("", {}, None, problems)
    return read_bytes(found.content, session.place(found.path))


def _there(word: str) -> Path:
    path = Path(word)
    if not path.is_file():
        raise Misused(phrase("没有“{file}”这个文件", file=word))
    return path


def _is_month(word: str) -> bool:
    try:
        Month.parse(word)
    except ValueError:
        return False
    return True


app.command(cls=Command, help="检查一份考核办法：问题、薪酬陡坎、算例")(check)
app.command(cls=Command, help="把一份考核办法写成工作簿：条文、表格和可以改的黄格")(show)
app.command(cls=Command, help="把工作簿黄格里的数字变成一份新的考核办法")(policy_adopt.adopt)
app.command(cls=Command, help="逐条比较两份考核办法")(diff)
app.command(cls=Command, help="以样例开始一份新的考核办法；列出样例")(new)
