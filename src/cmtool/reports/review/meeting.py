"""What is said and decided at the meeting: room to write by hand, and what was typed into 评审结果录入."""

from __future__ import annotations

from cmtool.model.workbook import NumberLook, Sheet
from cmtool.reports.paper import Paper
from cmtool.reports.review.entry_sheet import typed_cell
from cmtool.reports.review.folder import Folder

_WRITTEN, _ROOMY = 50.0, 32.0  # points: room for some lines by hand, for two
_Part = tuple[int, str, int]  # column of the label, label, columns that the value takes
_LINES: tuple[tuple[float, tuple[_Part, ...]], ...] = (
    (_ROOMY, ((1, "评审日期", 1), (3, "记录号", 1), (5, "回避", 3))),
    (_ROOMY, ((1, "出席", 7),)),
    (0, ((1, "同意", 1), (3, "反对", 1), (5, "弃权", 1), (7, "结果", 1))),
    (_WRITTEN, ((1, "决定等级", 1), (3, "生效日", 1), (5, "理由", 3))),
)
_DATES = ("评审日期", "生效日")


def meeting_parts(folder: Folder, paper: Paper, place: int, entry: Sheet) -> None:
    paper.caption(folder.say("六、意见与决定"))
    _room(folder, paper, "本人陈述")
    _room(folder, paper, "机构负责人意见")
    for height, line in _LINES:
        for column, head, wide in line:
            paper.put(column, folder.say(head), "key", align="center")
            _typed(paper, column + 1, place, entry, head, wide=wide)
        if height:
            paper.sheet.heights[paper.row] = height
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
    paper.sheet.heights[paper.row] = _WRITTEN
    paper.step()


def _typed(paper: Paper, column: int, place: int, entry: Sheet, head: str, *, wide: int = 1) -> None:
    """The cell of 评审结果录入, empty while nothing is typed there."""
    number: NumberLook = "date" if head in _DATES else ""
    cell = typed_cell(entry, place, head)
    spot = paper.put(column, "", "wrap", number, wide=wide, align="center")
    spot.give(f'IF({cell}="","",{cell})')
