"""The law's limit on compensation taken from wages: what may be taken this month, and what is carried on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from cmtool.model.expression import Expression, Floor, Num, Op, Ref, num
from cmtool.model.money import FEN, fixed
from cmtool.model.problem import Problem, problem
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.legal import DeductionLimit
from cmtool.policy.policy import PAY, Policy
from cmtool.rules import codes
from cmtool.rules.appraisal import ManagerResult, Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown

LIMIT, CARRIED = "legal.limit", "legal.carried"
_BROUGHT, _WAGE, _ASKED, _TAKEN = "legal.brought", "legal.wage", "legal.compensation", "legal.taken"


def limited(reckoning: Reckoning) -> Fraction | None:
    """The signed amount by which the limit changes what is payable: above zero, compensation put off to later months;
    below zero, put off earlier and taken now. None while the pay has no value; 0 where the policy has no limit."""
    legal = reckoning.policy.legal
    limit = legal.deduction if legal else None
    if limit is None:
        return Fraction(0)
    _keep(reckoning, _BROUGHT, "以前月份未扣的赔偿", value=_brought(reckoning))
    lines = _compensation(reckoning)
    total: Expression = Op("sum", (*lines, num(0)))
    _keep(reckoning, _WAGE, "扣款前的当月工资", Op("difference", (Ref(PAY), total)))
    _keep(reckoning, _ASKED, "本月赔偿扣款", Op("max", (num(0), Op("difference", (num(0), total)))))
    due = Op("sum", (Ref(_ASKED), Ref(_BROUGHT)))
    taken = Op("max", (num(0), Op("min", (due, *_rooms(reckoning, limit)))))
    _keep(reckoning, _TAKEN, "本月可扣赔偿", taken)
    if reckoning.workings[_TAKEN].value is None:
        _keep(reckoning, CARRIED, "转下月的赔偿", value=reckoning.values[_BROUGHT])
    else:
        _keep(reckoning, CARRIED, "转下月的赔偿", Op("difference", (due, Ref(_TAKEN))))
    difference = Op("difference", (Ref(_ASKED), Ref(_TAKEN)))
    kept = _keep(reckoning, LIMIT, limit.label, difference, _said(reckoning, limit), clause=limit.source)
    return kept.value


def deferred_less(policy: Policy, results: Sequence[ManagerResult]) -> Iterator[Problem]:
    """A notice where less of the performance pay is held than the guidance says: all people together, and how many."""
    deferral = policy.legal.deferral if policy.legal else None
    if deferral is None:
        return
    short = []
    for result in results:
        base = sum((hold.base or Fraction(0) for hold in result.holds), Fraction(0))
        if result.withheld is not None and result.withheld < deferral.share * base:
            short.append((result.withheld, base, result.person.where))
    if short:
        values = {
            "count": len(short),
            "base": fixed(sum((base for _, base, _ in short), Fraction(0)), FEN, True),
            "held": fixed(sum((held for held, _, _ in short), Fraction(0)), FEN, True),
            "share": shown(deferral.share, "%"),
            "source": deferral.source,
        }
        yield problem(codes.DEFERRED_LESS, short[0][2], values)


def _rooms(reckoning: Reckoning, limit: DeductionLimit) -> tuple[Expression, ...]:
    """The most that may be taken: the share of the wage, in whole fen, and what is above the minimum wage."""
    fen = Floor(Op("product", (Ref(_WAGE), Num(limit.share * 100))))
    held = tuple(Ref(name) for name in reckoning.policy.hold)
    left = Op("difference", (Ref(_WAGE), *held, limit.minimum_wage))
    return Op("quotient", (fen, num(100))), left


def _compensation(reckoning: Reckoning) -> tuple[Ref, ...]:
    policy = reckoning.policy
    return tuple(
        Ref(name)
        for name in policy.lines_under(PAY)
        if policy.line[name].compensation and reckoning.workings[name].absent != "excluded"
    )


def _brought(reckoning: Reckoning) -> Fraction:
    """What earlier months carried on: the latest that is known."""
    past, month = reckoning.given.past, reckoning.given.month
    known = [when for when in past.figures if when < month and past.figure(CARRIED, when) is not None]
    return (past.figure(CARRIED, max(known)) if known else None) or Fraction(0)


def _said(reckoning: Reckoning, limit: DeductionLimit) -> Phrase:
    values = reckoning.values
    if _TAKEN not in values:
        return NOTHING
    if not values[_ASKED] + values[_BROUGHT]:
        return phrase("本月没有赔偿扣款")
    words = phrase(
        "应扣 {due}，当月工资 {wage} 的 {share} 且扣后不低于最低工资，本月扣 {taken}",
        due=shown(values[_ASKED] + values[_BROUGHT], "元"),
        wage=shown(values[_WAGE], "元"),
        share=shown(limit.share, "%"),
        taken=shown(values[_TAKEN], "元"),
    )
    if values[CARRIED]:
        words = phrase("{words}，{carried} 转下月", words=words, carried=shown(values[CARRIED], "元"))
    return words


def _keep(
    reckoning: Reckoning,
    name: str,
    label: str,
    expression: Expression | None = None,
    why: Phrase = NOTHING,
    *,
    value: Fraction | None = None,
    clause: str = "",
) -> Working:
    working = Working(name, str(phrase(label)), "元", value, why, clause=clause)
    if expression is not None:
        working = reckoning.worked(replace(working, value=None), expression, why)
    return reckoning.keep(working)
