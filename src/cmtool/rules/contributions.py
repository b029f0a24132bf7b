"""Contributions: amounts × shares, exact, by manager."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from cmtool.rules.lookup import exact


def contributions(rows: pd.DataFrame) -> Iterator[tuple[str, Fraction]]:
    """Managers and what they have, in the rows' own whole units; added up by share first.

    ``rows`` are those of ``Facts``. A manager comes once for each different share.
    """
    keys = ["manager", "numerator", "denominator"]
    grouped = (
        rows.assign(amount=exact(rows["amount"])).groupby(keys, sort=False, as_index=False)["amount"].sum()
    )
    columns = (grouped[key].to_list() for key in (*keys, "amount"))
    for manager, numerator, denominator, amount in zip(*columns, strict=True):
        number = amount if isinstance(amount, Fraction) else int(amount)
        yield str(manager), number * Fraction(int(numerator), int(denominator))
