"""评审汇总 and 评审名单: what the branches' grade reviews advise, counted by branch and person by person."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from cmtool.model.county import Advice, BranchMonth
from cmtool.model.month import Month, month_runs
from cmtool.model.workbook import Chart, NumberLook, Sheet
from cmtool.reports import words
from cmtool.reports.county.desk import CHANGES, Desk, sum_above, total_of
from cmtool.reports.paper import LANDSCAPE, Paper

_COUNTED = ("rise", "keep", "fall", "exit")
_ORDER = ("rise", "fall", "exit", "keep", "deferred", "unrated", "between")
_WIDTHS = (5, 10, 18, 8, 8, 8, 8, 8, 10, 16, 26)
_LIST = (5, 18, 10, 11, 17, 9, 24, 15, 34)
_ACROSS, _DOWN = 700, 300  # pixels
_ON_A_PAGE = 20  # branches, with the chart below


def counts_sheet(desk: Desk) -> Sheet:
    """One row for each branch: how many rise, stay, fall, leave or are not judged, and what that does to pay."""
    paper = desk.paper("评审汇总", "各机构等级评审汇总表", _WIDTHS)
    paper.put(paper.columns, desk.say("金额单位：元"), "note", align="right")
    paper.step()
    heads = ("序号", "机构号", "机构", "人数", *(CHANGES[change] for change in _COUNTED), "未评定")
    repeat = paper.heads([desk.say(head) for head in (*heads, "月薪影响", "使用月份（已封存）")])
    first, branches = paper.row, [branch for branch in desk.county.done if branch.advice]
    for number, branch in enumerate(branches, 1):
        paper.start_block()
        _branch(desk, paper, branch, number)
    _totals(desk, paper, first, branches)
    if any(one.change == "rise" for branch in branches for one in branch.advice):
        last = first + len(branches) - 1
        title, size = desk.say("建议晋级（人）"), (_ACROSS, _DOWN)
        at = (paper.picture(_DOWN), 1)
        paper.sheet.charts.append(Chart("column", title, (3, first, last), (5, first, last), at, size))
    paper.sheet.freeze = (repeat + 1, 4)
    page = desk.page(repeat, landscape=True)
    short = len(branches) <= _ON_A_PAGE
    breaks = () if short else paper.breaks(LANDSCAPE)
    paper.sheet.page = replace(page, fit_height=short, breaks=breaks)
    return paper.sheet


def people_sheet(desk: Desk) -> Sheet:
    """Everybody, first those for whom something would change."""
    paper = desk.paper("评审名单", "各机构等级评审建议名单", _LIST)
    repeat = paper.heads(
        [
            desk.say(head)
            for head in (
                "序号",
                "机构",
                "工号",
                "姓名",
                "现等级",
                "得分",
                "建议",
                "月薪影响（元）",
                "临界与提示",
            )
        ]
    )
    everybody = [(branch, one) for branch in desk.county.done for one in branch.advice]
    everybody.sort(key=lambda pair: (_ORDER.index(pair[1].change), pair[0].code, pair[1].id))
    for number, (branch, one) in enumerate(everybody, 1):
        paper.put(1, number, "text", "whole", align="center")
        paper.put(2, branch.name, "wrap")
        paper.put(3, one.id, align="center")
        paper.put(4, one.name, align="center")
        paper.put(5, one.grade or words.DASH, "wrap", align="center")
        _number(paper, 6, one.score, "points")
        paper.put(7, _said(desk, one), words.look(one.change), align="center")
        _number(paper, 8, one.effect, "money")
        paper.put(9, "；".join(one.notes), "wrap")
        paper.step()
    desk.sign(paper)
    paper.sheet.freeze = (repeat + 1, 5)
    paper.sheet.page = desk.page(repeat, landscape=True)
    return paper.sheet


def _branch(desk: Desk, paper: Paper, branch: BranchMonth, number: int) -> None:
    counts = _counts(branch.advice)
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, branch.code, align="center")
    paper.put(3, branch.name, "wrap")
    for column, count in enumerate((len(branch.advice), *counts), 4):
        paper.put(column, count, "text", "whole", align="center")
    effects = [one.effect for one in branch.advice if one.effect is not None]
    paper.put(10, sum(effects, Fraction(0)), "text", "money")
    paper.put(11, _used(desk, branch), "wrap", align="center")
    paper.step()


def _used(desk: Desk, branch: BranchMonth) -> str:
    """The sealed months, runs by their ends."""
    return month_runs(map(Month.parse, branch.used)) or desk.say("无")


def _totals(desk: Desk, paper: Paper, first: int, branches: list[BranchMonth]) -> None:
    everybody = [one for branch in branches for one in branch.advice]
    paper.put(1, desk.say("合计（{count} 个机构）", count=len(branches)), "total", wide=3, align="center")
    for column, count in enumerate((len(everybody), *_counts(everybody)), 4):
        sum_above(paper.put(column, count, "total", "whole", align="center"), first)
    total_of(paper, 10, first, (one.effect for one in everybody))
    paper.put(11, None, "total")
    paper.step(2)


def _counts(people: tuple[Advice, ...] | list[Advice]) -> tuple[int, ...]:
    """Those who rise, stay, fall, leave; and those who are not judged."""
    counts = Counter(one.change for one in people)
    known = tuple(counts[change] for change in _COUNTED)
    return (*known, len(people) - sum(known))


def _said(desk: Desk, one: Advice) -> str:
    said = desk.say(CHANGES[one.change])
    return f"{said} {one.proposed}" if one.change in ("rise", "fall") else said


def _number(paper: Paper, column: int, value: Fraction | None, look: NumberLook) -> None:
    paper.put(
        column, words.DASH if value is None else value, "text", look, align="center" if value is None else ""
    )
