"""等级升降建议表: each manager's ladder conditions as they stand, the proposal with its reason, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.expression import Ref
from cmtool.model.workbook import Sheet
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import LANDSCAPE, Paper, Spot
from cmtool.rules.appraisal import ManagerResult
from cmtool.rules.proposal import Proposal, Standing

_WIDTHS = (5, 9, 10, 14, 11, 6, 14, 16, 9, 9, 9, 9, 16, 38, 34)
_HEADS = (
    "序号", "工号", "姓名", "现等级", "任职起", "条件", "指标", "条款", "标准", "本月实际", "连续月数", "是否满足",
    "建议", "理由", "距上一等级还差",
)  # fmt: skip
_KIND, _PROPOSAL = 6, 13


def grade_sheet(draft: Draft) -> Sheet:
    paper = Paper(draft.say("等级升降建议表"), _WIDTHS)
    paper.title(*draft.headings("客户经理等级升降建议表"))
    paper.remark(
        draft.say(
            "以下为按办法计算的建议，由有权人审定。晋级看标准连续达到的月数，保级看标准连续未达到的月数。"
        )
    )
    repeat = paper.heads([draft.say(head) for head in _HEADS])
    for number, result in enumerate(draft.appraisal.results, 1):
        paper.start_block()
        for ladder, made in result.proposals.items():
            _block(draft, paper, result, ladder, made, number)
    draft.sign_and_decide(paper)
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = draft.page(repeat=repeat, breaks=paper.breaks(LANDSCAPE))
    return paper.sheet


def _block(
    draft: Draft, paper: Paper, result: ManagerResult, ladder: str, made: Proposal, number: int
) -> None:
    """One person before one ladder; where the policy has several, each names itself with the grade held."""
    person, held = result.person, result.person.held(ladder)
    rows = list(_rows(draft, made))
    tall = max(1, len(rows))
    ladders = draft.appraisal.policy.ladders
    grade = held.grade or words.DASH
    if len(ladders) > 1:
        grade = f"{ladders[ladder].label}\n{grade}"
    paper.put(1, number, "text", "whole", tall=tall, align="center")
    for column, text in enumerate((person.id, person.name, grade), 2):
        paper.put(column, text, "wrap", tall=tall, align="center")
    paper.put(5, held.since or words.DASH, "text", "date", tall=tall, align="center")
    paper.put(_PROPOSAL, draft.say(words.proposal(made)), words.look(made.change), tall=tall, align="center")
    paper.put(14, draft.say(made.reason), "wrap", tall=tall)
    paper.put(15, "\n".join(draft.say(part) for part in words.lacking(made)), "wrap", tall=tall)
    for kind, standing in rows:
        _standing(draft, paper, result, kind, standing)
        paper.step()
    if not rows:
        paper.put(_KIND, draft.say("没有条件"), wide=_PROPOSAL - _KIND, align="center")
        paper.step()


def _rows(draft: Draft, made: Proposal) -> Iterator[tuple[str, Standing]]:
    """Keep conditions of the own grade, then entry conditions of the next; alternatives say so."""
    several = len({standing.grade for standing in made.entry}) > 1
    for kind, standings in ((draft.say("保级"), made.keep), (draft.say("晋级"), made.entry)):
        for standing in standings:
            said = f"{kind}\n{standing.grade}" if several and standings is made.entry else kind
            if standing.together == "any":
                said = f"{said}\n{draft.say('（任一）')}"
            yield from ((said, leaf) for leaf in standing.leaves())


def _standing(draft: Draft, paper: Paper, result: ManagerResult, kind: str, standing: Standing) -> None:
    policy = draft.appraisal.policy
    paper.put(_KIND, kind, "wrap", align="center")
    paper.put(7, standing.label, "wrap")
    paper.put(8, standing.clause, "wrap")
    paper.put(9, draft.say(words.standard(standing)), align="center")
    if (answer := words.answer(standing)) is not None:
        paper.put(10, draft.say(answer), align="center")
    else:
        actual: Spot = draft.number(paper, 10, standing.actual, standing.unit)
        if standing.of in policy.names:
            draft.formulas.derive(result.person.id, Ref(standing.of), actual)
    paper.put(
        11, draft.say("{months}/{needed}", months=standing.months, needed=standing.needed), align="center"
    )
    paper.put(12, draft.say("满足") if standing.met else draft.say("不满足"), align="center")
