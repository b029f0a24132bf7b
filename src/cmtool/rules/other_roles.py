"""What nobody looks after as 主办, but somebody holds in another role of 管户关系."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from cmtool.policy.indicator import Indicator
from cmtool.rules.appraisal import Facts
from cmtool.rules.facts import Evidence

MAIN_ROLE = "主办"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The sum that other roles hold of what nobody has, and the rows of which they hold all that was left."""

    amount: Fraction = Fraction(0)
    rows: frozenset[int] = frozenset()


NOTHING_ELSEWHERE = Elsewhere()


def elsewhere(evidence: Evidence, indicator: Indicator, found: Facts) -> Elsewhere:
    """Row by row at most what is nobody's: 主办 60 % and 协办 40 % leave nothing, 主办 60 % and 协办 60 % neither."""
    roles = sorted(set(evidence.book["assignments"]["role"]) - {MAIN_ROLE, ""})
    free = found.rows[found.rows["manager"] == ""]
    if not roles or free.empty:
        return NOTHING_ELSEWHERE
    held: defaultdict[int, Fraction] = defaultdict(Fraction)
    for role in roles:
        rows = evidence.quietly(indicator.model_copy(update={"role": role})).rows
        rows = rows[(rows["manager"] != "") & rows["row"].isin(free["row"])]
        for row, numerator, denominator in zip(
            rows["row"], rows["numerator"], rows["denominator"], strict=True
        ):
            held[int(row)] += Fraction(int(numerator), int(denominator))
    free = free[free["row"].isin(list(held))]
    amount, whole = Fraction(0), set()
    for row, fen, numerator, denominator in zip(
        free["row"], free["amount"], free["numerator"], free["denominator"], strict=True
    ):
        share = Fraction(int(numerator), int(denominator))
        amount += Fraction(fen) * min(share, held[int(row)])
        if held[int(row)] >= share:
            whole.add(int(row))
    return Elsewhere(amount / found.scale, frozenset(whole))
