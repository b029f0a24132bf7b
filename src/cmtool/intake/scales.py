"""Two scales in one column: per cents beside fractions, 万元 among 元."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Final

import numpy as np

from cmtool.intake import codes
from cmtool.intake.draft import Draft, Finding
from cmtool.model.money import fixed, plain, yuan

_RATES: Final = {"annual_rate": Fraction(1), "monthly_rate": Fraction(1, 12)}  # of a year
_LOWEST, _HIGHEST = Fraction(1, 1000), Fraction(36, 100)  # of a year; no branch lends for less or for more
_APART: Final = 20  # rates of one branch differ by less
_HUNDRED: Final = 100
_WAN: Final = 10_000
_NO_RATE: Final = 2  # 200 %; what is more is an amount or a count
_FEW: Final = 5  # rows below which nothing is usual


def scales(draft: Draft) -> Iterator[Finding]:
    """Rates, shares and targets a hundredfold apart from the rest are errors; amounts as if in 万元 are warnings, and
    so are rates that nobody lends for.
    """
    if "loans" in draft.book:
        for name in filter(partial(draft.book.has, "loans"), _RATES):
            rates = draft.values("loans", name)
            counted = _counted(rates)
            yield from _mixed(draft, "loans", name, rates, counted)
            yield from _unheard(draft, name, rates, counted)
        yield from _among_yuan(draft)
    if "assignments" in draft.book:
        shares = draft.values("assignments", "share")
        yield from _mixed(draft, "assignments", "share", shares, _counted(shares))
    if "targets" in draft.book:
        yield from _mixed_targets(draft)


def _mixed(
    draft: Draft, table: str, name: str, rates: Sequence[Fraction | None], counted: Counter[Fraction]
) -> Iterator[Finding]:
    wrong, other = mixed_scale(counted)
    if not wrong:
        return
    values = {"other": percent(other)}
    for row, rate in enumerate(rates):
        if rate in wrong:
            found = values | {"found": percent(rate)}
            yield draft.finding(codes.MIXED_SCALE, table, row, name, found)


def _unheard(
    draft: Draft, name: str, rates: Sequence[Fraction | None], counted: Counter[Fraction]
) -> Iterator[Finding]:
    """0.0435 under a % header is 0.0435 %: when all rows are written so, nothing in the column contradicts it."""
    year = _RATES[name]
    odd = {rate for rate in counted if not _LOWEST * year <= rate <= _HIGHEST * year}
    if not odd:
        return
    wrong, _ = mixed_scale(counted)
    for row, rate in enumerate(rates):
        if rate in odd and rate not in wrong:
            yield draft.finding(codes.UNHEARD_RATE, "loans", row, name, {"found": percent(rate)})


def _counted(rates: Sequence[Fraction | None]) -> Counter[Fraction]:
    """How often each rate occurs. Equal rates are mostly one object, and hashing a fraction is slow: each once."""
    found: Counter[Fraction] = Counter()
    objects = dict(zip(map(id, rates), rates, strict=True))
    for number, count in Counter(map(id, rates)).items():
        if rate := objects[number]:
            found[rate] += count
    return found


def _mixed_targets(draft: Draft) -> Iterator[Finding]:
    """Each 指标 whose targets are rates, to look at them: amounts and counts may well be a hundredfold apart."""
    indicators, targets = draft.values("targets", "indicator"), draft.values("targets", "value")
    for indicator in dict.fromkeys(indicators):
        rates = [
            target if said == indicator else None for said, target in zip(indicators, targets, strict=True)
        ]
        if max((abs(rate) for rate in rates if rate), default=_NO_RATE) < _NO_RATE:
            yield from _mixed(draft, "targets", "value", rates, _counted(rates))


def mixed_scale(rates: Counter[Fraction]) -> tuple[frozenset[Fraction], Fraction]:
    """The rarer of two groups of rates that look a hundredfold apart (the smaller when equal), and one of the others."""
    if not rates:
        return frozenset(), Fraction(0)
    largest = max(rates)
    large = {rate for rate in rates if rate * _APART > largest}
    low, high = min(large) / 2, max(large) * 2
    small = {rate for rate in rates if rate not in large and low <= rate * _HUNDRED <= high}
    if not small:
        return frozenset(), Fraction(0)
    few = sum(rates[rate] for rate in large) < sum(rates[rate] for rate in small)
    return (frozenset(large), min(small)) if few else (frozenset(small), min(large))


def percent(rate: Fraction) -> str:
    return f"{plain(rate * _HUNDRED)}%"


def _among_yuan(draft: Draft) -> Iterator[Finding]:
    """A loan of under a hundredth of the usual one whose amount in 万元 would be among the others."""
    amounts = draft.book["loans"]["amount"].to_numpy(dtype=np.int64)
    if len(amounts) < _FEW:
        return
    middle = (len(amounts) - 1) // 2
    usual, largest = int(np.partition(amounts, middle)[middle]), int(amounts.max())
    limit = min(usual // _HUNDRED, largest * 2 // _WAN)
    for row in np.flatnonzero((amounts > 0) & (amounts <= limit)).tolist():
        values = {"found": fixed(yuan(int(amounts[row]))), "usual": fixed(yuan(usual))}
        yield draft.finding(codes.AMONG_YUAN, "loans", row, "amount", values)
