"""Benchmarks from outside, looked up by item, period and institution."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cmtool.model.book import Book
from cmtool.model.problem import Where
from cmtool.policy.benchmarks import Benchmark
from cmtool.policy.ratings import OfPeriod

LENGTHS: Mapping[OfPeriod, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""How many months a period is long."""


def benchmark(book: Book, figure: Benchmark, institution: str) -> tuple[Fraction, Where] | None:
    """The number that holds for an institution this month, and its cell; its own row beats one for everybody."""
    rows = book["benchmarks"]
    for whose in dict.fromkeys((institution, "")):
        wanted = (rows["indicator"] == figure.item) & (rows["institution"] == whose)
        for row in rows.index[wanted]:
            period = rows["period"][row]
            if period.length == LENGTHS[figure.period] and book.month in period:
                return Fraction(rows["value"][row]), book.where("benchmarks", int(row), "value")
    return None
