"""薪酬计算表: one row for each manager and one column for each pay line, gross, holds and what is payable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from cmtool.model.expression import Op, Ref, num
from cmtool.model.workbook import Entry, Look, Sheet
from cmtool.policy.policy import PAY, Policy
from cmtool.reports import words
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper, Spot, span_of
from cmtool.rules.apart import said_of
from cmtool.rules.appraisal import LineResult, ManagerResult
from cmtool.rules.deductions import LIMIT
from cmtool.rules.taxes import NET, TAX

_PEOPLE = ("序号", "工号", "姓名", "等级")
_NARROW, _MONEY, _NOTE = (5, 10, 11, 14), 14, 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A money column: what it shows (a line, group or hold by name; or one of 调整, 释放, 兑现) and its clause."""

    name: str
    label: str
    clause: str = ""
    look: Look = "text"


ADJUSTED, RELEASED, PAYABLE, CHARGED = "*adjusted", "*released", "*payable", "*charged"


def headings(draft: Draft) -> tuple[Heading, ...]:
    """Lines group by group, inner subtotals after their lines; gross, holds, releases, payable."""
    appraisal, policy = draft.appraisal, draft.appraisal.policy
    steps = {line.id: line for result in appraisal.results for line in result.pay_lines if line.step}
    found = [*_columns(policy, PAY, tuple(steps.values()))]
    if any(line.adjustment for result in appraisal.results for line in result.pay_lines):
        found.append(Heading(ADJUSTED, draft.say("考核调整")))
    found.append(Heading(PAY, appraisal.pay_label, policy.group[PAY].clause, "key"))
    found += [Heading(name, hold.label, hold.clause) for name, hold in policy.hold.items()]
    if any(result.released for result in appraisal.results):
        found.append(Heading(RELEASED, draft.say("本期释放")))
    if policy.legal is not None and policy.legal.deduction is not None:
        limit = policy.legal.deduction
        found.append(Heading(LIMIT, limit.label, limit.source))
    found.append(Heading(PAYABLE, draft.say("本期应兑现\n（税前）"), "", "key"))
    if policy.tax is not None:
        found.append(Heading(TAX, policy.tax.label, policy.tax.source))
        found.append(Heading(NET, draft.say("税后（估算）"), "", "key"))
    if any(result.charged for result in appraisal.results):
        found.append(Heading(CHARGED, draft.say("预留扣用\n（不影响兑现）")))
    return tuple(found)


def _columns(policy: Policy, group: str, steps: tuple[LineResult, ...]) -> Iterator[Heading]:
    """The group's lines, its inner groups' with their subtotals, and the steps that acted on anybody's sum."""
    for name in policy.lines_of(group):
        yield Heading(name, policy.line[name].label, policy.line[name].clause)
    for inner in policy.groups_in(group):
        yield from _columns(policy, inner, steps)
        yield Heading(inner, policy.group[inner].label, policy.group[inner].clause, "key")
    for step in steps:
        if step.group == group:
            yield Heading(step.id, step.label, step.clause)


