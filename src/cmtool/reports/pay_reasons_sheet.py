"""薪酬说明表: every pay line of every manager with its clause, its basis and how it came about."""

from __future__ import annotations

from cmtool.model.expression import Ref
from cmtool.model.workbook import Sheet
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.grade_words import cut_by_day
from cmtool.reports.paper import Paper
from cmtool.rules.appraisal import LineResult, ManagerResult, Working

_WIDTHS = (5, 10, 11, 22, 22, 30, 17, 15, 60)
_HEADS = ("序号", "工号", "姓名", "项目", "条款", "依据", "依据数", "金额", "怎么算的")


def pay_reasons_sheet(draft: Draft) -> Sheet:
    paper = Paper(draft.say("薪酬说明表"), _WIDTHS)
    paper.title(*draft.headings("客户经理薪酬说明表"))
    repeat = paper.heads([draft.say(head) for head in _HEADS])
    for result in draft.appraisal.results:
        for number, line in enumerate(result.pay_lines, 1):
            _line(draft, paper, result, line, number)
        for name, working in cut_by_day(draft, result):
            _cut(draft, paper, result, name, working)
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = draft.page(repeat=repeat)
    return paper.sheet


def _line(draft: Draft, paper: Paper, result: ManagerResult, line: LineResult, number: int) -> None:
    who, policy = result.person.id, draft.appraisal.policy
    terms = policy.line.get(line.id)
    of = terms.of.name if terms is not None and isinstance(terms.of, Ref) else ""
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, who, align="center")
    paper.put(3, result.person.name, "wrap", align="center")
    paper.put(4, line.label, "wrap")
    paper.put(5, line.clause, "wrap")
    paper.put(6, policy.label(of) if of else words.DASH, "wrap")
    basis = draft.number(paper, 7, line.actual, line.actual_unit)
    if of:
        draft.formulas.show(who, of, basis)
    draft.formulas.show(who, line.id, draft.number(paper, 8, line.value, line.unit))
    paper.put(9, draft.say(line.why or words.ABSENT[line.absent]), "wrap")
    paper.step()


def _cut(draft: Draft, paper: Paper, result: ManagerResult, name: str, working: Working) -> None:
    """An attribute of the grade that changed within the month, day by day."""
    paper.put(2, result.person.id, align="center")
    paper.put(3, result.person.name, "wrap", align="center")
    paper.put(4, draft.say("等级分段"), "wrap")
    paper.put(5, working.clause, "wrap")
    paper.put(6, working.label, "wrap")
    draft.formulas.show(result.person.id, name, draft.number(paper, 7, working.value, working.unit))
    paper.put(9, draft.say(working.why), "wrap")
    paper.step()
