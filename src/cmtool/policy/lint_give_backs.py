"""What a give-back cannot see alone: that it reads two figures of a month's rows that have the key."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.problem import Problem, Where, problem
from cmtool.model.tables import TABLES
from cmtool.policy import codes
from cmtool.policy.give_back import GiveBack
from cmtool.policy.indicator import Indicator
from cmtool.policy.policy import Policy


def lint_give_backs(policy: Policy, name: str) -> Iterator[Problem]:
    for key, figure in policy.figure.items():
        if not isinstance(figure, GiveBack):
            continue
        for place in ("of", "recovered"):
            read = getattr(figure, place)
            known = policy.figure.get(read)
            where = Where(name, f"figure.{key}.{place}")
            if read not in policy.names:
                continue
            if not (isinstance(known, Indicator) and _by_row(known, figure.key)):
                values = {"name": policy.label(read), "key": figure.key}
                yield problem(codes.NOT_BY_ROW, where, values, found=read)
        unit = policy.unit(figure.of) if figure.of in policy.figure else figure.unit
        if unit != figure.unit:
            values = {"name": figure.label, "unit": figure.unit, "wanted": unit}
            yield problem(codes.UNIT_MISMATCH, Where(name, f"figure.{key}.unit"), values)


def _by_row(indicator: Indicator, key: str) -> bool:
    """Whether an indicator is one month's rows of persons, each with the key."""
    month_only = indicator.about == "person" and not indicator.windowed and not indicator.together()[0]
    return month_only and key in TABLES[indicator.table_id].fields
