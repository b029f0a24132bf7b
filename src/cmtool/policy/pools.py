"""The curve over people: everybody's part of one pool."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from cmtool.model.expression import Expression, Ref
from cmtool.model.text import Phrase, phrase
from cmtool.policy.across import Scope
from cmtool.policy.curve import Curve, Inputs, Spoken
from cmtool.policy.terms import Quantity


class ShareOf(Curve):
    """The pool × the own indicator ÷ that of all members of the team, the institution or the branch.

    ``sign`` says what a negative indicator does: it takes no part (``positive``), it pays back and lessens the
    divisor (``signed``), or its size counts (``size``). ``empty`` is for a divisor that is not above zero. Parts add
    up to the printed pool: each is half up, and what remains goes to the last member by 工号 or to the largest part.
    ``missing`` is for a member whose indicator has no value.
    """

    kind: Literal["share_of"]
    pool: Quantity
    among: Scope
    sign: Literal["positive", "signed", "size"]
    empty: Literal["nothing", "equal", "problem"]
    remainder: Literal["last", "largest"]
    missing: Literal["deferred", "left_out"] = "deferred"

    @property
    def needs_everybody(self) -> bool:
        return True

    def names(self) -> Iterator[str]:
        if isinstance(self.pool, Ref):
            yield self.pool.name

    def expression(self, inputs: Inputs) -> Expression:  # noqa: ARG002 - every curve is asked with inputs
        raise AssertionError("a share of a pool is worked out over everybody")

    def why(self, spoken: Spoken) -> Phrase:
        return phrase("{pool} 按 {actual} 分配", pool=spoken.said(self.pool), actual=spoken.actual)
