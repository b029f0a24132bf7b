"""The appraisal workbook: every sheet that a month's appraisal is signed on, checked by and traced with."""

from __future__ import annotations

from cmtool.model.workbook import Workbook
from cmtool.reports.accounts_sheet import accounts_sheet
from cmtool.reports.contributions import DETAIL_LIMIT
from cmtool.reports.draft import Draft
from cmtool.reports.edition import Edition
from cmtool.reports.facts_sheet import FactsSheet
from cmtool.reports.figures_sheet import figures_sheet
from cmtool.reports.formulas import Formulas
from cmtool.reports.grade_sheet import grade_sheet
from cmtool.reports.pay_reasons_sheet import pay_reasons_sheet
from cmtool.reports.pay_sheet import PaySheet
from cmtool.reports.policy_sheet import policy_sheet
from cmtool.reports.problem_sheet import problem_sheet
from cmtool.reports.reconciliation_sheet import reconciliation_sheet
from cmtool.reports.score_sheet import score_sheet
from cmtool.reports.sources_sheet import sources_sheet
from cmtool.reports.summary_sheet import summary_sheet
from cmtool.rules.appraisal import Appraisal


def appraisal_workbook(appraisal: Appraisal, edition: Edition, detail_limit: int = DETAIL_LIMIT) -> Workbook:
    """The workbook of one month; its formulas recompute every figure whose inputs stand in it."""
    draft = Draft(appraisal, edition, Formulas(appraisal.results))
    facts = FactsSheet(draft, detail_limit)
    score = score_sheet(draft)
    pay = PaySheet(draft)
    summary = summary_sheet(draft, pay)
    grade = grade_sheet(draft)
    papers_of_pay = (pay.sheet, pay_reasons_sheet(draft), accounts_sheet(draft))
    figures = figures_sheet(draft, facts)
    reconciliation = reconciliation_sheet(draft)
    draft.formulas.settle()
    papers = (problem_sheet(draft), policy_sheet(draft), sources_sheet(draft))
    sheets = (summary, score, grade, *papers_of_pay, figures, facts.sheet, reconciliation, *papers)
    name = f"客户经理月度考核_{appraisal.month}" + ("_试算" if appraisal.trial else "")
    return Workbook(f"{name}.xlsx", draft.headings("客户经理月度考核")[0], sheets)
