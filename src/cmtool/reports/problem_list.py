"""The problem list as a workbook of its own: what stands in the way of a month, where, and who can cure it how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from cmtool.model.month import Month
from cmtool.model.problem import CURES, Problem
from cmtool.model.text import Language
from cmtool.model.workbook import Page, Workbook
from cmtool.reports.facts_sheet import linked
from cmtool.reports.paper import Paper

HEADS = (
    "序号", "级别", "代码", "文件", "工作表", "单元格", "列", "标识", "问题", "现值", "怎么改", "建议值", "谁来改",
)  # fmt: skip
WIDTHS = (5, 6, 7, 24, 10, 8, 11, 13, 40, 12, 38, 12, 12)
_ROOT = "../../"  # from marked/2024-06/ to the workspace
_FILE = 4  # the column that leads to the source
_CENTRED = (2, 3, 6, 13)


def problem_workbook(month: Month, problems: Sequence[Problem], language: Language) -> Workbook:
    """One sheet, errors first; each file's name leads to the cell."""
    title = language.say("数据问题清单")
    paper = Paper(title, WIDTHS)
    paper.title(title, language.say("{year}年{number}月", year=month.year, number=month.number))
    repeat = list_on(paper, problems, language, _ROOT)
    paper.sheet.page = Page(True, (repeat, repeat))
    return Workbook(f"数据问题清单_{month}.xlsx", title, (paper.sheet,))


def list_on(paper: Paper, problems: Sequence[Problem], language: Language, root: str) -> int:
    """Write the list below what stands on the paper; ``root`` leads to the workspace. Returns the headings' row."""
    errors = sum(found.is_error for found in problems)
    words = language.say(
        "错误 {errors} 条，提醒 {warnings} 条。", errors=errors, warnings=len(problems) - errors
    )
    paper.remark(words if problems else language.say("没有发现问题"))
    repeat = paper.heads([language.say(head) for head in HEADS])
    for number, found in enumerate(sorted(problems, key=lambda one: not one.is_error), 1):
        paper.put(1, number, "text", "whole", align="center")
        for column, text in enumerate(fields(found, language), 2):
            link = linked(found.where, root) if column == _FILE and found.where.file else ""
            align: Literal["", "center"] = "center" if column in _CENTRED else ""
            paper.put(
                column, text, "bad" if column == 2 and found.is_error else "wrap", link=link, align=align
            )
        paper.step()
    if problems:
        paper.sheet.filter = (repeat, 1, paper.row - 1, paper.columns)
    paper.sheet.freeze = (repeat + 1, 4)
    return repeat


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
