"""The problem list as a workbook of its own: what stands in the way of a month, where, and who can cure it how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from cmtool.model.month import Month
from cmtool.model.problem import CURES, Problem
from cmtool.model.text import Language
from cmtool.model.workbook import Entry, Page, Workbook
from cmtool.reports.facts_sheet import linked
from cmtool.reports.paper import Paper

HEADS = (
    "序号", "级别", "代码", "文件", "工作表", "单元格", "列", "标识", "问题", "现值", "怎么改", "建议值", "谁来改",
)  # fmt: skip
WIDTHS = (5, 6, 7, 24, 10, 8, 11, 13, 40, 12, 38, 12, 12)
_ROOT = "../../"  # from marked/2024-06/ to the workspace
_LEVEL, FILE, CELL = 1, 3, 5  # places among a line's cells
_CENTRED = frozenset(("级别", "代码", "单元格", "谁来改"))
_ALIGNS = tuple[Literal["", "center"], ...]("center" if head in _CENTRED else "" for head in HEADS[1:])

Line = tuple[Problem, tuple[str, ...]]
"""A problem and its columns after its number."""


def listed(problems: Iterable[Problem], language: Language) -> tuple[Line, ...]:
    """The lines of a list, errors first."""
    ordered = sorted(problems, key=lambda one: not one.is_error)
    return tuple((found, tuple(fields(found, language))) for found in ordered)


def problem_workbook(month: Month, lines: Sequence[Line], language: Language) -> Workbook:
    """One sheet; each file's name leads to the cell."""
    title = language.say("数据问题清单")
    paper = Paper(title, WIDTHS)
    paper.title(title, language.say("{year}年{number}月", year=month.year, number=month.number))
    repeat = list_on(paper, lines, language, _ROOT)
    paper.sheet.page = Page(True, (repeat, repeat))
    return Workbook(f"数据问题清单_{month}.xlsx", title, (paper.sheet,))


def list_on(paper: Paper, lines: Sequence[Line], language: Language, root: str) -> int:
    """Write the list below what stands on the paper; ``root`` leads to the workspace. Returns the headings' row."""
    errors = sum(found.is_error for found, _ in lines)
    words = language.say(
        "错误 {errors} 条，提醒 {warnings} 条。", errors=errors, warnings=len(lines) - errors
    )
    paper.remark(words if lines else language.say("没有发现问题"))
    repeat = paper.heads([language.say(head) for head in HEADS])
    for number, (found, texts) in enumerate(lines, 1):
        cells = entries(number, found, texts)
        if found.where.file:
            cells[FILE] = cells[FILE]._replace(link=linked(found.where, root))
        paper.lay(cells)
    if lines:
        paper.sheet.filter = (repeat, 1, paper.row - 1, paper.columns)
    paper.sheet.freeze = (repeat + 1, 4)
    return repeat


def entries(number: int, found: Problem, texts: Iterable[str]) -> list[Entry]:
    """A problem's cells: its number, and one for each of its ``texts``, which are its fields."""
    cells = [Entry(number, number="whole", align="center")]
    cells += [Entry(text, look="wrap", align=align) for text, align in zip(texts, _ALIGNS, strict=True)]
    if found.is_error:
        cells[_LEVEL] = cells[_LEVEL]._replace(look="bad")
    return cells


def fields(found: Problem, language: Language) -> Iterator[str]:
    """A problem's columns after its number."""
    where = found.where
    yield language.say("错误") if found.is_error else language.say("提醒")
    yield from (found.code, where.file, where.sheet, where.cell, found.column, found.key)
    yield language.say(found.sentence)
    yield found.found
    yield language.say(found.remedy)
    yield found.proposal
    yield language.say(CURES[found.cure])
