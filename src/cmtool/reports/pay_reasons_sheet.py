"""薪酬说明表: every pay line and hold of every manager with its clause, its basis and why; the holding accounts."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.expression import Ref
from cmtool.model.workbook import Sheet
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import LANDSCAPE, Paper
from cmtool.rules.appraisal import HoldResult, LineResult, ManagerResult

_WIDTHS = (5, 10, 11, 20, 20, 24, 16, 15, 20, 20, 20)
_LINES = ("序号", "工号", "姓名", "项目", "条款", "依据", "依据数", "金额", "怎么算的")
_ACCOUNTS = (
    "序号", "工号", "姓名", "账户", "条款", "计提基数", "期初余额", "本期预留", "本期释放", "本期扣用", "期末余额",
)  # fmt: skip


def pay_reasons_sheet(draft: Draft) -> Sheet:
    paper = Paper(draft.say("薪酬说明表"), _WIDTHS)
    paper.title(*draft.headings("客户经理薪酬说明表"))
    paper.caption(draft.say("一、逐项说明"))
    for column, head in enumerate(_LINES, 1):
        paper.put(column, draft.say(head), "key", wide=3 if column == len(_LINES) else 1)
    paper.step()
    for result in draft.appraisal.results:
        paper.start_block()
        for number, line in enumerate(result.pay_lines, 1):
            _line(draft, paper, result, line, number)
    if draft.appraisal.policy.hold:
        paper.step()
        paper.start_block()
        paper.caption(draft.say("二、预留账户"))
        paper.heads([draft.say(head) for head in _ACCOUNTS], "key")
        for number, (result, hold) in enumerate(_holds(draft), 1):
            _account(draft, paper, result, hold, number)
    paper.sheet.page = draft.page(breaks=paper.breaks(LANDSCAPE, 0))
    return paper.sheet


def _holds(draft: Draft) -> list[tuple[ManagerResult, HoldResult]]:
    return [(result, hold) for result in draft.appraisal.results for hold in result.holds]


def _people(paper: Paper, result: ManagerResult, number: int) -> None:
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, result.person.id, align="center")
    paper.put(3, result.person.name, "wrap", align="center")


def _line(draft: Draft, paper: Paper, result: ManagerResult, line: LineResult, number: int) -> None:
    who, policy = result.person.id, draft.appraisal.policy
    terms = policy.line.get(line.id)
    of = terms.of.name if terms is not None and isinstance(terms.of, Ref) else ""
    _people(paper, result, number)
    paper.put(4, line.label, "wrap")
    paper.put(5, line.clause, "wrap")
    paper.put(6, policy.label(of) if of else words.DASH, "wrap")
    basis = draft.number(paper, 7, line.actual, line.actual_unit)
    if of:
        draft.formulas.show(who, of, basis)
    draft.formulas.show(who, line.id, draft.number(paper, 8, line.value, line.unit))
    paper.put(9, draft.say(line.why or words.ABSENT[line.absent]), "wrap", wide=3)
    paper.step()


def _account(draft: Draft, paper: Paper, result: ManagerResult, hold: HoldResult, number: int) -> None:
    who = result.person.id
    _people(paper, result, number)
    paper.put(4, hold.label, "wrap")
    paper.put(5, hold.clause, "wrap")
    draft.formulas.show(who, f"{hold.id}.base", draft.number(paper, 6, hold.base, "元"))
    amounts: tuple[Fraction, ...] = (hold.opening, hold.held, hold.released, hold.charged)
    opening, held, released, charged = (
        draft.number(paper, column, amount, "元") for column, amount in enumerate(amounts, 7)
    )
    draft.formulas.show(who, hold.id, held)
    closing = draft.number(paper, 11, hold.closing, "元")
    closing.give(f"{opening.cell}+{held.cell}-{released.cell}-{charged.cell}")
    paper.step()
