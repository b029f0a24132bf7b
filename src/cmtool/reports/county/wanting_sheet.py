"""未齐与失败: the branches that did not come through, why, and what each has to do; the first page when there are any."""

from __future__ import annotations

from cmtool.model.county import BranchMonth
from cmtool.model.workbook import Sheet
from cmtool.reports.county.desk import Desk

_WIDTHS = (5, 10, 18, 9, 52, 40)
_NAMED = 3  # causes that are named; all stand in the branch's letter


def wanting_sheet(desk: Desk) -> Sheet:
    paper = desk.paper("未齐与失败", "未齐、有问题和失败的机构", _WIDTHS)
    county = desk.county
    words = desk.say(
        "共 {all} 个机构，完成 {done} 个，下列 {wanting} 个没有完成，不在汇总之内。",
        all=len(county.branches),
        done=len(county.done),
        wanting=len(county.wanting),
    )
    paper.remark(words)
    repeat = paper.heads([desk.say(word) for word in ("序号", "机构号", "机构", "情况", "原因", "怎么办")])
    for number, branch in enumerate(county.wanting, 1):
        paper.put(1, number, "text", "whole", align="center")
        paper.put(2, branch.code or branch.folder, align="center")
        paper.put(3, branch.name or branch.folder, "wrap")
        paper.put(4, desk.state(branch), "bad", align="center")
        paper.put(5, why(desk, branch), "wrap")
        paper.put(6, cure(desk, branch), "wrap")
        paper.step()
    paper.sheet.freeze = (repeat + 1, 1)
    paper.sheet.page = desk.page(repeat, landscape=True)
    return paper.sheet


def why(desk: Desk, branch: BranchMonth) -> str:
    """The reason in a sentence: what stopped it, else its first errors."""
    if branch.reason:
        return branch.reason
    causes = list(dict.fromkeys(f"{found.code} {found.message}" for found in branch.errors))
    shown = "；".join(causes[:_NAMED])
    if len(causes) > _NAMED:
        return desk.say("{causes}；等 {count} 个原因", causes=shown, count=len(causes))
    return shown


def cure(desk: Desk, branch: BranchMonth) -> str:
    """What the branch has to do: the first errors' remedies."""
    if branch.state == "waiting":
        return desk.say("对这个机构运行一次；它的文件夹被移走的请放回原处")
    remedies = dict.fromkeys(found.remedy for found in branch.errors if found.remedy)
    return "；".join(list(remedies)[:_NAMED]) or desk.say("请查看本机构的日志")
