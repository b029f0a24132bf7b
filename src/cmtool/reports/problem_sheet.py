"""数据问题清单: every problem of the run with its place, what was found, and who can cure it how."""

from __future__ import annotations

from cmtool.model.workbook import Sheet
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper
from cmtool.reports.problem_list import WIDTHS, list_on, listed


def problem_sheet(draft: Draft) -> Sheet:
    """The run's problems and the appraisal's own, each once; errors first."""
    paper = Paper(draft.say("数据问题清单"), WIDTHS)
    paper.title(*draft.headings("数据问题清单"))
    problems = tuple(dict.fromkeys((*draft.edition.problems, *draft.appraisal.problems)))
    language = draft.edition.language
    repeat = list_on(paper, listed(problems, language), language, draft.edition.root)
    paper.sheet.page = draft.page(repeat=repeat)
    return paper.sheet
