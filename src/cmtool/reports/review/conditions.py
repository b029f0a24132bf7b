"""Keep conditions of the own grade and entry conditions of the next, each with what is there and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.reports import words
from cmtool.reports.paper import Paper
from cmtool.reports.review.folder import Folder
from cmtool.rules.gradereview import PersonReview
from cmtool.rules.proposal import Standing


def condition_parts(folder: Folder, paper: Paper, person: PersonReview) -> None:
    made = person.proposal
    paper.caption(folder.say("二、保级与晋级条件"))
    _heads(folder, paper)
    _rows(folder, paper, folder.say("保级"), made.keep)
    rise = folder.say("晋级 {grade}", grade=made.next_grade) if made.next_grade else folder.say("晋级")
    _rows(folder, paper, rise, made.entry)
    paper.put(1, folder.say("还差"), "key", align="center")
    paper.put(2, "；".join(folder.say(part) for part in words.lacking(made)), "wrap", wide=7)
    paper.step()


def _heads(folder: Folder, paper: Paper) -> None:
    for column, label, wide in (
        (1, "类别", 1),
        (2, "条款", 2),
        (4, "指标", 1),
        (5, "标准", 1),
        (6, "实际", 1),
        (7, "连续期数", 1),
        (8, "满足", 1),
    ):
        paper.put(column, folder.say(label), "header", wide=wide)
    paper.step()


def _rows(folder: Folder, paper: Paper, kind: str, standings: Sequence[Standing]) -> None:
    leaves = [leaf for standing in standings for leaf in standing.leaves()]
    if not leaves:
        paper.put(1, kind, "wrap", align="center")
        paper.put(2, folder.say("没有条件"), wide=7, align="center")
        paper.step()
    for leaf in leaves:
        paper.put(1, kind, "wrap", align="center")
        paper.put(2, leaf.clause, "wrap", wide=2)
        paper.put(4, leaf.label, "wrap")
        paper.put(5, folder.say(words.standard(leaf)), align="center")
        if (answer := words.answer(leaf)) is not None:
            paper.put(6, folder.say(answer), align="center")
        else:
            folder.number(paper, 6, leaf.actual, leaf.unit)
        paper.put(7, folder.say("{months}/{needed}", months=leaf.months, needed=leaf.needed), align="center")
        paper.put(
            8,
            folder.say("满足") if leaf.met else folder.say("不满足"),
            "text" if leaf.met else "bad",
            align="center",
        )
        paper.step()
