"""What of some pay lines is really paid, after what the steps of their groups took off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cmtool.model.expression import Expression, Op, Ref, num, value_of
from cmtool.model.text import Phrase, phrase
from cmtool.rules.groups import before_steps
from cmtool.rules.reckoning import Reckoning
from cmtool.rules.values import shown


@dataclass(frozen=True, slots=True)
class PaidLines:
    """What is paid of lines of one person together, may be negative; ``lowered`` says whether a group's steps took
    something off."""

    expression: Expression
    words: Phrase
    lowered: bool


def paid_of(reckoning: Reckoning, lines: Sequence[str]) -> PaidLines:
    """The lines' sum, each as far as its groups pay it: a group whose steps (carried over, cap, factor, gate) lower its
    sum pays that part of every line in it, and nothing where it comes to nothing; what a floor adds is no line's."""
    policy = reckoning.policy
    kept = [line for line in lines if reckoning.workings[line].absent != "excluded"]
    words = phrase("{lines}之和", lines="、".join(map(policy.label, kept)))
    terms: list[Expression] = []
    lowering: dict[str, Expression] = {}
    for group in dict.fromkeys(policy.line[line].group for line in kept):
        own = tuple(Ref(line) for line in kept if policy.line[line].group == group)
        shares = {over: share for over in _around(reckoning, group) if (share := _share(reckoning, over))}
        lowering |= shares
        if not shares:
            terms.extend(own)
        elif num(0) not in shares.values():
            terms.append(Op("product", (Op("sum", (*own, num(0))), *shares.values())))
    for group, share in lowering.items():
        words = phrase("{words}{part}", words=words, part=_said(reckoning, group, share))
    return PaidLines(Op("sum", (*terms, num(0))), words, bool(lowering))


def _around(reckoning: Reckoning, group: str) -> Iterator[str]:
    """The group and those it stands in, from within."""
    while group:
        yield group
        group = reckoning.policy.group[group].inside


def _share(reckoning: Reckoning, group: str) -> Expression | None:
    """Which part of a group's sum its steps leave; None where they take nothing off, or its result is not known."""
    result, total = reckoning.values.get(group), before_steps(reckoning, group)
    if result is None:
        return None
    if not reckoning.knows(total):
        return num(0) if result <= 0 else None
    if result >= value_of(total, reckoning.values):
        return None
    return Op("quotient", (Ref(group), total)) if result > 0 else num(0)


def _said(reckoning: Reckoning, group: str, share: Expression) -> Phrase:
    label, unit = reckoning.policy.label(group), reckoning.policy.unit(group)
    if not isinstance(share, Op):
        return phrase("，“{group}”不发，计 0", group=label)
    result, total = (shown(value_of(term, reckoning.values), unit) for term in share.terms)
    return phrase("，“{group}”实发 {result} ÷ {total}", group=label, result=result, total=total)
