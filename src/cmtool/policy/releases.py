"""How what is held comes back: the same lot after some months, a fraction of the balance each year, redeemed by a
later indicator, or settled against what the period turned out to be worth."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from cmtool.policy.curves import AnyCurve
from cmtool.policy.terms import Exact, Terms, refused

CalendarMonth = Annotated[int, Field(ge=1, le=12)]
Months = Annotated[int, Field(ge=1, le=240)]


def _several(written: Any) -> Any:
    """``months = 18`` is short for ``months = [18]``."""
    return (written,) if isinstance(written, int) and not isinstance(written, bool) else written


class Release(Terms):
    """What every release rule answers: which figures it reads."""

    def reads(self) -> Iterator[str]:
        yield from ()


class SameLotAfter(Release):
    """Each lot comes back by itself so many months after its own month; several months are instalments.

    ``shares`` are the instalments' parts (equal when left out). A lot of December 2023 after 18 months: June 2025.
    """

    kind: Literal["same_lot_after"]
    months: Annotated[tuple[Months, ...], BeforeValidator(_several)] = Field(min_length=1)
    shares: tuple[Exact, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> SameLotAfter:
        if list(self.months) != sorted(set(self.months)):
            raise refused("months 要由小到大，不重复")
        if self.shares and len(self.shares) != len(self.months):
            raise refused("shares 的个数要与 months 相同")
        if any(share <= 0 for share in self.shares) or (self.shares and sum(self.shares) != 1):
            raise refused("shares 都要大于 0，合计 100%")
        return self

    def parts(self) -> tuple[Fraction, ...]:
        return self.shares or (Fraction(1, len(self.months)),) * len(self.months)


class FractionOfBalance(Release):
    """Once a year, in ``month``, a fraction of what is left of earlier years' lots: a declining balance.

    The first time is ``after_years`` years after the year of the account's first lot (S4: three years held, from the
    fourth one third each year).
    """

    kind: Literal["fraction_of_balance"]
    fraction: Exact
    after_years: int = Field(default=1, ge=1, le=20)
    month: CalendarMonth

    @model_validator(mode="after")
    def _a_part(self) -> FractionOfBalance:
        if not 0 < self.fraction <= 1:
            raise refused("fraction 要大于 0、不大于 1")
        return self


class Redeemed(Release):
    """In the named calendar months a curve on a later indicator says what share of the lots comes back.

    Lots of at least ``after`` months ago take part. What the curve does not give is lost (``rest = "forfeited"``) or
    stays for the next time (``"kept"``).
    """

    kind: Literal["redeemed"]
    months: Annotated[tuple[CalendarMonth, ...], BeforeValidator(_several)] = Field(min_length=1)
    of: str
    curve: AnyCurve
    after: int = Field(default=0, ge=0, le=240)
    rest: Literal["forfeited", "kept"]

    @model_validator(mode="after")
    def _of_the_figure_alone(self) -> Redeemed:
        if self.curve.needs_target or self.curve.needs_weight:
            raise refused("兑付的曲线只能按数值算，不能用目标和权重")
        return self

    def reads(self) -> Iterator[str]:
        yield self.of
        yield from self.curve.names()


class Settled(Release):
    """In the named calendar months the account is settled: ``of`` is what the lines of ``on`` are worth for the period
    since the last settlement. What was already paid of them comes off; the result may be negative."""

    kind: Literal["settled"]
    months: Annotated[tuple[CalendarMonth, ...], BeforeValidator(_several)] = Field(min_length=1)
    of: str

    def reads(self) -> Iterator[str]:
        yield self.of


AnyRelease = Annotated[
    SameLotAfter | FractionOfBalance | Redeemed | Settled,
    Field(discriminator="kind"),
]


class Leavers(Terms):
    """What becomes of the account of somebody who has left: all goes on as ever; all comes back so many months later;
    all is lost."""

    kind: Literal["keep", "release_after", "forfeit"] = "keep"
    months: int | None = Field(default=None, ge=0, le=240)

    @model_validator(mode="after")
    def _months_where_they_count(self) -> Leavers:
        if (self.kind == "release_after") != (self.months is not None):
            raise refused('kind = "release_after" 要写 months，其他的不写')
        return self
