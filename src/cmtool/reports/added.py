"""One figure's rows added up by manager and client: exact sums, and each part as it is printed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cmtool.model.money import FEN
from cmtool.rules.appraisal import Facts
from cmtool.rules.lookup import Ints, coded

_SAFE = 2**62
_CENT = 10**FEN

Whole = NDArray[Any]
"""int64 where nothing can overflow, else Python's own integers."""


class Part(NamedTuple):
    """What a manager has of a client, or (client ``""``) of so many ``clients``; see ``Added``."""

    manager: str
    client: str
    total: Fraction
    printed: Fraction
    rows: int
    first: int
    clients: int


@dataclass(frozen=True)
class Added:
    """A part for each manager and client. ``parts`` has ``manager`` and ``client`` (numbers of ``managers`` and
    ``clients``), ``sum`` (÷ ``one`` it is exact, in the figure's unit), ``printed`` (whole hundredths), ``rows`` (how
    many source rows) and ``first`` (the first of them).
    """

    table: str
    column: str
    one: int
    managers: pd.Index[str]
    clients: pd.Index[str]
    parts: pd.DataFrame

    def of(self, managers: Collection[str]) -> Added:
        """Only the parts of some managers."""
        wanted = self.managers.isin(list(managers))[self.parts["manager"]]
        return self if bool(wanted.all()) else replace(self, parts=self.parts[wanted])

    def each(self) -> Iterator[Part]:
        names = ("manager", "client", "sum", "printed", "rows", "first")
        columns = (self.parts[name].to_list() for name in names)
        managers, clients = self.managers.to_list(), self.clients.to_list()
        for manager, client, total, printed, rows, first in zip(*columns, strict=True):
            exact, shown = Fraction(total, self.one), Fraction(printed, _CENT)
            yield Part(managers[manager], clients[client], exact, shown, rows, first, 1)

    def by_manager(self) -> Iterator[Part]:
        """All clients of a manager together; the first row of the client that sorts first."""
        for manager, parts in self.parts.groupby("manager", sort=False):
            clients = self.clients.to_numpy(dtype=object)[parts["client"]]
            yield Part(
                self.managers[cast(int, manager)],
                "",
                Fraction(int(parts["sum"].sum()), self.one),
                Fraction(int(parts["printed"].sum()), _CENT),
                int(parts["rows"].sum()),
                int(parts["first"].iloc[int(clients.argmin())]),
                len(parts),
            )


def added(facts: Facts) -> Added:
    """The figure's contributions, added up.

    A part is printed half up to hundredths of its unit. Of a client with several managers the last one (by 工号) takes
    what the client's printed total leaves, unless the shares are of nothing: then each is printed on its own.
    """
    manager, client = coded(facts.rows["manager"]), coded(facts.rows["client"])
    amounts, one = _whole(facts)
    group, keys = pd.factorize(manager.codes.astype(np.int64) * len(client.texts) + client.codes)
    sums = np.zeros(len(keys), dtype=amounts.dtype)
    np.add.at(sums, group, amounts)
    count, first = _counted(group, facts.rows["row"].to_numpy(), len(keys))
    managers, clients = np.divmod(keys, len(client.texts))
    parts = pd.DataFrame({"manager": managers, "client": clients, "sum": sums, "rows": count, "first": first})
    rank = np.argsort(np.argsort(manager.texts.to_numpy(dtype=object)))
    parts = parts.assign(printed=_printed(parts, rank[managers], one))
    return Added(facts.table, facts.column, one, manager.texts, client.texts, parts)


def _whole(facts: Facts) -> tuple[Whole, int]:
    """Amount × share of each row as whole numbers, and how many of them make one of the figure's unit."""
    amounts: Whole = facts.rows["amount"].to_numpy()
    numerator, denominator = (facts.rows[part].to_numpy() for part in ("numerator", "denominator"))
    one = facts.scale
    if amounts.dtype == object:
        units = lcm(*{amount.denominator for amount in amounts})
        amounts = np.array(
            [amount.numerator * (units // amount.denominator) for amount in amounts], dtype=object
        )
        one *= units
    common = lcm(*map(int, np.unique(denominator)))
    one *= common
    largest = max(int(amounts.max()), -int(amounts.min()), 1) * int(numerator.max()) * common * len(amounts)
    number = np.int64 if amounts.dtype != object and 2 * _CENT * max(largest, one) < _SAFE else object
    return amounts.astype(number) * numerator.astype(number) * (common // denominator.astype(number)), one


def _counted(group: Ints, row: Ints, groups: int) -> tuple[Ints, Ints]:
    """How many source rows each group has, and the first of them; a row may stand several times."""
    if not bool((row[1:] > row[:-1]).all()):
        once = ~pd.Series(group.astype(np.int64) * (int(row.max()) + 1) + row).duplicated().to_numpy()
        group, row = group[once], row[once]
    first = np.full(groups, np.iinfo(np.int64).max)
    np.minimum.at(first, group, row)
    return np.bincount(group, minlength=groups), first


def _printed(parts: pd.DataFrame, rank: Ints, one: int) -> Whole:
    """Each part half up; the last of a client's several parts (by ``rank``) takes what the client's total leaves."""
    sums, client = parts["sum"].to_numpy(), parts["client"].to_numpy()
    printed = _half_up(sums, one)
    several = np.flatnonzero(np.bincount(client)[client] > 1)
    if not len(several):
        return printed
    order = several[np.lexsort((rank[several], client[several]))]
    new = np.append(True, client[order][1:] != client[order][:-1])
    starts = np.flatnonzero(new)
    last = order[np.append(starts[1:], len(order)) - 1]
    totals = np.add.reduceat(sums[order], starts)
    others = np.add.reduceat(printed[order], starts) - printed[last]
    printed[last] = np.where(totals == 0, printed[last], _half_up(totals, one) - others)
    return printed


def _half_up(sums: Whole, one: int) -> Whole:
    """Hundredths of the unit, ties away from zero."""
    size: Whole = (2 * _CENT * np.abs(sums) + one) // (2 * one)
    return np.where(sums < 0, -size, size)
