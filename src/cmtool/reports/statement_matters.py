"""The rest of a statement: holding accounts, registered events, comparison with last month, and who signs."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.money import fixed
from cmtool.model.text import Phrase, phrase
from cmtool.policy.indicators import Events
from cmtool.reports import words
from cmtool.reports.accounts_sheet import HEADS, balance, moves, stand_parts
from cmtool.reports.draft import Draft
from cmtool.reports.grade_words import proposals, segments
from cmtool.reports.paper import Paper
from cmtool.rules.appraisal import Event, HoldResult, ManagerResult

_ACCOUNT_HEADS = (
    (1, 2, "账户"), (3, 2, "期初余额"), (5, 1, "本期预留"), (6, 2, "本期释放"), (8, 2, "本期扣用"), (10, 1, "期末余额"),
)  # fmt: skip
_MOVING_HEADS = (
    (1, 2, "账户"), (3, 1, "期初余额"), (4, 1, "本期预留"), (5, 1, "本期释放"), (6, 2, "本期扣用"), (8, 2, "不再发放"),
    (10, 1, "期末余额"),
)  # fmt: skip
_EVENT_HEADS = (
    (1, 1, "序号"), (2, 1, "日期　事项"), (3, 2, "借据或客户"), (5, 3, "事由"), (8, 2, "登记人"), (10, 1, "影响"),
)  # fmt: skip


def accounts(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    """Each holding account: opening + held − released − charged = closing."""
    if not draft.appraisal.policy.hold:
        return
    paper.caption(draft.say("三、预留账户"))
    heads = _MOVING_HEADS if moves(draft) else _ACCOUNT_HEADS
    _heads(draft, paper, heads)
    for hold in result.holds:
        _account(draft, paper, result, hold, heads)
    if not result.holds:
        paper.put(1, draft.say(words.reason(result)), "wrap", wide=paper.columns)
        paper.step()


def _account(
    draft: Draft,
    paper: Paper,
    result: ManagerResult,
    hold: HoldResult,
    heads: tuple[tuple[int, int, str], ...],
) -> None:
    paper.put(1, hold.label, "wrap", wide=2, align="center")
    spots = {}
    for part, head in HEADS.items():
        column, wide = next(((at, wide) for at, wide, word in heads if word == head), (0, 0))
        if column:
            spots[part] = draft.number(paper, column, getattr(hold, part), "元", wide=wide)
    who = result.person.id
    draft.formulas.place(who, hold.id, spots["held"])
    stand_parts(draft, who, hold, spots)
    spots["closing"].give(balance(hold, spots))
    paper.step()
    why = draft.say("本期预留：{why}　{clause}", why=hold.why, clause=hold.clause)
    said = draft.say("本期释放：{why}", why=hold.said) if hold.said else ""
    paper.put(1, "\n".join(part for part in (why, said) if part), "wrap", wide=paper.columns)
    paper.step()
    _lots(draft, paper, hold)


def _lots(draft: Draft, paper: Paper, hold: HoldResult) -> None:
    """The lots that moved or are left, in one line: month and what is left of it."""
    alive = [entry for entry in hold.lots if entry.closing or entry.released or entry.charged]
    if not moves(draft) or len(alive) < 2:
        return
    parts = tuple(
        phrase("{month} {amount}", month=entry.month, amount=fixed(entry.closing, 2, True)) for entry in alive
    )
    paper.put(1, draft.say(phrase("各笔余额：{parts}", parts=parts)), "wrap", wide=paper.columns)
    paper.step()


def events(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    """The person's own registered events of the month, with what each of them does."""
    paper.caption(draft.say("四、本月登记事项"))
    if not result.events:
        paper.put(1, draft.say("本月没有登记事项"), "wrap", wide=paper.columns)
        paper.step()
        return
    _heads(draft, paper, _EVENT_HEADS)
    for number, event in enumerate(result.events, 1):
        paper.put(1, number, "text", "whole", align="center")
        paper.put(2, f"{event.date.isoformat()}\n{event.item}", "wrap")
        paper.put(3, event.reference or words.DASH, "wrap", wide=2)
        paper.put(5, event.basis or words.DASH, "wrap", wide=3)
        paper.put(8, event.recorder or words.DASH, "wrap", wide=2)
        paper.put(10, "；".join(draft.say(effect) for effect in _effects(draft, event)), "wrap")
        paper.step()


def _effects(draft: Draft, event: Event) -> Iterator[Phrase]:
    """What the policy makes of an event: what it adds to each line whose figure counts it."""
    policy, taken = draft.appraisal.policy, False
    for name, figure in policy.figure.items():
        if not isinstance(figure, Events) or not figure.takes(event.item):
            continue
        taken = True
        lines = [line.label for line in policy.line.values() if name in line.reads()]
        label = "、".join(lines) or figure.label
        if figure.measure == "count":
            yield phrase("“{label}”计 1 次", label=label)
        elif figure.measure == "points":
            yield phrase("“{label}” {points}", label=label, points=words.with_unit(event.points, "分"))
        elif event.amount is not None:
            yield phrase("“{label}” {amount}", label=label, amount=words.with_unit(event.amount, "元"))
    if not taken:
        yield phrase("本办法不计")


def comparison(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    """Against last month, the proposal's reason, what is missing to the next grade, the exam's validity."""
    until = result.person.exam_valid_until
    changes = result.changes or (phrase("无上月数据"),)
    paper.caption(draft.say("五、比较与等级"))
    for label, said in (
        (draft.say("与上月相比"), draft.say(phrase("{changes}", changes=changes))),
        *segments(draft, result),
        *proposals(draft, result),
        (draft.say("资格有效期至"), until.isoformat() if until else draft.say("未登记")),
    ):
        paper.put(1, label, "key", wide=2)
        paper.put(3, said, "wrap", wide=paper.columns - 2)
        paper.step()


def signing(draft: Draft, paper: Paper) -> None:
    """What the manager says to it, how to appeal, and the institution's signatures."""
    about = draft.appraisal.policy.about
    paper.caption(draft.say("六、本人意见"))
    paper.put(1, draft.say("□ 无异议　　　□ 有异议，理由："), "sign", wide=6)
    paper.put(7, draft.say("本人签名：__________　日期：__________"), "sign", wide=4, align="right")
    paper.step()
    paper.remark(
        draft.say(
            "有异议的，请在收到本通知单之日起 {days} 日内向{whom}提出。",
            days=about.appeal_days,
            whom=about.appeal_to,
        )
    )
    draft.sign(paper)


def _heads(draft: Draft, paper: Paper, heads: tuple[tuple[int, int, str], ...]) -> None:
    for column, wide, head in heads:
        paper.put(column, draft.say(head), "key", wide=wide)
    paper.step()
