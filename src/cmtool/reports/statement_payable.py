"""The way from 应发 to 本期应兑现 on a statement, where more than a plain hold lies between; and the tax estimate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cmtool.model.expression import Expression, Op, Ref, num
from cmtool.model.text import NOTHING, Phrase
from cmtool.model.workbook import Look
from cmtool.policy.policy import PAY
from cmtool.reports.accounts_sheet import moves
from cmtool.reports.draft import Draft
from cmtool.reports.paper import Paper
from cmtool.rules.appraisal import ManagerResult
from cmtool.rules.deductions import LIMIT
from cmtool.rules.taxes import NET, TAX

PAYABLE = "tax.payable"


@dataclass(frozen=True, slots=True)
class _Step:
    """One row: its label, amount, what it is computed from, and how it came about."""

    label: str
    value: Fraction | None
    of: Expression
    why: Phrase = NOTHING
    look: Look = "text"


def payable_of(result: ManagerResult) -> Expression:
    """Gross − held + released + what the law's limit puts off, as far as this policy has them."""
    held = tuple(Ref(hold.id) for hold in result.holds)
    terms: tuple[Expression, ...] = (Op("difference", (Ref(PAY), *held)) if held else Ref(PAY),)
    terms += tuple(Ref(name) for name in _released(result))
    if LIMIT in result.workings:
        terms += (Ref(LIMIT),)
    return Op("sum", terms) if len(terms) > 1 else terms[0]


def to_payable(draft: Draft, paper: Paper, result: ManagerResult) -> None:
    """The rows between gross and payable, and below them the tax; none where payable is gross less plain holds."""
    policy = draft.appraisal.policy
    limited = policy.legal is not None and policy.legal.deduction is not None
    if not (moves(draft) or limited or policy.tax is not None):
        return
    for step in _steps(draft, result, limited=limited):
        paper.put(1, step.label, "key" if step.look == "text" else step.look, wide=2, align="center")
        spot = draft.number(paper, 6, step.value, "元", step.look, wide=2)
        if isinstance(step.of, Ref) and step.of.name in (LIMIT, TAX, NET):
            draft.formulas.place(result.person.id, step.of.name, spot)
        else:
            draft.formulas.derive(result.person.id, step.of, spot)
        paper.put(8, draft.say(step.why), "wrap", wide=3)
        paper.fill(step.look)
        paper.step()


def _steps(draft: Draft, result: ManagerResult, *, limited: bool) -> Iterator[_Step]:
    workings, policy = result.workings, draft.appraisal.policy
    for hold in result.holds:
        yield _Step(draft.say("减：{label}", label=hold.label), hold.held, Ref(hold.id), hold.why)
    released = _released(result)
    if released:
        said = tuple(hold.said for hold in result.holds if hold.said)
        total: Expression = Op("sum", (*map(Ref, released), num(0)))
        words = Phrase("{said}", (("said", said),)) if said else NOTHING
        yield _Step(draft.say("加：本期释放"), result.released, total, words)
    if limited:
        yield _Step(workings[LIMIT].label, result.limit, Ref(LIMIT), workings[LIMIT].why)
    yield _Step(draft.say("本期应兑现（税前）"), result.payable, payable_of(result), NOTHING, "total")
    if policy.tax is not None:
        yield _Step(policy.tax.label, result.tax, Ref(TAX), workings[TAX].why)
        yield _Step(draft.say("税后（估算）"), result.net, Ref(NET), NOTHING)


def _released(result: ManagerResult) -> tuple[str, ...]:
    names = (f"{hold.id}.released" for hold in result.holds)
    return tuple(name for name in names if name in result.workings)
