"""Figures across people that would print one colleague's own figure on somebody else's statement."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.problem import Problem, Where, problem
from cmtool.model.text import phrase
from cmtool.policy import codes
from cmtool.policy.across import Across
from cmtool.policy.policy import Policy

_WORDS = {"max": "最高数", "min": "最低数", "mean": "平均", "sum": "合计"}


def lint_across(policy: Policy, name: str) -> Iterator[Problem]:
    """The largest or smallest of a team is always somebody's own; a sum or mean without oneself is, in a team of two.

    Members chosen by post or grade are those whom their superior sees anyway.
    """
    for key, figure in policy.figure.items():
        if not isinstance(figure, Across) or figure.over != "team" or figure.posts or figure.grades:
            continue
        alone = figure.take in ("sum", "mean") and figure.own == "excluded"
        if figure.take in ("max", "min") or alone:
            values = {
                "figure": figure.label,
                "take": phrase(_WORDS[figure.take]),
                "of": policy.label(figure.of),
            }
            place = "own" if alone else "take"
            yield problem(codes.ONE_COLLEAGUE, Where(name, f"figure.{key}.{place}"), values)
