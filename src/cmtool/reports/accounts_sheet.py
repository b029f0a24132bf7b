"""预留账户表: each manager's holding accounts, opening + held − released − charged = closing."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.workbook import Sheet
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper, Spot, span_of
from cmtool.rules.appraisal import HoldResult, ManagerResult

_WIDTHS = (5, 10, 11, 18, 24, 15, 15, 15, 15, 15, 15, 44)
_HEADS = (
    "序号", "工号", "姓名", "账户", "条款", "计提基数", "期初余额", "本期预留", "本期释放", "本期扣用", "期末余额",
    "怎么算的",
)  # fmt: skip
_BASE, _OPENING, _CLOSING, _WHY = 6, 7, 11, 12


def accounts_sheet(draft: Draft) -> Sheet:
    paper = Paper(draft.say("预留账户表"), _WIDTHS)
    paper.title(*draft.headings("客户经理预留账户表"))
    paper.put(paper.columns, draft.say("单位：元"), "note", align="right")
    paper.step()
    repeat = paper.heads([draft.say(head) for head in _HEADS])
    accounts = [(result, hold) for result in draft.appraisal.results for hold in result.holds]
    for number, (result, hold) in enumerate(accounts, 1):
        _account(draft, paper, result, hold, number)
    _totals(draft, paper, [hold for _, hold in accounts])
    draft.sign(paper)
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = draft.page(repeat=repeat)
    return paper.sheet


def _account(draft: Draft, paper: Paper, result: ManagerResult, hold: HoldResult, number: int) -> None:
    who = result.person.id
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, who, align="center")
    paper.put(3, result.person.name, "wrap", align="center")
    paper.put(4, hold.label, "wrap")
    paper.put(5, hold.clause, "wrap")
    draft.formulas.show(who, f"{hold.id}.base", draft.number(paper, _BASE, hold.base, "元"))
    opening, held, released, charged, closing = (
        draft.number(paper, column, amount, "元") for column, amount in enumerate(_amounts(hold), _OPENING)
    )
    draft.formulas.show(who, hold.id, held)
    closing.give(f"{opening.cell}+{held.cell}-{released.cell}-{charged.cell}")
    paper.put(_WHY, draft.say(hold.why), "wrap")
    paper.step()


def _amounts(hold: HoldResult) -> tuple[Fraction, ...]:
    return hold.opening, hold.held, hold.released, hold.charged, hold.closing


def _totals(draft: Draft, paper: Paper, holds: list[HoldResult]) -> None:
    last = paper.row - 1
    paper.put(1, draft.say("合计"), "total", wide=_OPENING - 1, align="center")
    for column, parts in enumerate(zip(*map(_amounts, holds), strict=True), _OPENING):
        total = paper.put(column, sum(parts, Fraction(0)), "total", "money")
        first = Spot(paper.sheet, last - len(holds) + 1, column)
        total.give(f"SUM({span_of(first, Spot(paper.sheet, last, column))})")
    paper.fill("total")
    paper.step()
