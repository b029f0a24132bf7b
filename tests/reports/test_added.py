"""Contributions added up on whole columns are what adding them up one by one gives, also beyond 64 bits."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import groupby

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.model.money import half_up, parts
from cmtool.reports.added import added
from cmtool.rules.appraisal import Facts

Row = tuple[str, str, int, Fraction, Fraction]  # manager, client, row, amount, share

shares = st.sampled_from([Fraction(1), Fraction(1, 3), Fraction(1, 2), Fraction(3, 5), Fraction(2, 7)])
people, clients = st.sampled_from(["", "A", "B", "C"]), st.sampled_from(["K1", "K2", ""])
fen = st.integers(-40, 40) | st.sampled_from([10**16 + 1, -(10**17), 2**61])
points = st.fractions(-3, 3, max_denominator=8)


def rows_of(amounts: st.SearchStrategy[int] | st.SearchStrategy[Fraction]) -> st.SearchStrategy[list[Row]]:
    row = st.tuples(people, clients, st.integers(0, 5), amounts.map(Fraction), shares)
    return st.lists(row, min_size=1, max_size=12)


def facts(rows: list[Row], scale: int, dtype: str) -> Facts:
    amounts = [amount if dtype == "object" else int(amount) for *_, amount, _ in rows]
    frame = pd.DataFrame(
        {
            "manager": pd.Series([row[0] for row in rows], dtype="category"),
            "client": pd.Series([row[1] for row in rows], dtype="object"),
            "row": [row[2] for row in rows],
            "amount": pd.Series(amounts, dtype=dtype),
            "numerator": [row[4].numerator for row in rows],
            "denominator": [row[4].denominator for row in rows],
        }
    )
    return Facts("figure", "deposits", "balance", scale, Fraction(0), frame)


def one_by_one(rows: list[Row], scale: int) -> dict[tuple[str, str], tuple[Fraction, Fraction, int, int]]:
    """Of each manager and client: the exact sum, what is printed, how many rows and the first of them."""
    sums: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    seen: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for manager, client, row, amount, share in rows:
        sums[client, manager] += amount * share / scale
        seen[client, manager].add(row)
    found = {}
    for _, group in groupby(sorted(sums), key=lambda key: key[0]):
        keys = list(group)
        each = [sums[key] for key in keys]
        whole = parts(sum(each, Fraction(0)), each) if len(each) > 1 else ()
        printed = whole or [half_up(part, 2) for part in each]
        for key, shown in zip(keys, printed, strict=True):
            found[key[1], key[0]] = (sums[key], shown, len(seen[key]), min(seen[key]))
    return found


def check(rows: list[Row], scale: int, dtype: str) -> None:
    found = added(facts(rows, scale, dtype))
    columns = (
        found.parts[name].to_list() for name in ("manager", "client", "sum", "printed", "rows", "first")
    )
    got = {
        (found.managers[manager], found.clients[client]): (
            Fraction(int(total), found.one),
            Fraction(int(printed), 100),
            count,
            first,
        )
        for manager, client, total, printed, count, first in zip(*columns, strict=True)
    }
    assert got == one_by_one(rows, scale)


@given(rows_of(fen), st.sampled_from([1, 100, 3000]))
def test_money(rows: list[Row], scale: int) -> None:
    check(rows, scale, "int64")


@given(rows_of(points))
def test_points_and_other_fractions(rows: list[Row]) -> None:
    check(rows, 1, "object")


@pytest.mark.parametrize("manager", ["A", ""])
def test_only_the_managers_asked_for_are_kept(manager: str) -> None:
    rows = [("A", "K1", 0, Fraction(1), Fraction(1)), ("", "K1", 1, Fraction(2), Fraction(1))]
    kept = added(facts(rows, 1, "int64")).of([manager])
    assert [kept.managers[number] for number in kept.parts["manager"]] == [manager]
