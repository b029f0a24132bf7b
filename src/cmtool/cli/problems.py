"""Problems on stderr, grouped by cause: what to do once, then each place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cmtool.cli.session import Session
from cmtool.model.problem import Code, Problem, Severity, Where
from cmtool.model.text import Phrase, phrase

SHOWN = 10  # places of one cause
IN_THE_LIST = phrase("  另有 {count} 处同样的问题，见问题清单")  # of a command that writes one
UNLISTED = phrase("  另有 {count} 处同样的问题")


def show_problems(
    session: Session, problems: Sequence[Problem], most: int = SHOWN, rest: Phrase = UNLISTED
) -> None:
    """All problems, errors first; each cause in the order in which it was first met, at most so many places of it.

    ``rest`` says how many more there are.
    """
    ordered = sorted(problems, key=lambda found: found.severity is not Severity.ERROR)
    for kind, group in _by_kind(ordered).items():
        _show_group(session, kind, group, most, rest)
    if len(problems) > 1:
        errors = sum(found.is_error for found in problems)
        session.console.complain(
            "共 {errors} 个错误、{warnings} 个提醒", errors=errors, warnings=len(problems) - errors
        )


def _by_kind(problems: Iterable[Problem]) -> dict[Code, list[Problem]]:
    groups: dict[Code, list[Problem]] = {}
    for found in problems:
        groups.setdefault(found.kind, []).append(found)
    return groups


def _show_group(session: Session, kind: Code, group: Sequence[Problem], most: int, rest: Phrase) -> None:
    console = session.console
    style = "bold red" if kind.severity is Severity.ERROR else "yellow"
    word = session.say("错误") if kind.severity is Severity.ERROR else session.say("提醒")
    console.complain("{word} {code}（{count} 处）", style, word=word, code=kind.code, count=len(group))
    shared = len({session.say(found.remedy) for found in group}) == 1
    for found in group[:most]:
        console.complain("  {where}  {sentence}", where=_place(found.where), sentence=found.sentence)
        if found.found:
            console.complain("    现为：{found}", found=found.found)
        if found.proposal:
            console.complain("    建议改为：{proposal}", proposal=found.proposal)
        if not shared:
            console.complain("    怎么办：{remedy}", "dim", remedy=found.remedy)
    if len(group) > most:
        console.complain(rest.template, count=len(group) - most)
    if shared:
        console.complain("  怎么办：{remedy}", "dim", remedy=group[0].remedy)


def _place(where: Where) -> Where | Phrase:
    """A place as people say it: in a policy its line, then its key."""
    if where.file.endswith(".toml") and where.cell.isdecimal():
        line = phrase("{file} 第 {line} 行", file=where.file, line=where.cell)
        return phrase("{line} {key}", line=line, key=where.sheet) if where.sheet else line
    return where
