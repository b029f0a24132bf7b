"""The policy's figures in words: where each comes from."""

from __future__ import annotations

from cmtool.model.expression import Expression, Num, Op, Ref
from cmtool.model.money import plain
from cmtool.model.text import Phrase, phrase
from cmtool.policy.across import Across
from cmtool.policy.arithmetic import Delta
from cmtool.policy.constants import Constant, Frozen
from cmtool.policy.figure import Computed
from cmtool.policy.figures import AnyFigure
from cmtool.policy.give_back import GiveBack
from cmtool.policy.history import History
from cmtool.policy.policy import Policy
from cmtool.policy.through import Choice, Through
from cmtool.reports.amount_words import rate
from cmtool.reports.row_words import row_words
from cmtool.reports.wide_words import wide_words

_OPERATIONS = {
    "sum": "{left} ＋ {right}",
    "difference": "{left} － {right}",
    "product": "{left} × {right}",
    "quotient": "{left} ÷ {right}",
    "min": "{left} 与 {right} 取小",
    "max": "{left} 与 {right} 取大",
}
_BASES = {
    "last_month": "上月末",
    "year_start": "上年末",
    "last_quarter_end": "上季末",
    "same_month_last_year": "上年同月",
}


def figure_words(policy: Policy, figure: AnyFigure) -> Phrase:
    """Where a figure comes from."""
    if isinstance(figure, Across | Choice | Constant | Frozen | History | Through):
        return wide_words(policy, figure)
    if isinstance(figure, Delta):
        base = phrase(_BASES[figure.against])
        return phrase("{of} 比 {base} 增减", of=policy.label(figure.of), base=base)
    if isinstance(figure, Computed):
        return arithmetic(policy, figure.expression())
    if isinstance(figure, GiveBack):
        return phrase(
            "“{recovered}”中的{key}，返还其{within}“{of}”所扣的 {share}",
            recovered=policy.label(figure.recovered),
            key=figure.key,
            within=phrase("本年") if figure.within == "year" else phrase("以前"),
            of=policy.label(figure.of),
            share=rate(figure.share),
        )
    return row_words(policy, figure)


def arithmetic(policy: Policy, expression: Expression) -> Phrase:
    """An expression with the labels of its figures: ``固定工资 ＋ 人平四项费用``."""
    match expression:
        case Num(value):
            return phrase("{value}", value=plain(value))
        case Ref(name):
            return phrase("{label}", label=policy.label(name))
        case Op(word, terms):
            said = arithmetic(policy, terms[0])
            for term in terms[1:]:
                said = phrase(_OPERATIONS[word], left=said, right=arithmetic(policy, term))
            return said
        case _:
            raise AssertionError(f"a policy's arithmetic has no {expression!r}")
