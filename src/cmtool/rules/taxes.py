"""Income tax of one manager by cumulative withholding, estimated: this month's, and what the year has come to."""

from __future__ import annotations

from fractions import Fraction

from cmtool.model.expression import Expression, Op, Ref, Round, num
from cmtool.model.money import FEN
from cmtool.model.month import Month
from cmtool.model.text import NOTHING, Phrase, phrase
from cmtool.policy.tax import YEAR_SUMS, Tax
from cmtool.rules.appraisal import Absent, Working
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown

TAX, NET = "tax.month", "tax.net"


def taxed(reckoning: Reckoning, payable: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """This month's tax and what is left after it; None while they have no value or where the policy has no tax."""
    tax = reckoning.policy.tax
    if tax is None:
        return None, None
    unpaid: Absent = "" if payable is not None else "missing"
    reckoning.keep(Working("tax.payable", str(phrase("本月应兑现（税前）")), "元", payable, absent=unpaid))
    since, missing = _since(reckoning)
    for name, own in (
        ("tax.income", Ref("tax.payable")),
        ("tax.insurance", tax.insurance),
        ("tax.special", tax.special),
        ("tax.withheld", num(0)),
    ):
        _bring(reckoning, name, since, missing)
        if name != "tax.withheld":
            _keep(reckoning, name, YEAR_SUMS[name], Op("sum", (Ref(f"{name}.before"), own)))
    _keep(reckoning, "tax.relief", "本年累计减除费用", _relief(reckoning, tax))
    taxable = ("tax.income", "tax.relief", "tax.insurance", "tax.special")
    _keep(reckoning, "tax.taxable", "本年累计应纳税所得额", Op("difference", tuple(map(Ref, taxable))))
    due = Round(tax.on(Ref("tax.taxable")), FEN)
    month = Op("max", (num(0), Op("difference", (due, Ref("tax.withheld.before")))))
    kept = _keep(reckoning, TAX, tax.label, month, _said(reckoning, month), clause=tax.source)
    _keep(
        reckoning,
        "tax.withheld",
        YEAR_SUMS["tax.withheld"],
        Op("sum", (Ref("tax.withheld.before"), Ref(TAX))),
    )
    net = _keep(reckoning, NET, "税后（估算）", Op("difference", (Ref("tax.payable"), Ref(TAX))))
    return kept.value, net.value


def _since(reckoning: Reckoning) -> tuple[Month | None, Phrase]:
    """The latest month of this year whose sums are known; None at the start of the year or of the employment.

    Months in which the pay had no value add nothing; a month that nobody recorded leaves a gap, which is said.
    """
    month, past = reckoning.given.month, reckoning.given.past
    first = _first(reckoning)
    when = month.previous
    while when >= first:
        if past.figure("tax.income", when) is not None:
            return when, NOTHING
        if not past.recorded("tax.income", when):
            return None, phrase("没有 {month} 的累计数，无法估算个人所得税", month=str(when))
        when = when.previous
    return None, NOTHING


def _first(reckoning: Reckoning) -> Month:
    """January, or the month of joining in this year."""
    month, joined = reckoning.given.month, reckoning.given.person.joined
    january = Month(month.year, 1)
    return january if joined is None else max(january, Month.of(joined))


def _relief(reckoning: Reckoning, tax: Tax) -> Expression:
    first, month = _first(reckoning), reckoning.given.month
    months = month.number - first.number + 1 if first <= month else 1
    return Op("product", (num(tax.deduction), num(months)))


def _bring(reckoning: Reckoning, name: str, since: Month | None, missing: Phrase) -> None:
    """The year's sum as the last known month left it."""
    value = Fraction(0) if since is None else reckoning.given.past.figure(name, since) or Fraction(0)
    label = phrase("{label}（上期）", label=phrase(YEAR_SUMS[name]))
    why = missing or (phrase("{month} 的封存或期初", month=str(since)) if since else phrase("年初"))
    if missing:
        reckoning.keep(Working(f"{name}.before", str(label), "元", None, why, absent="missing"))
    else:
        reckoning.keep(Working(f"{name}.before", str(label), "元", value, why))


def _said(reckoning: Reckoning, month: Expression) -> Phrase:
    if not reckoning.knows(month):
        return NOTHING
    return phrase(
        "累计应纳税所得额 {taxable}，累计已预扣 {before}",
        taxable=shown(reckoning.values["tax.taxable"], "元"),
        before=shown(reckoning.values["tax.withheld.before"], "元"),
    )


def _keep(
    reckoning: Reckoning,
    name: str,
    label: str,
    expression: Expression,
    why: Phrase = NOTHING,
    *,
    clause: str = "",
) -> Working:
    working = Working(name, str(phrase(label)), "元", None, clause=clause)
    return reckoning.keep(reckoning.worked(working, expression, why))
