"""The county's workbook: who is missing first, then totals and the league, or what is advised, then problems."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.county import CountyMonth
from cmtool.model.text import Language
from cmtool.model.workbook import Sheet, Workbook
from cmtool.reports.county.branches_sheet import branches_sheet
from cmtool.reports.county.charts_sheet import charts_sheet
from cmtool.reports.county.desk import Desk
from cmtool.reports.county.league_sheet import league_sheet
from cmtool.reports.county.problems_sheet import across_sheet, letter, problems_sheet
from cmtool.reports.county.review_sheets import counts_sheet, people_sheet
from cmtool.reports.county.wanting_sheet import wanting_sheet

LETTERS = "通知"  # ending of the letters' folder


def county_workbooks(county: CountyMonth, kind: str, language: Language) -> Iterator[tuple[str, Workbook]]:
    """Every county report by its name in the folder: the summary, and a letter for each branch with errors.

    ``kind`` begins their names, so that a check and an appraisal of one month stand side by side.
    """
    desk = Desk(county, language)
    name = f"县级{kind}_{county.month}.xlsx"
    yield name, Workbook(name, desk.say("县级月度汇总"), tuple(_sheets(desk)))
    for branch in county.branches:
        if branch.state != "waiting" and (branch.errors or branch.reason):
            written = letter(desk, branch)
            yield f"{kind}{LETTERS}/{written.name}", written


def _sheets(desk: Desk) -> Iterator[Sheet]:
    if desk.county.wanting:
        yield wanting_sheet(desk)
    if any(branch.managers for branch in desk.county.done):
        yield branches_sheet(desk)
        yield league_sheet(desk)
        yield charts_sheet(desk)
    if any(branch.advice for branch in desk.county.done):
        yield counts_sheet(desk)
        yield people_sheet(desk)
    yield problems_sheet(desk)
    if desk.county.across:
        yield across_sheet(desk)
