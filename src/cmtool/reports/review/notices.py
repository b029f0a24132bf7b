"""等级评审结果通知: what was decided on whom, for publication and for each person's receipt."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.model.decision import OUTCOMES, Decision
from cmtool.model.text import Language
from cmtool.model.workbook import Workbook
from cmtool.reports import words
from cmtool.reports.paper import Paper
from cmtool.reports.review.folder import Folder
from cmtool.rules.gradereview import GradeReview

_WIDTHS = (5, 10, 10, 15, 8, 15, 12, 26, 14, 12)
_HEADS = ("序号", "工号", "姓名", "原等级", "结果", "决定等级", "生效日", "理由", "记录号", "本人签收")


def notice_workbook(
    review: GradeReview, decisions: Sequence[Decision], language: Language, code: str
) -> Workbook:
    """The notice, with its 校验码."""
    folder = Folder(review, language, {"": code})
    paper = Paper(folder.say("评审结果通知"), _WIDTHS)
    paper.title(folder.say("客户经理等级评审结果通知"), folder.about())
    repeat = paper.heads([folder.say(head) for head in _HEADS])
    own = {person.id: folder.held(person) for person in review.people}
    for number, decision in enumerate(decisions, 1):
        paper.put(1, number, "text", "whole", align="center")
        paper.put(2, decision.manager, align="center")
        paper.put(3, decision.name, align="center")
        paper.put(4, own.get(decision.manager) or words.DASH, "wrap", align="center")
        paper.put(5, folder.say(OUTCOMES[decision.outcome]), align="center")
        paper.put(6, decision.grade or words.DASH, "wrap", align="center")
        paper.put(7, decision.since or words.DASH, "text", "date" if decision.since else "", align="center")
        paper.put(8, decision.reason, "wrap")
        paper.put(9, decision.record, "wrap", align="center")
        paper.put(10, None, "text")
        paper.step()
    about = review.policy.about
    appeal = folder.say(
        "对结果有异议的，请在通知之日起 {days} 日内向{to}提出。", days=about.appeal_days, to=about.appeal_to
    )
    paper.remark(appeal)
    paper.signatures(
        [folder.say("经办：____________"), folder.say("主任：____________"), folder.say("日期：____________")]
    )
    paper.sheet.freeze = (repeat + 1, 4)
    paper.sheet.page = folder.page(landscape=True, repeat=repeat)
    title = folder.say("客户经理等级评审结果通知")
    return Workbook(f"等级评审结果通知_{review.period}.xlsx", title, (paper.sheet,))
