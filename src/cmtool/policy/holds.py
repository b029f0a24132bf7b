"""Holds: a part of some pay lines kept back, in lots (预留风险金), and what becomes of the lots."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, model_validator

from cmtool.policy.curves import AnyCurve
from cmtool.policy.releases import AnyRelease, Leavers
from cmtool.policy.terms import Terms, refused


class Hold(Terms):
    """A curve on the positive sum of the named pay lines; what it gives is kept back as this month's lot.

    ``charge`` names a figure in yuan (accountability): it is taken from the oldest lots first, before anything is
    released, and never more than there is. Without ``release`` nothing comes back by itself.
    """

    label: str
    clause: str = ""
    on: tuple[str, ...] = Field(min_length=1)
    curve: AnyCurve
    release: AnyRelease | None = None
    charge: str = ""
    leavers: Leavers = Leavers()

    @model_validator(mode="after")
    def _of_the_amount_alone(self) -> Hold:
        if self.curve.needs_target or self.curve.needs_weight or self.curve.needs_everybody:
            raise refused('预留的曲线只能按金额算：marginal、per_unit、bands（on = "actual"）')
        if len(set(self.on)) < len(self.on):
            raise refused("同一项目写了两次")
        return self

    @property
    def moves(self) -> bool:
        """Whether anything but this month's lot may change the account."""
        return self.release is not None or bool(self.charge) or self.leavers.kind != "keep"

    def reads(self) -> Iterator[str]:
        """Names of the lines and figures that must be worked out before the account."""
        yield from self.on
        yield from self.curve.names()
        if self.charge:
            yield self.charge
        if self.release is not None:
            yield from self.release.reads()
