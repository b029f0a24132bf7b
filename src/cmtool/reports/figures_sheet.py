"""指标计算表: every figure and grade attribute of every manager in a row of its own; formulas point to these cells."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.workbook import Sheet
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.facts_sheet import FactsSheet, linked, short
from cmtool.reports.paper import Paper
from cmtool.rules.appraisal import ManagerResult, Working
from cmtool.rules.values import shown

_WIDTHS = (8, 11, 12, 34, 8, 20, 24, 54, 34)
_HEADS = ("索引", "工号", "姓名", "数据项", "单位", "数值", "条款", "怎么算的", "来源")


def figures_sheet(draft: Draft, facts: FactsSheet) -> Sheet:
    """Every working that stands on no other sheet; call it when the other sheets have placed theirs."""
    paper = Paper(draft.say("指标计算表"), _WIDTHS)
    paper.title(*draft.headings("指标计算表"))
    repeat = paper.heads([draft.say(head) for head in _HEADS])
    for result in draft.appraisal.results:
        for working in _own(draft, result):
            _row(draft, paper, facts, result, working)
    paper.sheet.freeze = (repeat + 1, 5)
    paper.sheet.filter = (repeat, 1, max(paper.row - 1, repeat + 1), paper.columns)
    paper.sheet.page = draft.page(repeat=repeat)
    return paper.sheet


def _own(draft: Draft, result: ManagerResult) -> Iterator[Working]:
    """Grade attributes first, then the policy's figures in their order, then the rest."""
    order = {name: number for number, name in enumerate(draft.appraisal.policy.figure, 1)}

    def place(name: str) -> tuple[int, str]:
        base = name.split("@")[0]
        return (0, name) if name.startswith("grade.") else (order.get(base, len(order) + 1), name)

    for name in sorted(result.workings, key=place):
        working = result.workings[name]
        if working.absent != "excluded" and not draft.formulas.stands(result.person.id, name):
            yield working


def _row(draft: Draft, paper: Paper, facts: FactsSheet, result: ManagerResult, working: Working) -> None:
    who, name = result.person.id, working.name
    source = _source_figure(draft, working)
    key = paper.put(1, facts.key(who, source) if source else None, align="center")
    paper.put(2, who, align="center")
    paper.put(3, result.person.name, "wrap", align="center")
    paper.put(4, working.label, "wrap")
    paper.put(5, working.unit or words.DASH, align="center")
    spot = draft.number(paper, 6, working.value, working.unit)
    paper.put(7, working.clause, "wrap")
    paper.put(8, _why(draft, working), "wrap")
    _put_source(draft, paper, facts, who, working, source)
    if source and working.value is not None and working.value == facts.total(who, source):
        spot.give(facts.formula(source, f"${key.cell}"))
        draft.formulas.stand(who, name, spot)
    else:
        draft.formulas.place(who, name, spot)
    paper.step()


def _source_figure(draft: Draft, working: Working) -> str:
    """The indicator whose own rows give this value (a team's are not listed under one person); a window's own month
    stands beside the window's sum."""
    base = working.name.removesuffix(".month")
    facts = draft.appraisal.facts.get(base)
    return base if facts is not None and facts.about == "person" and working.expression is None else ""


def _why(draft: Draft, working: Working) -> str:
    said = draft.say(working.why or words.ABSENT[working.absent])
    if working.computed is None:
        return said
    return draft.say("{why}；原计算值 {value}", why=said, value=shown(working.computed, working.unit))


def _put_source(
    draft: Draft, paper: Paper, facts: FactsSheet, who: str, working: Working, source: str
) -> None:
    """Where the value is from: a source cell, or its rows in 取数明细."""
    if working.where is not None:
        paper.put(9, short(working.where), link=linked(working.where, draft.edition.root))
    elif source and (link := facts.link(who, source)):
        paper.put(9, draft.say("取数明细"), link=link)
    else:
        paper.put(9, None)
