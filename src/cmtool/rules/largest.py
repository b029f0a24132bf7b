"""The largest rows of each person or team: what the first ten clients come to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd

from cmtool.rules.amounts import added
from cmtool.rules.appraisal import Facts


def largest(facts: Facts, count: int) -> Facts:
    """So many of each subject's largest contributions; the earlier row where two are the same."""
    rows = facts.rows
    parts = zip(
        rows["amount"].tolist(), rows["numerator"].tolist(), rows["denominator"].tolist(), strict=True
    )
    counted = [Fraction(amount) * Fraction(a, b) for amount, a, b in parts]
    order = sorted(range(len(counted)), key=lambda place: -counted[place])
    subject = rows["manager" if facts.about == "person" else "subject"].astype(object)
    place = pd.Series(order, dtype="int64")
    taken = place[place.groupby(subject.iloc[order].to_numpy()).cumcount() < count].to_numpy()
    kept = np.sort(taken)
    total = added([counted[at] for at in kept]) / facts.scale
    return replace(facts, rows=rows.iloc[kept].reset_index(drop=True), total=total)
