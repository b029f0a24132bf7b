"""What becomes of money held, what the law limits, the tax and part months, in words."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.expression import num
from cmtool.model.money import plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.holds import Hold
from cmtool.policy.legal import Legal
from cmtool.policy.part_month import PartMonth
from cmtool.policy.policy import PAY, Policy
from cmtool.policy.releases import AnyRelease, FractionOfBalance, Redeemed, SameLotAfter, Settled
from cmtool.policy.tax import Tax
from cmtool.reports.amount_words import amount
from cmtool.reports.curve_words import curve_words_of
from cmtool.reports.line_words import quantity

_REST = {"forfeited": "其余不再发放", "kept": "其余留待以后"}
_UNDER = {"deferred": "缓评", "excluded": "本月不考核"}


def hold_words(policy: Policy, hold: Hold) -> Phrase:
    """How much is held, how it comes back, what is charged, and what holds for leavers."""
    parts = [curve_words_of(policy, hold.curve, "元", "元")]
    if hold.release is not None:
        parts.append(release_words(policy, hold.release))
    if hold.charge:
        parts.append(phrase("“{charge}”从最早的一笔起扣用", charge=policy.label(hold.charge)))
    if hold.leavers.kind == "forfeit":
        parts.append(phrase("离岗的，余额不再发放"))
    elif hold.leavers.months is not None:
        parts.append(phrase("离岗满 {months} 个月，余额全部释放", months=hold.leavers.months))
    return phrase("{parts}", parts=tuple(parts))


def release_words(policy: Policy, rule: AnyRelease) -> Phrase:
    match rule:
        case SameLotAfter(months=(months,)):
            return phrase("每笔满 {months} 个月释放", months=months)
        case SameLotAfter():
            shares = "、".join(amount(share, "%") for share in rule.parts())
            months_said = "、".join(map(str, rule.months))
            return phrase("每笔满 {months} 个月各释放一次，比例 {shares}", months=months_said, shares=shares)
        case FractionOfBalance():
            return phrase(
                "自第一笔的次 {years} 年起，每年 {month} 月释放上年末余额的 {fraction}",
                years=rule.after_years,
                month=rule.month,
                fraction=plain(rule.fraction),
            )
        case Redeemed():
            return phrase(
                "{months} 月按“{of}”兑付余额{after}：{curve}；{rest}",
                months="、".join(map(str, rule.months)),
                of=policy.label(rule.of),
                after=phrase("（满 {after} 个月的）", after=rule.after) if rule.after else "",
                curve=curve_words_of(policy, rule.curve, policy.unit(rule.of), ""),
                rest=phrase(_REST[rule.rest]),
            )
        case Settled():
            return phrase(
                "{months} 月清算：“{of}”减已兑现，可以为负",
                months="、".join(map(str, rule.months)),
                of=policy.label(rule.of),
            )


def law_words(policy: Policy) -> Iterator[tuple[str, str, Phrase]]:
    """Label, source and words of the law's limits, the tax and part months, as far as the policy has them."""
    if policy.legal is not None:
        yield from _legal(policy, policy.legal)
    if policy.tax is not None:
        yield policy.tax.label, policy.tax.source, _tax(policy, policy.tax)
    if policy.part_month is not None:
        yield str(phrase("部分月份")), policy.part_month.clause, _part_month(policy.part_month)


def _legal(policy: Policy, legal: Legal) -> Iterator[tuple[str, str, Phrase]]:
    if limit := legal.deduction:
        lines = [
            policy.line[name].label for name in policy.lines_under(PAY) if policy.line[name].compensation
        ]
        words = phrase(
            "“{lines}”每月合计不超过当月工资的 {share}，扣后不低于最低工资（{minimum}），其余转下月",
            lines="、".join(lines),
            share=amount(limit.share, "%"),
            minimum=quantity(policy, limit.minimum_wage, "元"),
        )
        yield limit.label, _dated(limit.source, limit.since), words
    if deferral := legal.deferral:
        words = phrase(
            "绩效薪酬的 {share} 以上延期支付，不少于 {years} 年（提醒）",
            share=amount(deferral.share, "%"),
            years=deferral.years,
        )
        yield str(phrase("延期支付")), _dated(deferral.source, deferral.since), words


def _tax(policy: Policy, tax: Tax) -> Phrase:
    parts = [phrase("累计预扣，每月减除 {deduction}", deduction=amount(tax.deduction, "元"))]
    for template, term in (
        ("减 {figure}（三险一金）", tax.insurance),
        ("减 {figure}（专项附加扣除）", tax.special),
    ):
        if term != num(0):
            parts.append(phrase(template, figure=quantity(policy, term, "元")))
    for bracket in tax.brackets:
        edge = (
            phrase("其余") if bracket.upto is None else phrase("至 {upto}", upto=amount(bracket.upto, "元"))
        )
        parts.append(phrase("{edge}的部分 {rate}", edge=edge, rate=amount(bracket.rate, "%")))
    return phrase("{parts}", parts=tuple(parts))


def _part_month(terms: PartMonth) -> Phrase:
    parts = [phrase("在岗天数按日历日计，入社、离岗当天算在岗")]
    if terms.leave:
        parts.append(phrase("算缺勤的请假：{kinds}", kinds="、".join(terms.leave)))
    if terms.present:
        parts.append(phrase("不算缺勤的请假：{kinds}", kinds="、".join(terms.present)))
    if terms.under_days is not None:
        parts.append(
            phrase(
                "在岗少于 {days} 天的，{effect}", days=terms.under_days, effect=phrase(_UNDER[terms.under])
            )
        )
    return phrase("{parts}", parts=tuple(parts))


def _dated(source: str, since: str) -> str:
    return f"{source}（{since}）" if since else source
