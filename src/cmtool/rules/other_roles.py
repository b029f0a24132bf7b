"""What nobody holds in the role that a figure counts, but somebody holds in another role of 管户关系."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from cmtool.policy.indicator import Indicator
from cmtool.rules.appraisal import Facts
from cmtool.rules.attribution import DIRECT, INHERITING
from cmtool.rules.facts import ASSIGNED, Evidence
from cmtool.rules.holdings import ALL_ROLES

MAIN_ROLE = "主办"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The sum that other roles hold of what nobody has, and the rows of which they hold all that was left."""

    amount: Fraction = Fraction(0)
    rows: frozenset[int] = frozenset()


NOTHING_ELSEWHERE = Elsewhere()


def elsewhere(evidence: Evidence, indicator: Indicator, found: Facts) -> Elsewhere:
    """Row by row at most what is nobody's: 主办 60 % and 协办 40 % leave nothing, 主办 60 % and 协办 60 % neither.

    Of a daily average the row's whole month is compared, not day by day.
    """
    free = _free(evidence, indicator, found)
    if not free:
        return NOTHING_ELSEWHERE
    held: defaultdict[int, Fraction] = defaultdict(Fraction)
    for role in sorted({MAIN_ROLE, *evidence.book["assignments"]["role"]} - {indicator.role, ""}):
        rows = evidence.quietly(indicator.model_copy(update={"role": role})).rows
        for row, amount in _sums(rows[(rows["manager"] != "") & rows["row"].isin(list(free))]).items():
            held[row] += amount
    amount = sum((min(free[row], held[row], key=abs) for row in held), Fraction(0))
    whole = frozenset(row for row in held if abs(held[row]) >= abs(free[row]))
    return Elsewhere(amount / found.scale, whole)


def _free(evidence: Evidence, indicator: Indicator, found: Facts) -> dict[int, Fraction]:
    """What is nobody's of each row that an assignment may have given to another role."""
    role, table = indicator.role, indicator.table_id
    assigned = table in ASSIGNED and not (table == "loans" and role in DIRECT)
    if not assigned or role == ALL_ROLES or evidence.book["assignments"].empty:
        return {}
    rows = found.rows[found.rows["manager"] == ""]
    if role in INHERITING and not rows.empty:
        rows = rows[evidence.attribution.rows(table).touched[rows["row"].to_numpy(dtype="int64")]]
    return _sums(rows)


def _sums(rows: pd.DataFrame) -> dict[int, Fraction]:
    """Amount × share of each row, its pieces together."""
    found: defaultdict[int, Fraction] = defaultdict(Fraction)
    columns = (rows[name] for name in ("row", "amount", "numerator", "denominator"))
    for row, amount, numerator, denominator in zip(*columns, strict=True):
        found[int(row)] += Fraction(amount) * Fraction(int(numerator), int(denominator))
    return dict(found)
