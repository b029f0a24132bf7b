"""考核汇总表: one row for each manager, totals, a bar chart of the scores, and the signature lines."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cmtool.model.money import fixed
from cmtool.model.text import Phrase, phrase
from cmtool.model.workbook import Chart, Sheet
from cmtool.policy.policy import PAY, SCORE
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper, Spot, span_of
from cmtool.reports.pay_sheet import PaySheet
from cmtool.rules.appraisal import ManagerResult

_WIDTHS = (5, 10, 11, 17, 16, 7, 9, 9, 6, 14, 14, 15, 22, 24)
_SCORE, _LAST, _RANK, _GROSS, _HELD, _PAYABLE, _PROPOSAL, _NOTE = range(7, 15)
_BAR_ROW = 28  # pixels of chart for each manager


def summary_sheet(draft: Draft, pay: PaySheet) -> Sheet:
    paper = Paper(draft.say("考核汇总表"), _WIDTHS)
    paper.title(*draft.headings("客户经理考核汇总表"))
    for change in draft.edition.changes:
        paper.remark(draft.say("与上一稿相比：{change}", change=change))
    paper.put(paper.columns, draft.say("金额单位：元"), "note", align="right")
    paper.step()
    repeat = paper.heads(_heads(draft))
    first = paper.row
    for number, result in enumerate(draft.appraisal.results, 1):
        _row(draft, paper, pay, result, number)
    _totals(draft, paper, first)
    draft.sign(paper)
    _chart(draft, paper, first)
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = draft.page(repeat=repeat)
    return paper.sheet


def _heads(draft: Draft) -> list[str]:
    holds = list(draft.appraisal.policy.hold.values())
    held = holds[0].label if len(holds) == 1 else draft.say("预留合计")
    before = [
        draft.say(word)
        for word in ("序号", "工号", "姓名", "岗位/团队", "等级", "方式", "得分", "上月得分", "名次")
    ]
    after = [draft.say(word) for word in ("本期应兑现\n（税前）", "等级建议", "备注")]
    return [*before, draft.appraisal.pay_label, held, *after]


def _row(draft: Draft, paper: Paper, pay: PaySheet, result: ManagerResult, number: int) -> None:
    person, formulas, places = result.person, draft.formulas, draft.appraisal.score_places
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, person.id, align="center")
    paper.put(3, person.name, "wrap", align="center")
    paper.put(4, words.where_from(person), "wrap", align="center")
    paper.put(5, person.grade, "wrap", align="center")
    paper.put(6, person.plan, align="center")
    if result.score is None:
        paper.put(_SCORE, draft.say(words.STATUS[result.status]), "bad", align="center")
    else:
        formulas.show(person.id, SCORE, draft.number(paper, _SCORE, result.score, "分", places=places))
    draft.number(paper, _LAST, result.last_score, "分", places=places)
    paper.put(_RANK, result.rank or words.DASH, align="center")
    formulas.show(person.id, PAY, draft.number(paper, _GROSS, result.gross, "元"))
    _money(draft, paper, pay, result)
    made = result.proposal
    paper.put(_PROPOSAL, draft.say(words.proposal(made)), words.look(made.change), align="center")
    paper.put(_NOTE, "\n".join(draft.say(part) for part in _notes(result)) or None, "wrap")
    paper.step()


def _notes(result: ManagerResult) -> Iterator[Phrase]:
    """Why there is no score; what beside gross and hold makes the payable amount."""
    if result.status != "rated":
        yield words.reason(result)
    for template, amount in (("本期释放 {amount}", result.released), ("限额调整 {amount}", result.limit)):
        if amount:
            yield phrase(template, amount=fixed(amount, 2, True))


def _money(draft: Draft, paper: Paper, pay: PaySheet, result: ManagerResult) -> None:
    """What is held and what is payable, from 薪酬计算表."""
    held = draft.number(paper, _HELD, result.withheld, "元")
    if result.withheld is not None and result.person.id in pay.withheld:
        first, last = pay.withheld[result.person.id]
        one = first.seen_from(paper.sheet)
        held.give(one if first.column == last.column else f"SUM({one}:{last.cell})")
    payable = draft.number(paper, _PAYABLE, result.payable, "元")
    if result.payable is not None:
        payable.give(pay.payable[result.person.id].seen_from(paper.sheet))


def _totals(draft: Draft, paper: Paper, first: int) -> None:
    last, results = paper.row - 1, draft.appraisal.results
    rated = sum(result.status == "rated" for result in results)
    paper.put(
        1,
        draft.say("合计（{rated}/{all} 人已评定）", rated=rated, all=len(results)),
        "total",
        wide=6,
        align="center",
    )
    columns = {
        _GROSS: [result.gross for result in results],
        _HELD: [result.withheld for result in results],
        _PAYABLE: [result.payable for result in results],
    }
    for column, values in columns.items():
        total = sum((value for value in values if value is not None), Fraction(0))
        spot = paper.put(column, total, "total", "money")
        if results:
            above = span_of(Spot(paper.sheet, first, column), Spot(paper.sheet, last, column))
            spot.give(f"SUM({above})")
    paper.fill("total")
    paper.step()


def _chart(draft: Draft, paper: Paper, first: int) -> None:
    count = len(draft.appraisal.results)
    if not count:
        return
    paper.step()
    last = first + count - 1
    across = sum(int(7 * width + 5) for width in paper.sheet.widths.values())
    size = (across, min(1400, 110 + _BAR_ROW * count))
    title = draft.say("{month}得分", month=draft.month)
    paper.sheet.charts.append(
        Chart("bar", title, (3, first, last), (_SCORE, first, last), (paper.row, 1), size)
    )
