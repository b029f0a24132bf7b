"""The working of an indicator: a sum of one manager's rows, or a figure of the manager's institution."""

from __future__ import annotations

from dataclasses import replace

from cmtool.model.month import Month
from cmtool.model.tables import TABLES
from cmtool.model.text import Phrase, phrase
from cmtool.policy.entered import Entered
from cmtool.policy.indicator import Indicator
from cmtool.policy.indicators import Average, Count, Events, Flow
from cmtool.policy.ratings import Rating
from cmtool.rules.appraisal import Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.windows import windowed


def indicator(reckoning: Reckoning, name: str, figure: Indicator) -> Working:
    """An indicator that has not come has no value; one whose table came without rows of theirs is 0."""
    given = reckoning.given
    blank = Working(name, figure.label, figure.unit, None, clause=figure.clause)
    if figure.table_id in Indicator.OF_EVERYBODY:
        found = given.institution.get(name)
        if found is None:
            why = phrase("{table}没有{label}", table=_table(figure), label=figure.label)
            return replace(blank, absent="missing", why=why)
        return replace(blank, value=found[0], where=found[1], why=phrase("{table}", table=_table(figure)))
    if name in given.absent:
        return replace(blank, absent="missing", why=given.absent[name])
    if name not in given.sums:
        return replace(blank, absent="missing", why=phrase("没有{table}数据", table=_table(figure)))
    working = replace(blank, value=given.sums[name], why=_said(figure, given.month))
    return windowed(reckoning, working, figure) if figure.windowed else working


def _table(figure: Indicator) -> str:
    return TABLES[figure.table_id].name


def _said(figure: Indicator, month: Month) -> Phrase:
    """Where an indicator from rows comes from, in one sentence, and whose rows they are where not the person's own."""
    words = _source(figure, month)
    if figure.about == "person":
        return words
    whose = {"team": "本团队", "institution": "本机构", "all": "全部"}[figure.about]
    return phrase("{words}（{whose}）", words=words, whose=phrase(whose))


def _source(figure: Indicator, month: Month) -> Phrase:
    table = _table(figure)
    match figure:
        case Average(factor=None, measure="daily_average"):
            return phrase("{table}：本月积数 ÷ {days} 天", table=table, days=month.days)
        case Average(factor=None):
            return phrase("{table}：每日余额之和", table=table)
        case Average(measure="daily_average"):
            return phrase("{table}：本月积数 ÷ {days} 天，逐行折算", table=table, days=month.days)
        case Average():
            return phrase("{table}：每日余额之和，逐行折算", table=table)
        case Flow(value="due"):
            return phrase("{table}：本月到期本金", table=table)
        case Flow(value="collected_due"):
            return phrase("{table}：到期借据本月收回本金", table=table)
        case Flow(value=str() as value):
            return phrase("{table}：“{value}”本月合计", table=table, value=value)
        case Flow():
            return phrase("{table}：本月逐行折算后合计", table=table)
        case Count(distinct=""):
            return phrase("{table}：本月笔数", table=table)
        case Count(distinct=column):
            return phrase("{table}：本月不同“{column}”个数", table=table, column=column)
        case Events():
            return phrase("{table}：本月登记事项", table=table)
        case Rating():
            return phrase("{table}：各类评价人平均分的加权平均", table=table)
        case Entered(item=item):
            return phrase("{table}：“{item}”", table=table, item=item)
        case _:
            return phrase("{table}：月末数", table=table)
