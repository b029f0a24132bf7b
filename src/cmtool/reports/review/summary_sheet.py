"""评审汇总: what the committee reads before the meeting, on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cmtool.model.money import plain
from cmtool.model.workbook import Chart, Sheet
from cmtool.reports import words
from cmtool.reports.paper import LANDSCAPE, Paper
from cmtool.reports.review.folder import SUMMARY, Folder
from cmtool.rules.gradereview import PersonReview
from cmtool.rules.proposal import Change
from cmtool.rules.seats import Seats, seats

_WIDTHS = (5, 10, 10, 16, 9, 6, 26, 14, 34)
_DOWN = 300  # pixels of the chart
_ON_A_PAGE = 30  # people, with the chart below
_HEADS = ("序号", "工号", "姓名", "现等级", "得分", "名次", "建议", "月薪影响（元）", "临界与提示")
_ORDER: tuple[Change, ...] = ("rise", "fall", "exit", "keep", "deferred", "unrated", "between")


def summary_sheet(folder: Folder) -> Sheet:
    paper = Paper(folder.say(SUMMARY), _WIDTHS)
    paper.title(folder.say("客户经理等级评审汇总"), folder.about())
    paper.remark(folder.months())
    paper.remark(_counts(folder))
    _places(folder, paper)
    repeat = paper.heads([folder.say(head) for head in _HEADS])
    first = paper.row
    ordered = sorted(folder.review.people, key=lambda one: (_ORDER.index(one.proposal.change), one.id))
    for number, person in enumerate(ordered, 1):
        paper.start_block()
        _row(folder, paper, person, number)
    _chart(folder, paper, first)
    paper.sheet.freeze = (repeat + 1, 4)
    short = len(ordered) <= _ON_A_PAGE
    page = folder.page(landscape=True, repeat=repeat, whole=short)
    paper.sheet.page = page if short else replace(page, breaks=paper.breaks(LANDSCAPE))
    return paper.sheet


def _counts(folder: Folder) -> str:
    counts = Counter(person.proposal.change for person in folder.review.people)
    said = [f"{folder.say(words.CHANGE[change])} {counts[change]}" for change in _ORDER if counts[change]]
    total = folder.say("共 {count} 人", count=len(folder.review.people))
    return "　".join((total, *said))


def _places(folder: Folder, paper: Paper) -> None:
    """By grade from the highest: how many would hold it, how many may, who finds no place and who is one too many."""
    for column, head, wide in ((1, "等级", 3), (4, "评审后人数", 1), (5, "职数", 2), (7, "超出", 3)):
        paper.put(column, folder.say(head), "header", wide=wide)
    paper.step()
    review = folder.review
    for one in seats(review.policy, review.ladder, [person.result for person in review.people]):
        name = one.grade
        if one.institution:
            name = folder.say("{grade}（{institution}）", grade=name, institution=one.institution)
        paper.put(1, name, "wrap", wide=3, align="center")
        paper.put(4, one.held, "text", "whole", align="center")
        limit = folder.say("不限") if one.places is None else plain(one.places)
        paper.put(5, limit, "bad" if one.beyond else "text", wide=2, align="center")
        paper.put(7, "；".join(_crowded(folder, one)) or words.DASH, "wrap", wide=3)
        paper.step()
    paper.step()


def _crowded(folder: Folder, one: Seats) -> Iterator[str]:
    if one.beyond:
        names = "、".join(one.beyond)
        yield folder.say("超出 {count} 人，名次在后的是 {names}", count=len(one.beyond), names=names)
    if one.waiting:
        yield folder.say("待职数：{names}", names="、".join(one.waiting))


def _row(folder: Folder, paper: Paper, person: PersonReview, number: int) -> None:
    result, made = person.result, person.proposal
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, person.id, align="center")
    paper.put(3, result.person.name, align="center")
    paper.put(4, folder.held(person) or words.DASH, "wrap", align="center")
    folder.number(paper, 5, result.score, "分")
    paper.put(6, result.rank or words.DASH, align="center")
    paper.put(7, folder.say(words.proposal(made)), words.look(made.change), align="center")
    folder.number(paper, 8, person.pay_effect, "元")
    notes = [folder.say(said) for said in person.near]
    if made.waits:
        notes.append(folder.say("符合条件，待职数"))
    paper.put(9, "；".join(notes), "wrap")
    paper.step()


def _chart(folder: Folder, paper: Paper, first: int) -> None:
    rated = [person for person in folder.review.people if person.result.score is not None]
    if rated:
        across = sum(int(7 * width + 5) for width in paper.sheet.widths.values())
        last = first + len(folder.review.people) - 1
        title = folder.say("{month}得分", month=str(folder.review.last.month))
        at, size = (paper.picture(_DOWN), 1), (across, _DOWN)
        paper.sheet.charts.append(Chart("column", title, (3, first, last), (5, first, last), at, size))
