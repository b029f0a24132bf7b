"""数据问题清单: every problem of the run with its place, what was found, and who can cure it how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmtool.model.problem import Cure, Problem
from cmtool.model.workbook import Sheet
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.facts_sheet import linked
from cmtool.reports.paper import Paper

_WIDTHS = (5, 6, 7, 24, 10, 8, 11, 13, 40, 12, 38, 12, 12)
_HEADS = (
    "序号", "级别", "代码", "文件", "工作表", "单元格", "列", "标识", "问题", "现值", "怎么改", "建议值", "谁来改",
)  # fmt: skip
_CURES: Mapping[Cure, str] = {
    Cure.BRANCH: "本社改",
    Cure.MANAGER: "客户经理补",
    Cure.SYSTEM: "报联社科技改",
}


def problem_sheet(draft: Draft) -> Sheet:
    paper = Paper(draft.say("数据问题清单"), _WIDTHS)
    paper.title(*draft.headings("数据问题清单"))
    found = list(_all(draft))
    errors = sum(problem.is_error for problem in found)
    paper.remark(
        draft.say("错误 {errors} 条，提示 {warnings} 条。", errors=errors, warnings=len(found) - errors)
    )
    repeat = paper.heads([draft.say(head) for head in _HEADS])
    for number, problem in enumerate(found, 1):
        _row(draft, paper, problem, number)
    if not found:
        paper.put(1, draft.say("没有发现问题"), wide=paper.columns, align="center")
        paper.step()
    else:
        paper.sheet.filter = (repeat, 1, paper.row - 1, paper.columns)
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = draft.page(repeat=repeat)
    return paper.sheet


def _all(draft: Draft) -> Iterator[Problem]:
    """The run's problems and the appraisal's own, each once; errors first."""
    found = dict.fromkeys((*draft.edition.problems, *draft.appraisal.problems))
    yield from (problem for problem in found if problem.is_error)
    yield from (problem for problem in found if not problem.is_error)


def _row(draft: Draft, paper: Paper, problem: Problem, number: int) -> None:
    where = problem.where
    paper.put(1, number, "text", "whole", align="center")
    paper.put(
        2,
        draft.say("错误" if problem.is_error else "提示"),
        "bad" if problem.is_error else "text",
        align="center",
    )
    paper.put(3, problem.code, align="center")
    paper.put(4, where.file, "wrap", link=linked(where, draft.edition.root) if where.file else "")
    paper.put(5, where.sheet, "wrap")
    paper.put(6, where.cell or words.DASH, "wrap", align="center")
    paper.put(7, problem.column, "wrap")
    paper.put(8, problem.key, "wrap")
    paper.put(9, draft.say(problem.sentence), "wrap")
    paper.put(10, problem.found, "wrap")
    paper.put(11, draft.say(problem.remedy), "wrap")
    paper.put(12, problem.proposal, "wrap")
    paper.put(13, draft.say(_CURES[problem.kind.cure]), "wrap", align="center")
    paper.step()
