"""The lines of a statement: score lines and pay lines, each with its figures and how it came about."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.expression import Num, Op, Ref, Round
from cmtool.policy.policy import PAY, SCORE
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper, Spot
from cmtool.reports.statement_payable import to_payable
from cmtool.rules.appraisal import LineResult, ManagerResult

_SCORE_HEADS = (
    "序号",
    "项目（条款）",
    "权重",
    "目标",
    "实际",
    "完成率",
    "计分率",
    "得分",
    "失分",
    "怎么算的",
)
_PAY_HEADS = (
    (1, 1, "序号"),
    (2, 1, "项目（条款）"),
    (3, 2, "依据"),
    (5, 1, "依据数"),
    (6, 2, "金额"),
    (8, 3, "怎么算的"),
)


def score_lines(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    paper.caption(draft.say("一、得分项目"))
    paper.heads([draft.say(head) for head in _SCORE_HEADS], "key")
    for number, line in enumerate(result.score_lines, 1):
        _score_line(draft, paper, result, line, number)
    _inner_groups(draft, paper, result, SCORE, column=8, wide=1)
    _score_total(draft, paper, result)


def _score_line(draft: Draft, paper: Paper, result: ManagerResult, line: LineResult, number: int) -> None:
    formulas, who, places = draft.formulas, result.person.id, draft.appraisal.score_places
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, _named(draft, line, line.actual_unit), "wrap")
    formulas.place(
        who,
        f"{line.id}.weight",
        draft.number(paper, 3, line.weight, "分", places=words.weight_places(line.weight)),
    )
    formulas.place(who, f"{line.id}.target", draft.number(paper, 4, line.target, line.actual_unit))
    of = _read(draft, line)
    _figure(draft, who, of, draft.number(paper, 5, line.actual, line.actual_unit))
    done = draft.number(paper, 6, line.completion, "%")
    if of is not None and line.target:
        formulas.derive(who, Op("quotient", (of, Ref(f"{line.id}.target"))), done)
    rate = draft.number(paper, 7, line.rate, "%")
    working = result.workings.get(line.id)
    if working is not None and isinstance(working.expression, Round):
        formulas.derive(who, Op("quotient", (working.expression.term, Ref(f"{line.id}.weight"))), rate)
    formulas.place(who, line.id, draft.number(paper, 8, line.value, "分", places=places))
    lost = draft.number(paper, 9, line.lost, "分", places=places)
    formulas.stand(who, f"{line.id}.lost", lost)
    formulas.derive(who, Op("difference", (Ref(f"{line.id}.weight"), Ref(line.id))), lost)
    paper.put(10, draft.say(line.why or words.ABSENT[line.absent]), "wrap")
    paper.step()


def _score_total(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    who, lines = result.person.id, result.score_lines
    paper.put(1, draft.say("合计"), "total", wide=2, align="center")
    _sum(draft, paper, who, 3, {f"{line.id}.weight": line.weight for line in lines})
    total = draft.number(paper, 8, result.score, "分", "total", places=draft.appraisal.score_places)
    draft.formulas.place(who, SCORE, total)
    if result.score is not None:
        _sum(draft, paper, who, 9, {f"{line.id}.lost": line.lost for line in lines})
    paper.put(10, _total_words(draft, result, SCORE), "total", align="left")
    paper.fill("total")
    paper.step()


def _sum(draft: Draft, paper: Paper, who: str, column: int, parts: dict[str, Fraction | None]) -> None:
    known = {name: value for name, value in parts.items() if value is not None}
    if known:
        spot = draft.number(paper, column, sum(known.values(), Fraction(0)), "分", "total")
        draft.formulas.derive(who, Op("sum", tuple(Ref(name) for name in known)), spot)


def pay_lines(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    paper.caption(draft.say("二、薪酬项目"))
    for column, wide, head in _PAY_HEADS:
        paper.put(column, draft.say(head), "key", wide=wide)
    paper.step()
    for number, line in enumerate(result.pay_lines, 1):
        _pay_line(draft, paper, result, line, number)
    _inner_groups(draft, paper, result, PAY, column=6, wide=2)
    paper.put(1, draft.appraisal.pay_label, "total", wide=2, align="center")
    gross = draft.number(paper, 6, result.gross, "元", "total", wide=2)
    draft.formulas.place(result.person.id, PAY, gross)
    paper.put(8, _total_words(draft, result, PAY), "total", wide=3, align="left")
    paper.fill("total")
    paper.step()
    to_payable(draft, paper, result)


def _pay_line(draft: Draft, paper: Paper, result: ManagerResult, line: LineResult, number: int) -> None:
    who, of = result.person.id, _read(draft, line)
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, _named(draft, line, ""), "wrap")
    basis = draft.appraisal.policy.label(of.name) if isinstance(of, Ref) else words.DASH
    if line.target is not None:
        target = words.with_unit(line.target, line.actual_unit)
        basis = draft.say("{basis}\n目标 {target}", basis=basis, target=target)
    paper.put(3, basis, "wrap", wide=2)
    _figure(draft, who, of, draft.number(paper, 5, line.actual, line.actual_unit))
    draft.formulas.place(who, line.id, draft.number(paper, 6, line.value, "元", wide=2))
    paper.put(8, draft.say(line.why or words.ABSENT[line.absent]), "wrap", wide=3)
    paper.step()


def _inner_groups(
    draft: Draft, paper: Paper, result: ManagerResult, top: str, *, column: int, wide: int
) -> None:
    """A row for each group inside the top group: its label, printed value and how it was bounded."""
    for name in draft.appraisal.policy.groups_in(top):
        working = result.workings.get(name)
        if working is None or working.absent == "excluded":
            continue
        group = draft.appraisal.policy.group[name]
        paper.put(1, draft.say("其中：{label}", label=group.label), "key", wide=2)
        spot = draft.number(paper, column, working.value, group.unit, "key", wide=wide)
        draft.formulas.place(result.person.id, name, spot)
        paper.put(column + wide, draft.say(working.why), "wrap", wide=paper.columns - column - wide + 1)
        paper.fill("key")
        paper.step()


def _named(draft: Draft, line: LineResult, unit: str) -> str:
    """``存款月均余额（元）`` and, below, its clause."""
    label = draft.measured(line.label, "" if unit == "%" else unit)
    return f"{label}\n{line.clause}" if line.clause else label


def _read(draft: Draft, line: LineResult) -> Num | Ref | None:
    terms = draft.appraisal.policy.line.get(line.id)
    return None if terms is None else terms.of


def _figure(draft: Draft, who: str, of: Num | Ref | None, spot: Spot) -> None:
    """The figure stands where it is first printed; later cells repeat it."""
    if not isinstance(of, Ref):
        return
    if draft.formulas.stands(who, of.name):
        draft.formulas.show(who, of.name, spot)
    else:
        draft.formulas.place(who, of.name, spot)


def _total_words(draft: Draft, result: ManagerResult, group: str) -> str:
    """How the total came about, or why there is none."""
    working = result.workings.get(group)
    if working is not None and working.value is not None:
        return draft.say(working.why)
    return draft.say(words.reason(result))
