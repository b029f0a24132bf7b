"""数据来源: each input file with its hash, the tables found in it, rows read, skipped, rejected, and what was not read."""

from __future__ import annotations

from cmtool.model.book import Source
from cmtool.model.grid import letters
from cmtool.model.tables import TABLES
from cmtool.model.text import Language
from cmtool.model.workbook import Sheet
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper

_WIDTHS = (5, 34, 16, 20, 9, 9, 9, 36, 18, 68)
_HEADS = (
    "序号",
    "文件",
    "工作表",
    "表或用途",
    "读入行",
    "跳过行",
    "拒收行",
    "没有用到的列",
    "隐藏",
    "SHA-256",
)
_LAST = len(_HEADS)


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
        paper.put(8, unread_of(source, draft.edition.language) or words.DASH, "wrap")
        paper.put(9, hidden_of(source, draft.edition.language) or words.DASH, "wrap")
        paper.step()
    unread = draft.appraisal.book.ignored
    for number, ignored in enumerate(unread, len(sources) + 1):
        _file(draft, paper, number, ignored.path, ignored.digest)
        paper.put(3, ignored.sheet, "wrap")
        paper.put(4, draft.say("没有读取：{reason}", reason=ignored.reason), "wrap")
        _dashes(paper)
        paper.step()
    for number, other in enumerate(draft.edition.inputs, len(sources) + len(unread) + 1):
        _file(draft, paper, number, other.path, other.digest)
        paper.put(3, words.DASH, align="center")
        paper.put(4, draft.say(other.role), "wrap")
        _dashes(paper)
        paper.step()
    paper.sheet.freeze = (repeat + 1, 3)
    paper.sheet.page = draft.page(repeat=repeat)
    return paper.sheet


def _file(draft: Draft, paper: Paper, number: int, path: str, digest: str) -> None:
    paper.put(1, number, "text", "whole", align="center")
    link = draft.edition.root + path.replace("%", "%25").replace("#", "%23")
    paper.put(2, path, "wrap", link=link)
    paper.put(_LAST, digest)


def _dashes(paper: Paper) -> None:
    for column in range(5, _LAST):
        paper.put(column, words.DASH, align="center")


def unread_of(source: Source, language: Language) -> str:
    """The columns that nobody reads: their headers, and those with values but without one."""
    bare = (language.say("{column} 列（没有表头）", column=letters(column)) for column in source.headless)
    return "、".join((*source.unread, *bare))


def hidden_of(source: Source, language: Language) -> str:
    """What of the sheet was hidden and read all the same."""
    parts = [
        *([language.say("整张表")] if source.hidden else []),
        *([language.say("{count} 行", count=source.hidden_rows)] if source.hidden_rows else []),
        *([language.say("{count} 列", count=source.hidden_columns)] if source.hidden_columns else []),
    ]
    return "、".join(parts)
