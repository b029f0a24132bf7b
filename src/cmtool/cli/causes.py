"""Problems of a check on stderr: by who can cure them, one line for each cause with its count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cmtool.cli.session import Session
from cmtool.model.problem import CURES, Problem
from cmtool.model.text import phrase

_CELLS = 3  # named on the line; all of them stand in the files

Cause = tuple[str, str, str, str, str]
"""Code, file, sheet, column, and which table has not come: what one stroke of work mends."""


def show_causes(session: Session, problems: Sequence[Problem]) -> None:
    """Every cause once; errors before warnings within each group."""
    for cure, word in CURES.items():
        mine = [found for found in problems if found.cure is cure]
        if not mine:
            continue
        causes = _by_cause(sorted(mine, key=lambda found: not found.is_error))
        session.console.complain(
            "{who}：{causes} 类，{count} 处", "bold", who=word, causes=len(causes), count=len(mine)
        )
        for group in causes:
            _show_cause(session, group)
    if problems:
        errors = sum(found.is_error for found in problems)
        session.console.complain(
            "共 {errors} 个错误、{warnings} 个提醒", errors=errors, warnings=len(problems) - errors
        )


def _by_cause(problems: Iterable[Problem]) -> list[list[Problem]]:
    groups: defaultdict[Cause, list[Problem]] = defaultdict(list)
    for found in problems:
        where = found.where
        absent = found.key if found.kind.missing else ""
        groups[found.code, where.file, where.sheet, found.column, absent].append(found)
    return list(groups.values())


def _show_cause(session: Session, group: Sequence[Problem]) -> None:
    console, first = session.console, group[0]
    word, style = (phrase("错误"), "bold red") if first.is_error else (phrase("提醒"), "yellow")
    console.complain(
        "  {word} {code}（{count} 处）  {where}  {sentence}{more}",
        style,
        word=word,
        code=first.code,
        count=len(group),
        where=_places(group),
        sentence=first.sentence,
        more=phrase("（以第一处为例）") if len(group) > 1 else "",
    )
    if len(group) == 1 and first.proposal:
        console.complain("    建议改为：{proposal}", proposal=first.proposal)
    console.complain("    怎么办：{remedy}", "dim", remedy=first.remedy)


def _places(group: Sequence[Problem]) -> str:
    """``贷款台账.xlsx!6月!F5、F7、F9…``."""
    cells = list(dict.fromkeys(found.where.cell for found in group if found.where.cell))
    more = "…" if len(cells) > _CELLS else ""
    return str(group[0].where) + "".join(f"、{cell}" for cell in cells[1:_CELLS]) + more
