"""Figures from rows on the working paper: formulas only where the person's own rows are listed."""

from __future__ import annotations

from typing import Any

import pytest

from appraised import edition
from cmtool.model.workbook import Entry
from cmtool.reports.appraisal_workbook import appraisal_workbook
from rowfigures import loan, worked
from sheets import cell, sheet

RATES = """
[figure.x]
kind = "flow"
label = "逐笔数"
unit = "元"
table = "贷款台账"
value = { quotient = ["贷款余额", 3] }
about = "%s"
"""


def found(text: str, **tables: Any) -> Entry:
    figures = sheet(appraisal_workbook(worked(text, **tables), edition()), "指标计算表")
    return cell(figures, "数值", "A", "逐笔数")


@pytest.mark.parametrize(("about", "is_formula"), [("person", True), ("team", False)])
def test_a_teams_number_is_no_sum_over_ones_own_rows(about: str, is_formula: bool) -> None:
    """Only A has a loan, so both come to 100 ÷ 3; B's share of the team is nowhere listed under A."""
    entry = found(RATES % about, loans=[loan("L1", balance="100")])
    assert bool(entry.formula) == is_formula
