"""Help pages in the session's language: usage, what the command does, its panels of commands and options."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, Final

from rich.console import Console as Rich
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from cmtool.cli.session import Misused, Session, session_of
from cmtool.model.text import phrase

COMMANDS, ARGUMENTS, OPTIONS = "命令", "参数", "选项"
_OWN_OPTIONS: Final = {  # those that typer adds and words in English
    "--help": "显示这一页",
    "--install-completion": "为当前命令行安装自动补全",
    "--show-completion": "显示自动补全的脚本",
}


class Command(TyperCommand):
    """A command whose help speaks the session's language."""

    def get_help(self, ctx: Any) -> str:
        return _page(self, ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(self.get_help(ctx))


class Commands(TyperGroup):
    """The command group: its help lists the commands by panel, and an unknown command is told in our words."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-") and not ctx.resilient_parsing:
            close = get_close_matches(word, self.list_commands(ctx), 1)
            hint = phrase("，是不是 {close}？", close=close[0]) if close else ""
            raise Misused(phrase("没有“{word}”这个命令{hint}", word=word, hint=hint))
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        return _page(self, ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(self.get_help(ctx))


def _page(command: Any, ctx: Any) -> str:
    """A command's help page as terminal text, as wide as the window."""
    session = session_of(ctx)
    screen = session.console.out
    page = Rich(
        file=io.StringIO(),
        width=screen.width,
        force_terminal=screen.is_terminal,
        no_color=screen.no_color,
        markup=False,
        emoji=False,
        highlight=False,
    )
    page.print(Text(session.say("用法：") + _usage(command, ctx, session), style="bold"))
    page.print(Padding(Text(session.say(command.help or "")), (1, 2)))
    for title, rows in _panels(command, ctx, session):
        page.print(Text(session.say(title), style="bold cyan"))
        page.print(Padding(_columns(rows), (0, 0, 1, 2)))
    assert isinstance(page.file, io.StringIO)
    return "\n".join(line.rstrip() for line in page.file.getvalue().rstrip().splitlines())


def _usage(command: Any, ctx: Any, session: Session) -> str:
    words = [ctx.command_path]
    for parameter in command.get_params(ctx):
        if parameter.param_type_name == "argument":
            name = parameter.metavar or str(parameter.name).upper()
            words.append(name if parameter.required else f"[{name}]")
    if isinstance(command, TyperGroup):
        words.append(f"[{session.say(COMMANDS)}]")
    return " ".join([*words, f"[{session.say(OPTIONS)}]"])


def _panels(command: Any, ctx: Any, session: Session) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    if isinstance(command, TyperGroup):
        yield from _grouped(
            (getattr(inner, "rich_help_panel", None) or COMMANDS, (name, session.say(inner.help or "")))
            for name in command.list_commands(ctx)
            if (inner := command.get_command(ctx, name)) is not None and not inner.hidden
        )
    shown = [found for found in command.get_params(ctx) if not getattr(found, "hidden", False)]
    for title, kind in ((ARGUMENTS, "argument"), (OPTIONS, "option")):
        rows = [_parameter(found, session) for found in shown if found.param_type_name == kind]
        if rows:
            yield title, rows


def _grouped(entries: Iterable[tuple[str, tuple[str, str]]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    panels: dict[str, list[tuple[str, str]]] = {}
    for title, row in entries:
        panels.setdefault(title, []).append(row)
    yield from panels.items()


def _parameter(parameter: Any, session: Session) -> tuple[str, str]:
    metavar = parameter.metavar or ""
    if parameter.param_type_name == "argument":
        name = metavar or str(parameter.name).upper()
    else:
        name = ", ".join(sorted(parameter.opts, key=len)) + (f" {metavar}" if metavar else "")
    own = next((_OWN_OPTIONS[word] for word in parameter.opts if word in _OWN_OPTIONS), None)
    return name, session.say(own or parameter.help or "")


def _columns(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="green", overflow="fold")
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(Text(name), Text(words))
    return table
