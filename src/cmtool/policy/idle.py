"""What stands in a policy to no purpose: figures that nobody reads, a month's figure for the task of a quarter."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.expression import Ref
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import phrase
from cmtool.policy import codes
from cmtool.policy.figures import AnyFigure
from cmtool.policy.history import History
from cmtool.policy.indicators import Average, Count, Events, Flow
from cmtool.policy.policy import Policy

_PERIODS = {"quarter": phrase("季"), "half-year": phrase("半年"), "year": phrase("年")}


def idle(policy: Policy, name: str) -> Iterator[Problem]:
    """Notices: a board may want it so, but mostly a line or a window was forgotten."""
    read = frozenset(_read(policy))
    for key, figure in policy.figure.items():
        if key not in read:
            yield problem(codes.NEVER_READ, Where(name, f"figure.{key}"), {"label": figure.label or key})
    for key, line in policy.line.items():
        taken = policy.figure.get(line.of.name) if isinstance(line.of, Ref) else None
        if line.cadence in _PERIODS and _of_one_month(taken):
            values = {
                "line": line.label,
                "period": _PERIODS[line.cadence],
                "figure": taken.label if taken else "",
            }
            yield problem(codes.MONTH_ONLY, Where(name, f"line.{key}.of"), values)


def _of_one_month(figure: AnyFigure | None) -> bool:
    """Whether a figure adds up or averages one month alone."""
    return isinstance(figure, Flow | Count | Events | Average) and figure.window.so_far == "month"


def _read(policy: Policy) -> Iterator[str]:
    """Every name that something reads: of this month or of earlier ones."""
    yield from (policy.owner(read) for read in policy.asked)
    for figure in policy.figure.values():
        yield from (read.split("@")[0] for read in figure.reads())
        if isinstance(figure, History):
            yield policy.owner(figure.of)
