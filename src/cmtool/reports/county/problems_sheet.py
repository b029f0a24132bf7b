"""问题分机构, 跨机构核对 and the letter to one branch: problems as the head office hands them on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cmtool.model.county import BranchMonth, Found
from cmtool.model.workbook import Sheet, Workbook
from cmtool.reports.county.desk import Desk
from cmtool.reports.paper import Paper

_WIDTHS = (10, 18, 8, 8, 8, 60, 40)
_LIST = (5, 6, 8, 30, 11, 48, 36)
_LISTED = 2000  # problems in a letter; a list nobody reads to the end is no list


def problems_sheet(desk: Desk) -> Sheet:
    """By branch and code: how many, the first one's sentence, what to do."""
    paper = desk.paper("问题分机构", "各机构数据问题汇总", _WIDTHS)
    repeat = paper.heads(
        [
            desk.say(head)
            for head in ("机构号", "机构", "代码", "级别", "处数", "问题（以第一处为例）", "怎么改")
        ]
    )
    for branch in desk.county.branches:
        counts = Counter(found.code for found in branch.problems)
        first = {found.code: found for found in reversed(branch.problems)}
        for code in sorted(counts, key=lambda code: (not first[code].is_error, code)):
            found = first[code]
            paper.put(1, branch.code or branch.folder, align="center")
            paper.put(2, branch.name or branch.folder, "wrap")
            paper.put(3, code, align="center")
            _severity(desk, paper, 4, found)
            paper.put(5, counts[code], "text", "whole", align="center")
            paper.put(6, found.message, "wrap")
            paper.put(7, found.remedy, "wrap")
            paper.step()
    paper.sheet.freeze = (repeat + 1, 1)
    paper.sheet.page = desk.page(repeat, landscape=True)
    return paper.sheet


def across_sheet(desk: Desk) -> Sheet:
    """What only shows when the branches are held against each other."""
    paper = desk.paper("跨机构核对", "跨机构核对发现的问题", _LIST)
    _list(desk, paper, desk.county.across)
    return paper.sheet


def letter(desk: Desk, branch: BranchMonth) -> Workbook:
    """What one branch has to mend, and nothing of any other branch."""
    paper = desk.paper("数据问题通知", "关于更正考核数据的通知", _LIST)
    paper.put(1, desk.say("{branch}：", branch=branch.name or branch.folder), "sign", wide=len(_LIST))
    paper.step()
    words = desk.say("    你社 {month} 的数据有下列问题，请更正后重新报送。", month=desk.county.month)
    paper.put(1, words, "sign", wide=len(_LIST))
    paper.step()
    if branch.reason:
        paper.put(1, branch.reason, "sign", wide=len(_LIST))
        paper.step()
    _list(desk, paper, branch.problems[:_LISTED])
    if len(branch.problems) > _LISTED:
        paper.remark(
            desk.say("另有 {count} 条，见本机构的数据问题清单。", count=len(branch.problems) - _LISTED)
        )
    paper.step()
    paper.put(1, desk.county.county, "sign", wide=4)
    paper.put(5, desk.say("经办：　　　　　　　　年　　月　　日"), "sign", wide=3)
    title = desk.say("关于更正考核数据的通知")
    return Workbook(
        f"数据问题通知_{_addressed(desk, branch)}_{desk.county.month}.xlsx", title, (paper.sheet,)
    )


def _addressed(desk: Desk, branch: BranchMonth) -> str:
    """Whose letter it is: the 机构号; the folder where two branches wrongly share one, so that neither gets the other's."""
    sharing = sum(other.code == branch.code for other in desk.county.branches)
    return branch.code if branch.code and sharing == 1 else branch.folder


def _list(desk: Desk, paper: Paper, problems: Sequence[Found]) -> None:
    repeat = paper.heads(
        [desk.say(head) for head in ("序号", "级别", "代码", "位置", "列", "问题", "怎么改")]
    )
    ordered = sorted(problems, key=lambda found: not found.is_error)
    for number, found in enumerate(ordered, 1):
        paper.put(1, number, "text", "whole", align="center")
        _severity(desk, paper, 2, found)
        paper.put(3, found.code, align="center")
        paper.put(4, found.place, "wrap")
        paper.put(5, found.column, "wrap")
        paper.put(6, found.message, "wrap")
        paper.put(7, found.remedy, "wrap")
        paper.step()
    paper.sheet.page = desk.page(repeat, landscape=True)


def _severity(desk: Desk, paper: Paper, column: int, found: Found) -> None:
    said = desk.say("错误") if found.is_error else desk.say("提醒")
    paper.put(column, said, "bad" if found.is_error else "wrap", align="center")
