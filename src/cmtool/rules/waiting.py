"""Figures that nothing asks for this month: only lines read them that are worked out in another."""

from __future__ import annotations

from collections import defaultdict

from cmtool.model.month import Month
from cmtool.policy.policy import Policy


def waiting(policy: Policy, month: Month) -> frozenset[str]:
    """Figures read by nothing but lines that are not due in the month, and by figures that wait themselves.

    What ladders, the law or the tax read, or a later month asks for, never waits; nor does what nothing reads.
    """
    readers: defaultdict[str, set[str]] = defaultdict(set)
    for name, reads in policy.reads.items():
        for read in reads:
            readers[read].add(name)
    resting = {name for name, line in policy.line.items() if month.number not in line.months}
    always = policy.recalled() | policy.read_after_pay
    for name in reversed(policy.order):
        if name in policy.figure and name not in always and readers[name] and readers[name] <= resting:
            resting.add(name)
    return frozenset(resting & policy.figure.keys())
