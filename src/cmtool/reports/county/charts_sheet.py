"""图表: what each branch pays out and who leads, as two charts on one page; their figures stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cmtool.model.workbook import Chart, NumberLook, Page, Sheet
from cmtool.reports.county.branches_sheet import amount
from cmtool.reports.county.desk import Desk
from cmtool.reports.county.league_sheet import places
from cmtool.reports.paper import Paper

_WIDTHS = (34, 13, 2, 13, 13, 13, 13, 13)
_LEADING, _BRANCHES = 20, 30  # more bars than these cannot be read
_ACROSS = 560  # pixels


def charts_sheet(desk: Desk) -> Sheet:
    """Branches by what they pay out, and the leading managers by score."""
    paper = desk.paper("图表", "应兑现与得分", _WIDTHS)
    paid = sorted(
        ((branch.name, amount(branch, "payable")) for branch in desk.county.done), key=lambda one: -one[1]
    )
    scores = [
        (f"{manager.name}（{branch.name}）", manager.score)
        for place, _, branch, manager in places(desk)
        if place and manager.score is not None
    ]
    _part(desk, paper, desk.say("应兑现（元）"), paid[:_BRANCHES], "money")
    _part(desk, paper, desk.say("得分"), scores[:_LEADING], "points")
    paper.sheet.page = Page(fit_height=True)
    return paper.sheet


def _part(
    desk: Desk, paper: Paper, title: str, rows: Sequence[tuple[str, Fraction]], number: NumberLook
) -> None:
    """A table of names and figures with its chart beside it."""
    paper.put(1, desk.say("名称"), "header")
    paper.put(2, title, "header")
    top = paper.row
    paper.step()
    for name, value in rows:
        paper.put(1, name, "wrap")
        paper.put(2, value, "text", number)
        paper.step()
    if rows:
        first, last = top + 1, paper.row - 1
        height = max(300, 25 * (len(rows) + 1))
        size = (_ACROSS, height)
        paper.sheet.charts.append(Chart("bar", title, (1, first, last), (2, first, last), (top, 4), size))
        paper.step(max(0, 13 - len(rows)))
    paper.step()
