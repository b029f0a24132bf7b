"""月度百分考核表: for each manager a block of score lines with weight, target, actual, rates, points and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from cmtool.model.expression import Num, Op, Ref, Round
from cmtool.model.workbook import Sheet
from cmtool.policy.policy import SCORE
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import LANDSCAPE, Paper, Spot
from cmtool.rules.appraisal import LineResult, ManagerResult

_WIDTHS = (5, 18, 17, 8, 7, 15, 15, 9, 9, 8, 8, 52)
_HEADS = (
    "序号",
    "项目",
    "条款",
    "权重",
    "单位",
    "目标",
    "实际",
    "完成率",
    "计分率",
    "得分",
    "失分",
    "怎么算的",
)
_WEIGHT, _UNIT, _TARGET, _ACTUAL, _DONE, _RATE, _POINTS, _LOST, _WHY = range(4, 13)


def score_sheet(draft: Draft) -> Sheet:
    paper = Paper(draft.say("月度百分考核表"), _WIDTHS)
    paper.title(*draft.headings("客户经理月度百分考核表"))
    repeat = paper.heads([draft.say(head) for head in _HEADS])
    for result in draft.appraisal.results:
        paper.start_block()
        _block(draft, paper, result)
    draft.sign(paper)
    paper.sheet.freeze = (repeat + 1, 3)
    paper.sheet.page = draft.page(repeat=repeat, breaks=paper.breaks(LANDSCAPE))
    return paper.sheet


def _block(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    person = result.person
    parts = [f"{person.id}　{person.name}", draft.grade(person)]
    if person.post or person.team:
        parts.append(words.where_from(person))
    parts.append(draft.say("方式：{plan}", plan=person.plan))
    paper.put(1, "　·　".join(parts), "header", wide=paper.columns, align="left")
    paper.step()
    for number, (line, group) in enumerate(_rows(draft, result), 1):
        if line is not None:
            _line(draft, paper, result, line, number)
        else:
            _subtotal(draft, paper, result, group)
    _total(draft, paper, result)


def _rows(draft: Draft, result: ManagerResult, group: str = SCORE) -> Iterator[tuple[LineResult | None, str]]:
    """The group's own lines, then each inner group's with a subtotal, then the steps that acted on the sum."""
    policy = draft.appraisal.policy
    known = set(policy.group)
    own = [
        line
        for line in result.score_lines
        if line.group == group or (group == SCORE and line.group not in known)
    ]
    yield from ((line, group) for line in own if not line.step)
    for inner in policy.groups_in(group):
        rows = list(_rows(draft, result, inner))
        if rows:
            yield from rows
            yield None, inner
    yield from ((line, group) for line in own if line.step)


def _line(draft: Draft, paper: Paper, result: ManagerResult, line: LineResult, number: int) -> None:
    formulas, who = draft.formulas, result.person.id
    places = draft.appraisal.policy.group[SCORE].places
    paper.put(1, number, "text", "whole", align="center")
    paper.put(2, line.label, "wrap")
    paper.put(3, line.clause, "wrap")
    formulas.place(
        who,
        f"{line.id}.weight",
        draft.number(paper, _WEIGHT, line.weight, "分", places=words.weight_places(line.weight)),
    )
    paper.put(_UNIT, line.actual_unit or words.DASH, align="center")
    formulas.place(who, f"{line.id}.target", draft.number(paper, _TARGET, line.target, line.actual_unit))
    actual = draft.number(paper, _ACTUAL, line.actual, line.actual_unit)
    _actual(draft, who, line, actual)
    done = draft.number(paper, _DONE, line.completion, "%")
    _derive_completion(draft, who, line, done)
    rate = draft.number(paper, _RATE, line.rate, "%")
    working = result.workings.get(line.id)
    if working is not None and isinstance(working.expression, Round):
        formulas.derive(who, Op("quotient", (working.expression.term, Ref(f"{line.id}.weight"))), rate)
    points = draft.number(paper, _POINTS, line.value, "分", places=places)
    formulas.place(who, line.id, points)
    lost = draft.number(paper, _LOST, line.lost, "分", places=places)
    formulas.stand(who, f"{line.id}.lost", lost)
    formulas.derive(who, Op("difference", (Ref(f"{line.id}.weight"), Ref(line.id))), lost)
    paper.put(_WHY, draft.say(line.why or words.ABSENT[line.absent]), "wrap")
    paper.step()


def _actual(draft: Draft, who: str, line: LineResult, spot: Spot) -> None:
    """The cell repeats the figure that the line reads, which stands in 指标计算表."""
    terms = draft.appraisal.policy.line.get(line.id)
    if terms is not None and isinstance(terms.of, Ref):
        draft.formulas.show(who, terms.of.name, spot)


def _derive_completion(draft: Draft, who: str, line: LineResult, spot: Spot) -> None:
    terms = draft.appraisal.policy.line.get(line.id)
    if terms is not None and isinstance(terms.of, Ref | Num) and line.target:
        draft.formulas.derive(who, Op("quotient", (terms.of, Ref(f"{line.id}.target"))), spot)


def _subtotal(draft: Draft, paper: Paper, result: ManagerResult, group: str) -> None:
    terms = draft.appraisal.policy.group[group]
    working = result.workings.get(group)
    paper.put(1, None, "key")
    paper.put(2, terms.label, "key")
    paper.put(3, terms.clause, "key")
    points = draft.number(
        paper, _POINTS, working.value if working else None, "分", "key", places=terms.places
    )
    draft.formulas.place(result.person.id, group, points)
    paper.put(_WHY, draft.say(working.why) if working else "", "wrap")
    paper.fill("key")
    paper.step()


def _total(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    group = result.workings.get(SCORE)
    paper.put(1, draft.say("合计"), "total", wide=3, align="center")
    _sum(draft, paper, result, _WEIGHT, {f"{line.id}.weight": line.weight for line in result.score_lines})
    points = draft.number(paper, _POINTS, result.score, "分", "total", places=draft.appraisal.score_places)
    draft.formulas.place(result.person.id, SCORE, points)
    if result.score is not None:
        _sum(draft, paper, result, _LOST, {f"{line.id}.lost": line.lost for line in result.score_lines})
    said = words.reason(result) if result.score is None else group.why if group else ""
    paper.put(_WHY, draft.say(said), "total", align="left")
    paper.fill("total")
    paper.step()


def _sum(
    draft: Draft, paper: Paper, result: ManagerResult, column: int, parts: Mapping[str, Fraction | None]
) -> None:
    """The total of a column of the block."""
    known = {name: value for name, value in parts.items() if value is not None}
    if known:
        spot = draft.number(paper, column, sum(known.values(), Fraction(0)), "分", "total")
        draft.formulas.derive(result.person.id, Op("sum", tuple(Ref(name) for name in known)), spot)
