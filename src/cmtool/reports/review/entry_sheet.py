"""评审结果录入: one row for each person, in which the accountant types what was decided, once."""

from __future__ import annotations

from typing import Final

from cmtool.model.decision import OUTCOMES
from cmtool.model.workbook import Choice, Sheet
from cmtool.reports import words
from cmtool.reports.paper import Paper, Spot
from cmtool.reports.review.folder import ENTRY, Folder
from cmtool.rules.gradereview import PersonReview

ADVICE: Final = ("工号", "姓名", "现等级", "建议", "建议等级")
"""Columns that are printed and must come back as they were."""
TYPED: Final = (
    "结果", "决定等级", "生效日", "理由", "评审日期", "记录号", "出席", "回避", "同意", "反对", "弃权",
)  # fmt: skip
HEADS: Final = (*ADVICE, *TYPED)
HEAD_ROW: Final = 5
FIRST: Final = HEAD_ROW + 1
CODE_PREFIX: Final = "校验码 "
LADDER_PREFIX: Final = "　序列 "
CODE_ROW: Final = 2
_WIDTHS = (10, 10, 15, 8, 15, 9, 15, 12, 40, 12, 14, 24, 14, 7, 7, 7)
_ROOMY = 44.0  # points: names and reasons take some lines
_DATES = ("生效日", "评审日期")


def entry_sheet(folder: Folder) -> Sheet:
    """The sheet is known by its name in every language, and its columns by their headers."""
    paper = Paper(ENTRY, _WIDTHS)
    paper.put(1, f"{folder.say('评审结果录入')}　{folder.about()}", "title", wide=len(HEADS))
    paper.step()
    ladder = folder.review.policy.ladders[folder.review.ladder].label
    known = f"{folder.review.period}　{CODE_PREFIX}{folder.codes['']}{LADDER_PREFIX}{ladder}"
    paper.put(1, known, "subtitle", wide=len(HEADS))
    paper.step()
    paper.remark(
        folder.say(
            "只在浅黄色的格里填写。结果与建议不同的必须写理由；等级有变动的必须写生效日。没有审议的人整行留空。"
        )
    )
    paper.remark(
        folder.say(
            "填好保存后运行：cmtool grade-review {period} --decisions 这个文件",
            period=str(folder.review.period),
        )
    )
    paper.heads(HEADS)
    assert paper.row == FIRST, "the rows are known by their number"
    for person in folder.review.people:
        _row(folder, paper, person)
    _choices(folder, paper)
    paper.sheet.freeze = (FIRST, 3)
    paper.sheet.page = folder.page(landscape=True, repeat=HEAD_ROW)
    return paper.sheet


def _row(folder: Folder, paper: Paper, person: PersonReview) -> None:
    made = person.proposal
    paper.put(1, person.id, align="center")
    paper.put(2, person.result.person.name, align="center")
    paper.put(3, folder.held(person) or words.DASH, "wrap", align="center")
    paper.put(4, words.CHANGE[made.change], align="center")
    paper.put(5, made.grade or words.DASH, "wrap", align="center")
    for column, head in enumerate(TYPED, len(ADVICE) + 1):
        paper.put(column, None, "input", "date" if head in _DATES else "")
    paper.sheet.heights[paper.row] = _ROOMY
    paper.step()


def _choices(folder: Folder, paper: Paper) -> None:
    last = paper.row - 1
    if last < FIRST:
        return
    outcome, grade = column_of("结果"), column_of("决定等级")
    grades = folder.review.policy.ladders[folder.review.ladder].order
    paper.sheet.choices.append(Choice((FIRST, outcome), (last, outcome), tuple(OUTCOMES.values())))
    paper.sheet.choices.append(Choice((FIRST, grade), (last, grade), grades))


def column_of(head: str) -> int:
    return HEADS.index(head) + 1


def typed_cell(sheet: Sheet, place: int, head: str) -> str:
    """Where the decision on the person at that place (from 0) is typed, as a formula on another sheet names it."""
    return Spot(sheet, FIRST + place, column_of(head)).seen_from(Sheet(""))
