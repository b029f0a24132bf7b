"""What only the whole policy shows of figures from rows: whether a figure in a row value is the same for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.expression import names_in
from cmtool.model.problem import Problem, Where, problem
from cmtool.policy import codes
from cmtool.policy.constants import Constant
from cmtool.policy.figure import Computed
from cmtool.policy.indicator import Indicator
from cmtool.policy.indicators import Average
from cmtool.policy.policy import Policy
from cmtool.policy.rowvalue import BUILT_IN


def lint_rows(policy: Policy, name: str) -> Iterator[Problem]:
    """A row is worked out before anybody is asked whose it is, so it may name no figure of a person.

    A name that means nothing is told as such elsewhere.
    """
    for key, figure in policy.indicators():
        for read in figure.reads():
            if policy.knows(read) and not shared(policy, read, frozenset()):
                values = {"name": policy.label(read)}
                yield problem(
                    codes.NOT_SHARED, Where(name, f"figure.{key}.{value_key(figure)}"), values, found=read
                )


def value_key(figure: Indicator) -> str:
    """Under which key an indicator names figures."""
    return "factor" if isinstance(figure, Average) else "value"


def shared(policy: Policy, name: str, above: frozenset[str]) -> bool:
    """Whether a figure is the same for everybody: a constant, the institution's, from outside, or made of such."""
    if name in BUILT_IN:
        return True
    match policy.figure.get(name):
        case Constant():
            return True
        case Indicator() as figure:
            return figure.table_id in Indicator.OF_EVERYBODY
        case Computed() as figure if name not in above:
            return all(shared(policy, read, above | {name}) for read in names_in(figure.expression()))
        case _:
            return False
