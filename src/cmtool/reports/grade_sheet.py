"""等级升降建议表: each manager's ladder conditions as they stand, the proposal with its reason, and what is missing."""

from __future__ import annotations

from cmtool.model.expression import Ref
from cmtool.model.workbook import Look, Sheet
from cmtool.policy.conditions import Condition
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import LANDSCAPE, Paper, Spot
from cmtool.rules.appraisal import ManagerResult, Standing

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
        _block(draft, paper, result, number)
    draft.sign_and_decide(paper)
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = draft.page(repeat=repeat, breaks=paper.breaks(LANDSCAPE))
    return paper.sheet


def _block(draft: Draft, paper: Paper, result: ManagerResult, number: int) -> None:
    person, made = result.person, result.proposal
    standings = _standings(draft, result)
    tall = max(1, len(standings))
    paper.put(1, number, "text", "whole", tall=tall, align="center")
    for column, text in enumerate((person.id, person.name, person.grade), 2):
        paper.put(column, text, "wrap", tall=tall, align="center")
    paper.put(5, person.grade_since or words.DASH, "text", "date", tall=tall, align="center")
    look: Look = "good" if made.change == "rise" else "bad" if made.change in ("fall", "exit") else "wrap"
    paper.put(_PROPOSAL, draft.say(words.proposal(made)), look, tall=tall, align="center")
    paper.put(14, draft.say(made.reason), "wrap", tall=tall)
    paper.put(15, "\n".join(draft.say(part) for part in words.lacking(made)), "wrap", tall=tall)
    for kind, standing, condition in standings:
        _standing(draft, paper, result, kind, standing, condition)
        paper.step()
    if not standings:
        paper.put(_KIND, draft.say("没有条件"), wide=_PROPOSAL - _KIND, align="center")
        paper.step()


def _standings(draft: Draft, result: ManagerResult) -> list[tuple[str, Standing, Condition | None]]:
    """Keep conditions of the own grade, then entry conditions of the next, each with its term in the policy."""
    ladder, made = draft.appraisal.policy.ladder, result.proposal
    own = ladder.grade(result.person.grade)
    above = ladder.above(result.person.grade)
    found: list[tuple[str, Standing, Condition | None]] = []
    for kind, standings, conditions in (
        (draft.say("保级"), made.keep, ladder.keep_of(own)),
        (draft.say("晋级"), made.entry, ladder.entry_of(above) if above else ()),
    ):
        known = conditions if len(conditions) == len(standings) else (None,) * len(standings)
        found += [(kind, standing, condition) for standing, condition in zip(standings, known, strict=True)]
    return found


def _standing(
    draft: Draft,
    paper: Paper,
    result: ManagerResult,
    kind: str,
    standing: Standing,
    condition: Condition | None,
) -> None:
    policy = draft.appraisal.policy
    unit = policy.unit(condition.of) if condition else ""
    paper.put(_KIND, kind, align="center")
    paper.put(7, standing.label, "wrap")
    paper.put(8, standing.clause, "wrap")
    paper.put(9, standing.written, align="center")
    actual: Spot = draft.number(paper, 10, standing.actual, unit)
    if condition is not None:
        draft.formulas.derive(result.person.id, Ref(condition.of), actual)
    paper.put(
        11, draft.say("{months}/{needed}", months=standing.months, needed=standing.needed), align="center"
    )
    paper.put(12, draft.say("满足") if standing.met else draft.say("不满足"), align="center")
