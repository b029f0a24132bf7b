"""What is said and decided at the meeting: room to write by hand, and what was typed into 评审结果录入."""

from __future__ import annotations

from cmtool.model.workbook import NumberLook, Sheet
from cmtool.reports.paper import Paper
from cmtool.reports.review.entry_sheet import typed_cell
from cmtool.reports.review.folder import Folder

_LINES = (("评审日期", "记录号", "出席", "回避"), ("同意", "反对", "弃权", "结果"))
_DATES = ("评审日期", "生效日")


def meeting_parts(folder: Folder, paper: Paper, place: int, entry: Sheet) -> None:
    paper.caption(folder.say("六、意见与决定"))
    _room(folder, paper, "本人陈述")
    _room(folder, paper, "机构负责人意见")
    for line in _LINES:
        for number, head in enumerate(line):
            paper.put(1 + 2 * number, folder.say(head), "key", align="center")
            _typed(paper, 2 + 2 * number, place, entry, head)
        paper.step()
    for column, head, wide in ((1, "决定等级", 1), (3, "生效日", 1), (5, "理由", 3)):
        paper.put(column, folder.say(head), "key", align="center")
        _typed(paper, column + 1, place, entry, head, wide=wide)
    paper.step()
    _room(folder, paper, "评审委员会签名")
    _room(folder, paper, "联社审批")
    for number, head in enumerate(("公示起止", "本人签收", "日期", "经办")):
        paper.put(1 + 2 * number, folder.say(head), "key", align="center")
        paper.put(2 + 2 * number, None, "text")
    paper.step()


def _room(folder: Folder, paper: Paper, label: str) -> None:
    paper.put(1, folder.say(label), "key", align="center")
    paper.put(2, None, "wrap", wide=7)
    paper.sheet.heights[paper.row] = 50.0
    paper.step()


def _typed(paper: Paper, column: int, place: int, entry: Sheet, head: str, *, wide: int = 1) -> None:
    """The cell of 评审结果录入, empty while nothing is typed there."""
    number: NumberLook = "date" if head in _DATES else ""
    cell = typed_cell(entry, place, head)
    spot = paper.put(column, "", "wrap", number, wide=wide, align="center")
    spot.give(f'IF({cell}="","",{cell})')
