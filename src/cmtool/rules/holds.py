"""Holds of one manager: what is kept back this month of some pay lines, and how the account stands after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from cmtool.model.expression import Expression, Op, Ref, Round, num, value_of
from cmtool.model.money import FEN, fixed
from cmtool.model.month import Month
from cmtool.model.problem import Code, problem
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.curve import Inputs, Spoken
from cmtool.policy.holds import Hold
from cmtool.policy.policy import PAY
from cmtool.policy.releases import Redeemed, Settled
from cmtool.rules import codes
from cmtool.rules.accounts import Account, Occasion, account, is_due, period_start
from cmtool.rules.appraisal import HoldResult, Working
from cmtool.rules.paid_lines import paid_of
from cmtool.rules.parameters import refused
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown

WHOLE = Fraction(1)
_LINES = "lines"
_MOVES = {"released": "本期释放", "charged": "本期扣用", "forfeited": "不再发放", "closing": "期末余额"}


def hold_back(reckoning: Reckoning, name: str) -> None:
    """What is kept back this month of the positive sum of what is paid of the named lines; never more than the pay."""
    hold = reckoning.policy.hold[name]
    base = _base(reckoning, name, hold)
    printed = Working(name, hold.label, "元", None, clause=hold.clause)
    if (without := refused(reckoning, printed, hold.curve)) is not None:
        reckoning.keep(without)
        return
    expression = Round(hold.curve.expression(Inputs(Ref(base.name))), FEN)
    why = NOTHING
    if base.value is not None and reckoning.knows(expression):
        spoken = Spoken(shown(base.value, "元"), "", "", {"actual": base.value}, reckoning.values, "元")
        why = hold.curve.why(spoken)
    reckoning.keep(_within_pay(reckoning, reckoning.worked(printed, expression, why), expression))


def _base(reckoning: Reckoning, name: str, hold: Hold) -> Working:
    """What the curve is put on; what is paid of the lines stands by itself where that is less than their sum."""
    paid = paid_of(reckoning, hold.on)
    total = paid.expression
    if paid.lowered:
        label = str(phrase("{label}计提项目的实发数", label=hold.label))
        working = Working(f"{name}.{_LINES}", label, "元", None)
        total = Ref(reckoning.keep(reckoning.worked(working, total, paid.words)).name)
    working = Working(f"{name}.base", str(phrase("{label}的计提基数", label=hold.label)), "元", None)
    return reckoning.keep(reckoning.worked(working, Op("max", (num(0), total)), paid.words))


def _within_pay(reckoning: Reckoning, working: Working, expression: Expression) -> Working:
    """No more is kept back than what is left of the pay after the holds before this one in the file."""
    names = tuple(reckoning.policy.hold)
    before = names[: names.index(working.name)]
    room: Expression = Op("max", (num(0), Op("difference", (Ref(PAY), *map(Ref, before)))))
    if working.value is None or not reckoning.knows(room):
        return working
    left = value_of(room, reckoning.values)
    if working.value <= left:
        return working
    words = phrase("{why}；应发里只剩 {left}，预留到此为止", why=working.why, left=shown(left, "元"))
    return reckoning.worked(working, Op("min", (expression, room)), words)


def posted(reckoning: Reckoning, name: str) -> HoldResult:
    """One account after the month, once all figures and the pay are worked out; its movements are kept as workings."""
    hold, working = reckoning.policy.hold[name], _of_what_is_paid(reckoning, name)
    occasion = _occasion(reckoning, name, hold)
    after = account(hold, occasion)
    if after.short:
        values = {
            "hold": hold.label,
            "amount": fixed(occasion.charge or Fraction(0)),
            "rest": fixed(after.short),
        }
        _say(reckoning, codes.CHARGE_SHORT, values)
    result = printed(name, hold, after, working.value, working.why, reckoning.values.get(f"{name}.base"))
    if hold.moves:
        for part, label in _MOVES.items():
            why = after.said if part == "released" else NOTHING
            value: Fraction | None = getattr(result, part)
            reckoning.keep(
                Working(f"{name}.{part}", f"{hold.label}{label}", "元", value, why, clause=hold.clause)
            )
    return result


def _of_what_is_paid(reckoning: Reckoning, name: str) -> Working:
    """What is kept back; nothing of a pay that has no value, or it would come back without ever having been earned."""
    working, pay = reckoning.workings[name], reckoning.workings[PAY]
    if pay.value is not None or working.value is None:
        return working
    reckoning.values.pop(name, None)
    return reckoning.keep(replace(working, value=None, expression=None, absent=pay.absent, why=pay.why))


def printed(
    name: str, hold: Hold, after: Account, held: Fraction | None, why: Phrase, base: Fraction | None
) -> HoldResult:
    """An account as it is printed."""
    return HoldResult(
        id=name,
        label=hold.label,
        clause=hold.clause,
        base=base,
        opening=after.total("opening"),
        held=held,
        released=after.released,
        charged=after.charged,
        forfeited=after.total("forfeited"),
        closing=after.total("closing"),
        why=why,
        said=after.said,
        lots=after.lots,
    )


def _occasion(reckoning: Reckoning, name: str, hold: Hold) -> Occasion:
    given = reckoning.given
    occasion = Occasion(
        name,
        given.month,
        given.past,
        reckoning.values.get(name),
        _charge(reckoning, hold),
        None if given.person.left is None else Month.of(given.person.left),
        reckoning.workings[PAY].value is not None and reckoning.workings[name].value is not None,
    )
    match hold.release:
        case Redeemed() as rule if is_due(occasion, rule.months):
            return _redeeming(reckoning, occasion, rule)
        case Settled() as rule if given.month.number in rule.months:
            return _settling(reckoning, occasion, rule, hold)
        case _:
            return occasion


def _charge(reckoning: Reckoning, hold: Hold) -> Fraction | None:
    """What accountability takes this month; below zero it is a problem, and nothing is taken."""
    if not hold.charge:
        return Fraction(0)
    value = reckoning.values.get(hold.charge)
    if value is not None and value < 0:
        values = {"hold": hold.label, "figure": reckoning.policy.label(hold.charge), "amount": fixed(value)}
        _say(reckoning, codes.CHARGE_NEGATIVE, values)
        return None
    return value


def _redeeming(reckoning: Reckoning, occasion: Occasion, rule: Redeemed) -> Occasion:
    """The share that the later indicator redeems."""
    policy, name = reckoning.policy, occasion.name
    label = str(phrase("{label}兑付比例", label=policy.label(name)))
    expression, why = rule.curve.expression(Inputs(Ref(rule.of))), NOTHING
    actual = reckoning.values.get(rule.of)
    if actual is not None and reckoning.knows(expression):
        said = shown(actual, policy.unit(rule.of))
        why = rule.curve.why(Spoken(said, "", "", {"actual": actual}, reckoning.values, ""))
        why = phrase("{label} {why}", label=policy.label(rule.of), why=why)
    rate = reckoning.keep(reckoning.worked(Working(f"{name}.rate", label, "%", None), expression, why))
    if rate.value is not None and not 0 <= rate.value <= WHOLE:
        values = {"hold": policy.label(name), "rate": shown(rate.value, "%")}
        _say(reckoning, codes.RATE_OUTSIDE, values)
        return replace(occasion, why=why)
    return replace(occasion, rate=rate.value, why=rate.why)


def _settling(reckoning: Reckoning, occasion: Occasion, rule: Settled, hold: Hold) -> Occasion:
    """What the period is worth less what was already paid of it."""
    name, policy = occasion.name, reckoning.policy
    paid, missing = _paid(reckoning, occasion, rule, hold)
    label = str(phrase("{label}本期间已兑现", label=hold.label))
    working = Working(f"{name}.paid", label, "元", paid, absent="missing" if missing else "", why=missing)
    reckoning.keep(working)
    label = str(phrase("{label}清算", label=hold.label))
    worth = reckoning.worked(
        Working(f"{name}.worth", label, "元", None),
        Op("difference", (Ref(rule.of), Ref(working.name))),
        phrase(
            "{of} {worth} − 已兑现 {paid}",
            of=policy.label(rule.of),
            worth=shown(reckoning.values.get(rule.of, Fraction(0)), "元"),
            paid=shown(paid or Fraction(0), "元"),
        ),
    )
    worth = reckoning.keep(worth)
    return replace(occasion, worth=worth.value, why=worth.why)


def _paid(
    reckoning: Reckoning, occasion: Occasion, rule: Settled, hold: Hold
) -> tuple[Fraction | None, Phrase]:
    """What was paid of the lines since the last settlement: what the pay has of them less what was held of it."""
    month, past, joined = occasion.month, occasion.past, reckoning.given.person.joined
    when = period_start(rule, month)
    if joined is not None:
        when = max(when, Month.of(joined))
    own = sum((reckoning.values.get(line, Fraction(0)) for line in hold.on), Fraction(0))
    first, total = when, reckoning.values.get(f"{occasion.name}.{_LINES}", own)
    while when < month:
        earned = _earned(occasion, hold, when)
        if earned is None:
            label = reckoning.policy.label(hold.on[0])
            return None, phrase("没有 {month} 的“{line}”", month=str(when), line=label)
        total += earned
        when = when.next
    held = sum(
        (lot.amount for lot in past.lots if lot.hold == occasion.name and lot.month >= first), Fraction(0)
    )
    return total - held - (occasion.held or Fraction(0)), NOTHING


def _earned(occasion: Occasion, hold: Hold, month: Month) -> Fraction | None:
    """What the pay had of the lines in an earlier month: nothing where it had no value itself, nor of lines without.
    None when nobody recorded the month; a month whose lines had other names is known by what it held of."""
    known = occasion.past.figures.get(month, {})
    if PAY in known and known[PAY] is None:
        return Fraction(0)
    if (paid := known.get(f"{occasion.name}.{_LINES}")) is not None:
        return paid
    lines = [known[line] for line in hold.on if line in known]
    if lines:
        return sum((value for value in lines if value is not None), Fraction(0))
    base = f"{occasion.name}.base"
    return (known[base] or Fraction(0)) if base in known else None


def _say(reckoning: Reckoning, kind: Code, values: Mapping[str, object]) -> None:
    person = reckoning.given.person
    named = {"name": person.name, "id": person.id, **values}
    reckoning.problems.append(problem(kind, person.where, named, key=person.id))
