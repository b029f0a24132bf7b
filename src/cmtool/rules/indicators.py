"""The working of an indicator: a sum of one manager's rows, or a figure of the manager's institution."""

from __future__ import annotations

from dataclasses import replace

from cmtool.model.month import Month
from cmtool.model.tables import TABLES
from cmtool.model.text import Phrase, phrase
from cmtool.policy.indicators import Average, Count, Events, Flow, Indicator
from cmtool.rules.appraisal import Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.windows import windowed


def indicator(reckoning: Reckoning, name: str, figure: Indicator) -> Working:
    """An indicator that has not come has no value; one whose table came without rows of theirs is 0."""
    given = reckoning.given
    blank = Working(name, figure.label, figure.unit, None, clause=figure.clause)
    if figure.table_id == "institution":
        found = given.institution.get(name)
        if found is None:
            why = phrase("机构基本情况表没有{label}", label=figure.label)
            return replace(blank, absent="missing", why=why)
        return replace(blank, value=found[0], where=found[1], why=phrase("机构基本情况表"))
    if name not in given.sums:
        return replace(blank, absent="missing", why=phrase("没有{table}数据", table=_table(figure)))
    working = replace(blank, value=given.sums[name], why=_source(figure, given.month))
    return windowed(reckoning, working, figure) if figure.windowed else working


def _table(figure: Indicator) -> str:
    return TABLES[figure.table_id].name


def _source(figure: Indicator, month: Month) -> Phrase:
    """Where an indicator from rows comes from, in one sentence."""
    match figure:
        case Average(measure="daily_average"):
            return phrase("{table}：本月积数 ÷ {days} 天", table=_table(figure), days=month.days)
        case Average():
            return phrase("{table}：每日余额之和", table=_table(figure))
        case Flow(value="due"):
            return phrase("{table}：本月到期本金", table=_table(figure))
        case Flow(value="collected_due"):
            return phrase("{table}：到期借据本月收回本金", table=_table(figure))
        case Flow():
            return phrase("{table}：“{value}”本月合计", table=_table(figure), value=figure.value)
        case Count():
            return phrase("{table}：本月笔数", table=_table(figure))
        case Events():
            return phrase("{table}：本月登记事项", table=_table(figure))
        case _:
            return phrase("{table}：月末数", table=_table(figure))