class PaySheet:
    """The sheet; ``payable`` tells where somebody's 本期应兑现 stands, ``withheld`` what holds make together."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._columns = headings(draft)
        widths = (*_NARROW, *([_MONEY] * len(self._columns)), _NOTE)
        self._paper = Paper(draft.say("薪酬计算表"), widths)
        self.payable: dict[str, Spot] = {}
        self.withheld: dict[str, tuple[Spot, Spot]] = {}
        self._write()
        self.sheet: Sheet = self._paper.sheet

    def _write(self) -> None:
        draft, paper = self._draft, self._paper
        paper.title(*draft.headings("客户经理薪酬计算表"))
        paper.put(paper.columns, draft.say("单位：元"), "note", align="right")
        paper.step()
        repeat = self._heads()
        first = paper.row
        for number, result in enumerate(draft.appraisal.results, 1):
            self._row(number, result)
        self._totals(first)
        for apart in draft.appraisal.apart:
            if apart.released:
                paper.remark(draft.say(said_of(apart)))
        draft.sign(paper)
        paper.sheet.freeze = (repeat + 1, 4)
        paper.sheet.page = replace(draft.page(), repeat=(repeat - 1, repeat))

    def _heads(self) -> int:
        draft, paper = self._draft, self._paper
        labels = [draft.say(word) for word in _PEOPLE]
        paper.heads([*labels, *(column.label for column in self._columns), draft.say("备注")])
        for column, heading in enumerate(self._columns, len(_PEOPLE) + 1):
            paper.put(column, heading.clause, "key")
        paper.put(1, draft.say("条款"), "key", wide=len(_PEOPLE))
        paper.fill("key")
        paper.step()
        return paper.row - 1

    def _row(self, number: int, result: ManagerResult) -> None:
        paper, person = self._paper, result.person
        paper.put(1, number, "text", "whole", align="center")
        paper.put(2, person.id, align="center")
        paper.put(3, person.name, "wrap", align="center")
        paper.put(4, person.grade, "wrap", align="center")
        spots: dict[str, Spot] = {}
        for column, heading in enumerate(self._columns, len(_PEOPLE) + 1):
            spots[heading.name] = self._cell(column, heading, result)
        self._link(result, spots)
        note = self._draft.say(words.reason(result)) if result.status != "rated" else None
        paper.put(paper.columns, note, "wrap")
        paper.step()

    def _cell(self, column: int, heading: Heading, result: ManagerResult) -> Spot:
        values: dict[str, Fraction | None] = {
            PAY: result.gross,
            RELEASED: result.released,
            PAYABLE: result.payable,
            CHARGED: result.charged,
            ADJUSTED: sum((line.value or Fraction(0) for line in _adjusted(result)), Fraction(0)),
        }
        if heading.name in values:
            return self._draft.number(self._paper, column, values[heading.name], "元", heading.look)
        working = result.workings.get(heading.name)
        if working is None or working.absent == "excluded":
            return self._paper.put(column, None, heading.look)
        return self._draft.number(self._paper, column, working.value, "元", heading.look)

    def _link(self, result: ManagerResult, spots: dict[str, Spot]) -> None:
        """Formulas of the row: each line from 指标计算表, gross from the lines, payable from gross and holds."""
        draft, who = self._draft, result.person.id
        for name, spot in spots.items():
            if not name.startswith("*"):
                draft.formulas.place(who, name, spot)
        draft.formulas.stand(who, "tax.payable", spots[PAYABLE])
        for name, part in ((RELEASED, "released"), (CHARGED, "charged")):
            if name in spots:
                parts = (f"{hold.id}.{part}" for hold in result.holds)
                terms = tuple(Ref(read) for read in parts if read in result.workings)
                draft.formulas.derive(who, Op("sum", (*terms, num(0))), spots[name])
        adjusted = _adjusted(result)
        if len(adjusted) == 1:
            draft.formulas.stand(who, adjusted[0].id, spots[ADJUSTED])
        self.payable[who] = spots[PAYABLE]
        holds = [spots[name] for name in draft.appraisal.policy.hold]
        if holds:
            self.withheld[who] = (holds[0], holds[-1])
        known = (result.gross, result.withheld, result.payable)
        paid = (result.gross or 0) - (result.withheld or 0) + (result.released or 0) + (result.limit or 0)
        if None in known or result.payable != paid:
            return
        formula = spots[PAY].cell
        formula += (
            f"-SUM({span_of(holds[0], holds[-1])})"
            if len(holds) > 1
            else f"-{holds[0].cell}"
            if holds
            else ""
        )
        added = [spots[name].cell for name in (RELEASED, LIMIT) if name in spots]
        spots[PAYABLE].give("+".join((formula, *added)))

    def _totals(self, first: int) -> None:
        paper, last = self._paper, self._paper.row - 1
        paper.put(1, self._draft.say("合计"), "total", wide=len(_PEOPLE), align="center")
        for column in range(len(_PEOPLE) + 1, paper.columns):
            above = [paper.sheet.cells.get((row, column), Entry()).value for row in range(first, last + 1)]
            total = sum((value for value in above if isinstance(value, Fraction)), Fraction(0))
            spot = paper.put(column, total, "total", "money")
            if last >= first:
                spot.give(
                    f"SUM({span_of(Spot(paper.sheet, first, column), Spot(paper.sheet, last, column))})"
                )
        paper.fill("total")
        paper.step()


def _adjusted(result: ManagerResult) -> tuple[LineResult, ...]:
    return tuple(line for line in result.pay_lines if line.adjustment)
