"""数据来源: each input file with its hash, the tables found in it, rows read, skipped, rejected, columns not read."""

from __future__ import annotations

from cmtool.model.tables import TABLES
from cmtool.model.workbook import Sheet
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper

_WIDTHS = (5, 34, 16, 20, 9, 9, 9, 36, 68)
_HEADS = ("序号", "文件", "工作表", "表或用途", "读入行", "跳过行", "拒收行", "没有用到的列", "SHA-256")


def sources_sheet(draft: Draft) -> Sheet:
    paper = Paper(draft.say("数据来源"), _WIDTHS)
    paper.title(*draft.headings("数据来源"))
    paper.remark(
        draft.say("跳过行：合计行、注释、重复表头、空行；拒收行：有错误而没有计入的行，见数据问题清单。")
    )
    repeat = paper.heads([draft.say(head) for head in _HEADS])
    sources = sorted(
        draft.appraisal.book.sources, key=lambda source: (source.path, source.sheet, source.table)
    )
    for number, source in enumerate(sources, 1):
        _file(draft, paper, number, source.path, source.digest)
        paper.put(3, source.sheet, "wrap")
        paper.put(4, TABLES[source.table].name if source.table in TABLES else source.table, "wrap")
        for column, count in enumerate((source.read, source.skipped, source.rejected), 5):
            paper.put(column, count, "bad" if column == 7 and count else "text", "whole")
        paper.put(8, "、".join(source.unread) or words.DASH, "wrap")
        paper.step()
    for number, other in enumerate(draft.edition.inputs, len(sources) + 1):
        _file(draft, paper, number, other.path, other.digest)
        paper.put(3, words.DASH, align="center")
        paper.put(4, draft.say(other.role), "wrap")
        for column in range(5, 9):
            paper.put(column, words.DASH, align="center")
        paper.step()
    paper.sheet.freeze = (repeat + 1, 3)
    paper.sheet.page = draft.page(repeat=repeat)
    return paper.sheet


def _file(draft: Draft, paper: Paper, number: int, path: str, digest: str) -> None:
    paper.put(1, number, "text", "whole", align="center")
    link = draft.edition.root + path.replace("%", "%25").replace("#", "%23")
    paper.put(2, path, "wrap", link=link)
    paper.put(9, digest)
