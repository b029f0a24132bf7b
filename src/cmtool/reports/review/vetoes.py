"""What bars or limits a rise: violations, the exam, the time of protection, and every gate of the ladder."""

from __future__ import annotations

from cmtool.reports.paper import Paper
from cmtool.reports.review.conditions import gate_rows
from cmtool.reports.review.folder import Folder
from cmtool.rules.gradereview import PersonReview
from cmtool.rules.matters import matters


def veto_parts(folder: Folder, paper: Paper, person: PersonReview) -> None:
    """What bars or limits a rise, whatever was reached."""
    own, last = person.result.person, folder.review.last
    ladder = folder.review.policy.ladders[folder.review.ladder]
    facts = matters(last.appraisal.book, own.id)
    expired = own.exam_valid_until is not None and own.exam_valid_until < last.month.last
    counts = [matters(one.appraisal.book, own.id).violations for one in folder.review.sealed.values()]
    known = [count for count in counts if count is not None]
    _, months = folder.in_grade(person)
    protected = ladder.protection_months
    guard = folder.say("保护期内") if months is not None and months < protected else folder.say("不在保护期")
    paper.caption(folder.say("三、否决与限制"))
    folder.pairs(
        paper,
        [
            ("违规登记", folder.say("{count} 次", count=sum(known)) if known else ""),
            ("不良记录", facts.bad_record or folder.say("无")),
            (
                "资格考试",
                folder.say("已过期") if expired else folder.say("有效") if own.exam_valid_until else "",
            ),
            ("保护期", guard if protected else folder.say("不设")),
            ("离任稽核", folder.say("□无　□未结")),
            ("责任贷款", folder.say("□无　□有")),
        ],
    )
    gate_rows(folder, paper, person.proposal.vetoes)
