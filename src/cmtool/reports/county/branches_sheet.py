"""机构汇总: one row for each branch that came through with its rank, totals, and what they reconcile to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from cmtool.model.county import BranchMonth, ManagerMonth
from cmtool.model.workbook import Sheet
from cmtool.reports.county.desk import Desk, total_of
from cmtool.reports.paper import Paper
from cmtool.reports.words import DASH

_WIDTHS = (5, 10, 18, 8, 8, 11, 7, 15, 15, 15, 15, 9)
_HEADS = (
    "序号",
    "机构号",
    "机构",
    "人数",
    "已评定",
    "平均得分",
    "名次",
    "应发合计",
    "预留",
    "释放",
    "应兑现",
    "稿次",
)
_MONEY = {8: "gross", 9: "withheld", 10: "released", 11: "payable"}


def branches_sheet(desk: Desk) -> Sheet:
    paper = desk.paper("机构汇总", "各机构考核汇总表", _WIDTHS)
    if desk.county.wanting:
        paper.remark(
            desk.say(
                "另有 {count} 个机构没有完成，不在汇总之内，见“未齐与失败”。", count=len(desk.county.wanting)
            )
        )
    paper.put(paper.columns, desk.say("金额单位：元"), "note", align="right")
    paper.step()
    repeat = paper.heads([desk.say(head) for head in _HEADS])
    first, branches = paper.row, desk.county.done
    means = [_mean(branch.managers) for branch in branches]
    for number, (branch, mean) in enumerate(zip(branches, means, strict=True), 1):
        _row(desk, paper, branch, number, mean)
        paper.put(7, rank(mean, means) or DASH, align="center")
        paper.step()
    _totals(desk, paper, first)
    _measures(desk, paper)
    desk.sign(paper)
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = desk.page(repeat, landscape=True)
    return paper.sheet


def amount(branch: BranchMonth, name: str) -> Fraction:
    """The sum of the branch's printed amounts."""
    values = (getattr(manager, name) for manager in branch.managers)
    return sum((value for value in values if value is not None), Fraction(0))


def _row(desk: Desk, paper: Paper, branch: BranchMonth, number: int, mean: Fraction | None) -> None:
    rated = sum(manager.score is not None for manager in branch.managers)
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, branch.code, align="center")
    paper.put(3, branch.name, "wrap")
    paper.put(4, len(branch.managers), "text", "whole", align="center")
    paper.put(5, rated, "text", "whole", align="center")
    paper.put(6, DASH if mean is None else mean, "text", "points")
    for column, name in _MONEY.items():
        paper.put(column, amount(branch, name), "text", "money")
    revision = desk.say("第{number}稿", number=branch.revision) if branch.revision else desk.say("已封存")
    paper.put(12, revision, align="center")


def rank(value: Fraction | None, values: Iterable[Fraction | None]) -> int:
    """The place from the highest; equals share one; 0 of what has no value."""
    return 0 if value is None else 1 + sum(other is not None and other > value for other in values)


def _mean(managers: Sequence[ManagerMonth]) -> Fraction | None:
    """Of those who were rated."""
    scores = [manager.score for manager in managers if manager.score is not None]
    return sum(scores, Fraction(0)) / len(scores) if scores else None


def _totals(desk: Desk, paper: Paper, first: int) -> None:
    branches = desk.county.done
    paper.put(1, desk.say("合计（{count} 个机构）", count=len(branches)), "total", wide=3, align="center")
    everybody = [manager for branch in branches for manager in branch.managers]
    rated = sum(manager.score is not None for manager in everybody)
    mean = _mean(everybody)
    paper.put(4, len(everybody), "total", "whole", align="center")
    paper.put(5, rated, "total", "whole", align="center")
    paper.put(6, DASH if mean is None else mean, "total", "points")
    paper.put(7, None, "total")
    for column, name in _MONEY.items():
        total_of(paper, column, first, (amount(branch, name) for branch in branches))
    paper.put(12, None, "total")
    paper.step(2)


def _measures(desk: Desk, paper: Paper) -> None:
    """What the branches' 勾稽核对 add up to, table by table."""
    found: dict[tuple[str, str, str], list[Fraction]] = {}
    for branch in desk.county.done:
        for row in branch.measures:
            parts = found.setdefault((row.table, row.measure, row.unit), [Fraction(0)] * 4)
            for place, value in enumerate((row.total, row.managers, row.unallocated, row.excluded)):
                parts[place] += value
    if not found:
        return
    paper.caption(desk.say("勾稽核对（各机构合计）"))
    for column, head in (
        (1, "表"),
        (4, "项目"),
        (8, "表内合计"),
        (9, "归客户经理"),
        (10, "未分配"),
        (11, "不计入"),
        (12, "相符"),
    ):
        wide = {1: 3, 4: 4}.get(column, 1)
        paper.put(column, desk.say(head), "header", wide=wide)
    paper.step()
    for (table, measure, unit), parts in sorted(found.items()):
        paper.put(1, table, wide=3)
        paper.put(4, f"{measure}（{unit}）", wide=4)
        spots = [paper.put(column, value, "text", "money") for column, value in enumerate(parts, 8)]
        agrees = parts[0] == sum(parts[1:], Fraction(0))
        paper.put(
            12, desk.say("相符") if agrees else desk.say("不符"), "good" if agrees else "bad", align="center"
        )
        spots[0].give(f"{spots[1].cell}+{spots[2].cell}+{spots[3].cell}") if agrees else None
        paper.step()
    paper.step()
