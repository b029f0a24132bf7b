"""数据问题清单 of one workbook: its problems, and columns in which the accountant says what is to become of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cmtool.model.month import Month
from cmtool.model.problem import Problem
from cmtool.model.text import Language
from cmtool.model.workbook import Choice, Entry, Page, Sheet, Workbook, quoted
from cmtool.reports.facts_sheet import linked
from cmtool.reports.paper import Paper
from cmtool.reports.problem_list import CELL, FILE, entries, fields

SHEET: Final = "数据问题清单"  # in every language: by this name it is known for no table
MENDED, ACCEPTED, WAIVED, SETTLED = "已改", "按建议改", "本月放行", "以后都认"
HANDLING, REASON, APPROVER = "处理", "原因", "批准人"
FIRST: Final = 5  # row of the first problem

_HEADS = (
    "序号", "级别", "代码", "工作表", "单元格", "列", "标识", "问题", "现值", "怎么改", "建议值", "谁来改",
)  # fmt: skip
_WIDTHS = (5, 6, 7, 12, 8, 11, 13, 40, 14, 38, 14, 12, 11, 18, 10)
_INPUTS = (Entry(look="input"),) * 3


def mark_sheet(month: Month, problems: Sequence[Problem], language: Language, root: str = "") -> Sheet:
    """The list; each cell's name leads to the cell, within the workbook or, with ``root``, in the original."""
    paper = Paper(SHEET, _WIDTHS)
    paper.title(f"{language.say(SHEET)}  {month}")
    paper.remark(
        language.say(
            "在“{handling}”一栏选：{mended}（已在表中改好）、{accepted}（按“建议值”改）、{waived}（须写{reason}和{approver}，只管本月）、"
            "{settled}（只用于表头：记住它就是“建议值”那一列）。",
            handling=HANDLING,
            mended=MENDED,
            accepted=ACCEPTED,
            waived=WAIVED,
            reason=REASON,
            approver=APPROVER,
            settled=SETTLED,
        )
    )
    paper.remark(
        language.say(
            "改完保存，运行 cmtool check {month} --take-back 交回；请不要增删、移动这张表的行列。",
            month=month,
        )
    )
    heads = [language.say(head) for head in _HEADS]
    paper.heads([*heads, HANDLING, REASON, APPROVER])
    assert paper.row == FIRST, "the rows are known by their number"
    for number, found in enumerate(problems, 1):
        cells = entries(number, found, fields(found, language))
        cells[CELL] = cells[CELL]._replace(link=_link(found, root))
        del cells[FILE]
        paper.lay((*cells, *_INPUTS))
    if problems:
        last = paper.row - 1
        options = (MENDED, ACCEPTED, WAIVED, SETTLED)
        paper.sheet.choices.append(Choice((FIRST, len(_HEADS) + 1), (last, len(_HEADS) + 1), options))
    paper.sheet.freeze = (FIRST, 6)
    paper.sheet.page = Page(True, (FIRST - 1, FIRST - 1))
    return paper.sheet


def problem_workbook_of(
    name: str, month: Month, problems: Sequence[Problem], language: Language, why: str
) -> Workbook:
    """The list as a workbook of its own, for an original that cannot be copied without loss."""
    sheet = mark_sheet(month, problems, language, "../../")
    note = Paper(language.say("说明"), (100,))
    note.title(language.say("说明"))
    note.put(1, why, "wrap")
    return Workbook(name, SHEET, (sheet, note.sheet))


def _link(found: Problem, root: str) -> str:
    where = found.where
    if root:
        return linked(where, root)
    return f"internal:{quoted(where.sheet)}!{where.cell}" if where.sheet and where.cell else ""
