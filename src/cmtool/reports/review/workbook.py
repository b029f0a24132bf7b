"""The workbook of a grade review, and the notices after it."""

from __future__ import annotations

from collections.abc import Mapping

from cmtool.model.text import Language
from cmtool.model.workbook import Sheet, Workbook
from cmtool.reports.review.entry_sheet import entry_sheet
from cmtool.reports.review.folder import Folder
from cmtool.reports.review.person_sheet import person_sheet
from cmtool.reports.review.summary_sheet import summary_sheet
from cmtool.rules.gradereview import GradeReview


def review_workbook(review: GradeReview, language: Language, codes: Mapping[str, str]) -> Workbook:
    """评审汇总, a page for each person, 评审结果录入."""
    folder = Folder(review, language, codes)
    entry = entry_sheet(folder)
    pages: list[Sheet] = [summary_sheet(folder)]
    for place, person in enumerate(review.people):
        pages.append(person_sheet(folder, person, place, entry, [page.name for page in pages]))
    title = folder.say("客户经理等级评审")
    return Workbook(f"客户经理等级评审_{review.period}.xlsx", title, (*pages, entry))
