"""What people do and decide about a manager: conduct, expenses, ratings, approved adjustments."""

from __future__ import annotations

from datetime import date as Day
from fractions import Fraction
from typing import Annotated

from cmtool.model.month import Period
from cmtool.model.table import Row, Table, column
from cmtool.model.tables.people import MANAGER, PERIOD


class Conduct(Row):
    """加扣分登记簿: one registered event; negative points deduct; money in fen."""

    manager: Annotated[str, MANAGER]
    date: Annotated[Day, column("日期", "登记日期", "发生日期", kind="date")]
    item: Annotated[str, column("事项", "事项类别", "事件类别", "item")]
    points: Annotated[Fraction, column("分值", "加扣分", "得分", "points", kind="number")]
    amount: Annotated[int | None, column("金额", kind="money")] = None
    note: Annotated[str, column("借据号", kind="id")] = ""
    basis: Annotated[str, column("依据", "说明", "内容")] = ""
    recorder: Annotated[str, column("登记人", "记录人")] = ""


class Expense(Row):
    """营销费用: one spending; money in fen."""

    manager: Annotated[str, MANAGER]
    date: Annotated[Day, column("日期", "发生日期", "报销日期", kind="date")]
    category: Annotated[
        str, column("费用类别", "费用种类", kind="choice", choices=("通讯", "招待", "活动", "礼品"))
    ]
    amount: Annotated[int, column("金额", "报销金额", kind="money")]


class Rating(Row):
    """评价: what one rater thinks of a manager; 样本号 tells several raters of one group apart."""

    manager: Annotated[str, MANAGER]
    period: Annotated[Period, PERIOD]
    rater: Annotated[str, column("评价人类别", "评价人")]
    score: Annotated[Fraction, column("得分", "评分", "分值", kind="number")]
    item: Annotated[str, column("评价项目", "项目")] = ""
    sample: Annotated[str, column("样本号", "评价表编号", "问卷号", kind="id")] = ""


class Entry(Row):
    """指标填报: a number that somebody counted for a manager, in the unit of its 指标."""

    manager: Annotated[str, MANAGER]
    item: Annotated[str, column("指标", "指标名称", "填报指标", "項目")]
    period: Annotated[Period, PERIOD]
    value: Annotated[Fraction, column("填报数", "填报值", "实际完成", "实际数", kind="number")]
    basis: Annotated[str, column("依据", "说明")] = ""
    recorder: Annotated[str, column("填报人", "登记人")] = ""


class Override(Row):
    """考核调整审批表: 数值 replaces a figure, 金额 adds a line to a group; both approved; money in fen."""

    manager: Annotated[str, MANAGER]
    period: Annotated[Period, PERIOD]
    item: Annotated[str, column("项目", "调整项目", "指标")]
    reason: Annotated[str, column("原因", "调整原因")]
    value: Annotated[Fraction | None, column("数值", "调整后数值", kind="number")] = None
    amount: Annotated[int | None, column("金额", "调整金额", kind="money")] = None
    document: Annotated[str, column("文号", "批准文号")] = ""
    approver: Annotated[str, column("批准人", "审批人")] = ""


CONDUCT = Table("conduct", "加扣分登记簿", Conduct)
EXPENSES = Table("expenses", "营销费用", Expense)
RATINGS = Table("ratings", "评价", Rating, key=("manager", "period", "rater", "item", "sample"))
ENTRIES = Table("entries", "指标填报", Entry, key=("manager", "item", "period"), aliases=("指标填报表",))
OVERRIDES = Table(
    "overrides", "考核调整审批表", Override, any_of=(("value", "amount"),), aliases=("考核调整",)
)
