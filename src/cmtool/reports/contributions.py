"""Contributions: what each client gave to each indicator of each manager, exact and as printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from cmtool.model.money import FEN, half_up, parts
from cmtool.model.problem import Where
from cmtool.policy.indicators import Average
from cmtool.rules.appraisal import Appraisal, Facts

DETAIL_LIMIT = 5_000
"""Rows of 取数明细 in a workbook; beyond it only totals and counts are written."""

UNALLOCATED = ""
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Contribution:
    """One manager × indicator × client (``""`` where the table has none; 工号 ``""`` is unallocated).

    ``amount`` is exact, in the listed unit; the figure is the sum ÷ ``divisor`` (the days of the month for 日均,
    which is listed as 积数). ``printed`` is its part of the client's printed total in the figure's own unit: half up,
    the last manager takes what remains. ``rows`` counts source rows, ``clients`` those that were added up; ``where`` is the first cell.
    """

    manager: str
    figure: str
    client: str
    amount: Fraction
    printed: Fraction
    rows: int
    where: Where
    clients: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """How an indicator's contributions are listed: their unit, and what their sum is divided by."""

    unit: str
    divisor: int


def listing(appraisal: Appraisal, figure: str) -> Listing:
    """日均 is listed as 积数, so that no contribution is a rounded quotient."""
    terms = appraisal.policy.figure[figure]
    if isinstance(terms, Average) and terms.measure == "daily_average":
        return Listing("元·天", appraisal.month.days)
    return Listing(terms.unit, 1)


def contributions(appraisal: Appraisal) -> tuple[Contribution, ...]:
    """All contributions, by manager in the appraisal's order, then indicator, then client; unallocated last."""
    people = {result.person.id: number for number, result in enumerate(appraisal.results)}
    figures = {name: number for number, name in enumerate(appraisal.policy.figure)}
    found = [
        contribution
        for name, facts in appraisal.facts.items()
        for contribution in _of_figure(appraisal, name, facts)
        if contribution.manager in people or contribution.manager == UNALLOCATED
    ]
    last = len(people)
    return tuple(
        sorted(
            found, key=lambda part: (people.get(part.manager, last), figures.get(part.figure, 0), part.client)
        )
    )


def summed(found: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
    """One contribution for each manager and indicator: totals and counts."""
    totals: dict[tuple[str, str], Contribution] = {}
    for part in found:
        key = (part.manager, part.figure)
        known = totals.get(key)
        totals[key] = (
            replace(part, client="")
            if known is None
            else replace(
                known,
                amount=known.amount + part.amount,
                printed=known.printed + part.printed,
                rows=known.rows + part.rows,
                clients=known.clients + 1,
            )
        )
    return tuple(totals.values())


def _of_figure(appraisal: Appraisal, name: str, facts: Facts) -> Iterator[Contribution]:
    if facts.rows.empty:
        return
    divisor = listing(appraisal, name).divisor
    exact = {key: value / facts.scale for key, value in _amounts(facts.rows).items()}
    printed = _printed(exact)
    once = facts.rows.drop_duplicates(["manager", "client", "row"])
    rows = once.groupby(["manager", "client"], sort=False)["row"].agg(["size", "min"])
    for (manager, client), count, first in zip(rows.index, rows["size"], rows["min"], strict=True):
        key = (str(manager), str(client))
        where = appraisal.book.where(facts.table, int(first), facts.column)
        yield Contribution(key[0], name, key[1], exact[key] * divisor, printed[key], int(count), where)


def _amounts(rows: pd.DataFrame) -> Mapping[tuple[str, str], Fraction]:
    """Σ amount × share by manager and client, in units of the facts' scale."""
    amount = rows["amount"]
    if amount.dtype != object:
        amount = amount.astype("int64")
        if int(amount.abs().max()) * int(rows["numerator"].max()) * len(rows) > _SAFE:
            amount = amount.astype(object)
    shared = rows.assign(part=amount * rows["numerator"])
    sums = shared.groupby(["manager", "client", "denominator"], sort=False)["part"].sum()
    found: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for key, part in zip(sums.index.to_list(), sums.to_list(), strict=True):
        manager, client, denominator = key
        value = part if isinstance(part, Fraction) else int(part)
        found[str(manager), str(client)] += Fraction(value, int(denominator))
    return found


def _printed(amounts: Mapping[tuple[str, str], Fraction]) -> Mapping[tuple[str, str], Fraction]:
    """Each client's total split among managers so that the printed parts add up to the printed total."""
    by_client: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in sorted(amounts):
        by_client[key[1]].append(key)
    found: dict[tuple[str, str], Fraction] = {}
    for keys in by_client.values():
        if len(keys) == 1:
            found[keys[0]] = half_up(amounts[keys[0]], FEN)
            continue
        shares = [amounts[key] for key in keys]
        split = parts(sum(shares, Fraction(0)), shares) or [half_up(share, FEN) for share in shares]
        found.update(zip(keys, split, strict=True))
    return found
