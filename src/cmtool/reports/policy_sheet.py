"""考核办法: the policy in force as people read it, with its papers, plans, lines, pay, holds, ladder and figures."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.model.expression import Ref
from cmtool.model.money import plain
from cmtool.model.text import phrase
from cmtool.model.workbook import Sheet, Value
from cmtool.policy.policy import PAY, SCORE
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.hold_words import hold_words, law_words
from cmtool.reports.line_words import group_words, line_words, target_words
from cmtool.reports.paper import LANDSCAPE, Paper
from cmtool.reports.policy_ladders import ladders
from cmtool.reports.policy_words import figure_words

_WIDTHS = (6, 24, 24, 12, 10, 34, 66)
_PAY_HEADS = (
    (1, "序号", 1), (2, "项目", 1), (3, "条款", 1), (4, "类别", 1), (5, "依据", 2), (7, "计算方法", 1),
)  # fmt: skip


def policy_sheet(draft: Draft) -> Sheet:
    paper = Paper(draft.say("考核办法"), _WIDTHS)
    about = draft.appraisal.policy.about
    paper.title(*draft.headings("考核办法（本期适用）"))
    paper.put(1, about.title, "subtitle", wide=paper.columns, align="center")
    paper.step()
    for part in (_papers, _plans, _score, _pay, _holds, _law, ladders, _figures):
        paper.start_block()
        part(draft, paper)
    paper.sheet.page = draft.page(breaks=paper.breaks(LANDSCAPE, 0))
    return paper.sheet


def _row(paper: Paper, cells: Sequence[Value], wide: int = 1) -> None:
    """A row of texts; the last one may span columns."""
    for column, value in enumerate(cells, 1):
        last = column == len(cells)
        number = not isinstance(value, str)
        paper.put(
            column,
            value,
            "text" if number else "wrap",
            wide=wide if last else 1,
            align="center" if number else "",
        )
    paper.step()


def _heads(draft: Draft, paper: Paper, heads: Sequence[str], wide: int = 1) -> None:
    for column, head in enumerate(heads, 1):
        paper.put(column, draft.say(head), "key", wide=wide if column == len(heads) else 1)
    paper.step()


def _papers(draft: Draft, paper: Paper) -> None:
    about = draft.appraisal.policy.about
    appeal = phrase(
        "收到通知单之日起 {days} 日内向 {whom} 提出", days=about.appeal_days, whom=about.appeal_to
    )
    paper.caption(draft.say("一、文件"))
    for label, text in (
        ("办法名称", about.title),
        ("文号", about.document),
        ("批准", draft.say("{by} {on} 批准", by=about.approved_by, on=about.approved_on.isoformat())),
        ("自何月起执行", about.effective),
        ("依据", about.source),
        ("说明", about.note),
        ("异议", draft.say(appeal)),
    ):
        paper.put(1, draft.say(label), "key", wide=2)
        paper.put(3, text or words.DASH, "wrap", wide=paper.columns - 2)
        paper.step()
    paper.step()


def _plans(draft: Draft, paper: Paper) -> None:
    paper.caption(draft.say("二、考核方式"))
    _heads(draft, paper, ("序号", "方式", "考核的类别"), wide=5)
    for number, (name, plan) in enumerate(draft.appraisal.policy.plan.items(), 1):
        said = "、".join(plan.families)
        if not plan.combined:
            said = draft.say("{families}，另加必考项目；权重按比例放大到必考项目以外的分值", families=said)
        _row(paper, (number, name, said), wide=5)
    paper.step()


def _score(draft: Draft, paper: Paper) -> None:
    policy = draft.appraisal.policy
    paper.caption(draft.say("三、得分项目"))
    _heads(draft, paper, ("序号", "项目", "条款", "类别", "权重", "目标", "计分方法"))
    for number, name in enumerate(policy.lines_under(SCORE), 1):
        line = policy.line[name]
        unit = policy.unit(line.of.name) if isinstance(line.of, Ref) else ""
        family = line.family or (draft.say("必考") if line.mandatory else words.DASH)
        weight = words.DASH if line.weight is None else plain(line.weight)
        target = draft.say(target_words(policy, line.target, unit)) if line.target else words.DASH
        _row(
            paper,
            (number, line.label, line.clause, family, weight, target, draft.say(line_words(policy, line))),
        )
    _groups(draft, paper, SCORE)
    paper.step()


def _pay(draft: Draft, paper: Paper) -> None:
    policy = draft.appraisal.policy
    paper.caption(draft.say("四、薪酬项目"))
    for column, head, wide in _PAY_HEADS:
        paper.put(column, draft.say(head), "key", wide=wide)
    paper.step()
    for number, name in enumerate(policy.lines_under(PAY), 1):
        line = policy.line[name]
        kind = draft.say("扣减") if line.deduction else draft.say("发放")
        basis = policy.label(line.of.name) if isinstance(line.of, Ref) else plain(line.of.value)
        paper.put(5, basis, "wrap", wide=2)
        paper.put(7, draft.say(line_words(policy, line)), "wrap")
        _row(paper, (number, line.label, line.clause, kind))
    _groups(draft, paper, PAY)
    paper.step()


def _groups(draft: Draft, paper: Paper, top: str) -> None:
    """What is done to the sum of a top group and of every group inside it."""
    policy = draft.appraisal.policy
    inside = policy.groups_under(top)
    for name in (top, *(name for name in policy.group if name in inside and name != top)):
        group = policy.group[name]
        paper.put(1, group.label, "key", wide=2)
        paper.put(3, draft.say(group_words(policy, group)), "wrap", wide=paper.columns - 2)
        paper.step()


def _holds(draft: Draft, paper: Paper) -> None:
    policy = draft.appraisal.policy
    if not policy.hold:
        return
    paper.caption(draft.say("五、预留"))
    for column, head, wide in (
        (1, "序号", 1),
        (2, "项目", 1),
        (3, "条款", 1),
        (4, "计提基数", 2),
        (6, "计算方法", 2),
    ):
        paper.put(column, draft.say(head), "key", wide=wide)
    paper.step()
    for number, hold in enumerate(policy.hold.values(), 1):
        base = " ＋ ".join(policy.label(name) for name in hold.on)
        paper.put(4, base, "wrap", wide=2)
        paper.put(6, draft.say(hold_words(policy, hold)), "wrap", wide=2)
        _row(paper, (number, hold.label, hold.clause))
    paper.step()


def _law(draft: Draft, paper: Paper) -> None:
    """Limits of the law, the tax and part months, where the policy has them."""
    rules = list(law_words(draft.appraisal.policy))
    if not rules:
        return
    paper.caption(draft.say("法定限额、税和部分月份"))
    for label, source, said in rules:
        paper.put(1, label, "key", wide=2)
        paper.put(3, source, "wrap")
        paper.put(4, draft.say(said), "wrap", wide=paper.columns - 3)
        paper.step()
    paper.step()


def _figures(draft: Draft, paper: Paper) -> None:
    policy = draft.appraisal.policy
    paper.caption(draft.say("七、数据口径"))
    _heads(draft, paper, ("序号", "数据项", "条款", "单位", "取数或算法"), wide=3)
    for number, figure in enumerate(policy.figure.values(), 1):
        said = draft.say(figure_words(policy, figure))
        note = f"\n{figure.note}" if figure.note else ""
        _row(paper, (number, figure.label, figure.clause, figure.unit or words.DASH, said + note), wide=3)
