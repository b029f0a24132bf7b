"""The letter to the union's technology department: what only the core system's export can cure, to print and send."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cmtool.model.month import Month
from cmtool.model.problem import Cure, Problem
from cmtool.model.text import Language
from cmtool.model.workbook import Page, Workbook
from cmtool.reports.paper import Paper

_HEADS = ("序号", "文件", "列", "问题（以第一处为例）", "处数", "请求")
_WIDTHS = (5, 20, 10, 26, 6, 24)


def for_system(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that go into the letter."""
    return [found for found in problems if found.cure is Cure.SYSTEM]


def system_letter(
    month: Month, institution: str, problems: Sequence[Problem], language: Language
) -> Workbook:
    """One line for each cause, an A4 page wide, with room for signatures."""
    title = language.say("关于导出数据问题的函")
    paper = Paper(language.say("致联社科技"), _WIDTHS)
    paper.title(title)
    paper.put(1, language.say("县联社科技部门："), "sign", wide=len(_WIDTHS))
    paper.step()
    words = language.say(
        "    我社 {month} 的考核数据中，下列问题由系统导出造成，我社无法自行更正，请协助处理后重新导出。",
        month=month,
    )
    paper.put(1, words, "sign", wide=len(_WIDTHS))
    paper.step()
    repeat = paper.heads([language.say(head) for head in _HEADS])
    groups: defaultdict[tuple[str, str, str, str], list[Problem]] = defaultdict(list)
    for found in problems:
        groups[found.code, found.where.file, found.where.sheet, found.column].append(found)
    for number, group in enumerate(groups.values(), 1):
        first = group[0]
        paper.put(1, number, "text", "whole", align="center")
        paper.put(2, str(first.where).rpartition("/")[2], "wrap")
        paper.put(3, first.column, "wrap")
        paper.put(4, f"{first.code} {language.say(first.sentence)}", "wrap")
        paper.put(5, len(group), "text", "whole", align="center")
        paper.put(6, language.say(first.remedy), "wrap")
        paper.step()
    paper.step()
    paper.put(1, institution, "sign", wide=3)
    paper.put(4, language.say("经办：　　　　　　主任："), "sign", wide=3)
    paper.step()
    paper.put(4, language.say("　　　　年　　月　　日"), "sign", wide=3)
    paper.sheet.page = Page(repeat=(repeat, repeat))
    return Workbook(f"致联社科技_{month}.xlsx", title, (paper.sheet,))
