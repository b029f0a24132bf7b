"""Units that do not fit: what a column gives, what is added up or compared, what a line or target takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from cmtool.model.expression import Ref
from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import phrase
from cmtool.policy import codes
from cmtool.policy.across import Across
from cmtool.policy.arithmetic import Arithmetic, Delta
from cmtool.policy.figure import MONEY
from cmtool.policy.figures import AnyFigure
from cmtool.policy.history import History
from cmtool.policy.indicator import Indicator
from cmtool.policy.indicators import Average, Events
from cmtool.policy.policy import Policy
from cmtool.policy.slopes import Proportional
from cmtool.policy.terms import RATES
from cmtool.policy.through import Choice

_OF_COLUMNS = ("元", "元·天")
"""Units of what a money column gives."""


def lint_units(policy: Policy, name: str) -> Iterator[Problem]:
    """Every problem of units."""
    yield from _of_columns(policy, name)
    yield from _put_together(policy, name)
    yield from _of_lines(policy, name)


def _of_columns(policy: Policy, name: str) -> Iterator[Problem]:
    """A column of money gives yuan and a column of rates a rate, whatever unit is written beside it."""
    for key, figure in policy.indicators():
        column = _money_taken(figure)
        if column and figure.unit not in _OF_COLUMNS:
            values = {"name": column, "unit": figure.unit}
            yield problem(codes.MONEY_UNIT, Where(name, f"figure.{key}.unit"), values, found=figure.unit)
        rate = _taken(figure, "percent", "permille")
        if rate and figure.unit not in RATES:
            values = {"name": rate, "unit": figure.unit}
            yield problem(codes.RATE_UNIT, Where(name, f"figure.{key}.unit"), values, found=figure.unit)


def _money_taken(figure: Indicator) -> str:
    """The column of money that a figure takes as it stands; "" where it takes none, or works something out of it."""
    if isinstance(figure, Average):
        return "余额" if figure.factor is None else ""
    if isinstance(figure, Events) and figure.measure == "amount":
        return "金额"
    return _taken(figure, "money")


def _taken(figure: Indicator, *kinds: str) -> str:
    """The column of one of these kinds that a figure takes as it stands; "" where it takes none."""
    column = getattr(figure, "value", None)
    return column if isinstance(column, str) and figure.column(column).kind in kinds else ""


def _put_together(policy: Policy, name: str) -> Iterator[Problem]:
    """Money is added to, taken from and compared with money of the same unit only, and hardly ever with anything
    else; other units may be counted together, as one point for each time late."""
    for key, figure in policy.figure.items():
        parts = [(policy.label(part), policy.unit(part)) for part in _parts(figure)]
        units = dict.fromkeys(unit for _, unit in (*parts, ("", figure.unit)) if unit)
        money = [unit for unit in units if unit in MONEY]
        if len(units) > 1 and parts and money:
            said = tuple(
                phrase("“{label}”是“{unit}”", label=label, unit=unit)
                for label, unit in dict.fromkeys((*parts, (figure.label, figure.unit)))
                if unit
            )
            kind = codes.MIXED_MONEY if len(money) > 1 else codes.MIXED_UNITS
            yield problem(kind, Where(name, f"figure.{key}"), {"parts": said})


def _parts(figure: AnyFigure) -> tuple[str, ...]:
    """The figures whose values become this one's without another unit: added, compared, taken over people or months."""
    match figure:
        case Arithmetic() if figure.kind not in ("product", "quotient"):
            return tuple(part.name for part in figure.of if isinstance(part, Ref))
        case Delta():
            return (figure.of,)
        case History() if figure.take != "count":
            return (figure.of,)
        case Across() if figure.take not in ("count", "rank", "share"):
            return (figure.of,)
        case Choice():
            chosen = chain((case.value for case in figure.cases), (figure.otherwise,))
            return tuple(part.name for part in chosen if isinstance(part, Ref))
        case _:
            return ()


def _of_lines(policy: Policy, name: str) -> Iterator[Problem]:
    """A proportional curve compares like with like; a line without a curve prints its figure in its own unit."""
    for key, line in policy.line.items():
        if not isinstance(line.of, Ref) or line.of.name not in policy.names:
            continue
        unit = policy.unit(line.of.name)
        if line.target and isinstance(line.target.value, Ref) and isinstance(line.curve, Proportional):
            wanted = unit
            found = policy.unit(line.target.value.name)
            if found != wanted:
                values = {"name": policy.label(line.target.value.name), "unit": found, "wanted": wanted}
                yield problem(codes.UNIT_MISMATCH, Where(name, f"line.{key}.target"), values)
        if line.curve is None and line.group in policy.group and unit != policy.group[line.group].unit:
            wanted = policy.group[line.group].unit
            values = {"name": policy.label(line.of.name), "unit": unit, "wanted": wanted}
            yield problem(codes.UNIT_MISMATCH, Where(name, f"line.{key}.of"), values)
