"""How a run ends that did not end well: one calm sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import Any

import typer

from cmtool.cli.interruption import is_interruption
from cmtool.cli.problems import show_problems
from cmtool.cli.session import Misused, Session
from cmtool.files.errorlog import log_error
from cmtool.files.failures import reason_of
from cmtool.model.text import Phrase, phrase
from cmtool.workflows.exits import Exit, Failure, exit_of_failure

_MISUSE = typer.BadParameter.__mro__[1]  # typer's usage error, which it does not export

_EXTRA = re.compile(r"unexpected extra argument.*? \((.*)\)")


def ended(error: BaseException, session: Session) -> int:
    """Tell what went wrong on stderr and give the exit code."""
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else 0 if error.code is None else 1
        case _ if isinstance(error, typer.Abort) or is_interruption(error):
            session.console.complain("已中断；原有报表没有改动")
            return Exit.INTERRUPTED
        case BrokenPipeError():
            return _deaf()
        case Misused():
            return _misused(error.words, session)
        case _ if isinstance(error, Failure):
            show_problems(session, [error.problem])
            return exit_of_failure(error)
        case _ if isinstance(error, _MISUSE):
            return _misused(_usage(error), session)
        case OSError():
            session.console.complain(
                "读写文件没有成功：{reason}（{file}）",
                reason=reason_of(error),
                file=error.filename or phrase("标准输出"),
            )
            return Exit.ENVIRONMENT
        case _:
            return _unexpected(error, session)


def _misused(words: Phrase, session: Session) -> int:
    session.console.complain(words, style="red")
    session.console.complain("用法请看：cmtool --help，或 cmtool 命令 --help")
    return Exit.USAGE


def _usage(error: Any) -> Phrase:
    """What typer objects to, in our own words."""
    parameter = getattr(error, "param", None)
    metavar, spelled = getattr(parameter, "metavar", None) or "", list(getattr(parameter, "opts", ()))
    is_option = any(word.startswith("-") for word in spelled)
    name = f"{spelled[-1]} {metavar}".strip() if is_option else metavar or "?"
    match type(error).__name__:
        case "MissingParameter":
            return phrase("缺少 {name}", name=name)
        case "NoSuchOption":
            return phrase("没有 {name} 这个选项", name=error.option_name)
        case "BadOptionUsage":
            return phrase("选项 {name} 后面要有一个值，或者不该有值", name=error.option_name)
        case "BadParameter":
            return phrase("{name} 的值不对：{reason}", name=name, reason=error.message)
        case _:
            extra = _EXTRA.search(error.message)
            if extra:
                return phrase("多了 {words}，不知道是什么意思", words=extra[1])
            return phrase("命令写得不对：{reason}", reason=error.message)


def _unexpected(error: BaseException, session: Session) -> int:
    log = log_error(error, session.workspace.root if session.workspace else None)
    session.console.complain(
        "程序遇到了没有料到的情况，已停止；原有报表没有改动。详细记录在 {log}，请交给维护人员",
        log=log or "?",
        style="red",
    )
    return Exit.UNEXPECTED


def _deaf() -> int:
    """Nobody reads our output any more (``| head``): stop quietly, and let nothing complain while closing."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.PROBLEMS
